// SPDX-License-Identifier: BSD-3-Clause
/// Both halves of the transposition, on a square of numbers that are all different.
#include <convolt/engine/arch/transpose.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstddef>

namespace {

using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::part_size;
using convolt::engine::parts;
using convolt::engine::simd;
using convolt::engine::transpose_in_parts;
using convolt::engine::transpose_parts;

template <class T>
simd<T, default_arch> row(std::size_t number) {
  std::array<T, lanes<T, default_arch>> values{};
  for (std::size_t l = 0; l < values.size(); ++l) { values[l] = static_cast<T>(100 * number + l); }
  return simd<T, default_arch>::load_unaligned(values.data());
}

TEMPLATE_TEST_CASE("the two halves together transpose a square", "", float, double) {
  constexpr std::size_t e = part_size<TestType>;
  constexpr std::size_t q = parts<TestType, default_arch>;
  std::array<std::array<simd<TestType, default_arch>, e>, q> groups;
  for (std::size_t g = 0; g < q; ++g) {
    for (std::size_t i = 0; i < e; ++i) { groups[g][i] = row<TestType>(g * e + i); }
    transpose_in_parts<TestType, default_arch>(groups[g]);
  }
  for (std::size_t j = 0; j < e; ++j) {
    std::array<simd<TestType, default_arch>, q> column;
    for (std::size_t g = 0; g < q; ++g) { column[g] = groups[g][j]; }
    transpose_parts<TestType, default_arch>(column);
    for (std::size_t i = 0; i < q; ++i) {
      for (std::size_t l = 0; l < e * q; ++l) {
        CAPTURE(j, i, l);
        CHECK(column[i].get(l) == static_cast<TestType>(100 * l + i * e + j));
      }
    }
  }
}

TEMPLATE_TEST_CASE("each half is its own inverse", "", float, double) {
  std::array<simd<TestType, default_arch>, part_size<TestType>> small;
  for (std::size_t i = 0; i < small.size(); ++i) { small[i] = row<TestType>(i); }
  transpose_in_parts<TestType, default_arch>(small);
  CHECK(small[0].get(1) == 100);
  transpose_in_parts<TestType, default_arch>(small);
  std::array<simd<TestType, default_arch>, parts<TestType, default_arch>> large;
  for (std::size_t i = 0; i < large.size(); ++i) { large[i] = row<TestType>(i); }
  transpose_parts<TestType, default_arch>(large);
  transpose_parts<TestType, default_arch>(large);
  for (std::size_t l = 0; l < lanes<TestType, default_arch>; ++l) {
    for (std::size_t i = 0; i < small.size(); ++i) { CHECK(small[i].get(l) == static_cast<TestType>(100 * i + l)); }
    for (std::size_t i = 0; i < large.size(); ++i) { CHECK(large[i].get(l) == static_cast<TestType>(100 * i + l)); }
  }
}

}  // namespace
