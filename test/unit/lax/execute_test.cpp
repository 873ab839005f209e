// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/execute.hpp through the functions: units of every kind of operand, bias and
/// destination.

#include <convolt/lax/execute.hpp>

#include <convolt/lax/conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <concepts>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;

x3 const lhs = whole_numbers({2, 3, 6}, 1);
x3 const rhs = whole_numbers({4, 3, 2}, 2);
x1 const bias{1, -2, 3, 4};
x3 const sums = lax::conv(lhs, rhs, {1}, valid);
x3 const biased = sums + 1000 * xt::reshape_view(bias, {4, 1});

template <class L, class R, class B>
void check_biased(L const& l, R const& r, B const& b) {
  auto const y = lax::conv(l, r, {1}, valid, {}, b);
  CHECK(equal_arrays(in(y, pA), biased));
}

}  // namespace

TEST_CASE("operands of all kinds of units mix") {
  auto const any_mV = tag(lhs, any_unit(mV));
  auto const any_nS = tag(rhs, any_unit(nS));
  auto const any_nA = tag(bias, any_unit(nA));
  x1 const thousand = 1000 * bias;
  check_biased(lhs * mV, rhs * nS, bias * nA);
  check_biased(lhs * mV, rhs * nS, thousand * pA);
  check_biased(any_mV, rhs * nS, bias * nA);
  check_biased(lhs * mV, any_nS, any_nA);
  check_biased(any_mV, any_nS, any_nA);
  check_biased(lhs, tag(rhs, any_unit(pA)), bias * nA);
  check_biased(lhs * pA, rhs, any_nA);
  check_biased(tag_ref(lhs, mV), tag_ref(rhs, nS), tag_ref(bias, nA));
  check_biased(xt::xarray<double>(lhs) * mV, rhs * nS, xt::xarray<double>(bias) * nA);
}

TEST_CASE("plain operands take a plain bias, lazy or viewed") {
  x1 const doubled = 2 * bias;
  auto const want = lax::conv(lhs, rhs, {1}, valid, {}, doubled);
  CHECK(equal_arrays(lax::conv(lhs, rhs, {1}, valid, {}, bias + bias), want));
  xt::xtensor<double, 2> const table = xt::stack(xt::xtuple(doubled, bias), 1);
  CHECK(equal_arrays(lax::conv(lhs, rhs, {1}, valid, {}, xt::view(table, xt::all(), 0)), want));
}

TEST_CASE("the unit of a result, of every row of the table") {
  CHECK(to_string(unit_of(lax::conv(lhs * mV, rhs * nS, {1}, valid))) == "pA");
  CHECK(to_string(unit_of(lax::conv(lhs * mV, rhs * mS, {1}, valid))) == "uA");
  CHECK(to_string(unit_of(lax::conv(lhs * mV, rhs, {1}, valid))) == "mV");
  CHECK(to_string(unit_of(lax::conv(lhs, rhs * ms, {1}, valid))) == "ms");
  CHECK(to_string(unit_of(lax::conv(lhs * mV, rhs * ms, {1}, valid))) == to_string(mV * ms));  // never uWb
  auto const per_volt = lax::conv(lhs * mV, rhs * (one / units::V), {1}, valid);
  static_assert(std::same_as<std::remove_const_t<decltype(per_volt)>, x3>);
  CHECK(equal_arrays(per_volt, 1e-3 * sums));
  CHECK(equal_arrays(lax::conv(lhs * ms, rhs * Hz, {1}, valid), 1e-3 * sums));
  CHECK(equal_arrays(lax::conv(lhs * ms, rhs * kHz, {1}, valid), sums));
  CHECK(equal_arrays(lax::conv(lhs * rad, rhs * rad, {1}, valid), sums));
  CHECK(equal_arrays(lax::conv(lhs * one, rhs, {1}, valid), sums));
  auto const turned = lax::conv(lhs * degree, rhs * mV, {1}, valid);
  CHECK(equal_arrays(turned.raw(), sums));
  CHECK(turned.in(mV)(0, 0, 0) == Approx(sums(0, 0, 0) * 3.14159265358979 / 180));
  // The fold of integers needs a floating-point result.
  xt::xtensor<int, 3> const whole_lhs = xt::cast<int>(lhs), whole_rhs = xt::cast<int>(rhs);
  CHECK(equal_arrays(lax::conv<double>(whole_lhs * ms, whole_rhs * Hz, {1}, valid), 1e-3 * sums));
  CHECK(equal_arrays(lax::conv(whole_lhs * ms, whole_rhs * kHz, {1}, valid), xt::cast<int>(sums)));
}

TEST_CASE("a run-time product without dimension is folded, but stays a quantity") {
  auto const y = lax::conv(tag(lhs, any_unit(ms)), rhs * Hz, {1}, valid);
  static_assert(DynamicQuantity<decltype(y)>);
  CHECK(to_string(y.unit()) == "1");
  CHECK(equal_arrays(y.raw(), 1e-3 * sums));
}

TEST_CASE("a sampled operand gives its quantity") {
  auto const s = sampled(lhs * mV, no_axis, no_axis, axis(5. * ms, 1. * ms, 6));
  auto const k = sampled(rhs * nS, no_axis, no_axis, axis(0. * ms, 1. * ms, 2));
  auto const b = sampled(bias * nA, no_axis);
  check_biased(s, rhs * nS, bias * nA);
  check_biased(lhs * mV, k, b);
  tensor<pA, double, 3> out = xt::zeros<double>({2, 4, 5}) * pA;
  lax::conv_into(out, s, k, {1}, valid, {}, b);
  CHECK(equal_arrays(out.raw(), biased));
}

TEST_CASE("the result of a sampled lhs is sampled where its samples lie") {
  auto const trials = axis(3. * one, 1. * one, 2);
  auto const channels = axis(0. * um, 20. * um, 3);
  auto const s = sampled(lhs * mV, trials, channels, axis(5. * ms, 0.5 * ms, 6));
  auto const y = lax::conv(s, rhs * nS, {2}, {{1, 0}}, {}, bias * nA);
  CHECK(equal_arrays(y.in(pA), in(lax::conv(lhs * mV, rhs * nS, {2}, {{1, 0}}, {}, bias * nA), pA)));
  CHECK(same_samples(y.axis<0>(), trials));
  static_assert(std::same_as<std::remove_cvref_t<decltype(y.axis<1>())>, no_axis_t>);
  CHECK(same_samples(y.axis<2>(), axis(4.5 * ms, 1. * ms, 3)));
  auto const padded = lax::conv_with_general_padding(s, rhs * nS, {1}, causal, {}, {3});
  CHECK(same_samples(padded.axis<2>(), axis(5. * ms, 0.5 * ms, 6)));
  static_assert(std::same_as<std::remove_cvref_t<decltype(padded.axis<1>())>, no_axis_t>);
  // A result without dimension stays sampled.
  auto const number = lax::conv(s, rhs * (one / units::V), {1}, full);
  CHECK(equal_arrays(number.raw(), 1e-3 * lax::conv(lhs, rhs, {1}, full)));
  CHECK(to_string(number.unit()) == "1");
  CHECK(same_samples(number.axis<2>(), axis(4.5 * ms, 0.5 * ms, 7)));
  // A kernel alone has no samples to place.
  auto const k = sampled(rhs * nS, no_axis, no_axis, axis(0. * ms, 1. * ms, 2));
  static_assert(AnyQuantity<decltype(lax::conv(lhs * mV, k, {1}, valid))>);
  auto const single = lax::conv<double>(
      sampled(xt::xtensor<float, 3>(xt::cast<float>(lhs)) * mV, no_axis, no_axis, axis(5.F * ms, 1.F * ms, 6)),
      xt::xtensor<float, 3>(xt::cast<float>(rhs)), {4}, valid);
  CHECK(same_samples(single.axis<2>(), axis(5. * ms, 4. * ms, 2)));
  CHECK(equal_arrays(single.raw(), lax::conv(lhs, rhs, {4}, valid)));
}

TEST_CASE("axes follow the letters, as far as the type of the result can") {
  xt::xtensor<double, 4> const x = whole_numbers({2, 5, 3, 7}, 1);  // N H C W
  xt::xtensor<double, 4> const w = whole_numbers({2, 3, 4, 3}, 2);  // H W O I
  auto const down = axis(0. * um, 10. * um, 5), across = axis(100. * um, 20. * um, 7);
  auto const s = sampled(x * mV, no_axis, down, no_axis, across);
  auto const y = lax::conv_general_dilated(s, w * nS, {2, 3}, valid, {.dimension_numbers = {"NHCW", "HWOI", "CWNH"}});
  static_assert(std::same_as<std::remove_cvref_t<decltype(y.axis<1>())>, std::remove_cvref_t<decltype(across)>>);
  CHECK(same_samples(y.axis<1>(), axis(120. * um, 60. * um, 2)));
  CHECK(same_samples(y.axis<3>(), axis(0. * um, 20. * um, 2)));
  auto const category_of = [](auto&& call) { return std::string(test::thrown_by<parameter_error>(call).category()); };
  CHECK(category_of([&] {
          lax::conv_general_dilated(s, w * nS, {1, 1}, valid, {.dimension_numbers = {"NHCW", "HWOI", "NHWC"}});
        }) == "axis_has_no_place");
  auto const e = test::thrown_by<parameter_error>([&] {
    lax::conv_general_dilated(sampled(lhs * mV, no_axis, axis(0. * um, 1. * um, 3), axis(0. * ms, 1. * ms, 6)), rhs,
                              {1}, valid);
  });
  CHECK(e.category() == "axis_has_no_place");
  CHECK(e.where() == "lax::conv_general_dilated");
  CHECK(e.argument() == "lhs");
  CHECK(e.axis() == "C");
  auto const trials = sampled(lhs * mV, axis(0. * one, 1. * one, 2), no_axis, no_axis);
  CHECK(test::thrown_by<parameter_error>([&] {
          lax::conv_general_dilated(trials, rhs, {1}, valid, {.batch_group_count = 2});
        }).axis() == "N");
}

TEST_CASE("a kernel is sampled as its lhs is") {
  auto const s = sampled(lhs * mV, no_axis, no_axis, axis(5. * ms, 0.5 * ms, 6));
  auto const kernel = [](auto const& lags) { return sampled(rhs * nS, no_axis, no_axis, lags); };
  CHECK(same_samples(lax::conv(s, kernel(axis(-500. * us, 500. * us, 2)), {1}, valid).axis<2>(),
                     axis(5.5 * ms, 0.5 * ms, 5)));
  CHECK(same_samples(lax::conv(s, kernel(axis(-0.25 * ms, 0.5 * ms, 2)), {1}, valid).axis<2>(),
                     axis(5.25 * ms, 0.5 * ms, 5)));
  CHECK(same_samples(lax::conv(s, kernel(axis(10. * ms, 0.5 * ms, 2)), {1}, valid).axis<2>(),
                     axis(-5. * ms, 0.5 * ms, 5)));
  auto const e = test::thrown_by<shape_error>([&] { lax::conv(s, kernel(axis(0. * ms, 1. * ms, 2)), {1}, valid); });
  CHECK(e.category() == "axis_mismatch");
  CHECK(e.argument() == "rhs");
  CHECK(e.axis() == "W");
  CHECK(e.expected() == "0.5 ms");
  CHECK(e.actual() == "1 ms");
  CHECK(test::thrown_by<unit_error>([&] { lax::conv(s, kernel(axis(0. * um, 1. * um, 2)), {1}, valid); }).category() ==
        "unit_mismatch");
  auto const any = axis(tag(0., any_unit(ms)), tag(500., any_unit(us)), 2);
  CHECK(same_samples(lax::conv(s, kernel(any), {1}, valid).axis<2>(), axis(5. * ms, 0.5 * ms, 5)));
}

TEST_CASE("an operand may be broadcast by strides of 0, and no bias may be said") {
  std::vector<double> row{1, 2, 3, 4, 5, 6};
  std::array<std::size_t, 3> const shape{2, 3, 6};
  std::array<std::ptrdiff_t, 3> const strides{0, 0, 1};
  auto const repeated = xt::adapt(row.data(), 36, xt::no_ownership(), shape, strides);
  x3 const dense = repeated;
  CHECK(dense(1, 2, 5) == 6);
  CHECK(equal_arrays(lax::conv(repeated, rhs, {1}, valid, {}, lax::no_bias), lax::conv(dense, rhs, {1}, valid)));
  CHECK(equal_arrays(lax::conv(xt::broadcast(xt::adapt(row, std::array<std::size_t, 1>{6}), shape), rhs, {1}, valid),
                     lax::conv(dense, rhs, {1}, valid)));
}

TEST_CASE("a bias of the wrong shape is an error in both forms") {
  x1 const short_bias{1, 2, 3};
  xt::xtensor<double, 2> const square = xt::ones<double>({4, 1});
  auto const e = test::thrown_by<shape_error>([&] { lax::conv(lhs, rhs, {1}, valid, {}, short_bias); });
  CHECK(e.category() == "bad_bias_shape");
  CHECK(e.where() == "lax::conv");
  CHECK(e.argument() == "bias");
  CHECK(e.expected() == "[4]");
  CHECK(e.actual() == "[3]");
  CHECK(test::thrown_by<shape_error>([&] { lax::conv(lhs, rhs, {1}, valid, {}, square); }).actual() == "[4, 1]");
  x3 out = 7 * xt::ones<double>({2, 4, 5});
  CHECK(test::thrown_by<shape_error>([&] { lax::conv_into(out, lhs, rhs, {1}, valid, {}, short_bias); }).where() ==
        "lax::conv_into");
  CHECK(xt::all(xt::equal(out, 7.)));
}

TEST_CASE("a run-time unit of bias or out that does not fit is an error, and nothing is written") {
  auto const mismatch =
      test::thrown_by<unit_error>([&] { lax::conv(lhs * mV, rhs * nS, {1}, valid, {}, tag(bias, any_unit(mV))); });
  CHECK(mismatch.category() == "unit_mismatch");
  CHECK(mismatch.where() == "lax::conv");
  CHECK(mismatch.argument() == "bias");
  CHECK(mismatch.expected() == "pA, or a unit of its dimension");
  CHECK(mismatch.actual() == "mV");

  auto out = tag(x3(7 * xt::ones<double>({2, 4, 5})), any_unit(mV));
  auto const e = test::thrown_by<unit_error>([&] { lax::conv_into(out, lhs * mV, rhs * nS, {1}, valid); });
  CHECK(e.where() == "lax::conv_into");
  CHECK(e.argument() == "out");
  CHECK(e.expected() == "pA, or a unit of its dimension");
  CHECK(e.actual() == "mV");
  CHECK(xt::all(xt::equal(out.raw(), 7.)));

  auto wrong_bias = tag(x3(7 * xt::ones<double>({2, 4, 5})), any_unit(pA));
  CHECK_THROWS_AS(lax::conv_into(wrong_bias, lhs * mV, rhs * nS, {1}, valid, {}, tag(bias, any_unit(mV))), unit_error);
  CHECK(xt::all(xt::equal(wrong_bias.raw(), 7.)));
}

TEST_CASE("a lazy operand of a call is evaluated exactly once, and not for a call that is refused") {
  int evaluations = 0;
  auto const counted = xt::make_lambda_xfunction(
      [&evaluations](double x) {
        ++evaluations;
        return x;
      },
      lhs);
  CHECK(equal_arrays(lax::conv(counted, rhs, {1}, valid), sums));
  CHECK(evaluations == 36);
  CHECK_THROWS_AS(lax::conv(counted, rhs, {0}, valid), parameter_error);
  CHECK(evaluations == 36);
  CHECK(equal_arrays(lax::conv(tag(counted, mV), rhs, {1}, valid).raw(), sums));
  CHECK(evaluations == 72);
}
