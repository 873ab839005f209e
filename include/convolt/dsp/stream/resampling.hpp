// SPDX-License-Identifier: BSD-3-Clause
/// Streams that change the sampling rate: `dsp::resampling(3, 2)`.
/// Layer: dsp.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>

#include <numeric>
#include <string>

namespace convolt::dsp {

/// A change of rate by up / down, in lowest terms.
struct rate_change {
  index up = 1, down = 1;
};

/// The rate times up / down. Throws parameter_error "bad_ratio" unless both are positive, and in lowest terms no more
/// than 2^20.
template <Integer Up, Integer Down>
rate_change resampling(Up up, Down down) {
  checked_index const u(up), d(down);
  index const common = u.overflowed || d.overflowed || u.value < 1 || d.value < 1 ? 0 : std::gcd(u.value, d.value);
  if (common == 0 || u.value / common > 1 << 20 || d.value / common > 1 << 20) {
    throw parameter_error({.category = "bad_ratio",
                           .where = "dsp::resampling",
                           .argument = "up / down",
                           .problem = "is a ratio of positive numbers, in lowest terms of at most 2^20",
                           .actual = convolt::detail::joined({std::to_string(up), " / ", std::to_string(down)})});
  }
  return {u.value / common, d.value / common};
}

}  // namespace convolt::dsp
