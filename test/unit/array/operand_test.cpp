// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/operand.hpp.

#include <convolt/array/operand.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <complex>
#include <concepts>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;
template <auto U, class T>
using q3 = tensor<U, T, 3>;
using V3 = q3<mV, float>;

// Arrays of numbers that the engine computes with, whatever their unit.
static_assert(arrays::ArrayOperand<x3<float>> && arrays::ArrayOperand<V3> && arrays::ArrayOperand<V3 const>);
static_assert(arrays::ArrayOperand<quantity<any_unit, xt::xarray<std::complex<double>>>>);
static_assert(!arrays::ArrayOperand<float> && !arrays::ArrayOperand<quantity<unit_t<V3>, float>>, "no axes");
static_assert(!arrays::ArrayOperand<x3<bool>> && !arrays::ArrayOperand<std::vector<float>>);

// A sampled quantity counts as its quantity.
using sampled3 = decltype(sampled(std::declval<V3>(), no_axis, no_axis, axis(0. * ms, 1. * ms, 8)));
static_assert(arrays::Sampled<sampled3> && !arrays::Sampled<V3> && !arrays::Sampled<x3<float>>);
static_assert(std::same_as<arrays::bare_t<sampled3>, V3> && std::same_as<arrays::bare_t<V3 const&>, V3>);
static_assert(arrays::OperandOrSampled<sampled3> && arrays::OperandOrSampled<V3> && arrays::OperandOrSampled<float>);
static_assert(!arrays::OperandOrSampled<std::vector<float>>);

}  // namespace

TEST_CASE("an operand without its axes is its quantity, and no copy") {
  V3 const v = tag(xt::xtensor<float, 3>::from_shape({1, 1, 8}), mV);
  sampled3 const s = sampled(v, no_axis, no_axis, axis(0. * ms, 1. * ms, 8));
  CHECK(&arrays::without_axes(s) == &s.quantity());
  CHECK(&arrays::without_axes(v) == &v);
}
