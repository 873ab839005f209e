// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems whose channels are neighbours in memory (channels last): phases times taps through the
/// pointer-row micro-kernel. Weights are packed once; results go straight to their places, phase by phase interleaved.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/dense_layout.hpp>
#include <convolt/engine/dense_once.hpp>
#include <convolt/engine/dense_run.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/pack.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace convolt::engine {

/// A dense problem with packed weights.
template <VectorElement T, class Arch>
class dense_prepared final : public prepared<T, Arch> {
  using planner = detail::dense_planner<T, Arch>;

 public:
  explicit dense_prepared(request<T> const& r) : problem_(r.p), layout_(planner::make(r.p, false)) {
    // Zeros times infinite weights are not zero: then no zeros may be multiplied.
    if (!pack(r)) { layout_ = planner::make(r.p, true); }
    zeros_ = aligned_array<T>(static_cast<std::size_t>(layout_.longest_row));
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    space.reserve(workspace_bytes());
    kept_weights weights{.layout = layout_, .packed = packed_};
    dense_runner<T, Arch>(problem_, layout_, zeros_.data()).run(weights, x, space, part);
  }

  std::size_t memory() const override { return (packed_.size() + zeros_.size()) * sizeof(T); }

  std::size_t workspace_bytes() const override { return dense_runner<T, Arch>::workspace_bytes(layout_); }

  std::string details() const override {
    std::string text = "  tiles of up to " + std::to_string(layout_.rows) + " positions x ";
    index const vectors = std::min(layout_.most_vectors, layout_.panel_vectors);
    text += std::to_string(vectors * planner::width) + " output channels, ";
    text += std::to_string(layout_.runs.size()) + (layout_.runs.size() == 1 ? " group\n" : " groups\n");
    for (dense_phases const& list : layout_.lists) { text += describe(list); }
    return text;
  }

 private:
  static std::string describe(dense_phases const& list) {
    std::string text;
    for (dense_phase const& f : list.phases) {
      text +=
          "  phase: " + std::to_string(f.rows.positions) + " positions in " + std::to_string(f.tiles()) + " tiles, ";
      text += std::to_string(f.rows.taps.size()) + (f.rows.span > 1 ? " merged taps of " : " taps of ");
      text += std::to_string(f.rows.channels) + " values\n";
    }
    return text + "  weights pass " + std::to_string(list.blocks) + " times\n";
  }

  /// Returns whether all weights are finite.
  bool pack(request<T> const& r) {
    bool finite = true;
    packed_ = aligned_array<T>(static_cast<std::size_t>(layout_.packed_size));
    for (dense_run const& run : layout_.runs) {
      problem const alone = without_groups(problem_, run.channels);
      dense_phases const& list = layout_.lists[run.phases];
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
  struct kept_weights {
    dense_layout const& layout;
    aligned_array<T> const& packed;

    bool find(dense_run const& run, std::size_t phase, index number, packed_panel<T>& found) const {
      dense_phase const& f = layout.lists[run.phases].phases[phase];
      index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
      index const offset = run.packed_offset + f.packed_offset + run.panels[number].first * products;
      found = {.begin = packed.data() + offset, .available = static_cast<index>(packed.size()) - offset};
      return true;
    }
  };

  problem problem_;
  dense_layout layout_;
  aligned_array<T> packed_;
  aligned_array<T> zeros_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct dense_channels_last {
  static constexpr char const* name = "dense, channels last";

  static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    index const in_group = p.in_channels * p.feature_groups;
    if (p.input_channel_step != 1 && in_group > 1) {
      return verdict::decline("the input channels are not neighbours in memory");
    }
    if (p.output_channel_step != 1 && p.out_channels > 1) {
      return verdict::decline("the output channels are not neighbours in memory");
    }
    double const packed = static_cast<double>(p.out_channels) * static_cast<double>(products_per_output(p).value);
    if (products_per_output(p).overflowed || packed > most_packed) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    return verdict::accept(estimate_cycles(p));
  }
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    return std::make_unique<dense_prepared<T, Arch> const>(r);
  }
  static bool run_once(request<T> const& r, operands<T> const& x, workspace& space) {
    return run_dense_once<T, Arch>(r, x, space);
  }

 private:
  static constexpr double most_packed = 1e12;  ///< numbers

  /// Products, padded to whole vectors, and the costs per tile.
  static double estimate_cycles(problem const& p) {
    index const groups = p.feature_groups > p.batch_groups ? p.feature_groups : p.batch_groups;
    panel_list const panels{p.out_channels / groups, static_cast<index>(lanes<T, Arch>)};
    double const vectors = static_cast<double>(panels.vectors() * groups);
    double const channels = static_cast<double>(std::max<index>(p.out_channels, 1));
    double const products = static_cast<double>(useful_multiply_adds(p).value) / channels * vectors;
    double positions = static_cast<double>(output_batch(p));
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<double>(p.axes[d].output); }
    double const rows = static_cast<double>(panels.vectors() == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
    double const tiles = positions / rows * static_cast<double>(panels.size() * groups);
    return products / machine::products_per_cycle + tiles * machine::cycles_per_tile;
  }
};

}  // namespace convolt::engine
