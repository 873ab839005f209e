// SPDX-License-Identifier: BSD-3-Clause
/// What multiplies a kernel has a unit or none, and is finite.
#include <convolt/kernel/scale.hpp>

#include <convolt/kernel/cascade.hpp>
#include <convolt/kernel/symmetric.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <limits>

namespace {

using namespace convolt::units;
using namespace convolt::kernel;

TEST_CASE("kernels of peak 1 and of area 1 are multiplied") {
  CHECK(detail::made_with_peak("k", cascade<1>({2.}, 1.), -3 * nS, ms).peak().in(nS) == -3);
  CHECK(detail::made_with_peak("k", cascade<1>({2.}, 1.), 3.f, ms).peak() == 3.);
  auto const smooth = detail::made_with_area("k", gaussian_shape(2.), 5. * mV, ms);
  CHECK(smooth.area().in(mV) == Approx(5).epsilon(1e-15));
  CHECK(convolt::same_dimension(smooth.unit(), V / convolt::units::s));
}

TEST_CASE("what multiplies a kernel must be finite") {
  for (double bad : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    try {
      static_cast<void>(detail::made_with_peak("kernel::alpha", cascade<1>({2.}, 1.), bad * nS, ms));
      FAIL("not refused");
    } catch (convolt::parameter_error const& e) {
      CHECK(e.category() == "bad_scale");
      CHECK(e.where() == "kernel::alpha");
    }
  }
}

TEST_CASE("the run-time unit of a time constant is one of time") {
  CHECK(detail::time_unit(2. * convolt::any_unit(ms)) == convolt::any_unit(ms));
  CHECK_THROWS_AS(detail::time_unit(2. * convolt::any_unit(mV)), convolt::unit_error);
}

}  // namespace
