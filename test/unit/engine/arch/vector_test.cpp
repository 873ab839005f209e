// SPDX-License-Identifier: BSD-3-Clause
/// The one operation that convolt adds to xsimd.
#include <convolt/engine/arch/vector.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>

namespace {

using convolt::engine::add_product;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::simd;

static_assert(lanes<float, default_arch> == 2 * lanes<double, default_arch>);
static_assert(lanes<float, default_arch> * sizeof(float) == default_arch::alignment() ||
              lanes<float, default_arch> == 4);

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

#if defined(__AVX512VL__) && defined(CONVOLT_HAS_GNU_ASM)
TEMPLATE_TEST_CASE("vectors of half the size are numbers lane by lane", "", float, double) {
  using half = simd<TestType, convolt::engine::lower_half_of<default_arch>>;
  constexpr std::size_t n = half::size;
  static_assert(2 * n == lanes<TestType, default_arch>);
  std::array<TestType, n + 1> a{};
  for (std::size_t i = 0; i <= n; ++i) { a[i] = static_cast<TestType>(i) - TestType(2); }
  std::array<TestType, n + 1> got{};
  half const x = half::load_aligned(a.data() + 1);
  (x * half(TestType(3)) + x).store_unaligned(got.data() + 1);
  for (std::size_t i = 1; i <= n; ++i) { CHECK(got[i] == 4 * a[i]); }
  CHECK(got[0] == 0);
}
#endif

}  // namespace
