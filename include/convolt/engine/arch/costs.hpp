// SPDX-License-Identifier: BSD-3-Clause
/// The few figures of the machine that choices depend on, in one place. They are typical of current x86 and ARM cores
/// and not measured at run time: a wrong figure costs speed, never a result.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>

namespace convolt::engine::costs {

/// Caches of one core, in bytes, as far as one operand may fill them.
inline constexpr index first_level_cache = 32 << 10;
inline constexpr index second_level_cache = 512 << 10;
inline constexpr index last_level_cache = 16 << 20;

/// Bytes of a page of memory: processors fetch ahead within one.
inline constexpr index page = 4096;

/// Vector products with addition that a core starts per cycle, where it does not halve long vectors (family.hpp).
inline constexpr double products_per_cycle = 2;
/// Bytes per cycle from beyond the second-level cache.
inline constexpr double bytes_per_cycle_far = 10;
/// Cycles per product of the reference loops, and per tap over a sample, whatever their channels.
inline constexpr double reference_cycles_per_product = 2.8, reference_cycles_per_tap = 30;
/// Of a call of any method but tiny, before its first product.
inline constexpr double cycles_per_call = 150;
/// Of an image of a batch, or of a group of channels, in methods that cut its lines anew.
inline constexpr double cycles_per_image = 300;
/// Of an axis, in methods that make tables of taps and places.
inline constexpr double cycles_per_axis = 400;
inline constexpr double cycles_per_tile = 60;
/// Of a dense position, to find the samples of a row and to begin with them.
inline constexpr double cycles_per_row = 4;
/// Rows of a tile of two vectors below which the sums cannot be added up as fast as products come.
inline constexpr double fewest_fast_rows = 5;
/// Bytes of weights that a tile of four vectors may read: more do not come fast enough for its few rows. The second
/// figure is for rows of merged taps, which share most of their samples, so that these take little of the cache.
inline constexpr index most_wide_weights = 16 << 10;
inline constexpr index most_wide_weights_merged = 40 << 10;
/// What the lower half of a vector takes of the time of a whole one.
inline constexpr double half_vector = 0.7;
/// Of a phase, on a processor that does long vectors by halves: fewer do not wait for weights from afar.
inline constexpr double fewest_wide_positions = 56;

/// A vector that is transposed on its way, and a number that is copied alone.
namespace boxed {
inline constexpr double cycles_per_line = 8;
inline constexpr double cycles_per_number = 3;
inline constexpr double in_place_of_copied = 0.5;  ///< samples of channels far apart come more slowly than copies
inline constexpr double slowed_by_single = 2;      ///< groups of one channel: few products for what a tile begins with
}  // namespace boxed

/// Cycles per cycle of products. Shifted samples are not aligned.
namespace along_line {
inline constexpr double latency = 4;  ///< of a product with addition
inline constexpr double slowed = 1.1;
/// Sums of more products than the second figure, of fewer positions than half a vector has: nothing else is computed
/// while their weights come.
inline constexpr double slowed_alone = 2.5, most_products_alone = 512;
inline constexpr double slowed_by_unaligned = 1.15;
inline constexpr double cycles_per_copied = 0.25;  ///< sample
/// Of a sample without neighbours. The second figure is for processors with whole long vectors. Groups that are cut
/// from one array bring its cache lines anew, and take their outputs apart.
inline constexpr double cycles_per_gathered = 2, cycles_per_gathered_whole = 1.6, cycles_per_far = 3;
inline constexpr double cycles_per_short_line = 30;  ///< copied, of fewer than fill a vector: for every axis across it
inline constexpr double cycles_per_paired = 0.5, cycles_per_split = 1.5;     ///< sample, by remainders: by 2, by more
inline constexpr double cycles_per_stored = 0.25, cycles_per_scattered = 1;  ///< output
}  // namespace along_line

namespace depthwise {
inline constexpr double cycles_per_tile = 20;  ///< besides its products
/// Where samples have to be copied: of a number, or of a vector of neighbours.
inline constexpr double cycles_per_copy = 1.5, cycles_per_copied_vector = 3;
/// Cycles per cycle of products where lanes are picked for them: for groups of several channels, and for single ones.
inline constexpr double slowed_by_groups = 1.6, slowed_by_picking = 2.4;
}  // namespace depthwise

namespace few_outputs {
inline constexpr double slowed = 1.25;             ///< cycles per cycle of products
inline constexpr double cycles_per_position = 10;  ///< apart from what each output takes
inline constexpr double cycles_per_tap_line = 15;  ///< of a position
/// Of a tap, and of each vector of outputs, where a line has one position: nothing else waits for the same weights.
inline constexpr double cycles_per_tap_alone = 5, cycles_per_vector_alone = 3;
}  // namespace few_outputs

namespace toeplitz {
inline constexpr double latency = 4;                ///< of a product with addition
inline constexpr double cost_of_crossing = 1.6;     ///< a load that crosses a cache line takes a second one and more
inline constexpr double cycles_per_line = 8;        ///< of samples, in a tile
inline constexpr double cycles_per_gathered = 1.2;  ///< sample or output that has no neighbours
/// Where every load crosses a cache line, and products do not come by halves.
inline constexpr double slowed_by_crossing = 1.2;
}  // namespace toeplitz

namespace long_sums {
inline constexpr double cycles_per_product = 0.8, cycles_per_unaligned = 1.1;  ///< the latter crosses cache lines
inline constexpr double cycles_per_vector = 4;                                 ///< that is copied, and looked at
inline constexpr double cycles_per_piece = 25, cycles_per_border = 30;         ///< of a tile, of an output
/// Of an output channel on an input channel, of a line of samples or weights that is copied for it, of one of its sums.
inline constexpr double cycles_per_channel = 160, cycles_per_line = 24, cycles_per_sum = 20;
/// Of a number that is copied, by how far from each other they are.
inline constexpr double cycles_per_gathered = 1.2, cycles_per_apart = 1.8, cycles_per_far = 4;
inline constexpr double cycles_per_output = 20;
inline constexpr double cycles_per_call = 1000;
inline constexpr double cycles_per_product_alone = 1.5;  ///< of one output at a time
}  // namespace long_sums

namespace modular {
inline constexpr double cycles_per_vector = 1.5;  ///< a product with addition, and its load
inline constexpr double cycles_per_copied = 1.2;
inline constexpr double cycles_per_plan = 2000;  ///< what a call without a plan has to win
}  // namespace modular

/// As sparingly counted as those of other methods.
namespace tiny {
inline constexpr double cycles_per_call = 30;
inline constexpr double cycles_per_line = 45;  ///< of taps, for a line of outputs
inline constexpr double cycles_per_line_of_tile = 36;
inline constexpr double cycles_per_part_of_vector = 4;                               ///< that is stored: of a position
inline constexpr double cycles_per_copied_vector = 4, cycles_per_stored_vector = 9;  ///< where lanes are positions
}  // namespace tiny

namespace transform {
inline constexpr double cycles_per_level = 4;    ///< forward and back, per vector and factor of two of the length
inline constexpr double slowed_by_halves = 1.6;  ///< where a long vector is two short ones: additions too
}  // namespace transform

namespace overlap_save {
inline constexpr double cycles_per_pair = 300;
inline constexpr double cycles_per_copied = 0.5;  ///< per sample and per output that is not in order
}  // namespace overlap_save

namespace cross_spectra {
inline constexpr double cycles_per_product = 5;                               ///< of spectra, per vector
inline constexpr double cycles_per_copied = 0.3, cycles_per_gathered = 1.5;   ///< number
inline constexpr double slowed_beyond_cache = 1.35, slowed_far_beyond = 2.5;  ///< spectra that leave the second level
inline constexpr double cycles_per_group = 1000, cycles_per_call = 20000;     ///< the tables are made anew
}  // namespace cross_spectra

/// Of a single run: per weight that has to be packed for it, per tap that is listed, and of a run among others.
inline constexpr double cycles_per_packed_weight = 5;
inline constexpr double cycles_per_listed_tap = 40;
inline constexpr double cycles_per_run = 2000;
/// Of a single run by a plan that is made for it: memory and tables; and those of transforms.
inline constexpr double cycles_per_plan = 4000;
inline constexpr double cycles_per_transformed_kernel = 18000;

/// Sums that are cut into pieces: per sample that is brought together.
inline constexpr double cycles_per_brought_sample = 2;

}  // namespace convolt::engine::costs
