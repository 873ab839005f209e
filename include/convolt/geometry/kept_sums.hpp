// SPDX-License-Identifier: BSD-3-Clause
/// How many sums of a convolution a mode keeps, and which is the first.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/geometry/padding.hpp>

#include <algorithm>

namespace convolt::geometry {

/// Sum m of N samples x and K taps h is that of h[k] x[m - k] over all k; 0 .. N + K - 2 meet a sample. A mode keeps
/// `count` of them, from `first` on, which may be negative and may lie behind the last one that meets a sample.
struct kept_sums {
  index first = 0;
  index count = 0;
  friend constexpr bool operator==(kept_sums const&, kept_sums const&) = default;
};

/// full: all; valid: those whose taps all meet samples; same and causal: as many as samples, so that tap `lag_zero`
/// meets sample n in sum n of them. There may be no such tap: the kernel then lies beside lag 0. No samples, no sums.
constexpr kept_sums sums_kept_by(padding_kind mode, index samples, index taps, index lag_zero) {
  if (mode == padding_kind::full) { return {0, samples == 0 ? 0 : samples + taps - 1}; }
  if (mode == padding_kind::valid) { return {taps - 1, std::max<index>(samples - taps + 1, 0)}; }
  return {lag_zero, samples};
}

}  // namespace convolt::geometry
