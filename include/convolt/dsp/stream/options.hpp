// SPDX-License-Identifier: BSD-3-Clause
/// The options of streams.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/tag.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace convolt::dsp {

/// How many channels each sample has, side by side: 1, or as many as there are delays, unless it is said. Any integer
/// says it, `x.shape(1)` and the `channel_count()` of a recording too, which have no sign.
struct stream_options {
  checked_index channels = -1;
};

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_bad_channels(std::string expected, index actual) {
  throw parameter_error({.category = "bad_channels",
                         .where = "dsp::stream",
                         .argument = "channels",
                         .problem = "is the number of channels of a sample",
                         .expected = std::move(expected),
                         .actual = std::to_string(actual)});
}

/// The number of channels. `own` is that of what is to be run, 0 where it takes any. Throws parameter_error
/// "bad_channels" for none, for more than memory can hold, and for another number than what is to be run has.
inline index checked_channels(stream_options const& options, index own) {
  constexpr index most = index{1} << 32;
  index const given = options.channels.overflowed ? std::numeric_limits<index>::max() : options.channels.value;
  index const channels = given != -1 ? given : own > 0 ? own : 1;
  if (channels < 1 || channels > most) { throw_bad_channels("1 to " + std::to_string(most), channels); }
  if (own > 0 && channels != own) { throw_bad_channels(std::to_string(own), channels); }
  return channels;
}

/// Whether a number of T can hold it: finite, and not zero unless it is.
template <class T>
bool is_in_range(double number) {
  double const size = std::abs(number);
  return size == 0 || (size >= static_cast<double>(std::numeric_limits<T>::min()) &&
                       size <= static_cast<double>(std::numeric_limits<T>::max()));
}

/// T: numbers of the stream, which the gain becomes.
template <class T, class Gain>
void check_gain(Gain const& gain) {
  if (is_in_range<T>(static_cast<double>(raw(gain)))) { return; }
  throw parameter_error({.category = "bad_gain",
                         .where = "dsp::stream",
                         .argument = "gain",
                         .problem = "must be finite, and within the range of the numbers of the stream",
                         .actual = quantities::coordinate_text(gain)});
}

}  // namespace detail
}  // namespace convolt::dsp
