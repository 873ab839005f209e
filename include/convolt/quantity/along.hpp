// SPDX-License-Identifier: BSD-3-Clause
/// Plain loops along one dimension of a row-major array: copy a run of samples, add up, difference. `sampled` stands on
/// them.
/// Layer: quantity.
#pragma once

#include <convolt/core/index.hpp>

#include <complex>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace convolt::detail {

/// A row-major array seen from one of its dimensions: `outer` blocks of `count` samples of `inner` numbers each.
struct dimension_block {
  index outer = 1;
  index count = 0;
  index inner = 1;
};

template <class Shape>
dimension_block block_along(Shape const& shape, std::size_t dimension) {
  dimension_block b;
  for (std::size_t d = 0; d < shape.size(); ++d) {
    index const extent = static_cast<index>(shape[d]);
    if (d < dimension) {
      b.outer *= extent;
    } else if (d > dimension) {
      b.inner *= extent;
    } else {
      b.count = extent;
    }
  }
  return b;
}

/// The sums of T are carried in `wide_t`: at least double, and 64 bits of integer, which wrap.
template <class T>
struct wide_type {
  using type = std::common_type_t<T, double>;
};
template <class R>
struct wide_type<std::complex<R>> {
  using type = std::complex<std::common_type_t<R, double>>;
};
template <std::integral T>
struct wide_type<T> {
  using type = std::uint64_t;
};
template <class T>
using wide_t = typename wide_type<T>::type;

/// What a mean or an integral of T is made of: integers become double.
template <class T>
using fractional_t = std::conditional_t<std::integral<T>, double, T>;

/// What a sum of T is: T, or for integers the widest one, so that sums of int16 samples fit.
template <class T>
using total_t =
    std::conditional_t<!std::integral<T>, T, std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t>>;

/// out[o][k][i] = x[o][first + k * stride][i] for k below `kept`.
template <class T>
void copy_along(T const* x, dimension_block const& b, index first, index kept, index stride, T* out) {
  for (index o = 0; o < b.outer; ++o) {
    for (index k = 0; k < kept; ++k) {
      T const* from = x + (o * b.count + first + k * stride) * b.inner;
      for (index i = 0; i < b.inner; ++i) { *out++ = from[i]; }
    }
  }
}

/// out[o][i] = finish(sum over k of x[o][k][i]), the sum in Wide.
template <class Wide, class T, class R, class Finish>
void sum_along(T const* x, dimension_block const& b, R* out, Finish const& finish) {
  std::vector<Wide> sums(static_cast<std::size_t>(b.inner));
  for (index o = 0; o < b.outer; ++o) {
    for (Wide& s : sums) { s = Wide(); }
    for (index k = 0; k < b.count; ++k) {
      for (Wide& s : sums) { s += static_cast<Wide>(*x++); }
    }
    for (Wide const& s : sums) { *out++ = finish(s); }
  }
}

/// out[o][k][i] = x[o][k + 1][i] - x[o][k][i]; integers wrap.
template <class T>
void difference_along(T const* x, dimension_block const& b, T* out) {
  for (index o = 0; o < b.outer; ++o) {
    T const* block = x + o * b.count * b.inner;
    for (index j = 0; j < (b.count - 1) * b.inner; ++j) {
      if constexpr (std::integral<T>) {
        *out++ = static_cast<T>(static_cast<std::uint64_t>(block[j + b.inner]) - static_cast<std::uint64_t>(block[j]));
      } else {
        *out++ = block[j + b.inner] - block[j];
      }
    }
  }
}

}  // namespace convolt::detail
