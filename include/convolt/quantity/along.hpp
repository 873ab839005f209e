// SPDX-License-Identifier: BSD-3-Clause
/// Plain loops along one dimension of a row-major array: copy a run of samples, fold, difference. `sampled` stands on
/// them.
/// Layer: quantity.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/quantity/fwd.hpp>

#include <concepts>
#include <cstdint>
#include <vector>

namespace convolt::quantities {

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

/// out[o][i] = what the fold makes of x[o][0][i], x[o][1][i], ...
template <class Fold, class T, class R>
void fold_lines(Fold const& fold, T const* x, dimension_block const& b, R* out) {
  std::vector<typename Fold::state> states(static_cast<std::size_t>(b.inner), fold.start());
  for (index o = 0; o < b.outer; ++o) {
    for (auto& s : states) { s = fold.start(); }
    for (index k = 0; k < b.count; ++k) {
      for (auto& s : states) { s = fold.take(s, *x++); }
    }
    for (auto const& s : states) { *out++ = fold.finish(s); }
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

}  // namespace convolt::quantities
