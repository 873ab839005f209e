// SPDX-License-Identifier: BSD-3-Clause
/// Physical dimensions: products of base dimensions, the seven of the SI and any that users add.
/// Layer: units.
#pragma once

#include <convolt/units/powers.hpp>

#include <string_view>

namespace convolt {

/// What a quantity measures, without its scale: length, time^-1, voltage, ...
using dimension = basic_powers<struct dimension_kind>;

namespace detail {

/// Users' base dimensions are known by their name: two libraries that both define `spike` mean the same one.
/// FNV-1a, with the top bit set to keep clear of the SI bases.
constexpr std::uint64_t base_id(std::string_view name) {
  std::uint64_t h = 14695981039346656037u;
  for (char c : name) { h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u; }
  return h | (std::uint64_t{1} << 63);
}

constexpr dimension base_dimension(std::uint64_t id) {
  dimension d;
  d.append(id, 12);
  return d;
}

}  // namespace detail

/// The seven base dimensions of the SI.
namespace dim {
inline constexpr dimension none{};
inline constexpr dimension length = detail::base_dimension(1);
inline constexpr dimension mass = detail::base_dimension(2);
inline constexpr dimension time = detail::base_dimension(3);
inline constexpr dimension current = detail::base_dimension(4);
inline constexpr dimension temperature = detail::base_dimension(5);
inline constexpr dimension amount = detail::base_dimension(6);
inline constexpr dimension luminous_intensity = detail::base_dimension(7);
}  // namespace dim

}  // namespace convolt
