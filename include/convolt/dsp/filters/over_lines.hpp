// SPDX-License-Identifier: BSD-3-Clause
/// Filters over the lines of an array that go along time, forwards: sections with neighbouring lines as lanes, taps by
/// the engine.
/// Layer: dsp.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/summation.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/filters/section_lanes.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/quantity/along.hpp>

#include <algorithm>
#include <vector>

namespace convolt::dsp::detail {

/// The lines of a row-major array [outer][count][inner] as lanes: neighbours in memory, where these are many, else the
/// blocks.
struct line_lanes {
  index blocks, block_step;   ///< lanes that are apart
  index lanes, channel_step;  ///< and side by side
  index row_step;

  explicit line_lanes(quantities::dimension_block const& b) : row_step(b.inner) {
    index const outer_step = b.count * b.inner;
    bool const inside = b.inner >= std::min(b.outer, engine::lane_group);
    blocks = inside ? b.outer : b.inner;
    block_step = inside ? outer_step : 1;
    lanes = inside ? b.inner : b.outer;
    channel_step = inside ? 1 : outer_step;
  }

  /// How many lanes at a time: all, where rows lie in one piece and one thread does the work.
  index together(index threads) const {
    index const groups = engine::lane_groups(lanes);
    index const share = channel_step == 1 ? (groups + threads - 1) / std::max<index>(threads, 1) : 1;
    return std::max<index>(share, 1) * engine::lane_group;
  }

  /// f(offset of the first lane, how many) of all lanes, so many at a time.
  template <class F>
  void for_each(executor_ref executor, index together, F const& f) const {
    index const units = (lanes + together - 1) / together;
    auto const unit = [&](index u) {
      index const block = u / units, first = (u - block * units) * together;
      f(block * block_step + first * channel_step, std::min(together, lanes - first));
    };
    executor.run(blocks * units, unit);
  }
};

/// out = x through the sections, from rest. Computed in double.
template <class Arch, class R>
void filter_lines(std::vector<section> const& chain, R const* x, quantities::dimension_block const& b, R* out,
                  executor_ref executor) {
  line_lanes const all(b);
  all.for_each(executor, all.together(executor.concurrency()), [&](index offset, index lanes) {
    section_lanes filter(chain, lanes);
    filter.template run<Arch>(lane_rows<R const>{x + offset, all.row_step, all.channel_step},
                              lane_rows<R>{out + offset, all.row_step, all.channel_step}, b.count);
  });
}

/// Sums with taps along the middle of [outer][count][inner]; taps as the engine takes them, the last one for the latest
/// sample. `kept`: which sums, as summed_axis has them.
template <class Arch, class R>
void sum_lines(std::vector<R> const& taps, R const* x, quantities::dimension_block const& b,
               geometry::kept_sums const& kept, R* out, executor_ref executor) {
  summation s;
  s.batch = b.outer;
  s.channels = b.inner;
  s.executor = executor;
  s.axes.push_back({.samples = b.count, .taps = static_cast<index>(taps.size()), .kept = kept});
  sum_products<R, Arch>(s, x, taps.data(), out, R(1));
}

/// out = x through the taps, with zeros before the first sample.
template <class Arch, class R>
void filter_lines(std::vector<double> const& taps, R const* x, quantities::dimension_block const& b, R* out,
                  executor_ref executor) {
  sum_lines<Arch>(std::vector<R>(taps.rbegin(), taps.rend()), x, b, {0, b.count}, out, executor);
}

}  // namespace convolt::dsp::detail
