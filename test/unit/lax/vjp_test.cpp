// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/vjp.hpp: types, units and errors of gradients.

#include <convolt/lax/vjp.hpp>

#include <convolt/lax/gradients.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <complex>
#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using lax::CotangentFor;
using test::equal_arrays;
using test::whole_numbers;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;
template <auto U, class T = double>
using q3 = tensor<U, T, 3>;

// The cotangent has the element type of the result, in any unit.
static_assert(CotangentFor<x3<double>, void, x3<double>, x3<double>> && CotangentFor<q3<mJ>, void, q3<mV>, q3<nS>>);
static_assert(!CotangentFor<x3<float>, void, x3<double>, x3<double>> &&
              CotangentFor<x3<double>, double, x3<float>, x3<float>>);
static_assert(!CotangentFor<x3<float>, double, x3<float>, x3<float>> &&
              !CotangentFor<double, void, x3<double>, x3<double>>);
static_assert(CotangentFor<x3<int>, void, x3<int>, x3<int>>);
static_assert(!CotangentFor<q3<Hz, int>, void, q3<ms, int>, x3<int>>, "Hz ms would be folded into integers");
static_assert(CotangentFor<q3<kHz, int>, void, q3<ms, int>, x3<int>>);

// What is refused, and why.
template <class Reason, class G, class P, class L, class R>
concept refused_by = lax::refused_cotangent<G, P, L, R> && std::same_as<lax::why_refused_cotangent<G, P, L, R>, Reason>;
static_assert(refused_by<lax::refusal::cotangent_needs_the_element_type_of_the_result<float, double>, x3<float>, void,
                         x3<double>, x3<double>>);
static_assert(refused_by<lax::refusal::operand_is_not_an_array_of_numbers<double>, double, void, x3<double>, q3<mV>>);
static_assert(refused_by<lax::refusal::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<double, float>,
                         x3<double>, void, x3<double>, x3<float>>);
static_assert(refused_by<lax::refusal::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<
                             std::complex<double>, double>,
                         x3<std::complex<double>>, void, x3<std::complex<double>>, x3<double>>);
static_assert(refused_by<lax::refusal::integer_gradients_cannot_take_in_the_scale_of_these_units<
                             unit_t<q3<Hz, int>>, unit_t<q3<ms, int>>, unit_t<x3<int>>>,
                         q3<Hz, int>, void, q3<ms, int>, x3<int>>);
static_assert(!lax::refused_cotangent<x3<double>, void, x3<double>, x3<double>>);

x3<double> const x = whole_numbers({2, 3, 6}, 1);
x3<double> const w = whole_numbers({4, 3, 2}, 2);
x3<double> const g = whole_numbers({2, 4, 5}, 3);
auto const plain = lax::conv_general_dilated_vjp(x, w, g, {1}, valid);

}  // namespace

TEST_CASE("each gradient has the unit of the cotangent times that of the other operand") {
  auto const d = lax::conv_general_dilated_vjp(x * mV, w * nS, g * (one / pA), {1}, valid);
  static_assert(EquivalentUnits<unit_t<decltype(d.lhs)>, decltype(nS / pA)>);
  static_assert(EquivalentUnits<unit_t<decltype(d.rhs)>, decltype(mV / pA)>);
  static_assert(EquivalentUnits<unit_t<decltype(d.bias)>, decltype(one / pA)>);
  static_assert(std::same_as<wrapped_t<decltype(d.lhs)>, x3<double>> &&
                std::same_as<wrapped_t<decltype(d.bias)>, xt::xtensor<double, 1>>);
  CHECK(equal_arrays(d.lhs.raw(), plain.lhs));
  CHECK(equal_arrays(d.rhs.raw(), plain.rhs));
  CHECK(equal_arrays(d.bias.raw(), plain.bias));
  auto const t = lax::conv_transpose_vjp(x * mV, w * nS, g * fJ, {1}, raw_padding{{0, 0}},
                                         {.dimension_numbers = {"NCW", "OIW", "NCW"}});
  static_assert(EquivalentUnits<unit_t<decltype(t.rhs)>, decltype(fJ * mV)>);
  CHECK(equal_arrays(t.rhs.raw(), plain.rhs));
}

TEST_CASE("gradients without dimension are plain, with their scale folded in") {
  auto const d = lax::conv_general_dilated_vjp(x * ms, w, g * Hz, {1}, valid);
  static_assert(std::same_as<std::remove_const_t<decltype(d.rhs)>, x3<double>>);
  CHECK(equal_arrays(d.rhs, 1e-3 * plain.rhs));
  CHECK(equal_arrays(d.lhs.in(Hz), plain.lhs));
  auto const bias = lax::conv_general_dilated_vjp_bias(x, w, g * percent, {1}, valid);
  CHECK(equal_arrays(bias, 0.01 * plain.bias));
}

TEST_CASE("run-time units give run-time gradients") {
  auto const d =
      lax::conv_general_dilated_vjp(tag(x, any_unit(mV)), w * nS, tag(g, any_unit(one) / any_unit(pA)), {1}, valid);
  CHECK(d.lhs.unit() == any_unit(nS / pA));
  CHECK(d.rhs.unit() == any_unit(mV / pA));
  CHECK(d.bias.unit() == any_unit(one / pA));
  CHECK(equal_arrays(d.rhs.raw(), plain.rhs));
  auto const folded = lax::conv_general_dilated_vjp_rhs(tag(x, any_unit(ms)), w, g * Hz, {1}, valid);
  CHECK(folded.unit() == any_unit(one));
  CHECK(equal_arrays(folded.raw(), 1e-3 * plain.rhs));
}

TEST_CASE("gradients of sampled operands have their axes") {
  auto const s = sampled(x * mV, no_axis, no_axis, axis(0. * ms, 1. * ms, 6));
  auto const dy = sampled(g * pA, no_axis, no_axis, axis(0. * ms, 1. * ms, 5));
  auto const d = lax::conv_general_dilated_vjp(s, w * nS, dy, {1}, valid);
  CHECK(equal_arrays(d.lhs.in(pA * nS), plain.lhs));
  CHECK(equal_arrays(d.rhs.in(pA * mV), plain.rhs));
  static_assert(AnyQuantity<decltype(d.rhs)>);
  CHECK(same_samples(d.lhs.axis<2>(), s.axis<2>()));
  auto const k = sampled(w * nS, no_axis, no_axis, axis(0. * ms, 1. * ms, static_cast<int>(w.shape(2))));
  auto const both = lax::conv_general_dilated_vjp(s, k, dy, {1}, valid);
  CHECK(same_samples(both.lhs.axis<2>(), s.axis<2>()));
  CHECK(same_samples(both.rhs.axis<2>(), k.axis<2>()));
  CHECK(equal_arrays(both.rhs.in(pA * mV), plain.rhs));
  CHECK(same_samples(lax::conv_general_dilated_vjp_lhs(s, w * nS, dy, {1}, valid).axis<2>(), s.axis<2>()));
  CHECK(same_samples(lax::conv_general_dilated_vjp_rhs(x * mV, k, dy, {1}, valid).axis<2>(), k.axis<2>()));
  CHECK(equal_arrays(lax::conv_general_dilated_vjp_bias(s, k, dy, {1}, valid).raw(), plain.bias));
}

TEST_CASE("with a preferred element type gradients have the operands' own type") {
  x3<float> const narrow_x = xt::cast<float>(x), narrow_w = xt::cast<float>(w);
  auto const d = lax::conv_general_dilated_vjp<double>(narrow_x, narrow_w, g, {1}, valid);
  static_assert(std::same_as<decltype(d.lhs), x3<float>> && std::same_as<decltype(d.rhs), x3<float>>);
  static_assert(std::same_as<decltype(d.bias), xt::xtensor<double, 1>>);
  CHECK(equal_arrays(d.lhs, plain.lhs));
  CHECK(equal_arrays(d.rhs, plain.rhs));
  // Integers have no gradients of their own type.
  x3<int> const whole_x = xt::cast<int>(x), whole_w = xt::cast<int>(w);
  auto const r = lax::conv_general_dilated_vjp<double>(whole_x, whole_w, g, {1}, valid);
  static_assert(std::same_as<decltype(r.lhs), x3<double>>);
  CHECK(equal_arrays(r.lhs, plain.lhs));
}

TEST_CASE("complex gradients are plain transposes") {
  using c = std::complex<double>;
  x3<c> const z{{{c(1, 2), c(0, 1)}}}, k{{{c(3, -1)}}}, dy{{{c(0, 1), c(2, 0)}}};
  auto const d = lax::conv_general_dilated_vjp(z, k, dy, {1}, valid);
  CHECK(d.lhs(0, 0, 0) == c(0, 1) * c(3, -1));
  CHECK(d.rhs(0, 0, 0) == c(0, 1) * c(1, 2) + c(2, 0) * c(0, 1));
  CHECK(d.bias(0) == c(2, 1));
}

TEST_CASE("operands and cotangents may be views, broadcasts and lazy, and come in any layout") {
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = x;
  CHECK(equal_arrays(lax::conv_general_dilated_vjp(column, w, g + 0., {1}, valid).rhs, plain.rhs));
  auto const ones = xt::broadcast(xt::xtensor<double, 1>{1.}, {2, 4, 5});
  x3<double> const dense = ones;
  CHECK(equal_arrays(lax::conv_general_dilated_vjp(x, w, ones, {1}, valid).lhs,
                     lax::conv_general_dilated_vjp(x, w, dense, {1}, valid).lhs));
  x3<double> const backwards = xt::view(g, xt::all(), xt::all(), xt::range(4, xt::placeholders::_, -1));
  CHECK(equal_arrays(
      lax::conv_general_dilated_vjp(
          x, w, xt::view(backwards, xt::all(), xt::all(), xt::range(4, xt::placeholders::_, -1)), {1}, valid)
          .lhs,
      plain.lhs));
}

TEST_CASE("every lazy operand is evaluated once for all gradients together") {
  int evaluations = 0;
  auto const counted = [&evaluations](x3<double> const& a) {
    return xt::make_lambda_xfunction(
        [&evaluations](double v) {
          ++evaluations;
          return v;
        },
        a);
  };
  auto const d = lax::conv_general_dilated_vjp(counted(x), tag(counted(w), nS), tag(counted(g), pA), {1}, valid);
  CHECK(evaluations == 36 + 24 + 40);
  CHECK(equal_arrays(d.lhs.raw(), plain.lhs));
  CHECK(equal_arrays(d.rhs.raw(), plain.rhs));
  CHECK(equal_arrays(d.bias.raw(), plain.bias));
}

TEST_CASE("a cotangent of the wrong shape or without memory is an error that names it") {
  x3<double> const wrong = xt::ones<double>({2, 4, 6});
  auto const e = test::thrown_by<shape_error>([&] { lax::conv_general_dilated_vjp(x, w, wrong, {1}, valid); });
  CHECK(e.category() == "cotangent_shape_mismatch");
  CHECK(e.where() == "lax::conv_general_dilated_vjp");
  CHECK(e.argument() == "cotangent");
  CHECK(e.expected() == "[2, 4, 5]");
  CHECK(e.actual() == "[2, 4, 6]");
  std::array<std::size_t, 3> const shape{2, 4, 5};
  auto const null = xt::adapt(static_cast<double*>(nullptr), 40, xt::no_ownership(), shape);
  CHECK(test::thrown_by<shape_error>([&] { lax::conv_general_dilated_vjp(x, w, null, {1}, valid); }).argument() ==
        "cotangent");
}
