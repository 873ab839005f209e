// SPDX-License-Identifier: BSD-3-Clause
/// Filters forwards and backwards over lines along time, continued beyond their ends, and before that a constant that
/// has always been there.
/// Layer: dsp.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/continuation.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/over_lines.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/filters/section_lanes.hpp>
#include <convolt/quantity/along.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace convolt::dsp::detail {

/// How many lanes at a time, so that their doubles take no more than a quarter of a gigabyte.
inline index lanes_in_memory(index rows) {
  index const most = (index{1} << 28) / static_cast<index>(sizeof(double));
  return std::clamp<index>(most / std::max<index>(rows, 1), 1, engine::lane_group);
}

/// Through sections, in double: forwards, then backwards from where that ended. Lines are longer than the continuation.
template <class Arch, class R>
void filter_both_ways(std::vector<section> const& chain, line_ends const& ends, R const* x,
                      quantities::dimension_block const& b, R* out, executor_ref executor) {
  index const beyond = ends.beyond, rows = b.count + 2 * beyond;
  line_lanes const all(b);
  all.for_each(executor, lanes_in_memory(rows), [&](index offset, index lanes) {
    std::vector<double> numbers(static_cast<std::size_t>(rows * lanes));
    continue_lines(lane_rows<R const>{x + offset, all.row_step, all.channel_step}, b.count, lanes, ends,
                   numbers.data());
    section_lanes filter(chain, lanes);
    lane_rows<double> const forwards{numbers.data(), lanes, 1};
    lane_rows<double> const backwards{numbers.data() + (rows - 1) * lanes, -lanes, 1};
    for (lane_rows<double> const& way : {forwards, backwards}) {
      lane_rows<double const> const from{way.first, way.row_step, way.channel_step};
      filter.settle(from);
      filter.template run<Arch>(from, way, rows);
    }
    double const* from = numbers.data() + beyond * lanes;
    for (index n = 0; n < b.count; ++n) {
      R* const to = out + offset + n * all.row_step;
      for (index l = 0; l < lanes; ++l) { to[l * all.channel_step] = static_cast<R>(*from++); }
    }
  });
}

/// Through taps, block by block: the first and the last sample of the continuation have always been there, so that
/// nothing begins from zero.
template <class Arch, class R>
void filter_both_ways(std::vector<double> const& taps, line_ends const& ends, R const* x,
                      quantities::dimension_block const& b, R* out, executor_ref executor) {
  index const beyond = ends.beyond, rows = b.count + 2 * beyond;
  index const more = static_cast<index>(taps.size()) - 1, width = b.inner;
  std::vector<R> const forwards(taps.rbegin(), taps.rend()), backwards(taps.begin(), taps.end());
  std::vector<R> numbers(static_cast<std::size_t>((rows + more) * width)), filtered(numbers.size());
  quantities::dimension_block const block{.outer = 1, .count = rows + more, .inner = width};
  auto const repeat = [width](R const* row, index times, R* to) {
    for (index n = 0; n < times; ++n) { to = std::copy_n(row, width, to); }
  };
  for (index o = 0; o < b.outer; ++o) {
    R* const first = numbers.data() + more * width;
    continue_lines(lane_rows<R const>{x + o * b.count * width, width, 1}, b.count, width, ends, first);
    repeat(first, more, numbers.data());
    sum_lines<Arch>(forwards, numbers.data(), block, {more, rows}, filtered.data(), executor);
    repeat(filtered.data() + (rows - 1) * width, more, filtered.data() + rows * width);
    sum_lines<Arch>(backwards, filtered.data(), block, {beyond + more, b.count}, out + o * b.count * width, executor);
  }
}

}  // namespace convolt::dsp::detail
