// SPDX-License-Identifier: BSD-3-Clause
/// Long kernels in parts of one length: `dsp::partitioned(taps, 128)`.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/stream/taps.hpp>

#include <string>

namespace convolt::dsp {

/// Taps that a stream shall take in parts, as they were given.
template <detail::StreamTaps H>
struct partitioned_taps {
  H taps;
  index block;
};

/// For a stream through a long kernel, by transforms of 2 * block samples (uniformly partitioned overlap-save): results
/// come `block` at a time, so that a sample waits for at most block - 1 others, and each costs about 4 K / block
/// products, K the length of the kernel. `stream<float>(partitioned(taps, 128), rate, {.channels = 2})`.
///
/// Each result is within (12 log2(2 block) + K / block) eps |x| |h| of the sum, where |x| is the root of the sum of the
/// squares of 2 * block samples, at most, |h| the sum of the magnitudes of the taps, and eps that of the numbers of the
/// stream. Blocks are counted from the beginning of the stream: chunks have no part in it.
///
/// Throws parameter_error "bad_block" unless block is between 1 and 2^20.
template <class H, Integer I>
  requires detail::StreamTaps<H>
auto partitioned(H const& taps, I block) {
  checked_index const n(block);
  if (n.overflowed || n.value < 1 || n.value > 1 << 20) {
    throw parameter_error({.category = "bad_block",
                           .where = "dsp::partitioned",
                           .argument = "block",
                           .problem = "is a number of samples",
                           .expected = "1 to 2^20",
                           .actual = std::to_string(block)});
  }
  return partitioned_taps<H>{taps, n.value};
}

}  // namespace convolt::dsp
