// SPDX-License-Identifier: BSD-3-Clause
/// The few figures of the machine that choices depend on, in one place. They are typical of current x86 and ARM cores
/// and not measured at run time: a wrong figure costs speed, never a result.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>

namespace convolt::engine::machine {

/// Caches of one core, in bytes, as far as one operand may fill them.
inline constexpr index first_level_cache = 32 << 10;
inline constexpr index second_level_cache = 512 << 10;
inline constexpr index last_level_cache = 16 << 20;

/// Bytes of a page of memory: processors fetch ahead within one.
inline constexpr index page = 4096;

/// Vector products with addition that a core starts per cycle.
inline constexpr double products_per_cycle = 2;
/// Bytes per cycle from beyond the second-level cache.
inline constexpr double bytes_per_cycle_far = 10;
/// Cycles per product of the reference loops, and per call of any method.
inline constexpr double reference_cycles_per_product = 4;
inline constexpr double cycles_per_tile = 60;
/// Rows of a tile of two vectors below which the sums cannot be added up as fast as products come.
inline constexpr double fewest_fast_rows = 5;
/// Bytes of weights that a tile of four vectors may read: more do not come fast enough for its few rows. The second
/// figure is for rows of merged taps, which share most of their samples, so that these take little of the cache.
inline constexpr index most_wide_weights = 16 << 10;
inline constexpr index most_wide_weights_merged = 40 << 10;

}  // namespace convolt::engine::machine
