// SPDX-License-Identifier: BSD-3-Clause
/// What a file says of one of its channels.
/// Layer: io.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/units/any_unit.hpp>

#include <cstddef>
#include <string>

namespace convolt::io {

/// A channel: the number x in the file means `x * gain + offset`, in `unit`.
struct recorded_channel {
  std::string name = {};
  double gain = 1.;
  double offset = 0.;
  any_unit unit = {};
  /// Digital words, as those of a synchronisation input: passed as they are, and never scaled.
  bool sync = false;
};

namespace detail {

/// Whether numbers of such a channel mean something.
inline bool is_meaning(double gain, double offset) {
  return bits::is_finite(gain) && bits::is_finite(offset) && gain != 0.;
}

/// More channels than this are a mistake, and not a list to be made: a header alone can ask for it, and the list takes
/// nearly a kilobyte for each. The largest arrays have less: 236,880 electrodes (Suzuki et al., Advanced Science,
/// 2023).
inline constexpr std::size_t most_channels = std::size_t{1} << 18;

/// Whether there can be so many channels in a file.
inline bool is_channel_count(checked_index n) {
  return !n.overflowed && n.value >= 1 && n.value <= static_cast<index>(most_channels);
}
/// A number that somebody asked for, as text.
inline std::string text_of(checked_index n) {
  return n.overflowed ? "a number beyond 64 bits with a sign" : std::to_string(n.value);
}

/// Where number i of samples of so many channels is, for a message.
inline std::string place_of(std::size_t i, std::size_t channels) {
  return " in sample " + std::to_string(i / channels) + ", channel " + std::to_string(i % channels);
}

}  // namespace detail
}  // namespace convolt::io
