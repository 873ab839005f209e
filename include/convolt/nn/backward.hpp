// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of a call of a layer or functional: those of the convolution, by way of lax, then back through mask
/// and standardisation to the parameters. Units only enter at the end.
/// Layer: nn.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/lax/resolved_gradients.hpp>
#include <convolt/lax/vjp.hpp>
#include <convolt/nn/gradients.hpp>
#include <convolt/nn/run.hpp>
#include <convolt/nn/standardize.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

namespace convolt::nn::detail {

// ---- numbers without units, always with a batch axis ---------------------------------------------------------------

/// An array in memory, where it lies, as an xtensor expression. A batch axis is put before one that lacks it.
template <std::size_t Rank, class T>
auto batched_view(arrays::strided<T> const& a) {
  std::array<std::size_t, Rank> shape{};
  std::array<std::ptrdiff_t, Rank> strides{};
  std::size_t const ahead = Rank - a.shape.size();
  std::fill_n(shape.begin(), ahead, std::size_t(1));
  std::size_t size = 1;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    shape[ahead + i] = static_cast<std::size_t>(a.shape[i]);
    strides[ahead + i] = a.strides[i];
    size *= shape[ahead + i];
  }
  return xt::adapt(a.data, size, xt::no_ownership(), shape, strides);
}

template <class T, std::size_t Rank>
struct convolution_gradients {
  arrays::owning_t<T, Rank> input;
  arrays::owning_t<T, Rank> weight;
  arrays::owning_t<T, 1> bias;
};

/// Of a batched call.
template <class T, std::size_t Rank, class X, class K, class G, class Engine>
convolution_gradients<T, Rank> batched_gradients(convolution_call const& c, X const& x, K const& weight, G const& g,
                                                 Engine const& engine) {
  geometry::resolved_conv const r = resolve_operands(c, x, weight);
  auto input = lax::resolved::lhs_gradient<void>(c.where, r, x, weight, g, engine, outside_of(c));
  auto kernel = lax::resolved::rhs_gradient<void>(c.where, r, x, weight, g, engine, outside_of(c));
  return {std::move(input), std::move(kernel), lax::resolved::bias_gradient(c.where, r, g)};
}

/// Of any call. `weight` is plain; x and g may have any unit, which does not count here.
template <class X, class K, class G, class Engine>
auto gradients_of(convolution_call c, X const& x, K const& weight, G const& cotangent, Engine const& engine) {
  using T = element_t<K>;
  constexpr std::size_t rank = arrays::static_rank<K>;
  lax::resolved::check_cotangent_shape(c.where, resolve_operands(c, x, weight), cotangent);
  arrays::operand_numbers<T, X> const input(c.where, "input", x);
  arrays::operand_numbers<T, G> const g(c.where, "cotangent", cotangent);
  c.batched = true;
  return batched_gradients<T, rank>(c, batched_view<rank>(input.view()), weight, batched_view<rank>(g.view()), engine);
}

// ---- back to the operands of the caller
// ------------------------------------------------------------------------------

/// The gradient of the input in its own rank, with its unit.
template <class X, class T, std::size_t Rank, class U>
auto input_gradient(std::string_view where, X const& x, xt::xtensor<T, Rank>&& numbers, U const& product) {
  constexpr std::size_t rank = arrays::static_rank<X>;
  if constexpr (rank == Rank) {
    return in_result_unit(where, std::move(numbers), product);
  } else {
    auto own = arrays::allocate<T, rank>(arrays::shape_of(where, "input", raw(x)));
    std::copy(numbers.storage().begin(), numbers.storage().end(), own.storage().begin());
    return in_result_unit(where, std::move(own), product);
  }
}

/// What stands between a parameter of a layer and its kernel.
template <class T>
struct kernel_making {
  T const* weight = nullptr;
  T const* gain = nullptr;  ///< null: none
  T const* mask = nullptr;  ///< null: none
  double eps = 0;
  channel_split split = {};
};

/// From the gradient of the kernel to that of the weight, in place, and of the gain, which is empty where there is
/// none.
template <bool IsScaled, class T>
xt::xtensor<T, 1> through_kernel(kernel_making<T> const& k, T* gradient, std::size_t size) {
  if (k.mask != nullptr) { std::transform(gradient, gradient + size, k.mask, gradient, std::multiplies<T>()); }
  auto d_gain = xt::xtensor<T, 1>::from_shape({k.gain == nullptr ? 0 : k.split.channels});
  d_gain.fill(T(0));
  if constexpr (IsScaled) {
    standardize_vjp(k.weight, gradient, k.split, k.eps, k.gain, k.gain == nullptr ? nullptr : d_gain.data());
  }
  return d_gain;
}

/// The gradients of a layer. The kernel is the one that it computes with, with its unit. That of a sampled input has
/// its axes.
template <bool HasBias, bool IsScaled, class X, class K, class T, class G, class Engine>
auto layer_backward(convolution_call const& c, X const& sampled_or_not, K const& kernel, kernel_making<T> const& making,
                    bool bias_in_use, G const& g, Engine const& engine) {
  auto const& x = arrays::without_axes(sampled_or_not);
  auto d = gradients_of(c, x, raw(kernel), g, engine);
  auto d_gain = through_kernel<IsScaled>(making, d.weight.data(), d.weight.size());
  auto const of_weight = unit_of(g) * unit_of(x);
  auto input = arrays::with_axes_of(sampled_or_not,
                                    input_gradient(c.where, x, std::move(d.input), unit_of(g) * unit_of(kernel)));
  auto weight = in_result_unit(c.where, std::move(d.weight), of_weight);
  if (!bias_in_use) { d.bias = xt::xtensor<T, 1>::from_shape({0}); }
  auto bias = in_result_unit(c.where, std::move(d.bias), unit_of(g));
  auto gain = in_result_unit(c.where, std::move(d_gain), of_weight);
  using I = decltype(input);
  using W = decltype(weight);
  if constexpr (HasBias && IsScaled) {
    return layer_gradients<I, W, decltype(bias), decltype(gain)>{std::move(input), std::move(weight), std::move(bias),
                                                                 std::move(gain)};
  } else if constexpr (HasBias) {
    return layer_gradients<I, W, decltype(bias)>{std::move(input), std::move(weight), std::move(bias)};
  } else if constexpr (IsScaled) {
    return layer_gradients<I, W, no_gradient_t, decltype(gain)>{std::move(input), std::move(weight), std::move(gain)};
  } else {
    return layer_gradients<I, W>{std::move(input), std::move(weight)};
  }
}

}  // namespace convolt::nn::detail
