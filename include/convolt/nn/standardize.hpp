// SPDX-License-Identifier: BSD-3-Clause
/// Scaled weight standardisation as brainstate computes it: each output channel of a kernel gets mean 0 and a sum of
/// squares of 1, times its gain.
/// Layer: nn.
#pragma once

#include <convolt/lax/output.hpp>
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

/// The mean of one channel and the factor that standardises it.
template <class A>
struct channel_scale {
  A mean;
  A factor;
};

/// Sums are formed in double at least. The variance is that of the population; eps is a floor, not a summand.
template <class T, class A = std::common_type_t<T, double>>
channel_scale<A> scale_of_channel(T const* weight, channel_split const& s, std::size_t channel, double eps) {
  auto const sum = [&](auto const& term) {
    A total(0);
    for (std::size_t o = 0; o < s.outer; ++o) {
      T const* const row = weight + (o * s.channels + channel) * s.inner;
      for (std::size_t i = 0; i < s.inner; ++i) { total += term(A(row[i])); }
    }
    return total;
  };
  A const n = static_cast<A>(s.outer * s.inner);
  A const mean = sum([](A x) { return x; }) / n;
  A const variance_times_n = sum([mean](A x) { return (x - mean) * (x - mean); });
  return {mean, A(1) / std::sqrt(std::max(variance_times_n, A(eps)))};
}

/// result = (weight - mean) * gain / sqrt(max(variance * fan_in, eps)), per channel. `gain` has one entry per channel,
/// or is null. Both arrays lie row by row; they may be the same.
template <class T>
void standardize(T const* weight, T* result, channel_split const& s, double eps, T const* gain) {
  for (std::size_t c = 0; c < s.channels && s.outer * s.inner > 0; ++c) {
    auto const [mean, by] = scale_of_channel(weight, s, c, eps);
    using A = std::remove_cv_t<decltype(by)>;
    A const factor = gain == nullptr ? by : by * static_cast<A>(gain[c]);
    for (std::size_t o = 0; o < s.outer; ++o) {
      std::size_t const row = (o * s.channels + c) * s.inner;
      for (std::size_t i = row; i < row + s.inner; ++i) {
        result[i] = static_cast<T>((static_cast<A>(weight[i]) - mean) * factor);
      }
    }
  }
}

inline void check_eps(std::string_view where, double eps) {
  if (!(eps >= 0) || std::isinf(eps)) {
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

}  // namespace detail

/// (w - mean) * gain / sqrt(max(variance * fan_in, eps)), where mean and variance (of the population) go over all axes
/// but `out_axis`, and fan_in is the number of entries they go over. The standardised kernel has no unit: eps counts
/// the numbers of w in its own unit, and the result has the unit of the gain. A gain is a number, or an array with one
/// entry per output channel. Throws shape_error, parameter_error.
template <class K, class G = no_gain_t>
  requires(lax::detail::ArrayOperand<K> && std::floating_point<element_t<K>> && detail::GainOf<G, element_t<K>>)
auto weight_standardization(K const& weight, weight_standardization_options const& options = {}, G const& gain = {}) {
  using T = element_t<K>;
  constexpr std::size_t rank = lax::detail::static_rank<K>;
  constexpr std::string_view where = "nn::weight_standardization";
  detail::check_eps(where, options.eps);
  index_list const shape = lax::detail::shape_of(where, "weight", raw(weight));
  std::size_t const axis = detail::checked_axis(where, options.out_axis, shape.size());
  auto result = lax::detail::allocate<T, rank>(shape);
  std::copy(raw(weight).template begin<xt::layout_type::row_major>(),
            raw(weight).template end<xt::layout_type::row_major>(), result.storage().begin());
  detail::channel_split const split = detail::split_at(shape, axis);
  if constexpr (std::same_as<G, no_gain_t>) {
    detail::standardize<T>(result.data(), result.data(), split, options.eps, nullptr);
    return result;
  } else {
    index_list along = index_list::filled(shape.size(), 1);
    along[axis] = shape[axis];
    detail::value_place const place{
        .where = where, .argument = "gain", .category = "bad_gain_shape", .shape = {shape[axis]}, .also = along};
    xt::xtensor<T, 1> const gains = detail::shaped<T, 1>(place, raw(gain));
    detail::standardize<T>(result.data(), result.data(), split, options.eps, gains.data());
    return lax::detail::with_unit(std::move(result), unit_of(gain));
  }
}

}  // namespace convolt::nn
