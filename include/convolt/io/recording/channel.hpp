// SPDX-License-Identifier: BSD-3-Clause
/// What a file says of one of its channels.
/// Layer: io.
#pragma once

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

/// More channels than this are a mistake, and not a list to be made.
inline constexpr std::size_t most_channels = std::size_t{1} << 20;

}  // namespace detail
}  // namespace convolt::io
