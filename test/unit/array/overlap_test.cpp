// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/overlap.hpp.

#include <convolt/array/overlap.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstddef>

using namespace convolt;
using arrays::strided;

namespace {

template <class T, std::size_t N>
strided<T> at_strides(T* data, std::array<convolt::index, N> const& shape,
                      std::array<convolt::index, N> const& strides) {
  return {.data = data, .shape = {shape.begin(), shape.end()}, .strides = {strides.begin(), strides.end()}};
}

}  // namespace

TEST_CASE("arrays share elements where their layouts meet") {
  using arrays::may_share;
  std::array<double, 64> memory{};
  double* const m = memory.data();
  auto const block = at_strides<double, 2>(m, {4, 4}, {4, 1});
  CHECK(may_share(block, block));
  CHECK(may_share(block, at_strides<double, 1>(m + 15, {1}, {0})));
  CHECK_FALSE(may_share(block, at_strides<double, 1>(m + 16, {1}, {0})));
  CHECK(may_share(block, at_strides<double, 1>(m + 20, {6}, {-1})));
  CHECK_FALSE(may_share(block, at_strides<double, 1>(m + 20, {5}, {-1})));
  CHECK_FALSE(may_share(block, at_strides<double, 2>(m, {0, 4}, {4, 1})));
  // Interleaved channels: teeth of two combs.
  auto const even = at_strides<double, 2>(m, {4, 4}, {8, 2});
  CHECK_FALSE(may_share(even, at_strides<double, 2>(m + 1, {4, 4}, {8, 2})));
  CHECK(may_share(even, at_strides<double, 2>(m + 2, {4, 4}, {8, 2})));
  CHECK(may_share(even, at_strides<double, 1>(m + 1, {4}, {3})));
}

TEST_CASE("an array overlaps itself where two of its elements have one place") {
  using arrays::overlaps_itself;
  std::array<double, 64> memory{};
  double* const m = memory.data();
  CHECK_FALSE(overlaps_itself(at_strides<double, 3>(m, {2, 3, 4}, {12, 4, 1})));
  CHECK_FALSE(overlaps_itself(at_strides<double, 3>(m, {2, 3, 4}, {1, 2, 6})));
  CHECK_FALSE(overlaps_itself(at_strides<double, 2>(m + 11, {3, 4}, {-4, -1})));
  CHECK_FALSE(overlaps_itself(at_strides<double, 3>(m, {3, 1, 4}, {4, 0, 1})));
  CHECK_FALSE(overlaps_itself(at_strides<double, 2>(m, {0, 4}, {0, 0})));
  CHECK(overlaps_itself(at_strides<double, 2>(m, {3, 4}, {0, 1})));
  CHECK(overlaps_itself(at_strides<double, 2>(m, {3, 4}, {3, 1})));
  CHECK(overlaps_itself(at_strides<double, 2>(m, {3, 4}, {1, 1})));
}

TEST_CASE("addresses are those of all elements, by whichever look") {
  std::array<double, 24> memory{};
  xt::xtensor<double, 2> const a = xt::ones<double>({3, 4});
  auto const seen = arrays::look_at("lax::f", "lhs", a);
  CHECK(arrays::addresses(seen).last - arrays::addresses(seen).first == 12 * sizeof(double));
  auto const backwards = at_strides<double, 2>(memory.data() + 23, {3, 4}, {-8, -1});
  auto const range = arrays::addresses(backwards);
  CHECK(range.first == reinterpret_cast<std::uintptr_t>(memory.data() + 4));
  CHECK(range.last == reinterpret_cast<std::uintptr_t>(memory.data() + 24));
  CHECK(arrays::addresses(at_strides<double, 1>(memory.data(), {0}, {1})).last == 0);
  CHECK(arrays::are_apart({8, 16}, {16, 24}));
  CHECK_FALSE(arrays::are_apart({8, 17}, {16, 24}));
}

TEST_CASE("an operand that shares memory with the output is an error that names it") {
  xt::xtensor<double, 2> a = xt::ones<double>({3, 4});
  auto const whole = arrays::look_at("lax::f", "out", a);
  auto const e = test::thrown_by<shape_error>([&] { arrays::check_no_overlap("lax::f", "rhs", whole, whole); });
  CHECK(e.category() == "overlapping_output");
  CHECK(e.argument() == "out");
  CHECK(std::string(e.what()).find("rhs") != std::string::npos);
  xt::xtensor<double, 2> const other = a;
  CHECK_NOTHROW(arrays::check_no_overlap("lax::f", "rhs", whole, arrays::look_at("lax::f", "rhs", other)));
}
