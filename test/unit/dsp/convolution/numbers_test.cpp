// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/numbers.hpp.

#include <convolt/dsp/convolution/numbers.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using dsp::detail::function;
using dsp::detail::summation;
using dsp::detail::surroundings;

namespace {

using numbers = std::vector<double>;

/// Of 1, 2, NaN, 4 with two taps, at four places.
numbers results(function const& f, dsp::convolve_options const& o, numbers const& taps = {3, 1}) {
  numbers const x{1, 2, std::nan(""), 4};
  summation s;
  s.axes.push_back({.samples = 4, .taps = 2, .kept = {0, 4}});
  numbers out(4);
  dsp::detail::compute<target_arch>(f, s, o, surroundings<double>("here", o.boundary, mV), x.data(), {}, taps,
                                    out.data(), 1.);
  return out;
}

}  // namespace

TEST_CASE("what stands beyond the ends is in the unit of the signal") {
  surroundings<double> const value("here", boundary_value(2. * V), mV), round("here", boundary::circular, mV);
  CHECK((value.has_value && value.value == 2000.));
  CHECK((!round.has_value && round.kind == boundary::circular));
}

TEST_CASE("missing samples propagate, are made up for, or are refused") {
  numbers const plain = results({.where = "here"}, {});
  CHECK((plain[0] == 3 && plain[1] == 7 && std::isnan(plain[2]) && std::isnan(plain[3])));
  numbers const made_up = results({.where = "here"}, {.missing = dsp::missing::renormalise});
  CHECK(made_up == numbers{3, 7, 2. * 4, 12 * (4. / 3)});
  CHECK_THROWS_AS(results({.where = "here"}, {.missing = dsp::missing::refuse}), parameter_error);
  CHECK_THROWS_AS(results({.where = "here"}, {.missing = dsp::missing::renormalise}, {1, -1}), parameter_error);
}

TEST_CASE("variances weigh by squares, and what is made up for by the square of its factor") {
  numbers const v = results({.where = "here", .of_variances = true}, {.missing = dsp::missing::renormalise});
  CHECK(v[1] == 9 * 2 + 1 * 1.);
  CHECK(v[2] == 1 * 2 * 16.);
  CHECK(v[3] == Approx(9 * 4 * 16. / 9));
}

TEST_CASE("a correlation meets its taps in order, with a value beyond the ends") {
  numbers const r = results({.where = "here", .correlates = true}, {.boundary = boundary_value(10. * mV)});
  CHECK((r[0] == 3 * 10 + 1 && r[1] == 3 * 1 + 2));
}

TEST_CASE("complex sums in one go and as four real ones agree") {
  using z = std::complex<double>;
  std::vector<z> const x{{1, 2}, {3, -4}, {0, 5}, {-1, 1}}, taps{{2, 1}, {-3, 4}, {1, 0}};
  summation sums;
  sums.batch = 2;
  sums.axes.push_back({.samples = 2, .taps = 3, .kept = {0, 4}});
  std::vector<z> short_way(8), long_way(8);
  dsp::detail::sum_complex_short<target_arch>(sums, x.data(), taps, short_way.data(), 2.);
  dsp::detail::sum_complex_long<target_arch>(sums, x.data(), taps, long_way.data(), 2.);
  CHECK(short_way == long_way);
  CHECK(short_way[0] == 2. * x[0] * taps[2]);
}
