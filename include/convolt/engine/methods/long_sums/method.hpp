// SPDX-License-Identifier: BSD-3-Clause
/// The method for few outputs with long sums, as gradients of weights are: a tap for every output of the forward
/// convolution, an output for every weight. Lanes are taps that follow each other along a line, or channels that do not
/// mix; a dozen outputs are summed at a time, piece by piece of the taps.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/long_sums/cost.hpp>
#include <convolt/engine/methods/long_sums/layout.hpp>
#include <convolt/engine/methods/long_sums/runner.hpp>
#include <convolt/engine/methods/long_sums/tile.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/dense_weights.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine::methods::long_sums {

template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD layout layout_of(problem const& p) {
  return make_layout(p, static_cast<index>(lanes<T, Arch>), static_cast<index>(most_outputs<Arch>),
                     group_of<T, Arch>(p));
}

/// The problem on a copy of its weights in which lines of taps, or channels, are neighbours.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD problem on_own_weights(problem const& given) {
  problem p = on_dense_weights(given);
  bool const groups = group_of<T, Arch>(given) > 1;
  if (!groups && !has_channels_as_lanes(given, static_cast<index>(lanes<T, Arch>))) { return p; }
  p.weights_out_step = p.weights_group_step = 1;
  p.weights_in_step *= p.out_channels;
  for (std::size_t d = 0; d < p.rank; ++d) { p.axes[d].weights_step *= p.out_channels; }
  return p;
}

/// The problem with a copy of its weights.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
 public:
  CONVOLT_COLD explicit prepared(request<T> const& r) : planned<T>(r.p) {
    problem const own = on_own_weights<T, Arch>(r.p);
    layout_ = layout_of<T, Arch>(own);
    index const taps = plane_size(own, &axis_problem::weights).value;
    weights_ = aligned_array<T>(static_cast<std::size_t>(own.out_channels * own.in_channels * taps));
    for (index o = 0; o < own.out_channels; ++o) {
      for (index i = 0; i < own.in_channels; ++i) {
        T const* const source = r.weights + (weights_offset(r.p, o) + i * r.p.weights_in_step);
        copy_taps(r.p, own, 0, source, weights_.data() + (weights_offset(own, o) + i * own.weights_in_step));
      }
    }
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    space.reserve(workspace_bytes());
    operands<T> own = x;
    own.weights = weights_.data();
    runner<T, Arch>(layout_, own, space).run(part);
  }

  std::size_t memory() const override {
    return weights_.size() * sizeof(T) + layout_.places.size() * sizeof(output_place);
  }
  std::size_t workspace_bytes() const override { return runner<T, Arch>::workspace_bytes(layout_); }
  std::string details() const override {
    text out;
    out << "  " << static_cast<index>(layout_.places.size()) << " outputs per channel, "
        << static_cast<index>(layout_.tiles.size()) << " tiles of up to " << static_cast<index>(most_outputs<Arch>)
        << "; lanes are "
        << (layout_.use == lane_use::taps ? "taps"
            : layout_.group > 1           ? "channels of groups"
                                          : "channels")
        << (layout_.copies_samples ? ", samples are copied\n" : "\n");
    return out.str();
  }

 private:
  layout layout_;
  aligned_array<T> weights_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "long_sums";
  static constexpr bool same_in_parts = false;  ///< what outputs of a tile have in common is summed first
  static constexpr weights_use single_run = weights_use::in_place;
  static constexpr bool has_pieces = true;
  static constexpr char const* about = "few outputs with long sums, lanes are taps or channels";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    if (p.rank == 0) { return verdict::decline("there is no spatial axis"); }
    checked_index const outputs = plane_size(p, &axis_problem::output);
    if (outputs.overflowed || outputs.value > most_places) { return verdict::decline("there are many outputs"); }
    checked_index const samples = plane_size(p, &axis_problem::input), taps = plane_size(p, &axis_problem::weights);
    if (samples.overflowed || taps.overflowed || samples.value > most_copied || taps.value > most_copied) {
      return verdict::decline("a channel would not fit in memory twice");
    }
    checked_index const weights = taps * p.out_channels * p.in_channels;
    if (weights.overflowed || weights.value > most_numbers) {
      return verdict::decline("the copied weights would not fit in memory");
    }
    return verdict::accept(estimate_cycles<T, Arch>(p));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }

  /// With the weights where they are.
  CONVOLT_COLD static bool run_once(request<T> const& r, operands<T> const& x, workspace& space) {
    layout const all = layout_of<T, Arch>(r.p);
    space.reserve(runner<T, Arch>::workspace_bytes(all));
    runner<T, Arch>(all, x, space).run({});
    return true;
  }

 private:
  static constexpr index most_places = 4096;
  static constexpr index most_copied = index{1} << 26;
  static constexpr index most_numbers = index{1} << 40;
};

}  // namespace convolt::engine::methods::long_sums
