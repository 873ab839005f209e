// SPDX-License-Identifier: BSD-3-Clause
/// The method for problems that keep channels apart (depthwise), or groups of a few, with channels as neighbours in
/// memory: lanes are channels, windows slide over the samples of a line in registers. Rows of fewer channels than
/// lanes, and those of which each makes several outputs, are copied to whole vectors first.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/depthwise/cost.hpp>
#include <convolt/engine/methods/depthwise/layout.hpp>
#include <convolt/engine/methods/depthwise/loading.hpp>
#include <convolt/engine/methods/depthwise/runner.hpp>
#include <convolt/engine/methods/depthwise/strips.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>
#include <convolt/engine/methods/depthwise/wide_tile.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace convolt::engine::methods::depthwise {

/// A depthwise problem with packed weights: [phase][vector of channels][tap][lane], the taps of the last axis ordered
/// by their class. In groups of several channels those that are added together have [channel of the group][tap].
/// How: how samples are loaded; those that are copied then lie so.
template <VectorElement T, class Arch, loading How>
class prepared final : public planned<T> {
  using planner = depthwise::planner<T, Arch>;
  using samples = typename loaders<T, Arch, How>::one;
  static constexpr bool in_place = How == loading::as_they_lie;
  static constexpr index width = planner::width;
  static constexpr std::size_t rows = tile_positions<Arch>;

 public:
  CONVOLT_COLD explicit prepared(request<T> const& r)
      : planned<T>(r.p),
        layout_(planner::make(r.p)),
        packed_(static_cast<std::size_t>(layout_.packed_taps * layout_.vectors * layout_.group * width)),
        loaders_(loaders<T, Arch, How>::make(r.p, layout_.channels)) {
    index longest_sum = 0;
    for (index number = 0; number < phase_count(r.p); ++number) { pack(r, number); }
    for (phase_layout const& f : layout_.phases) { longest_sum = std::max(longest_sum, f.taps * layout_.group); }
    in_blocks_ = sums_in_blocks(r.precision, longest_sum);
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    space.reserve(workspace_bytes());
    pass now{.x = x,
             .bias = prepare_bias(x, space),
             .strips = {.blocks = space.take<tap_block>(static_cast<std::size_t>(layout_.most_tap_blocks)),
                        .pattern = space.take<tap_block>(static_cast<std::size_t>(layout_.most_pattern)),
                        .lines = space.take<output_line>(static_cast<std::size_t>(layout_.most_strip_lines))},
             .gathered = space.take<T>(gathered_size()),
             .copied = space.take<tap_block>(copied_size()),
             .past_caches = stores_past_caches(x)};
    for (phase_layout const& f : layout_.phases) {
      // Threads share the positions, or the channels where there are few positions.
      share const all{};
      bool const by_vectors = f.items() < 4 * part.count;
      share const items = by_vectors ? all : part;
      now.vectors = by_vectors ? part : all;
      index const end = items.end(f.items());
      for (index i = items.first(f.items()); i < end;) {
        index const lines = std::min({f.strip_lines, f.rows.output - i % f.rows.output, end - i});
        compute(f, i, lines, now);
        i += lines;
      }
    }
    if (now.past_caches) { finish_stores_past_caches(); }
  }

  std::size_t memory() const override { return packed_.size() * sizeof(T); }

  std::size_t workspace_bytes() const override {
    std::size_t const blocks = static_cast<std::size_t>(layout_.most_tap_blocks);
    std::size_t const pattern = static_cast<std::size_t>(layout_.most_pattern);
    std::size_t const lines = static_cast<std::size_t>(layout_.most_strip_lines);
    std::size_t const channels = static_cast<std::size_t>(layout_.vectors * width);
    return aligned_size(channels * sizeof(T)) + aligned_size(blocks * sizeof(tap_block)) +
           aligned_size(lines * sizeof(output_line)) + aligned_size(gathered_size() * sizeof(T)) +
           aligned_size(copied_size() * sizeof(tap_block)) + aligned_size(pattern * sizeof(tap_block));
  }

  std::string details() const override {
    text out;
    out << "  tiles of up to " << rows << " positions x " << layout_.channels.used
        << (layout_.gathered ? " channels, samples are copied first\n"
            : in_place       ? " channels\n"
                             : " channels, one of each group at a time\n");
    for (phase_layout const& f : layout_.phases) {
      out << "  phase: " << f.planes * f.rows.output << " lines of " << f.last.output << " positions, " << f.taps
          << " taps\n";
    }
    return out.str();
  }

 private:
  /// What stays the same during a run, and where its intermediate things are.
  struct pass {
    operands<T> const& x;
    T const* bias;  ///< scaled, a vector for each vector of channels; or null
    strip_memory strips;
    T* gathered;        ///< copies of samples
    tap_block* copied;  ///< the blocks of a line that read those
    bool past_caches;
    share vectors{};
  };

  std::size_t gathered_size() const {
    return layout_.gathered ? static_cast<std::size_t>(layout_.most_gathered * width) : 0;
  }

  std::size_t copied_size() const { return layout_.gathered ? static_cast<std::size_t>(layout_.most_tap_blocks) : 0; }

  /// A vector for each vector of channels: the last one may begin with channels of the one before.
  T const* prepare_bias(operands<T> const& x, workspace& space) const {
    T* const bias = space.take<T>(static_cast<std::size_t>(layout_.vectors * width));
    for (index v = 0; v < layout_.vectors; ++v) {
      index const first = layout_.channels.first(v);
      write_bias(problem_, x, {.first = first, .count = problem_.out_channels - first, .size = width},
                 bias + v * width);
    }
    return x.bias == nullptr ? nullptr : bias;
  }

  /// Whether input and output are too large for the caches, and every store is a whole aligned cache line.
  bool stores_past_caches(operands<T> const& x) const {
    static constexpr index aligned = static_cast<index>(memory_alignment / sizeof(T));
    if (!can_store_past_caches || !in_place || width != aligned || !layout_.large_arrays) { return false; }
    bool good =
        reinterpret_cast<std::uintptr_t>(x.output) % memory_alignment == 0 && problem_.out_channels % aligned == 0;
    good = good && problem_.output_batch_step % aligned == 0;
    for (std::size_t d = 0; d < problem_.rank; ++d) { good = good && problem_.axes[d].output_step % aligned == 0; }
    return good;
  }

  // Packing.

  /// Where the weights of a vector of channels begin.
  [[nodiscard]] index packed_offset(phase_layout const& f, index vector) const {
    return (f.packed_taps * layout_.vectors + vector * f.taps) * layout_.group * width;
  }

  CONVOLT_COLD void pack(request<T> const& r, index number) {
    phase_layout const& f = layout_.phases[static_cast<std::size_t>(number)];
    if (f.taps == 0) { return; }
    T const* const weights = r.weights + phase(r.p, number).weights_offset;
    for (index v = 0; v < layout_.vectors; ++v) {
      for (index lane = 0; lane < layout_.channels.end_lane(v); ++lane) {
        index const o = layout_.channels.first(v) + lane;
        index const oo = o % layout_.multiplier;
        index const g = o / layout_.multiplier;
        T* to = packed_.data() + packed_offset(f, v) + lane;
        pack_channel(f, 0, weights + (oo * f.p.weights_out_step + g * f.p.weights_group_step), to);
      }
    }
  }

  /// The weights of one channel, of the axes from d on.
  CONVOLT_COLD static void pack_channel(phase_layout const& f, std::size_t d, T const* from, T*& to) {
    if (d + 1 < f.p.rank) {
      axis_problem const& a = f.p.axes[d];
      for (index q = 0; q < a.weights; ++q) { pack_channel(f, d + 1, from + q * a.weights_step, to); }
      return;
    }
    for (index c = 0; c < f.tap_classes(); ++c) {
      index left = class_size(f.last.weights, f.lattice.tap_classes, c);
      T const* tap = from + c * f.last.weights_step;
      while (left > 0) {
        index const taps = taps_together<Arch>(left);
        tap = pack_block(f, taps, tap, to);
        left -= taps;
      }
    }
  }

  /// The weights of a block of taps, channel of the group by channel. Returns the tap after them.
  CONVOLT_COLD static T const* pack_block(phase_layout const& f, index taps, T const* from, T*& to) {
    index const step = f.lattice.tap_classes * f.last.weights_step;
    for (index channel = 0; channel < f.p.in_channels; ++channel) {
      T const* const weights = from + channel * f.p.weights_in_step;
      for (index q = 0; q < taps; ++q, to += width) { *to = weights[q * step]; }
    }
    return from + taps * step;
  }

  // Running.

  /// Compute a strip: some lines from the one that the item is.
  void compute(phase_layout const& f, index item, index lines, pass const& now) const {
    strip const strip = list_strip<Arch>(f, item, lines, now.strips);
    if (strip.first >= strip.end) { return; }
    index const end = now.vectors.end(layout_.vectors);
    for (index v = now.vectors.first(layout_.vectors); v < end; v += f.strip_vectors) {
      index const near_end = std::min(end, v + f.strip_vectors);
      for (index i = 0; i < lines; ++i) {
        for (index near = v; near < near_end;) { near += compute_line(f, strip, strip.lines[i], near, near_end, now); }
      }
    }
  }

  /// One vector of channels of one line, or several up to `end`. Returns how many.
  index compute_line(phase_layout const& f, strip const& strip, output_line const& line, index v, index end,
                     pass const& now) const {
    index const channel = layout_.channels.first(v);
    task<T> const task{
        .blocks = line.blocks,
        .block_count = line.block_count,
        .input = layout_.gathered ? now.x.input : now.x.input + layout_.first_input(v),
        .input_step = f.lattice.step * f.last.input_step,
        .weights = packed_.data() + packed_offset(f, v),
        .bias = now.bias == nullptr ? nullptr : now.bias + v * width,
        .scale = now.x.output_scale,
        .output = now.x.output + (line.output_offset + channel),
        .output_step = f.lattice.output_classes * f.last.output_step,
        .first_lane = layout_.channels.first_lane(v),
        .end_lane = layout_.channels.end_lane(v),
        .past_caches = now.past_caches,
        .group = layout_.group,
    };
    if (in_place && layout_.gathered) {
      run_gathered(strip, v, task, now);
    } else if (index const together = run_wide(f, strip, task, v, end); together > 0) {
      return together;
    } else {
      run_tiles(strip, v, task);
    }
    return 1;
  }

  /// As many whole vectors up to `end` as a wide tile has. Returns how many; 0 where they have to go one by one.
  index run_wide([[maybe_unused]] phase_layout const& f, [[maybe_unused]] strip const& strip,
                 [[maybe_unused]] task<T> const& task, [[maybe_unused]] index v, [[maybe_unused]] index end) const {
    if constexpr (has_wide_tiles<T, Arch> && in_place) {
      constexpr std::size_t widest = wide_vectors<Arch>;
      index const whole = f.wide && !in_blocks_ ? std::min(end, problem_.out_channels / width) - v : 0;
      if (whole >= static_cast<index>(widest)) {
        wide_tile<T, Arch, widest>::run(strip, task, f.taps * width);
        return static_cast<index>(widest);
      }
      if constexpr (widest > 2) {
        if (whole >= 2) {
          wide_tile<T, Arch, 2>::run(strip, task, f.taps * width);
          return 2;
        }
      }
    }
    return 0;
  }

  void run_tiles(strip const& strip, index vector, task<T> const& task) const {
    bool const own = How == loading::picked && vector + 1 == layout_.vectors;
    samples const* const channels = loaders_.data() + (own ? layout_.group : 0);
    runner<T, Arch, samples>{.channels = channels, .in_blocks = in_blocks_}.run(strip, task);
  }

  /// Copy the samples of a line to vectors, and compute it from there.
  void run_gathered(strip const& strip, index vector, task<T> task, pass const& now) const {
    lane_sources const lanes_from = sources(vector);
    index row = 0;   // of the copies
    index done = 0;  // the number of the last sample copied, plus 1
    for (index i = 0; i < task.block_count; ++i) {
      tap_block const& block = task.blocks[i];
      index first = std::max(block.first, strip.first);
      if (i > 0 && continues(task.blocks[i - 1], block, task.input_step)) {
        first = done - task.blocks[i - 1].taps;  // the samples before it are there already
      }
      now.copied[i] = block;
      now.copied[i].input = (row - first) * width;
      done = std::min(block.end, strip.end + block.taps - 1);
      for (index j = first; j < done; ++j, ++row) {
        T const* const from = task.input + (block.input + j * task.input_step);
        T* const to = now.gathered + row * width;
        copy_sample(lanes_from, from, to);
      }
    }
    task.blocks = now.copied;
    task.input = now.gathered;
    task.input_step = width;
    run_tiles(strip, vector, task);
  }

  /// Which channel each lane of a vector reads.
  struct lane_sources {
    bool side_by_side;  ///< they are neighbours
    index count;
    std::array<index, static_cast<std::size_t>(width)> at;
  };

  lane_sources sources(index vector) const {
    lane_sources from{.side_by_side = false, .count = layout_.channels.end_lane(vector), .at = {}};
    for (index lane = 0; lane < from.count; ++lane) {
      index const channel = (layout_.channels.first(vector) + lane) / layout_.multiplier;
      from.at[static_cast<std::size_t>(lane)] = channel * problem_.input_channel_step;
    }
    from.side_by_side = layout_.multiplier == 1 && problem_.input_channel_step == 1;
    return from;
  }

  static void copy_sample(lane_sources const& source, T const* from, T* to) {
    if (source.side_by_side) {
      T const* const first = from + source.at[0];
      simd<T, Arch> const x = source.count == width ? simd<T, Arch>::load_unaligned(first)
                                                    : engine::load_lanes<T, Arch>(first, source.count);
      return x.store_aligned(to);
    }
    for (index lane = 0; lane < source.count; ++lane) { to[lane] = from[source.at[static_cast<std::size_t>(lane)]]; }
  }

  /// Whether a block follows another one on the same line, so that it reads the same samples but the first ones.
  static bool continues(tap_block const& a, tap_block const& b, index step) noexcept {
    return b.input == a.input + a.taps * step && b.end == a.end - a.taps;
  }

  using planned<T>::problem_;
  layout layout_;
  aligned_array<T> packed_;
  std::vector<samples> loaders_;
  bool in_blocks_ = false;  ///< sums are carried so
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "depthwise";
  static constexpr char const* about = "lanes are channels that are kept apart, alone or in groups";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    if (char const* const reason = why_no_group(p)) { return verdict::decline(reason); }
    if (p.batch_groups != 1) { return verdict::decline("batch groups"); }
    if (p.output_channel_step != 1 && p.out_channels > 1) {
      return verdict::decline("the output channels are not neighbours in memory");
    }
    if (char const* const reason = why_not_packed(p)) { return verdict::decline(reason); }
    for (std::size_t d = 0; d < p.rank; ++d) {
      axis_problem const& a = p.axes[d];
      if (std::max({a.stride, a.weights_dilation, a.input_dilation, a.pad_lo, -a.pad_lo}) > farthest) {
        return verdict::decline("strides, dilations or paddings are too large");
      }
    }
    return verdict::accept(call_cycles(r.p) + estimate_cycles<T, Arch>(p));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) {
    if constexpr (has_group_loops<T, Arch>) {
      loading const how = loading_of<T, Arch>(r.p);
      if (has_picked_loops<T, Arch> && how == loading::picked) {
        return make_planned<T, prepared<T, Arch, loading::picked>>(r);
      }
      if (how == loading::by_groups) { return make_planned<T, prepared<T, Arch, loading::by_groups>>(r); }
    }
    return make_planned<T, prepared<T, Arch, loading::as_they_lie>>(r);
  }

 private:
  /// Why the samples of groups of several channels cannot be loaded; null if they can.
  CONVOLT_COLD static char const* why_no_group(problem const& p) {
    if (p.in_channels == 1) { return nullptr; }
    if (!has_group_loops<T, Arch>) { return "an output depends on more or less than one input channel"; }
    if (p.input_channel_step != 1) { return "the input channels are not neighbours in memory"; }
    return loading_of<T, Arch>(p) == loading::copied ? "a vector is not made of several groups of channels" : nullptr;
  }

  static constexpr index farthest = index{1} << 30;  ///< so that a lattice step fits in an index
};

}  // namespace convolt::engine::methods::depthwise
