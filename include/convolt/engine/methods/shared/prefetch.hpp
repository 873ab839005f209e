// SPDX-License-Identifier: BSD-3-Clause
/// What comes from beyond the caches, and what tiles fetch of it while they compute.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/tile.hpp>

namespace convolt::engine {

/// Whether input and output do not stay in the caches.
template <class T>
[[nodiscard]] constexpr bool exceeds_caches(problem const& p) noexcept {
  return (input_numbers(p) + output_numbers(p)) * sizeof(T) > static_cast<double>(costs::last_level_cache);
}

/// The packed weights of a panel of output channels.
template <class T>
struct packed_panel {
  T const* begin = nullptr;
  index available = 0;  ///< numbers from there on, of this panel and of those that come next
};

/// Where the weights begin that a tile of a panel fetches, or null: the last one the beginning of the next panel, the
/// first ones the parts of the panel after that. size: numbers of the panel; products: per output.
template <class T>
[[nodiscard]] constexpr T const* next_weights(packed_panel<T> const& panel, index size, index products,
                                              share tile) noexcept {
  index const fetched = products / 2 * static_cast<index>(weights_fetched / sizeof(T));
  index const part = tile.number + 1 == tile.count ? size : (tile.number + 1) * fetched;
  bool const beyond = tile.number + 1 < tile.count && part >= size;
  return beyond || part + fetched > panel.available ? nullptr : panel.begin + part;
}

}  // namespace convolt::engine
