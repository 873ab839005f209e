// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/resolved_gradients.hpp: gradients of a call that is resolved by somebody else.

#include <convolt/lax/resolved_gradients.hpp>

#include <convolt/lax/gradients.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;

x3<double> const x = whole_numbers({2, 3, 6}, 1);
x3<double> const w = whole_numbers({4, 3, 2}, 2);
x3<double> const g = whole_numbers({2, 4, 5}, 3);

geometry::resolved_conv call() {
  std::array<convolt::index, 3> const l{2, 3, 6}, r{4, 3, 2};
  geometry::conv_parameters p;
  p.strides = {1};
  p.pad = valid;
  return geometry::resolve_conv("f", l, r, p);
}

}  // namespace

TEST_CASE("the gradients of a resolved call are those of the function, with their units") {
  auto const all = lax::conv_general_dilated_vjp(x, w, g, {1}, valid);
  auto const of_lhs = lax::resolved::lhs_gradient<void>("f", call(), x, w * nS, g * mV);
  static_assert(EquivalentUnits<unit_t<decltype(of_lhs)>, decltype(pA)>);
  CHECK(equal_arrays(of_lhs.raw(), all.lhs));
  auto const of_rhs = lax::resolved::rhs_gradient<void>("f", call(), x * ms, w, g * Hz);
  static_assert(std::same_as<std::remove_const_t<decltype(of_rhs)>, x3<double>>);
  CHECK(equal_arrays(of_rhs, 1e-3 * all.rhs));
  CHECK(equal_arrays(lax::resolved::bias_gradient("f", call(), g * pA).raw(), all.bias));
}

TEST_CASE("gradients of narrower operands are rounded once") {
  x3<float> const narrow = xt::cast<float>(x);
  auto const d = lax::resolved::lhs_gradient<double>("f", call(), narrow, xt::xtensor<float, 3>(xt::cast<float>(w)), g);
  static_assert(std::same_as<std::remove_const_t<decltype(d)>, x3<float>>);
  static_assert(std::same_as<lax::resolved::gradient_element<double, x3<int>>, double>);
  static_assert(std::same_as<lax::resolved::gradient_element<double, x3<float>>, float>);
  x3<double> const sums{{{1. / 3., 2.}}};
  auto const rounded = lax::resolved::finished_gradient<float, double, 3>(x3<double>(sums), mV);
  CHECK(rounded.raw()(0, 0, 0) == static_cast<float>(1. / 3.));
}

TEST_CASE("a cotangent of another shape is an error") {
  CHECK_NOTHROW(lax::resolved::check_cotangent_shape("f", call(), g));
  auto const e = test::thrown_by<shape_error>([] { lax::resolved::check_cotangent_shape("f", call(), x); });
  CHECK(e.category() == "cotangent_shape_mismatch");
  CHECK(e.where() == "f");
  CHECK(e.expected() == "[2, 4, 5]");
  CHECK(e.actual() == "[2, 3, 6]");
}
