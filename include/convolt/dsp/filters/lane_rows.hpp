// SPDX-License-Identifier: BSD-3-Clause
/// Samples of many channels where the caller has them, and their way into the rows that the loops over channels take
/// and back: other types of numbers, other steps in memory, a gain.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>

namespace convolt::dsp {

/// Samples (time, channel) in memory: a pointer to the first, and the steps in elements from one point in time and from
/// one channel to the next.
template <class T>
struct lane_rows {
  T* first = nullptr;
  index row_step = 0;
  index channel_step = 1;

  /// From another point in time and another channel on.
  constexpr lane_rows from(index row, index channel) const {
    return {first + row * row_step + channel * channel_step, row_step, channel_step};
  }
};

namespace detail {

/// What the numbers of a stream are multiplied by: the gain of the samples, and the factor between the units of the
/// results and of their destination. They are apart since a stream remembers samples, and may be asked for results in
/// another unit at any time.
struct scaling {
  double gain = 1;
  double factor = 1;
};

/// The nearest count, halfway between two the even one, never beyond 16 bits; 0 for what is not a number. (Plain
/// arithmetic, which compilers make vectors of on every machine.)
template <std::floating_point T>
constexpr std::int16_t to_count(T x) {
  T const low(-32768), high(32767), half(0.5);
  T const within = x > low ? (x < high ? x : high) : (x <= low ? low : T(0));
  auto const whole = static_cast<std::int32_t>(within);
  T const rest = within - static_cast<T>(whole);
  std::int32_t const odd = whole & 1;
  std::int32_t const up = static_cast<std::int32_t>(rest > half) | (static_cast<std::int32_t>(rest == half) & odd);
  std::int32_t const down = static_cast<std::int32_t>(rest < -half) | (static_cast<std::int32_t>(rest == -half) & odd);
  return static_cast<std::int16_t>(whole + up - down);
}

template <class Out, std::floating_point T>
constexpr Out to_sample(T x) {
  if constexpr (std::same_as<Out, std::int16_t>) {
    return to_count(x);
  } else {
    return static_cast<Out>(x);
  }
}

/// Channels of one group as rows of engine::lane_group numbers, times the gain; zeros where there is no channel.
template <class In, class T>
void gather_lanes(lane_rows<In const> const& from, index rows, index lanes, T gain, T* to) {
  constexpr index group = engine::lane_group;
  for (index n = 0; n < rows; ++n, to += group) {
    In const* const p = from.first + n * from.row_step;
    if (lanes == group && from.channel_step == 1) {
      for (index l = 0; l < group; ++l) { to[l] = static_cast<T>(p[l]) * gain; }
    } else {
      for (index l = 0; l < lanes; ++l) { to[l] = static_cast<T>(p[l * from.channel_step]) * gain; }
      for (index l = lanes; l < group; ++l) { to[l] = T(0); }
    }
  }
}

/// And back, times a factor.
template <class T, class Out>
void scatter_lanes(T const* from, index rows, index lanes, T factor, lane_rows<Out> const& to) {
  constexpr index group = engine::lane_group;
  for (index n = 0; n < rows; ++n, from += group) {
    Out* const p = to.first + n * to.row_step;
    if (lanes == group && to.channel_step == 1) {
      for (index l = 0; l < group; ++l) { p[l] = to_sample<Out>(from[l] * factor); }
    } else {
      for (index l = 0; l < lanes; ++l) { p[l * to.channel_step] = to_sample<Out>(from[l] * factor); }
    }
  }
}

}  // namespace detail
}  // namespace convolt::dsp
