// SPDX-License-Identifier: BSD-3-Clause
/// Hints change nothing but the time that things take.
#include <convolt/engine/arch/memory.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>

namespace {

using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::simd;

TEMPLATE_TEST_CASE("stores past the caches arrive", "", float, double) {
  using vec = simd<TestType, default_arch>;
  alignas(64) std::array<TestType, 64> to{};
  convolt::engine::store_past_caches<TestType, default_arch>(vec(TestType(7)), to.data());
  convolt::engine::finish_stores_past_caches();
  for (std::size_t i = 0; i < to.size(); ++i) {
    CHECK(to[i] == (i < lanes<TestType, default_arch> ? TestType(7) : TestType(0)));
  }
}

TEMPLATE_TEST_CASE("every lane is stored past the caches, next to what was stored before", "", float, double) {
  using vec = simd<TestType, default_arch>;
  constexpr std::size_t width = lanes<TestType, default_arch>;
  alignas(64) std::array<TestType, 5 * width> from{};
  alignas(64) std::array<TestType, 5 * width> to{};
  for (std::size_t i = 0; i < from.size(); ++i) { from[i] = static_cast<TestType>(i + 1); }
  for (std::size_t i = 0; i < 4; ++i) {
    convolt::engine::store_past_caches<TestType, default_arch>(vec::load_aligned(from.data() + i * width),
                                                               to.data() + i * width);
  }
  convolt::engine::finish_stores_past_caches();
  for (std::size_t i = 0; i < to.size(); ++i) { CHECK(to[i] == (i < 4 * width ? from[i] : TestType(0))); }
}

TEST_CASE("what is fetched stays as it is, and need not exist") {
  std::array<int, 40> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) { numbers[i] = static_cast<int>(i); }
  for (int& x : numbers) {
    convolt::engine::fetch_for_reading(&x);
    convolt::engine::fetch_for_writing(&x);
  }
  convolt::engine::fetch_for_reading(nullptr);
  convolt::engine::fetch_for_writing(nullptr);
  for (std::size_t i = 0; i < numbers.size(); ++i) { CHECK(numbers[i] == static_cast<int>(i)); }
}

#if defined(__SSE2__)
static_assert(convolt::engine::can_store_past_caches);
#endif

}  // namespace
