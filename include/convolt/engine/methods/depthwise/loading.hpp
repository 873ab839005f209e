// SPDX-License-Identifier: BSD-3-Clause
/// By what the samples of a vector of output channels are loaded: they are its channels, as they lie; or copies of
/// them; or one channel of each group, in all lanes of the group.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace convolt::engine::methods::depthwise {

/// by_groups: whole vectors of whole groups, within which lanes can be picked. picked: as many whole groups as a vector
/// holds, of any size, read and stored without what follows them, which takes longer; also where there are fewer
/// channels than lanes.
enum class loading { as_they_lie, copied, by_groups, picked };

/// Whether there are loops for groups of several channels. Programs that compile the loops in every file leave groups
/// to other methods.
template <class T, class Arch>
inline constexpr bool has_group_loops = most_picked<T, Arch> > 0 && !is_compact<Arch>;
template <class T, class Arch>
inline constexpr bool has_picked_loops = has_group_loops<T, Arch> && picks_from_all<T, Arch>;
/// How many groups a vector holds, of their inputs and of their outputs.
template <class T, class Arch>
[[nodiscard]] constexpr index groups_of_vector(problem const& p) noexcept {
  return static_cast<index>(lanes<T, Arch>) / std::max<index>({1, p.in_channels, out_channels_per_group(p)});
}

/// Whether neighbouring samples are so far apart that they push each other out of the first-level cache, and are read
/// often enough for copies of them to pay.
template <class T>
[[nodiscard]] bool pays_to_copy(problem const& p) noexcept {
  constexpr index fewest_taps = 32, colliding_bytes = 4096;
  if (p.rank == 0) { return false; }
  axis_problem const& a = p.axes[p.rank - 1];
  index const step = a.input_step * std::max(a.stride, a.weights_dilation);
  return a.weights >= fewest_taps * a.input_dilation && step * static_cast<index>(sizeof(T)) % colliding_bytes == 0;
}

/// Groups of several channels can be `copied` only in this answer: then there is no way to load them.
template <class T, class Arch>
[[nodiscard]] loading loading_of(problem const& p) noexcept {
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  index const group = p.in_channels, outputs = out_channels_per_group(p);
  bool const whole = p.out_channels >= width && outputs == group;
  if (group == 1 && pays_to_copy<T>(p)) { return loading::copied; }
  if (p.input_channel_step != 1) { return loading::copied; }
  if (whole && group == 1) { return loading::as_they_lie; }
  if (has_group_loops<T, Arch> && whole && can_pick_of<T, Arch>(group)) { return loading::by_groups; }
  // Vectors of many lanes that hold one group are what the dense method has, which picks nothing.
  bool const several = groups_of_vector<T, Arch>(p) > 1 || width <= 8;
  bool const fits = std::max(group, outputs) < width && (group == 1 || (p.feature_groups > 1 && several));
  return has_picked_loops<T, Arch> && fits && outputs > 0 ? loading::picked : loading::copied;
}

/// The vectors of output channels: which channels they have.
struct channel_vectors {
  index channels = 0, width = 1;
  index used = 1;         ///< lanes that are stored of all vectors but the last
  bool overlaps = false;  ///< the last vector has as many lanes, those at its end, as there are channels left

  [[nodiscard]] index count() const noexcept { return (channels + used - 1) / used; }
  /// The channel of lane 0.
  [[nodiscard]] index first(index vector) const noexcept {
    return overlaps ? std::min(vector * used, channels - width) : vector * used;
  }
  [[nodiscard]] index first_lane(index vector) const noexcept { return vector * used - first(vector); }
  [[nodiscard]] index end_lane(index vector) const noexcept {
    return std::min(overlaps ? width : used, channels - first(vector));
  }
};

template <class T, class Arch>
[[nodiscard]] channel_vectors vectors_of_channels(problem const& p, loading how) noexcept {
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  index const used = how == loading::picked ? groups_of_vector<T, Arch>(p) * out_channels_per_group(p) : width;
  bool const overlaps = how == loading::as_they_lie || how == loading::by_groups;
  return {.channels = p.out_channels, .width = width, .used = used, .overlaps = overlaps};
}

/// What loads the samples of a vector: one thing for each channel of a group. Some vectors may have their own.
template <class T, class Arch, loading How>
struct loaders;

template <class T, class Arch>
struct loaders<T, Arch, loading::as_they_lie> {
  using one = as_they_lie<T, Arch>;
  CONVOLT_COLD static std::vector<one> make(problem const&, channel_vectors const&) { return std::vector<one>(1); }
};

template <class T, class Arch>
struct loaders<T, Arch, loading::by_groups> {
  using one = one_of_each_group<T, Arch>;
  CONVOLT_COLD static std::vector<one> make(problem const& p, channel_vectors const&) {
    std::vector<one> made;
    for (index c = 0; c < p.in_channels; ++c) { made.emplace_back(p.in_channels, c); }
    return made;
  }
};

/// Those of the last vector, which may have fewer groups, come behind those of the others.
template <class T, class Arch>
struct loaders<T, Arch, loading::picked> {
  using one = picked_from_first<T, Arch>;
  CONVOLT_COLD static std::vector<one> make(problem const& p, channel_vectors const& vectors) {
    std::vector<one> made;
    for (index const vector : {index{0}, vectors.count() - 1}) {
      index const groups = vectors.end_lane(vector) / out_channels_per_group(p);
      for (index c = 0; c < p.in_channels; ++c) { made.emplace_back(groups * p.in_channels, order(p, c, groups)); }
    }
    return made;
  }

 private:
  /// Channel c of its group for each lane. Those behind the last group are not stored.
  static std::array<int, lanes<T, Arch>> order(problem const& p, index c, index groups) {
    std::array<int, lanes<T, Arch>> from{};
    for (std::size_t lane = 0; lane < from.size(); ++lane) {
      index const group = std::min(static_cast<index>(lane) / out_channels_per_group(p), groups - 1);
      from[lane] = static_cast<int>(group * p.in_channels + c);
    }
    return from;
  }
};

}  // namespace convolt::engine::methods::depthwise
