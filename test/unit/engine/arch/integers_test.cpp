// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/arch/integers.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

static_assert(convolt::engine::integer_vector_bytes(0) == 16);
static_assert(convolt::engine::integer_vector_bytes(1U << 7) == 32);
static_assert(convolt::engine::integer_vector_bytes(1U << 7 | 1U << 8) == 32, "AVX-512 has its bytes with BW");
static_assert(convolt::engine::integer_vector_bytes(1U << 7 | 1U << 8 | 1U << 11) == 64);

}  // namespace

TEMPLATE_TEST_CASE("products and sums of vectors wrap around", "", std::int8_t, std::uint8_t, std::int16_t,
                   std::uint16_t, std::int32_t, std::uint32_t, std::int64_t, std::uint64_t) {
  using vec = convolt::engine::modular_vector<TestType, convolt::target_arch>;
  std::vector<TestType> a, b(static_cast<std::size_t>(vec::size));
  for (convolt::index i = 0; i < vec::size; ++i) { a.push_back(static_cast<TestType>(0x7edcba9876543210 >> i)); }
  TestType const factor = static_cast<TestType>(0x8f3f5f7f9fafbfcf), first = static_cast<TestType>(-3);
  vec sum(first);
  sum.add_product(vec::load(a.data()), vec(factor));
  sum.store(b.data());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(b[i] == static_cast<TestType>(static_cast<std::uint64_t>(a[i]) * static_cast<std::uint64_t>(factor) +
                                        static_cast<std::uint64_t>(first)));
  }
}
