// SPDX-License-Identifier: BSD-3-Clause
/// One row of a shapes file: a convolution as its size alone. The columns are described in bench/README.md.
/// Layer: bench.
#pragma once

#include <convolt/core/index.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace convolt::bench {

using extents = std::vector<index>;

struct shape {
  std::string id;
  bool transposed = false;
  index batch = 1, in_channels = 1, out_channels = 1, groups = 1;  // the channels of all groups together
  extents input, kernel, stride, dilation, pad_lo, pad_hi;         // one value per spatial axis
  bool is_double = false;

  [[nodiscard]] std::size_t rank() const { return input.size(); }
};

/// Extents of the output. A transposed convolution is the gradient of the forward one with the same padding.
[[nodiscard]] extents output_extents(shape const& s);

/// Multiply-adds as benchmarks count them: taps on padding and on cropped outputs included.
[[nodiscard]] double nominal_multiply_adds(shape const& s);

/// Every row of the file. Throws std::runtime_error which names the line that cannot be read.
[[nodiscard]] std::vector<shape> read_shapes(std::filesystem::path const& file);

}  // namespace convolt::bench
