// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/reshaped.hpp.

#include <convolt/array/reshaped.hpp>

#include <convolt/array/operand_numbers.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

using namespace convolt;

namespace {

/// Whether the view is seen where its elements are, all of them at their places.
template <class E>
bool is_seen_in_place(E const& e) {
  static_assert(arrays::Reshaped<E>);
  auto const seen = arrays::look_through("f", "lhs", e);
  if (!seen) { return false; }
  test::extents shape(e.shape().begin(), e.shape().end());
  bool same = true;
  test::for_each_index(shape, [&](test::extents const& i) {
    convolt::index offset = 0;
    for (std::size_t d = 0; d < i.size(); ++d) { offset += static_cast<convolt::index>(i[d]) * seen->strides[d]; }
    same = same && seen->data[offset] == e.element(i.begin(), i.end());
  });
  return same;
}

xt::xtensor<double, 1> const line = test::whole_numbers({24}, 1);
xt::xtensor<double, 3> const cube = test::whole_numbers({2, 3, 4}, 1);

}  // namespace

TEST_CASE("a reshaped array is seen where it lies") {
  CHECK(is_seen_in_place(xt::reshape_view(line, std::array<std::size_t, 3>{1, 1, 24})));
  CHECK(is_seen_in_place(xt::reshape_view(line, std::array<std::size_t, 3>{2, 3, 4})));
  CHECK(is_seen_in_place(xt::reshape_view(cube, std::array<std::size_t, 2>{6, 4})));
  CHECK(is_seen_in_place(xt::reshape_view(cube, {4, 6})));
  CHECK(is_seen_in_place(xt::reshape_view(xt::xtensor<double, 3>(cube), {std::size_t{24}})));
  xt::xtensor<double, 3> own = cube;
  auto const view = xt::reshape_view(own, {4, 6});
  CHECK(arrays::look_through("f", "lhs", view)->data == own.data());
  xt::xtensor<double, 3, xt::layout_type::column_major> const columns = cube;
  CHECK(is_seen_in_place(xt::reshape_view<xt::layout_type::column_major>(columns, {4, 6})));
}

TEST_CASE("a reshaped view of every third element, or of all from the last on, is seen where it lies") {
  CHECK(is_seen_in_place(xt::reshape_view(xt::view(line, xt::range(1, 24, 3)), {2, 4})));
  CHECK(is_seen_in_place(xt::reshape_view(xt::flip(line, 0), {6, 4})));
  CHECK(is_seen_in_place(xt::reshape_view(xt::view(cube, 1, xt::all(), xt::all()), {2, 6})));
  CHECK(is_seen_in_place(xt::reshape_view(xt::view(cube, xt::all(), xt::range(2, 3), xt::range(1, 2)), {2, 1})));
}

TEST_CASE("a reshaped view of elements at uneven distances is not, and is copied") {
  auto const check_copied = [](auto const& e) {
    CHECK_FALSE(arrays::look_through("f", "lhs", e).has_value());
    arrays::operand_numbers<double, std::remove_cvref_t<decltype(e)>> const numbers("f", "lhs", e);
    std::vector<double> const expected(e.begin(), e.end());
    CHECK(std::vector<double>(numbers.view().data, numbers.view().data + expected.size()) == expected);
  };
  check_copied(xt::reshape_view(xt::view(cube, xt::all(), xt::all(), xt::range(0, 3)), {9, 2}));
  check_copied(xt::reshape_view(xt::transpose(cube), {4, 6}));
  xt::xtensor<double, 3, xt::layout_type::column_major> const columns = cube;
  check_copied(xt::reshape_view<xt::layout_type::row_major>(columns, {4, 6}));
  xt::xtensor<double, 2> const none(std::array<std::size_t, 2>{0, 5});
  check_copied(xt::reshape_view(none, {5, 0}));
}

TEST_CASE("lazy expressions and other views are none of it") {
  CHECK_FALSE(arrays::Reshaped<decltype(2. * line)>);
  CHECK_FALSE(arrays::Reshaped<decltype(xt::reshape_view(2. * line, {4, 6}))>);
  CHECK_FALSE(arrays::Reshaped<decltype(xt::strided_view(cube, {1, xt::all()}))>);
  CHECK_FALSE(arrays::Reshaped<xt::xtensor<double, 3>>);
}

TEST_CASE("an operand that is reshaped is not copied") {
  auto const x = xt::reshape_view(line, {1, 1, 24});
  arrays::operand_numbers<double, std::remove_cvref_t<decltype(x)>> const numbers("f", "lhs", x);
  CHECK(numbers.view().data == line.data());
  CHECK(numbers.view().shape[2] == 24);
  CHECK(numbers.view().strides[2] == 1);
  xt::xtensor<int, 1> const whole{1, 2, 3, 4};
  auto const y = xt::reshape_view(whole, {2, 2});
  arrays::operand_numbers<double, std::remove_cvref_t<decltype(y)>> const converted("f", "lhs", y);
  CHECK(converted.view().data[3] == 4);
}
