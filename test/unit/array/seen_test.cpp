// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/seen.hpp.

#include <convolt/array/seen.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstddef>

using namespace convolt;

namespace {

xt::xtensor<double, 3> const numbers3 = test::whole_numbers({3, 4, 5}, 1);

}  // namespace

TEST_CASE("a look finds how far the elements lie, and leaves the checks for later") {
  using arrays::look;
  xt::xtensor<double, 3> const a = numbers3;
  auto const whole = look("lax::f", "lhs", a);
  CHECK(whole.data == a.data());
  CHECK(whole.shape == index_list{3, 4, 5});
  CHECK(whole.strides == index_list{20, 5, 1});
  CHECK(whole.reach.low == 0);
  CHECK(whole.reach.end == 60);
  CHECK(whole.bits == (3 | 4 | 5 | 20 | 5 | 1));
  auto const backwards = xt::view(a, xt::all(), xt::range(3, xt::placeholders::_, -2), 1);
  auto const back = look("lax::f", "lhs", backwards);
  CHECK(back.data == &a(0, 3, 1));
  CHECK(back.reach.low == -10);
  CHECK(back.reach.end == 41);
  CHECK_FALSE(back.empty());

  std::array<std::size_t, 2> const shape{3, 4}, none{0, 4};
  auto const null = xt::adapt(static_cast<double*>(nullptr), 12, xt::no_ownership(), shape);
  auto const unchecked = look("lax::f", "rhs", null);
  CHECK(test::thrown_by<shape_error>([&] { arrays::check("lax::f", "rhs", unchecked); }).category() == "null_data");
  auto const empty = xt::adapt(static_cast<double*>(nullptr), 0, xt::no_ownership(), none);
  CHECK(look("lax::f", "rhs", empty).empty());
  std::array<std::ptrdiff_t, 2> const far{std::ptrdiff_t{1} << 62, 1};
  double number = 0;
  auto const strided_far = xt::adapt(&number, 8, xt::no_ownership(), std::array<std::size_t, 2>{2, 4}, far);
  auto const seen_far = look("lax::f", "rhs", strided_far);
  CHECK(test::thrown_by<shape_error>([&] { arrays::check("lax::f", "rhs", seen_far); }).category() == "size_overflow");
}

TEST_CASE("elements are const where they cannot be written") {
  xt::xtensor<float, 2> a = xt::ones<float>({2, 3});
  static_assert(std::same_as<arrays::stored_t<decltype(a)>, float>);
  static_assert(std::same_as<arrays::stored_t<decltype(a) const>, float const>);
  auto const look = arrays::look_at("lax::f", "out", a);
  look.data[0] = 7.F;
  CHECK(a(0, 0) == 7.F);
}
