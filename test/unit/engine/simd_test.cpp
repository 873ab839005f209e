// SPDX-License-Identifier: BSD-3-Clause
/// The vector operations that convolt adds to xsimd, and the shape of the register tile.
#include <convolt/engine/simd.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

using convolt::engine::add_product;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::simd;
using convolt::engine::tile_rows;
using convolt::engine::vector_registers;

static_assert(lanes<float, default_arch> == 2 * lanes<double, default_arch>);
static_assert(lanes<float, default_arch> * sizeof(float) == default_arch::alignment() ||
              lanes<float, default_arch> == 4);

// Sums, a vector of weights each and one value must be in registers at once.
template <std::size_t V>
constexpr bool fits = tile_rows<default_arch, V> * V + V + 1 <= vector_registers<default_arch>;
static_assert(fits<1> && fits<2> && fits<3> && fits<4>);
static_assert(tile_rows<default_arch, 4> >= 2);

TEMPLATE_TEST_CASE("add_product adds a product to every lane", "", float, double) {
  using vec = simd<TestType, default_arch>;
  constexpr std::size_t n = lanes<TestType, default_arch>;
  alignas(64) std::array<TestType, n> a{};
  alignas(64) std::array<TestType, n> b{};
  alignas(64) std::array<TestType, n> sum{};
  for (std::size_t i = 0; i < n; ++i) {
    a[i] = static_cast<TestType>(i + 1);
    b[i] = static_cast<TestType>(3 * i) - TestType(4);
    sum[i] = static_cast<TestType>(100 * i);
  }
  vec s = vec::load_aligned(sum.data());
  add_product<TestType, default_arch>(s, vec::load_aligned(a.data()), vec::load_aligned(b.data()));
  alignas(64) std::array<TestType, n> got{};
  s.store_aligned(got.data());
  for (std::size_t i = 0; i < n; ++i) { CHECK(got[i] == sum[i] + a[i] * b[i]); }
}

TEMPLATE_TEST_CASE("stores past the caches arrive", "", float, double) {
  using vec = simd<TestType, default_arch>;
  alignas(64) std::array<TestType, 64> to{};
  convolt::engine::store_past_caches<TestType, default_arch>(vec(TestType(7)), to.data());
  convolt::engine::finish_stores_past_caches();
  for (std::size_t i = 0; i < to.size(); ++i) {
    CHECK(to[i] == (i < lanes<TestType, default_arch> ? TestType(7) : TestType(0)));
  }
}

}  // namespace
