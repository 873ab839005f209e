// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of a row beside its forward convolution, all of them single calls, as in training.
/// Layer: bench.
#pragma once

#include <engine/options.hpp>
#include <engine/shape.hpp>
#include <engine/workload.hpp>

#include <filesystem>
#include <iosfwd>
#include <limits>
#include <string>
#include <vector>

namespace convolt::bench {

/// Medians of the rounds, as times and as ratios of the same round. Not numbers where they were not measured.
struct gradient_row {
  std::string id;
  double forward_us = std::numeric_limits<double>::quiet_NaN();
  double input_us = std::numeric_limits<double>::quiet_NaN();
  double weights_us = std::numeric_limits<double>::quiet_NaN();
  double input_ratio = std::numeric_limits<double>::quiet_NaN();
  double weights_ratio = std::numeric_limits<double>::quiet_NaN();
};

/// What a gradient may cost, in forward convolutions: it has as many products, but other shapes.
inline constexpr double wanted_gradient = 2.5;

/// Whether rows of these numbers have gradients: those whose operands have one type.
[[nodiscard]] bool has_gradients(element numbers);

/// Throws std::runtime_error where a result is wrong; small rows are compared with the readable loops.
[[nodiscard]] gradient_row measure_gradients(shape const& s, table_kind table, options const& o);

void print_gradients_header(std::ostream& out);
void print_gradients(std::ostream& out, gradient_row const& r);
void print_gradients_footer(std::ostream& out, std::vector<gradient_row> const& rows);
/// Columns id, forward_us, input_us, input_ratio, weights_us, weights_ratio, verdict.
void write_gradients(std::filesystem::path const& file, std::vector<gradient_row> const& rows);

/// "met" where both are at most so much, else the names of those that are not.
[[nodiscard]] std::string verdict_on(gradient_row const& r);

}  // namespace convolt::bench
