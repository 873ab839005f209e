// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/problem/buffer.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

namespace {

using convolt::engine::aligned_array;
using convolt::engine::memory_alignment;
using convolt::engine::workspace;

bool is_aligned(void const* p) { return reinterpret_cast<std::uintptr_t>(p) % memory_alignment == 0; }

TEST_CASE("an aligned array begins on a cache line and holds zeros") {
  for (std::size_t const size : {std::size_t{1}, std::size_t{15}, std::size_t{1000}}) {
    aligned_array<double> const a(size);
    REQUIRE(a.size() == size);
    CHECK(is_aligned(a.data()));
    for (std::size_t i = 0; i < size; ++i) { CHECK(a.data()[i] == 0.); }
  }
  CHECK(aligned_array<float>().size() == 0);
  CHECK(aligned_array<float>(0).data() == nullptr);
}

TEST_CASE("an array too large for any memory is a bad_alloc and not a small array") {
  CHECK_THROWS_AS(aligned_array<double>(static_cast<std::size_t>(-1) / 8 + 2), std::bad_alloc);
}

TEST_CASE("moving an aligned array keeps its numbers in place") {
  aligned_array<float> a(10);
  a.data()[3] = 5.f;
  float const* const where = a.data();
  aligned_array<float> const b = std::move(a);
  CHECK(b.data() == where);
  CHECK(b.data()[3] == 5.f);
}

TEST_CASE("a workspace hands out aligned pieces that do not overlap") {
  workspace space;
  space.reserve(4 * memory_alignment);
  float* const a = space.take<float>(3);
  double* const b = space.take<double>(8);
  char* const c = space.take<char>(65);
  CHECK(is_aligned(a));
  CHECK(is_aligned(b));
  CHECK(is_aligned(c));
  CHECK(reinterpret_cast<std::byte*>(b) - reinterpret_cast<std::byte*>(a) == 64);
  CHECK(reinterpret_cast<std::byte*>(c) - reinterpret_cast<std::byte*>(b) == 64);
  CHECK(space.taken() == 4 * memory_alignment);
}

TEST_CASE("a workspace reuses what it has and grows only when asked for more") {
  workspace space;
  space.reserve(1000);
  void const* const first = space.take<char>(1);
  space.reserve(500);
  CHECK(space.capacity() == 1000);
  CHECK(space.take<char>(1) == first);
  space.reserve(2000);
  CHECK(space.capacity() == 2000);
}

TEST_CASE("what is given back is handed out again") {
  workspace space;
  space.reserve(1000);
  static_cast<void>(space.take<char>(10));
  std::size_t const mark = space.taken();
  void const* const piece = space.take<char>(10);
  space.give_back(mark);
  CHECK(space.take<char>(10) == piece);
}

TEST_CASE("a thread has one workspace") {
  CHECK(&convolt::engine::thread_workspace() == &convolt::engine::thread_workspace());
}

}  // namespace

TEST_CASE("the distance between numbers leads from one to the other, also into other arrays") {
  double here[4] = {1, 2, 3, 4};
  double there[2] = {5, 6};
  CHECK(convolt::engine::distance_between<double>(here, here + 3) == 3);
  CHECK(convolt::engine::distance_between<double>(here + 3, here) == -3);
  convolt::index const far = convolt::engine::distance_between<double>(here + 1, there);
  CHECK(*convolt::engine::go<double>(here + 1, far) == 5);
}
