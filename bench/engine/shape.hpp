// SPDX-License-Identifier: BSD-3-Clause
/// One row of a shapes file: a convolution as its size alone. The columns are described in bench/README.md.
/// Layer: bench.
#pragma once

#include <convolt/core/index.hpp>
#include <engine/element.hpp>

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
  element numbers = element::f32;
  std::string family;         // rows that are looked at together
  std::string over = "size";  // by which of their numbers, see value_over
  std::string series;         // and which of them differ in it alone

  [[nodiscard]] std::size_t rank() const { return input.size(); }
};

/// Extents of the output. A transposed convolution is the gradient of the forward one with the same padding.
[[nodiscard]] extents output_extents(shape const& s);

/// Multiply-adds as benchmarks count them: taps on padding and on cropped outputs included.
[[nodiscard]] double nominal_multiply_adds(shape const& s);

/// The number of a row by which its family is drawn: "size" (samples of all channels), "products"
/// (nominal_multiply_adds), "channels" (of the input), "groups", or "kernel", "stride", "dilation" of the last axis.
/// Throws std::runtime_error at other words.
[[nodiscard]] double value_over(shape const& s, std::string const& word);

/// Product of the strides of all axes: so many times fewer outputs than with stride 1.
[[nodiscard]] index total_stride(shape const& s);

/// Cells of a line between separators; there is one after the last separator too.
[[nodiscard]] std::vector<std::string> split(std::string const& text, char separator);

/// Every row of the file. Throws std::runtime_error which names the line that cannot be read.
[[nodiscard]] std::vector<shape> read_shapes(std::filesystem::path const& file);

}  // namespace convolt::bench
