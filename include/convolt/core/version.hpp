// SPDX-License-Identifier: BSD-3-Clause
/// The version of the library, the only place where it is written: CMake reads it from here.
/// Layer: core.
#pragma once

#include <compare>
#include <iosfwd>

#define CONVOLT_VERSION_MAJOR 0
#define CONVOLT_VERSION_MINOR 1
#define CONVOLT_VERSION_PATCH 0
/// For the preprocessor: 10203 is version 1.2.3.
#define CONVOLT_VERSION (CONVOLT_VERSION_MAJOR * 10000 + CONVOLT_VERSION_MINOR * 100 + CONVOLT_VERSION_PATCH)

namespace convolt {

/// A version of the library.
struct version_number {
  int major_part;
  int minor_part;
  int patch_part;

  friend constexpr bool operator==(version_number const&, version_number const&) = default;
  friend constexpr auto operator<=>(version_number const&, version_number const&) = default;

  /// "0.1.0".
  template <class Char, class Traits>
  friend std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& os, version_number const& v) {
    return os << v.major_part << '.' << v.minor_part << '.' << v.patch_part;
  }
};

/// Of these headers: `static_assert(convolt::version >= convolt::version_number{0, 1, 0})`.
inline constexpr version_number version{CONVOLT_VERSION_MAJOR, CONVOLT_VERSION_MINOR, CONVOLT_VERSION_PATCH};

}  // namespace convolt
