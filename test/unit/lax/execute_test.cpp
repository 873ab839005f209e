// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/execute.hpp through the functions: units of every kind of operand, bias and
/// destination.

#include <convolt/lax/execute.hpp>

#include <convolt/lax/conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
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

TEST_CASE("a sampled operand gives its quantity and drops its axes") {
  auto const s = sampled(lhs * mV, no_axis, no_axis, axis(5. * ms, 1. * ms, 6));
  auto const k = sampled(rhs * nS, no_axis, no_axis, axis(0. * ms, 1. * ms, 2));
  auto const b = sampled(bias * nA, no_axis);
  check_biased(s, rhs * nS, bias * nA);
  check_biased(lhs * mV, k, b);
  tensor<pA, double, 3> out = xt::zeros<double>({2, 4, 5}) * pA;
  lax::conv_into(out, s, k, {1}, valid, {}, b);
  CHECK(equal_arrays(out.raw(), biased));
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
