// SPDX-License-Identifier: BSD-3-Clause
/// Linear interpolation on axes and at coordinates, against NumPy (numpy/make_references.py).
#include <convolt/quantity/interp.hpp>

#include <convolt/quantity/sampled_compare.hpp>

#include <support/catch.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::axis;
using convolt::no_axis;
using convolt::sampled;
using convolt::detail::place_on_line;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("values between samples are NumPy's") {
  auto const s = numpy::sampled_matrix();
  auto const between = s.interp(numpy::array_of(numpy::positions) * ms);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(between.axis<1>())>, convolt::no_axis_t>);
  CHECK(numpy::distance(between.raw(), numpy::interpolated_rows) < 1e-14);
  CHECK((s.interp<1>(numpy::array_of(numpy::positions) * ms) == between));
  CHECK((s.interp<ms>(std::vector{250. * us, 4000. * us}).raw()(3, 1) == s.raw()(3, 4)));
}

TEST_CASE("on another axis the result has that axis, and meets what was sampled there") {
  auto const s = numpy::sampled_matrix();
  auto const fine = axis(1. * ms, 250. * us, 20);
  auto const on_fine = s.interp(fine);
  CHECK(same_samples(on_fine.axis<1>(), fine));
  CHECK(on_fine.raw()(2, 4) == s.raw()(2, 2));
  CHECK(on_fine.raw()(0, 1) == Approx(0.75 * s.raw()(0, 1) + 0.25 * s.raw()(0, 2)));
  auto const reference = sampled(xt::xtensor<double, 1>(xt::ones<double>({20})) * mV, fine);
  CHECK((on_fine - reference).shape(1) == 20);
  CHECK((s.interp(s.axis<1>()) == s));
  auto const backwards = s.interp(axis(8. * ms, -1. * ms, 9));
  CHECK(backwards.raw()(1, 0) == s.raw()(1, 8));
}

TEST_CASE("numbers of integers become double, of float they stay") {
  xt::xtensor<std::int16_t, 1> const counts{0, 1, 32767};
  auto const v = sampled(counts * uV, axis(0. * ms, 1. * ms, 3)).interp(axis(0.5 * ms, 1. * ms, 2));
  static_assert(std::is_same_v<decltype(v)::element_type, double>);
  CHECK((v.raw() == xt::xtensor<double, 1>{0.5, 16384.}));
  xt::xtensor<float, 1> const x{0, 1};
  static_assert(
      std::is_same_v<
          decltype(sampled(x * uV, axis(0. * ms, 1. * ms, 2)).interp(axis(0. * ms, 1. * ms, 1)))::element_type, float>);
}

TEST_CASE("nothing is extrapolated") {
  auto const s = numpy::sampled_matrix();
  CHECK(fault([&] { s.interp(axis(-0.1 * ms, 1. * ms, 2)); }) == "coordinate_out_of_range");
  CHECK(fault([&] { s.interp(axis(7.5 * ms, 1. * ms, 2)); }) == "coordinate_out_of_range");
  CHECK(fault([&] { s.interp(std::vector{std::nan("") * ms}); }) == "coordinate_out_of_range");
  CHECK(s.interp(axis(8.0005 * ms, 1. * ms, 1)).raw()(0, 0) == s.raw()(0, 8));  // within the tolerance of the last
  CHECK(s.interp(std::vector<decltype(1. * ms)>()).shape(1) == 0);
  auto const none = s.slice<1>(0, 0);
  CHECK(fault([&] { none.interp(axis(0. * ms, 1. * ms, 1)); }) == "coordinate_out_of_range");
  CHECK(none.interp(axis(0. * ms, 1. * ms, 0)).size() == 0);
}

TEST_CASE("a NaN is in what lies between it and its neighbours, not at them") {
  xt::xtensor<double, 1> const x{1., std::nan(""), 3.};
  auto const v = sampled(x * mV, axis(0. * ms, 0.1 * ms, 3));
  auto const at = v.interp(std::vector{0. * ms, 0.05 * ms, 0.15 * ms, 0.2 * ms});
  CHECK(at.raw()(0) == 1.);
  CHECK(std::isnan(at.raw()(1)));
  CHECK(std::isnan(at.raw()(2)));
  CHECK(at.raw()(3) == 3.);
}

TEST_CASE("places on a line") {
  CHECK(place_on_line(2.25, 4).at == 2);
  CHECK(place_on_line(2.25, 4).part == 0.25);
  CHECK(place_on_line(3., 4).part == 0.);
  CHECK(place_on_line(2.9999999999, 4).at == 3);
  CHECK(place_on_line(-0.0009, 4).at == 0);
  CHECK(place_on_line(3.002, 4).at == -1);
  CHECK(place_on_line(0., 0).at == -1);
  CHECK(place_on_line(std::numeric_limits<double>::infinity(), 4).at == -1);
}

}  // namespace
