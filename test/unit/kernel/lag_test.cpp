// SPDX-License-Identifier: BSD-3-Clause
/// What may be a width, and what is said of those that may not.
#include <convolt/kernel/lag.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <limits>

namespace {

using namespace convolt::units;
using namespace convolt::kernel;
using convolt::quantity;

template <class U>
using number = quantity<U, double>;
static_assert(TimeWidth<number<decltype(ms)>> && TimeWidth<number<convolt::any_unit>>);
static_assert(TimeWidth<quantity<decltype(ms), int>> && TimeWidth<number<decltype(MOhm * pF)>>);
static_assert(!TimeWidth<double> && !TimeWidth<number<decltype(mV)>> && !TimeWidth<number<decltype(Hz)>>);
static_assert(SpaceWidth<number<decltype(um)>> && SpaceWidth<number<decltype(degree)>>);
static_assert(!SpaceWidth<double> && !SpaceWidth<number<decltype(ms)>>);

TEST_CASE("a width is positive and finite, and becomes a number in the unit that is asked for") {
  CHECK(detail::width("kernel::alpha", "tau", 2. * ms, us) == 2000);
  CHECK(detail::width("kernel::alpha", "tau", 2 * ms, ms) == 2);
  double const infinity = std::numeric_limits<double>::infinity();
  for (double bad : {0., -2., infinity, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
    CAPTURE(bad);
    try {
      static_cast<void>(detail::width("kernel::alpha", "tau", bad * ms, ms));
      FAIL("not refused");
    } catch (convolt::parameter_error const& e) {
      CHECK(e.category() == "bad_time_constant");
      CHECK(e.where() == "kernel::alpha");
      CHECK(e.argument() == "tau");
      CHECK(e.actual().find("ms") != std::string::npos);
    }
  }
  CHECK_THROWS_AS(detail::width("", "", 2. * convolt::any_unit(mV), ms), convolt::unit_error);
}

}  // namespace
