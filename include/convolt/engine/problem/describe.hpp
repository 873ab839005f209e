// SPDX-License-Identifier: BSD-3-Clause
/// A problem in words.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::engine {

/// The problem in one line, for messages: "batch 8, channels 2 x 16 -> 32, axis 0: 28 * 3 -> 14, stride 2, pad_lo 1".
/// What has its neutral value is left out, and so is the memory layout.
[[nodiscard]] CONVOLT_COLD inline std::string describe(problem const& p) {
  text out;
  auto const unless = [&out](index neutral, std::string_view name, index value) {
    if (value != neutral) { out << ", " << name << " " << value; }
  };
  out << "batch " << p.batch;
  unless(1, "batch groups", p.batch_groups);
  out << ", channels ";
  if (p.feature_groups != 1) { out << p.feature_groups << " x "; }
  out << p.in_channels << " -> " << p.out_channels;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    out << "; axis " << d << ": " << a.input << " * " << a.weights << " -> " << a.output;
    unless(1, "stride", a.stride);
    unless(0, "pad_lo", a.pad_lo);
    unless(1, "input dilation", a.input_dilation);
    unless(1, "weights dilation", a.weights_dilation);
  }
  return out.str();
}

}  // namespace convolt::engine
