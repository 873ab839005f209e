// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/carried_axes.hpp. What the functions make of it is tested with them.

#include <convolt/array/carried_axes.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <concepts>
#include <string>
#include <tuple>

using namespace convolt;
using namespace convolt::units::spelled;
using geometry::axis_fate;
using geometry::result_axes;

namespace {

using x2 = xt::xtensor<double, 2>;
using ms_axis = axis<milli<second>>;

auto const input = sampled(x2(xt::ones<double>({2, 8})) * mV, no_axis, axis(5. * ms, 0.5 * ms, 8));

/// (batch, space), and (space, batch).
result_axes straight(geometry::sample_origin const& o) {
  return {{.fate = axis_fate::kept, .letter = 'N', .lhs_axis = 0},
          {.fate = axis_fate::moved, .letter = 'W', .lhs_axis = 1, .rhs_axis = 0, .origin = o}};
}
result_axes crossed() {
  result_axes const a = straight({});
  return {a[1], a[0]};
}

template <class Lags>
auto placed(geometry::sample_origin const& o, Lags const& lags) {
  auto const y =
      arrays::with_carried_axes("f", input, lags, x2(xt::ones<double>({2, 3})) * pA, [&] { return straight(o); });
  static_assert(std::same_as<std::remove_cvref_t<decltype(y)>, sampled<pico<ampere>, double, no_axis_t, ms_axis>>);
  return y.template axis<1>();
}

template <class Error>
std::string category_of(auto&& f) {
  try {
    f();
  } catch (Error const& e) {
    CHECK(e.where() == "f");
    return std::string(e.category()) + "|" + e.argument() + "|" + e.axis();
  }
  return "nothing";
}

}  // namespace

TEST_CASE("carried axes: what has no axes stays what it is") {
  static_assert(std::same_as<arrays::axes_of_t<x2>, std::tuple<>>);
  static_assert(std::same_as<decltype(arrays::with_carried_axes("f", x2(), std::tuple<>(), x2(), 0)), x2>);
  static_assert(std::same_as<decltype(arrays::with_axes_of(x2(), x2())), x2>);
  static_assert(std::same_as<arrays::axes_of_t<decltype(input)>, std::tuple<no_axis_t, ms_axis>>);
}

TEST_CASE("carried axes: start and step from whole numbers") {
  CHECK(same_samples(placed({.taps = 3, .pad_lo = 1, .stride = 2, .lag_zero = 1}, std::tuple<>()),
                     axis(5. * ms, 1. * ms, 3)));
  CHECK(same_samples(placed({.taps = 3, .tap_step = 2, .divisor = 4, .lag_zero = 2}, std::tuple<>()),
                     axis(5.5 * ms, 0.125 * ms, 3)));
  CHECK(same_samples(placed({.taps = 3, .backwards = true}, std::tuple<>()), axis(6. * ms, 0.5 * ms, 3)));
}

TEST_CASE("carried axes: lags of the kernel in any unit of the dimension, whole or not") {
  geometry::sample_origin const o{.taps = 3, .tap_step = 2};
  CHECK(same_samples(placed(o, std::tuple(axis(-1000. * us, 1000. * us, 3))), axis(6. * ms, 0.5 * ms, 3)));
  CHECK(same_samples(placed(o, std::tuple(axis(-0.25 * ms, 1. * ms, 3))), axis(5.25 * ms, 0.5 * ms, 3)));
  CHECK(same_samples(placed(o, std::tuple(axis(-1.0000001 * ms, 1. * ms, 3))), axis(6. * ms, 0.5 * ms, 3)));
  CHECK(same_samples(placed(o, std::tuple(no_axis)), axis(5. * ms, 0.5 * ms, 3)));
  CHECK(category_of<shape_error>([&] { placed(o, std::tuple(axis(0. * ms, 0.5 * ms, 3))); }) == "axis_mismatch|rhs|W");
  CHECK(category_of<unit_error>([&] { placed(o, std::tuple(axis(0. * um, 1. * um, 3))); }) == "unit_mismatch|rhs|");
  CHECK(same_samples(placed({}, std::tuple(axis(0. * ms, 7. * ms, 1))), axis(5. * ms, 0.5 * ms, 3)));
}

TEST_CASE("carried axes: an axis without a place is an error, a lost one without coordinates is none") {
  auto const carry = [](result_axes const& made) {
    return arrays::with_carried_axes("f", input, std::tuple<>(), x2(xt::ones<double>({2, 3})), [&] { return made; });
  };
  CHECK(category_of<parameter_error>([&] { carry(crossed()); }).starts_with("axis_has_no_place|lhs"));
  result_axes lost = straight({});
  lost[0].fate = axis_fate::lost;
  CHECK(category_of<parameter_error>([&] { carry(lost); }) == "nothing");
  lost[1] = {.fate = axis_fate::lost, .letter = 'C', .lhs_axis = 1};
  CHECK(category_of<parameter_error>([&] { carry(lost); }) == "axis_has_no_place|lhs|C");
  auto const known =
      arrays::with_carried_axes<1>("f", input, std::tuple<>(), x2(xt::ones<double>({2, 3})), [&] { return lost; });
  static_assert(std::same_as<arrays::axes_of_t<decltype(known)>, std::tuple<no_axis_t, no_axis_t>>);
}

TEST_CASE("carried axes: a result of the shape of an operand has its axes") {
  auto const y = arrays::with_axes_of(input, x2(xt::ones<double>({2, 8})) * nS);
  CHECK(same_samples(y.axis<1>(), input.axis<1>()));
  CHECK(to_string(y.unit()) == "nS");
  CHECK(std::tuple_size_v<arrays::axes_of_t<decltype(y)>> == 2);
}
