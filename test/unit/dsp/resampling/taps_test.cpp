// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/taps.hpp.
#include <convolt/dsp/resampling/taps.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using namespace convolt::units;
using z = std::complex<double>;

TEST_CASE("taps become parts in double, times a factor") {
  xt::xtensor<float, 1> const real{1, 2};
  given_taps const r = filter_taps("f", real, 3, {}, 2);
  CHECK(r.real == std::vector<double>{3, 6});
  CHECK(r.imag.empty());
  xt::xtensor<z, 1> const parts{z(1, 2), z(0, -1)};
  given_taps const c = filter_taps("f", parts, 2, {}, 2);
  CHECK(c.real == std::vector<double>{2, 0});
  CHECK(c.imag == std::vector<double>{4, -2});
}

TEST_CASE("sampled taps begin where their axis does, in steps of the upsampled signal") {
  convolt::sampled const h(xt::xtensor<double, 1>{1, 1} * one, convolt::axis(-0.3 * ms, 0.1 * ms, 2));
  plain_axis const signal = as_numbers(convolt::axis(5. * ms, 0.2 * ms, 9));
  CHECK(filter_taps("f", h, 1, signal, 2).start == Approx(-3));
  CHECK_THROWS_AS(filter_taps("f", h, 1, signal, 3), convolt::parameter_error);
}

TEST_CASE("results are those that meet a sample") {
  CHECK(upfirdn_count("f", 5, 3, {2, 3}) == 4);
  CHECK(upfirdn_count("f", 1, 1, {5, 7}) == 1);
  CHECK(upfirdn_count("f", 0, 3, {2, 3}) == 0);
  CHECK_THROWS_AS(upfirdn_count("f", PTRDIFF_MAX / 2, 3, {3, 1}), convolt::parameter_error);
}

}  // namespace
