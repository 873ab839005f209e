// SPDX-License-Identifier: BSD-3-Clause
/// What docs/measures.md promises of missing samples, in a program that is compiled with -ffast-math.
#include <convolt/dsp/convolve.hpp>
#include <support/catch.hpp>
#include <support/fast_math.hpp>

#include <cstddef>
#include <initializer_list>
#include <limits>

using namespace convolt;

namespace {

using numbers = xt::xtensor<double, 1>;
double const unknown = std::numeric_limits<double>::quiet_NaN();

bool nans_are(numbers const& y, std::initializer_list<bool> wanted) {
  std::size_t i = 0;
  for (bool const is : wanted) {
    if (dsp::detail::is_nan(y(i++)) != is) { return false; }
  }
  return i == y.size();
}

}  // namespace

TEST_CASE("missing samples are found by their bits") {
  numbers const x{1., unknown, 3., 4.}, h{1., 2., 1.};
  CHECK(nans_are(dsp::convolve(x, h, measure::sum), {true, true, true, false}));
  numbers const made_up = dsp::convolve(x, h, measure::sum, {.missing = dsp::missing::renormalise});
  CHECK(nans_are(made_up, {false, false, false, false}));
  CHECK(made_up(1) == Approx(8.));
  CHECK_THROWS_AS(dsp::convolve(x, h, measure::sum, {.missing = dsp::missing::refuse}), parameter_error);
  CHECK_THROWS_AS(dsp::convolve(h, x, measure::sum, {.missing = dsp::missing::renormalise}), parameter_error);
}

TEST_CASE("beyond the ends nothing may be known") {
  numbers const x{1., 1., 1.}, h{0.25, 0.5, 0.25};
  numbers const y =
      dsp::convolve(x, h, measure::sum, {.boundary = boundary_value(unknown), .missing = dsp::missing::renormalise});
  CHECK(y(0) == Approx(1.));
  CHECK(nans_are(dsp::convolve(x, h, measure::sum, {.boundary = boundary_value(unknown)}), {true, false, true}));
  numbers const none{unknown, unknown};
  CHECK(nans_are(
      dsp::convolve(none, h, measure::sum, {.boundary = boundary_value(unknown), .missing = dsp::missing::renormalise}),
      {true, true}));
}
