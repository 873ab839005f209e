// SPDX-License-Identifier: BSD-3-Clause
/// What follows from the registers: the shape of the register tile. All of it is known when it is compiled.
#include <convolt/engine/arch/traits.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>
#include <unit/engine/arch/other_vectors.hpp>

#include <cstddef>
#include <cstdint>

namespace {

using convolt::engine::default_arch;
using convolt::engine::has_fused_products;
using convolt::engine::has_many_registers;
using convolt::engine::has_vector_loops;
using convolt::engine::has_wide_tiles;
using convolt::engine::is_compact;
using convolt::engine::is_known_vector;
using convolt::engine::sliding_rows;
using convolt::engine::sliding_taps;
using convolt::engine::tile_rows;
using convolt::engine::vector_bytes;
using convolt::engine::vector_registers;
using test::no_vectors;
using test::wide_vectors;

// Sums, a vector of weights each and one value must be in registers at once.
template <std::size_t V>
constexpr bool fits = tile_rows<default_arch, V> * V + V + 1 <= vector_registers<default_arch>;
static_assert(fits<1> && fits<2> && fits<3> && fits<4>);
static_assert(tile_rows<default_arch, 4> >= 2);
static_assert(tile_rows<default_arch, 1> >= tile_rows<default_arch, 2>);
static_assert(tile_rows<default_arch, 2> >= tile_rows<default_arch, 4>);

// So must sums, the weights of the taps and a sample where windows slide, and a product that is not fused.
static_assert(sliding_rows<default_arch> + sliding_taps<default_arch> + 1 + (has_fused_products ? 0 : 1) <=
              vector_registers<default_arch>);
static_assert(sliding_rows<default_arch> % 2 == 0 && sliding_taps<default_arch> >= 4);

static_assert(vector_registers<default_arch> == 16 || vector_registers<default_arch> == 32);
static_assert(has_many_registers<default_arch> == (vector_registers<default_arch> == 32));
static_assert(!has_wide_tiles<default_arch> || tile_rows<default_arch, 4> >= 5);

// The grid of a target is that of its vectors; the instruction set by itself has every kernel.
template <convolt::kernel_grid Grid>
using vectors_with =
    convolt::engine::vectors_of<convolt::arch<convolt::target_arch::features, convolt::loops_from::here, Grid>>;
using compact_vectors = vectors_with<convolt::kernel_grid::compact>;
using full_vectors = vectors_with<convolt::kernel_grid::full>;
static_assert(is_compact<compact_vectors> && !is_compact<full_vectors> && !is_compact<default_arch>);
static_assert(!convolt::engine::has_half_vectors<default_arch> || convolt::engine::lanes<float, default_arch> == 16);
static_assert(!convolt::engine::has_half_vectors<compact_vectors>);
static_assert(!has_wide_tiles<compact_vectors> && has_wide_tiles<full_vectors> == has_wide_tiles<default_arch>);
static_assert(sliding_taps<compact_vectors> <= sliding_taps<full_vectors>);
static_assert(vector_registers<compact_vectors> == vector_registers<default_arch>);

TEST_CASE("vectors of 16, 32 and 64 bytes have loops, for floats and doubles") {
  for (std::size_t bytes = 0; bytes <= 256; ++bytes) {
    CAPTURE(bytes);
    CHECK(is_known_vector(bytes) == (bytes == 16 || bytes == 32 || bytes == 64));
  }
  CHECK(has_vector_loops<float, default_arch> == has_vector_loops<double, default_arch>);
  CHECK_FALSE(has_vector_loops<std::int32_t, default_arch>);
  CHECK_FALSE(has_vector_loops<long double, default_arch>);
#if defined(__SSE2__) || defined(__aarch64__)
  CHECK(has_vector_loops<float, default_arch>);
#endif
}

TEST_CASE("instruction sets without vectors, and those with vectors of other sizes, have no loops") {
  CHECK(vector_bytes<float, default_arch> == sizeof(convolt::engine::simd<float, default_arch>));
  CHECK(vector_bytes<float, no_vectors> == 0);
  CHECK_FALSE(has_vector_loops<float, no_vectors>);
  CHECK_FALSE(has_vector_loops<double, no_vectors>);
  CHECK_FALSE(has_vector_loops<float, wide_vectors>);
  CHECK_FALSE(has_vector_loops<double, wide_vectors>);
}

TEST_CASE("the traits are those of the instruction set") {
#if defined(__AVX512F__)
  CHECK(has_many_registers<default_arch>);
  CHECK(has_fused_products);
#elif defined(__x86_64__)
  CHECK(vector_registers<default_arch> == 16);
#elif defined(__aarch64__)
  CHECK(has_many_registers<default_arch>);
  CHECK(has_fused_products);
#endif
#if defined(__x86_64__) && !defined(__FMA__)
  CHECK_FALSE(has_fused_products);
#endif
}

}  // namespace
