// SPDX-License-Identifier: BSD-3-Clause
/// Pairs of rows that should cost alike: the file of pairs, what is suggested for each, and what is said of a ratio.
/// The columns are described in bench/README.md.
/// Layer: bench.
#pragma once

#include <engine/shape.hpp>
#include <engine/way.hpp>
#include <engine/workload.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace convolt::bench {

/// A row and how it is computed: "ID", "ID:WAY", "ID:WAY@nchw". Channels-last and a plan unless told.
struct pair_side {
  shape row;
  way how = way::plan;
  table_kind layout = table_kind::nhwc;

  [[nodiscard]] std::string text() const;
};

/// Where the suggestion comes from.
enum class pair_rule { stride, complex, integer, gradient, layout, rank };

struct pair {
  pair_rule rule = pair_rule::rank;
  pair_side first, second;
  double suggestion = 1;  // of the second time over the first
};

/// What is suggested where the rule is that of the pair. Throws std::runtime_error where the rule does not fit the
/// pair:
///   stride    the time falls with the outputs, and 20 % on top of that, but not below 40 %
///   complex   twice two real signals with real taps: twice as many products; as much where taps are real
///   integer   four times float
///   gradient  two and a half times the forward convolution
///   layout    as much in either layout
///   rank      as much for views of lines as for arrays of that shape
[[nodiscard]] double suggestion_for(pair_rule rule, pair_side const& first, pair_side const& second);

[[nodiscard]] char const* name_of(pair_rule rule);

/// What is not told apart from the suggestion: no two times are equal.
inline constexpr double room_for_alike = 1.05;

/// Within the suggestion, within twice as much, or beyond. No method is blamed for being faster than suggested, but the
/// rule `layout`, where either side may be the slow one.
enum class verdict { met, near, off };
[[nodiscard]] verdict verdict_on(pair_rule rule, double ratio, double suggestion);
[[nodiscard]] char const* name_of(verdict v);

/// Every pair of the file, of these rows. Throws std::runtime_error which names the line that cannot be read.
[[nodiscard]] std::vector<pair> read_pairs(std::filesystem::path const& file, std::vector<shape> const& rows);

}  // namespace convolt::bench
