// SPDX-License-Identifier: BSD-3-Clause
/// Samples of many channels where the caller has them, and their way into the rows that the loops over channels take
/// and back: other types of numbers, other steps in memory, a gain.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <tuple>

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

/// The nearest count, halfway between two the even one, never beyond 16 bits; 0 for what is not a number.
template <std::floating_point T>
constexpr std::int16_t to_count(T x) {
  T const low(-32768), high(32767), half(0.5);
  if (!(x > low)) { return x <= low ? std::int16_t(-32768) : std::int16_t(0); }
  if (x >= high) { return 32767; }
  auto const whole = static_cast<std::int32_t>(x);
  T const rest = x - static_cast<T>(whole);
  bool const odd = whole % 2 != 0;
  bool const up = rest > half || (rest == half && odd), down = rest < -half || (rest == -half && odd);
  return static_cast<std::int16_t>(whole + (up ? 1 : 0) - (down ? 1 : 0));
}

template <class Out, std::floating_point T>
constexpr Out to_sample(T x) {
  if constexpr (std::same_as<Out, std::int16_t>) {
    return to_count(x);
  } else {
    return static_cast<Out>(x);
  }
}

/// One number for each lane.
template <class T>
using lane_numbers = std::array<T, static_cast<std::size_t>(engine::lane_group)>;

/// to_count of each lane, in steps that compilers make vectors of on every machine: -1 stands for what is true.
template <std::floating_point T>
lane_numbers<std::int16_t> to_counts(lane_numbers<T> const& x) {
  constexpr std::size_t group = std::tuple_size_v<lane_numbers<T>>;
  T const low(-32768), high(32767), half(0.5);
  lane_numbers<T> rest;
  lane_numbers<std::int32_t> whole, count;
  for (std::size_t l = 0; l < group; ++l) {
    T const above = x[l] > low ? x[l] : low;
    rest[l] = above < high ? above : high;
  }
  for (std::size_t l = 0; l < group; ++l) { whole[l] = static_cast<std::int32_t>(rest[l]); }
  for (std::size_t l = 0; l < group; ++l) { rest[l] -= static_cast<T>(whole[l]); }
  for (std::size_t l = 0; l < group; ++l) {
    std::int32_t const odd = -(whole[l] & 1);
    std::int32_t const up = -(rest[l] > half), down = -(rest[l] < -half);
    std::int32_t const even_up = -(rest[l] == half) & odd, even_down = -(rest[l] == -half) & odd;
    count[l] = whole[l] - up - even_up + down + even_down;
  }
  for (std::size_t l = 0; l < group; ++l) { count[l] &= -(x[l] == x[l]); }
  lane_numbers<std::int16_t> counts;
  for (std::size_t l = 0; l < group; ++l) { counts[l] = static_cast<std::int16_t>(count[l]); }
  return counts;
}

/// Channels of one group as rows of engine::lane_group numbers, times the gain; where there is no channel, rows stay as
/// they are. (By way of an array that nothing else can be, or compilers would have to see to what overlaps.)
template <class In, class T>
void gather_lanes(lane_rows<In const> const& from, index rows, index lanes, T gain, T* to) {
  constexpr index group = engine::lane_group;
  for (index n = 0; n < rows; ++n, to += group) {
    In const* const p = from.first + n * from.row_step;
    if (lanes == group && from.channel_step == 1) {
      lane_numbers<T> row;
      for (std::size_t l = 0; l < row.size(); ++l) { row[l] = static_cast<T>(p[l]) * gain; }
      std::memcpy(to, row.data(), sizeof row);
    } else {
      for (index l = 0; l < lanes; ++l) { to[l] = static_cast<T>(p[l * from.channel_step]) * gain; }
    }
  }
}

/// Numbers of T as samples: counts are rounded.
template <class Out, class T>
lane_numbers<Out> to_samples(lane_numbers<T> const& x) {
  if constexpr (std::same_as<Out, std::int16_t>) {
    return to_counts(x);
  } else {
    lane_numbers<Out> row;
    for (std::size_t l = 0; l < row.size(); ++l) { row[l] = static_cast<Out>(x[l]); }
    return row;
  }
}

/// And back, times a factor.
template <class T, class Out>
void scatter_lanes(T const* from, index rows, index lanes, T factor, lane_rows<Out> const& to) {
  constexpr index group = engine::lane_group;
  for (index n = 0; n < rows; ++n, from += group) {
    Out* const p = to.first + n * to.row_step;
    if (lanes == group && to.channel_step == 1) {
      lane_numbers<T> x;
      for (std::size_t l = 0; l < x.size(); ++l) { x[l] = from[l] * factor; }
      lane_numbers<Out> const row = to_samples<Out>(x);
      std::memcpy(p, row.data(), sizeof row);
    } else {
      for (index l = 0; l < lanes; ++l) { p[l * to.channel_step] = to_sample<Out>(from[l] * factor); }
    }
  }
}

}  // namespace detail
}  // namespace convolt::dsp
