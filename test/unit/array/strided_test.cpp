// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/strided.hpp.

#include <convolt/array/strided.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

using namespace convolt;
using arrays::strided;

namespace {

template <class T, std::size_t N>
strided<T> at_strides(T* data, std::array<convolt::index, N> const& shape,
                      std::array<convolt::index, N> const& strides) {
  return {.data = data, .shape = {shape.begin(), shape.end()}, .strides = {strides.begin(), strides.end()}};
}

static_assert(arrays::InMemory<xt::xtensor<float, 2>> && arrays::InMemory<xt::xarray<float> const>);
static_assert(arrays::InMemory<decltype(xt::transpose(std::declval<xt::xtensor<float, 2>&>()))>);
static_assert(!arrays::InMemory<decltype(std::declval<xt::xarray<float>&>() + 1.F)>);

}  // namespace

TEST_CASE("extents are signed integers, or an error that names the argument") {
  CHECK(arrays::shape_of("lax::f", "lhs", xt::xtensor<float, 3>::from_shape({2, 0, 5})) == index_list{2, 0, 5});
  CHECK(arrays::shape_of("lax::f", "lhs", xt::sum(xt::ones<double>({2, 3, 4}), {1})) == index_list{2, 4});
  std::size_t const unsigned_only = std::numeric_limits<std::size_t>::max() - 1;
  auto const wide = xt::broadcast(xt::xtensor<double, 1>{1.}, std::array<std::size_t, 1>{unsigned_only});
  auto const e = test::thrown_by<shape_error>([&] { arrays::shape_of("lax::f", "rhs", wide); });
  CHECK(e.category() == "size_overflow");
  CHECK(e.argument() == "rhs");
  xt::xarray<double> const deep = xt::ones<double>(std::vector<std::size_t>(11, 1));
  CHECK(test::thrown_by<shape_error>([&] { arrays::shape_of("lax::f", "lhs", deep); }).category() == "rank_too_high");
}

TEST_CASE("elements reach as far as their strides, in both directions") {
  std::array<double, 6> buffer{};
  auto const a = at_strides<double, 3>(buffer.data(), {3, 4, 5}, {-20, 5, 1});
  CHECK(arrays::reach_of(a).low.value == -40);
  CHECK(arrays::reach_of(a).high.value == 19);
  CHECK(arrays::span_of(a).low == -40);
  CHECK(arrays::span_of(a).end == 20);
  CHECK_FALSE(a.empty());
  auto const none = at_strides<double, 2>(buffer.data(), {3, 0}, {7, 1});
  CHECK(none.empty());
  CHECK(arrays::reach_of(none).high.value == 0);
  CHECK(arrays::span_of(none).end == 0);
  CHECK(arrays::span_of(strided<double>{buffer.data(), {}, {}}).end == 1);
}

TEST_CASE("strides that leave the address space are an error") {
  std::array<double, 6> buffer{};
  auto const far = at_strides<double, 2>(buffer.data(), {3, 2}, {convolt::index{1} << 62, 1});
  auto const f = test::thrown_by<shape_error>([&] { arrays::check_strides("lax::f", "lhs", far); });
  CHECK(f.category() == "size_overflow");
  CHECK(f.actual() == "[4611686018427387904, 1]");
  CHECK_NOTHROW(arrays::check_strides("lax::f", "lhs", at_strides<double, 2>(buffer.data(), {3, 2}, {2, 1})));
}
