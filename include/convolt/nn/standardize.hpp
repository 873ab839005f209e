// SPDX-License-Identifier: BSD-3-Clause
/// Scaled weight standardisation as brainstate computes it: each output channel of a kernel gets mean 0 and a sum of
/// squares of 1, times its gain. And its gradients.
/// Layer: nn.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/nn/options.hpp>
#include <convolt/nn/parameter.hpp>
#include <convolt/quantity/tag.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace convolt::nn {

/// Stands for a gain of 1 without unit.
struct no_gain_t {};
inline constexpr no_gain_t no_gain{};

namespace detail {

/// An array seen as outer x channels x inner, the channels being the axis that is kept apart.
struct channel_split {
  std::size_t outer = 1;
  std::size_t channels = 1;
  std::size_t inner = 1;
};

inline channel_split split_at(index_list const& shape, std::size_t axis) {
  channel_split s;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    std::size_t& part = i < axis ? s.outer : i == axis ? s.channels : s.inner;
    part *= static_cast<std::size_t>(shape[i]);
  }
  return s;
}

/// Calls f with the place of every entry of one channel.
template <class F>
void for_each_of_channel(channel_split const& s, std::size_t channel, F const& f) {
  for (std::size_t o = 0; o < s.outer; ++o) {
    std::size_t const row = (o * s.channels + channel) * s.inner;
    for (std::size_t i = row; i < row + s.inner; ++i) { f(i); }
  }
}

/// The mean of one channel and the factor that standardises it.
template <class A>
struct channel_scale {
  A mean;
  A factor;
  bool at_floor;  ///< the factor is that of eps
};

/// Sums are formed in double at least. The variance is that of the population; eps is a floor, not a summand.
template <class T, class A = std::common_type_t<T, double>>
channel_scale<A> scale_of_channel(T const* weight, channel_split const& s, std::size_t channel, double eps) {
  auto const sum = [&](auto const& term) {
    A total(0);
    for_each_of_channel(s, channel, [&](std::size_t i) { total += term(A(weight[i])); });
    return total;
  };
  A const n = static_cast<A>(s.outer * s.inner);
  A const mean = sum([](A x) { return x; }) / n;
  A const variance_times_n = sum([mean](A x) { return (x - mean) * (x - mean); });
  return {mean, A(1) / std::sqrt(std::max(variance_times_n, A(eps))), !(variance_times_n > A(eps))};
}

/// result = (weight - mean) * gain / sqrt(max(variance * fan_in, eps)), per channel. `gain` has one entry per channel,
/// or is null. Both arrays lie row by row; they may be the same.
template <class T>
void standardize(T const* weight, T* result, channel_split const& s, double eps, T const* gain) {
  for (std::size_t c = 0; c < s.channels && s.outer * s.inner > 0; ++c) {
    auto const scale = scale_of_channel(weight, s, c, eps);
    using A = decltype(scale.mean);
    A const factor = gain == nullptr ? scale.factor : scale.factor * static_cast<A>(gain[c]);
    for_each_of_channel(
        s, c, [&](std::size_t i) { result[i] = static_cast<T>((static_cast<A>(weight[i]) - scale.mean) * factor); });
  }
}

/// The vector-Jacobian product of `standardize`: the cotangent of its result becomes, in place, that of the weight.
/// `gain_gradient` gets one number per channel, unless it is null. With y the standardised channel without gain, f the
/// factor, g the cotangent:
///   d gain = sum(g y),  d weight = gain f (g - mean(g) - y sum(g y)),
/// without the last term where eps was the floor, since f does not depend on the weight there.
template <class T>
void standardize_vjp(T const* weight, T* cotangent, channel_split const& s, double eps, T const* gain,
                     T* gain_gradient) {
  for (std::size_t c = 0; c < s.channels && s.outer * s.inner > 0; ++c) {
    auto const scale = scale_of_channel(weight, s, c, eps);
    using A = decltype(scale.mean);
    A sum(0), product(0);
    for_each_of_channel(s, c, [&](std::size_t i) {
      sum += A(cotangent[i]);
      product += A(cotangent[i]) * (A(weight[i]) - scale.mean) * scale.factor;
    });
    if (gain_gradient != nullptr) { gain_gradient[c] = static_cast<T>(product); }
    A const factor = gain == nullptr ? scale.factor : scale.factor * static_cast<A>(gain[c]);
    A const level = sum / static_cast<A>(s.outer * s.inner);
    A const along = scale.at_floor ? A(0) : product * scale.factor;
    for_each_of_channel(s, c, [&](std::size_t i) {
      cotangent[i] = static_cast<T>(factor * (A(cotangent[i]) - level - (A(weight[i]) - scale.mean) * along));
    });
  }
}

inline void check_eps(std::string_view where, double eps) {
  if (!bits::is_finite(eps) || eps < 0) {
    throw parameter_error({.category = "bad_eps",
                           .where = std::string(where),
                           .argument = "eps",
                           .problem = "must be a finite number that is not negative",
                           .actual = std::to_string(eps)});
  }
}

inline std::size_t checked_axis(std::string_view where, index axis, std::size_t rank) {
  auto const n = static_cast<index>(rank);
  if (axis < -n || axis >= n) {
    throw parameter_error({.category = "bad_axis",
                           .where = std::string(where),
                           .argument = "out_axis",
                           .problem = "does not exist",
                           .expected = std::to_string(-n) + " to " + std::to_string(n - 1),
                           .actual = std::to_string(axis)});
  }
  return static_cast<std::size_t>(axis < 0 ? axis + n : axis);
}

template <class G, class T>
concept GainOf = std::same_as<G, no_gain_t> || (Operand<G> && std::is_arithmetic_v<element_t<G>>);

/// The kernel of a call row by row, and where its channels are.
template <class T, std::size_t Rank>
struct kernel_copy {
  arrays::owning_t<T, Rank> numbers;
  index_list shape;
  std::size_t axis;

  template <class K>
  kernel_copy(std::string_view where, K const& weight, index out_axis)
      : shape(arrays::shape_of(where, "weight", raw(weight))), axis(checked_axis(where, out_axis, shape.size())) {
    numbers = rows_of(where, "weight", weight);
  }

  channel_split split() const { return split_at(shape, axis); }

  /// An array of the shape of the kernel, row by row.
  template <class Q>
  auto rows_of(std::string_view where, std::string_view argument, Q const& q) const {
    value_place const place{.where = where, .argument = argument, .category = "kernel_shape_mismatch", .shape = shape};
    if (index_list const given = arrays::shape_of(where, argument, raw(q)); !(given == shape)) {
      throw_value_shape(place, given);
    }
    auto rows = arrays::allocate<T, Rank>(shape);
    std::copy(raw(q).template begin<xt::layout_type::row_major>(), raw(q).template end<xt::layout_type::row_major>(),
              rows.storage().begin());
    return rows;
  }

  /// One gain per channel.
  template <class G>
  xt::xtensor<T, 1> gains(std::string_view where, G const& gain) const {
    index_list along = index_list::filled(shape.size(), 1);
    along[axis] = shape[axis];
    return shaped<T, 1>(
        {.where = where, .argument = "gain", .category = "bad_gain_shape", .shape = {shape[axis]}, .also = along},
        raw(gain));
  }
};

/// Numbers in `product`, which may have no dimension: then they are plain, with its scale folded in.
template <class E, class U>
auto in_result_unit(std::string_view where, E&& numbers, U const& product) {
  using T = typename E::value_type;
  auto const unit = arrays::result_unit<T>(product);
  T const factor = arrays::unit_factor<T>(where, "cotangent", product, unit);
  if (factor != T(1)) { numbers *= factor; }
  return arrays::with_unit(std::move(numbers), unit);
}

}  // namespace detail

/// (w - mean) * gain / sqrt(max(variance * fan_in, eps)), where mean and variance (of the population) go over all axes
/// but `out_axis`, and fan_in is the number of entries they go over. The standardised kernel has no unit: eps counts
/// the numbers of w in its own unit, and the result has the unit of the gain. A gain is a number, or an array with one
/// entry per output channel. Throws shape_error, parameter_error.
template <class K, class G = no_gain_t>
  requires(arrays::ArrayOperand<K> && std::floating_point<element_t<K>> && detail::GainOf<G, element_t<K>>)
auto weight_standardization(K const& weight, weight_standardization_options const& options = {}, G const& gain = {}) {
  using T = element_t<K>;
  constexpr std::string_view where = "nn::weight_standardization";
  detail::check_eps(where, options.eps);
  detail::kernel_copy<T, arrays::static_rank<K>> kernel(where, weight, options.out_axis);
  T* const numbers = kernel.numbers.data();
  if constexpr (std::same_as<G, no_gain_t>) {
    detail::standardize<T>(numbers, numbers, kernel.split(), options.eps, nullptr);
    return std::move(kernel.numbers);
  } else {
    auto const gains = kernel.gains(where, gain);
    detail::standardize<T>(numbers, numbers, kernel.split(), options.eps, gains.data());
    return arrays::with_unit(std::move(kernel.numbers), unit_of(gain));
  }
}

/// The gradients of weight_standardization. Where no gain was given there is none of it.
template <class Weight, class Gain = no_gain_t>
struct weight_standardization_gradients {
  Weight weight;
  Gain gain;
};

/// The vector-Jacobian product of weight_standardization. The cotangent has the shape of the weight. The gradient of
/// the weight has unit(cotangent) unit(gain) / unit(weight), that of the gain, one number per output channel,
/// unit(cotangent). Where eps is the floor, the factor counts as constant. Throws shape_error, parameter_error.
template <class K, class C, class G = no_gain_t>
  requires(arrays::ArrayOperand<K> && arrays::ArrayOperand<C> && std::floating_point<element_t<K>> &&
           std::same_as<element_t<C>, element_t<K>> && detail::GainOf<G, element_t<K>>)
auto weight_standardization_vjp(K const& weight, C const& cotangent, weight_standardization_options const& options = {},
                                G const& gain = {}) {
  using T = element_t<K>;
  constexpr std::string_view where = "nn::weight_standardization_vjp";
  detail::check_eps(where, options.eps);
  detail::kernel_copy<T, arrays::static_rank<K>> const kernel(where, weight, options.out_axis);
  auto d_weight = kernel.rows_of(where, "cotangent", cotangent);
  T const* const numbers = kernel.numbers.data();
  if constexpr (std::same_as<G, no_gain_t>) {
    detail::standardize_vjp<T>(numbers, d_weight.data(), kernel.split(), options.eps, nullptr, nullptr);
    auto result = detail::in_result_unit(where, std::move(d_weight), unit_of(cotangent) / unit_of(weight));
    return weight_standardization_gradients<decltype(result)>{std::move(result), {}};
  } else {
    auto const gains = kernel.gains(where, gain);
    xt::xtensor<T, 1> d_gain = xt::zeros_like(gains);
    detail::standardize_vjp<T>(numbers, d_weight.data(), kernel.split(), options.eps, gains.data(), d_gain.data());
    auto of_weight =
        detail::in_result_unit(where, std::move(d_weight), unit_of(cotangent) * unit_of(gain) / unit_of(weight));
    auto of_gain = detail::in_result_unit(where, std::move(d_gain), unit_of(cotangent));
    return weight_standardization_gradients<decltype(of_weight), decltype(of_gain)>{std::move(of_weight),
                                                                                    std::move(of_gain)};
  }
}

}  // namespace convolt::nn
