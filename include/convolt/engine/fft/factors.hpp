// SPDX-License-Identifier: BSD-3-Clause
/// How lengths of transforms fall into factors. Whole numbers only.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>

#include <algorithm>
#include <limits>
#include <vector>

namespace convolt::engine::fft {

/// Primes up to this one have passes of their own; a length with a larger one is transformed as a convolution.
inline constexpr index largest_radix = 23;

/// The radices of the passes for a length: 4 before 2, then odd primes. A product below `size` says that there are
/// larger primes in it.
template <class Arch>
[[nodiscard]] CONVOLT_COLD std::vector<index> radices_of(index size) {
  std::vector<index> radices;
  auto const take = [&](index radix) {
    while (size % radix == 0) {
      radices.push_back(radix);
      size /= radix;
    }
  };
  take(4);
  take(2);
  for (index radix = 3; radix <= largest_radix; radix += 2) { take(radix); }
  std::reverse(radices.begin(), radices.end());  // the last pass has no factors: let it be a fast one
  return radices;
}

/// Whether passes alone transform this length.
template <class Arch>
[[nodiscard]] CONVOLT_COLD bool is_smooth(index size) {
  index product = 1;
  for (index const radix : radices_of<Arch>(size)) { product *= radix; }
  return product == size;
}

/// The smallest length from `least` on without primes above 5, a multiple of 64 where it is long.
template <class Arch>
[[nodiscard]] CONVOLT_COLD index smooth_length(index least) {
  index const unit = least > 1024 ? 64 : 1;
  index best = std::numeric_limits<index>::max();
  for (index fives = unit; fives < 2 * least; fives *= 5) {
    for (index threes = fives; threes < 2 * least; threes *= 3) {
      index length = threes;
      while (length < least) { length *= 2; }
      best = std::min(best, length);
    }
  }
  return best;
}

/// A line cut into rows: number n of it is in row n / columns.
struct row_shape {
  index rows, columns;
};

/// What passes over that many points cost, in passes with radix 4.
template <class Arch>
[[nodiscard]] CONVOLT_COLD double cost_of_passes(index points) {
  double cost = 2;  // to bring the points together, and to put the results where they belong
  for (index const radix : radices_of<Arch>(points)) { cost += radix <= 5 ? 1 : static_cast<double>(radix) / 4; }
  return cost;
}

/// The shape that costs least, for vectors of `width` numbers: as square as may be, with few lanes left over.
template <class Arch>
[[nodiscard]] CONVOLT_COLD row_shape best_shape(index size, index width, index bytes_per_number) {
  row_shape best{size, 1};
  double least = std::numeric_limits<double>::max();
  for (index small = 1; small * small <= size; ++small) {
    if (size % small != 0) { continue; }
    index const large = size / small;
    auto const vectors = [&](index points, index lines) {
      return static_cast<double>(points) * static_cast<double>((lines + width - 1) / width);
    };
    double const cost =
        vectors(large, small) * cost_of_passes<Arch>(large) + vectors(small, large) * cost_of_passes<Arch>(small);
    index const bytes = 4 * large * width * bytes_per_number;  // two arrays of complex numbers
    double const slowed = bytes > costs::second_level_cache ? 3 : bytes > costs::first_level_cache ? 1.2 : 1;
    if (cost * slowed < least) {
      least = cost * slowed;
      best = {large, small};
    }
  }
  return best;
}

}  // namespace convolt::engine::fft
