// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems whose channels are neighbours in memory (channels last): phases times taps through the
/// pointer-row micro-kernel. Weights are packed once; results go straight to their places, phase by phase interleaved.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/dense/layout.hpp>
#include <convolt/engine/methods/dense/once.hpp>
#include <convolt/engine/methods/dense/runner.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace convolt::engine::methods::dense {

/// A dense problem with packed weights.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
  using planner = dense::planner<T, Arch>;

 public:
  CONVOLT_COLD explicit prepared(request<T> const& r) : planned<T>(r.p), layout_(planner::make(r.p, false)) {
    // Zeros times infinite weights are not zero: then no zeros may be multiplied.
    if (!pack(r)) { layout_ = planner::make(r.p, true); }
    layout_.in_blocks = sums_in_blocks(r.precision, layout_.longest_sum());
    zeros_ = aligned_array<T>(static_cast<std::size_t>(layout_.longest_row));
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    space.reserve(workspace_bytes());
    kept_weights weights(layout_, packed_);
    runner<T, Arch>(problem_, layout_, zeros_.data()).run(weights, x, space, part);
  }

  std::size_t memory() const override { return (packed_.size() + zeros_.size()) * sizeof(T); }

  std::size_t workspace_bytes() const override { return runner<T, Arch>::workspace_bytes(layout_); }

  std::string details() const override {
    text out;
    index const vectors = std::min(layout_.most_vectors, layout_.panel_vectors);
    out << "  tiles of up to " << layout_.rows << " positions x " << vectors * planner::width << " output channels, "
        << layout_.runs.size() << (layout_.runs.size() == 1 ? " group\n" : " groups\n");
    for (phase_list const& list : layout_.lists) { describe(list, out); }
    return out.str();
  }

 private:
  static void describe(phase_list const& list, text& out) {
    for (phase_layout const& f : list.phases) {
      out << "  phase: " << f.rows.positions << " positions in " << f.tiles() << " tiles, " << f.rows.taps.size()
          << (f.rows.span > 1 ? " merged taps of " : " taps of ") << f.rows.channels << " values\n";
    }
    out << "  weights pass " << list.blocks << " times\n";
  }

  /// Returns whether all weights are finite.
  CONVOLT_COLD bool pack(request<T> const& r) {
    bool finite = true;
    packed_ = aligned_array<T>(static_cast<std::size_t>(layout_.packed_size));
    for (run_layout const& run : layout_.runs) {
      problem const alone = without_groups(problem_, run.channels);
      phase_list const& list = layout_.lists[run.phases];
      for (std::size_t number = 0; number < list.phases.size(); ++number) {
        phase_problem const f = phase(alone, static_cast<index>(number));
        if (products_per_output(f.p).value == 0) { continue; }
        T const* const weights = r.weights + (run.channels.weights_offset + f.weights_offset);
        T* const to = packed_.data() + (run.packed_offset + list.phases[number].packed_offset);
        finite = pack_weights<T, Arch>(f.p, run.panels, weights, to) && finite;
      }
    }
    return finite;
  }

  /// The weights of all panels, packed beforehand.
  struct kept_weights final : panel_source<T> {
    kept_weights(dense::layout const& made, aligned_array<T> const& all) : layout(made), packed(all) {}

    dense::layout const& layout;
    aligned_array<T> const& packed;

    bool find(run_layout const& run, std::size_t phase, index number, packed_panel<T>& found) override {
      phase_layout const& f = layout.lists[run.phases].phases[phase];
      index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
      index const offset = run.packed_offset + f.packed_offset + run.panels[number].first * products;
      found = {.begin = packed.data() + offset, .available = static_cast<index>(packed.size()) - offset};
      return true;
    }
  };

  using planned<T>::problem_;
  layout layout_;
  aligned_array<T> packed_;
  aligned_array<T> zeros_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "dense";
  static constexpr char const* about = "channels last, rows of input channels";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    index const in_group = p.in_channels * p.feature_groups;
    if (p.input_channel_step != 1 && in_group > 1) {
      return verdict::decline("the input channels are not neighbours in memory");
    }
    if (p.output_channel_step != 1 && p.out_channels > 1) {
      return verdict::decline("the output channels are not neighbours in memory");
    }
    if (char const* const reason = why_not_packed(p)) { return verdict::decline(reason); }
    return verdict::accept(call_cycles(r.p) + places_cycles(r.p) + estimate_cycles(p));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }
  static bool run_once(request<T> const& r, operands<T> const& x, workspace& space) {
    return run_and_forget<T, Arch>(r, x, space);
  }

 private:
  /// Products, those with padding among them, padded to whole vectors; and the costs per tile.
  static double estimate_cycles(problem const& p) {
    index const groups = p.feature_groups > p.batch_groups ? p.feature_groups : p.batch_groups;
    panel_list const panels{p.out_channels / groups, static_cast<index>(lanes<T, Arch>)};
    double const vectors = filled_vectors(panels) * static_cast<double>(groups);
    double const channels = static_cast<double>(std::max<index>(p.out_channels, 1));
    double const products = padded_multiply_adds(p) / channels * vectors;
    double positions = static_cast<double>(output_batch(p));
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<double>(p.axes[d].output); }
    double const rows = static_cast<double>(panels.vectors() == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
    double const panel_positions = positions * static_cast<double>(panels.size() * groups);
    return products / products_per_cycle<T, Arch>() + panel_positions / rows * costs::cycles_per_tile +
           panel_positions * rows_of_position(p) * costs::cycles_per_row;
  }

  /// Taps whose samples have to be found: those of the last axis may be one row.
  static double rows_of_position(problem const& p) {
    bool const merged = p.rank == 0 || planner<T, Arch>::merges_taps(p);
    return lines_of_taps(p) * (merged ? 1 : taps_of_phase(p.axes[p.rank - 1]));
  }

  /// A last panel of one vector takes less if half of its lanes do.
  static double filled_vectors(panel_list const& panels) {
    double const vectors = static_cast<double>(panels.vectors());
    channel_panel const last = panels.size() > 0 ? panels[panels.size() - 1] : channel_panel{};
    bool const half = has_half_vectors<Arch> && last.vectors == 1 && 2 * last.stored <= panels.width;
    return half ? vectors - 1 + costs::half_vector : vectors;
  }
};

}  // namespace convolt::engine::methods::dense
