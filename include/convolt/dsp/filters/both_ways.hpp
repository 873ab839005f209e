// SPDX-License-Identifier: BSD-3-Clause
/// Filters forwards and backwards over lines along time, with SciPy's continuation beyond the ends: lines turned round
/// the end points, and before them a constant that has always been there.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/over_lines.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/filters/section_lanes.hpp>
#include <convolt/quantity/along.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace convolt::dsp::detail {

/// By how many samples a signal is continued at each end: three times the length of the filter, of whose sections those
/// with a zero and a pole at 0 count less. SciPy: padlen of filtfilt and of sosfiltfilt.
inline index continuation(std::vector<double> const& taps) { return 3 * static_cast<index>(taps.size()); }
inline index continuation(std::vector<section> const& chain) {
  index zeros = 0, poles = 0;
  for (section const& s : chain) {
    zeros += s.b2 == 0 ? 1 : 0;
    poles += s.a2 == 0 ? 1 : 0;
  }
  return 3 * (2 * static_cast<index>(chain.size()) + 1 - std::min(zeros, poles));
}

/// Throws shape_error "signal_too_short".
inline void check_longer(index samples, index beyond) {
  if (samples > beyond) { return; }
  throw shape_error({.category = "signal_too_short",
                     .where = "dsp::filtfilt",
                     .argument = "signal",
                     .problem = "is no longer than what it is continued by at each end, in samples",
                     .expected = "more than " + std::to_string(beyond),
                     .actual = std::to_string(samples),
                     .advice = "take filter, which needs no continuation"});
}

/// Lines [count][lanes] and their continuation by `beyond` samples at each end, 2 x[0] - x[n] and 2 x[last] - x[n].
template <class R, class T>
void continue_lines(lane_rows<R const> const& x, index count, index lanes, index beyond, T* to) {
  auto const row = [&](index n) { return x.first + n * x.row_step; };
  auto const write = [&](R const* from, R const* end) {
    for (index l = 0; l < lanes; ++l, from += x.channel_step) {
      T const sample = static_cast<T>(*from);
      *to++ = end == nullptr ? sample : 2 * static_cast<T>(end[l * x.channel_step]) - sample;
    }
  };
  for (index n = beyond; n > 0; --n) { write(row(n), row(0)); }
  for (index n = 0; n < count; ++n) { write(row(n), nullptr); }
  for (index n = 1; n <= beyond; ++n) { write(row(count - 1 - n), row(count - 1)); }
}

/// How many lanes at a time, so that their doubles take no more than a quarter of a gigabyte.
inline index lanes_in_memory(index rows) {
  index const most = (index{1} << 28) / static_cast<index>(sizeof(double));
  return std::clamp<index>(most / std::max<index>(rows, 1), 1, engine::lane_group);
}

/// Through sections, in double: forwards, then backwards from where that ended. Lines are longer than the continuation.
template <class Arch, class R>
void filter_both_ways(std::vector<section> const& chain, R const* x, quantities::dimension_block const& b, R* out,
                      executor_ref executor) {
  index const beyond = continuation(chain), rows = b.count + 2 * beyond;
  line_lanes const all(b);
  all.for_each(executor, lanes_in_memory(rows), [&](index offset, index lanes) {
    std::vector<double> numbers(static_cast<std::size_t>(rows * lanes));
    continue_lines(lane_rows<R const>{x + offset, all.row_step, all.channel_step}, b.count, lanes, beyond,
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
void filter_both_ways(std::vector<double> const& taps, R const* x, quantities::dimension_block const& b, R* out,
                      executor_ref executor) {
  index const beyond = continuation(taps), rows = b.count + 2 * beyond;
  index const more = static_cast<index>(taps.size()) - 1, width = b.inner;
  std::vector<R> const forwards(taps.rbegin(), taps.rend()), backwards(taps.begin(), taps.end());
  std::vector<R> numbers(static_cast<std::size_t>((rows + more) * width)), filtered(numbers.size());
  quantities::dimension_block const block{.outer = 1, .count = rows + more, .inner = width};
  auto const repeat = [width](R const* row, index times, R* to) {
    for (index n = 0; n < times; ++n) { to = std::copy_n(row, width, to); }
  };
  for (index o = 0; o < b.outer; ++o) {
    R* const first = numbers.data() + more * width;
    continue_lines(lane_rows<R const>{x + o * b.count * width, width, 1}, b.count, width, beyond, first);
    repeat(first, more, numbers.data());
    sum_lines<Arch>(forwards, numbers.data(), block, {more, rows}, filtered.data(), executor);
    repeat(filtered.data() + (rows - 1) * width, more, filtered.data() + rows * width);
    sum_lines<Arch>(backwards, filtered.data(), block, {beyond + more, b.count}, out + o * b.count * width, executor);
  }
}

}  // namespace convolt::dsp::detail
