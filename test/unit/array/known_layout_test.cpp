// SPDX-License-Identifier: BSD-3-Clause
/// Arrays that lie as expected are known by their extents and strides, and everything else is not.
#include <convolt/array/known_layout.hpp>

#include <convolt/core/xt.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using convolt::arrays::are_apart;
using convolt::arrays::known_layout;

TEST_CASE("an array that lies as expected is known by its first element, any other is not") {
  xt::xtensor<float, 3> const a = xt::xtensor<float, 3>::from_shape({2, 1, 4});
  known_layout const layout({2, 1, 4}, {4, 7, 1});  // the step of an axis of one does not matter
  CHECK(layout.first_element(a) == a.data());
  xt::xtensor<float, 3> const longer = xt::xtensor<float, 3>::from_shape({2, 1, 5});
  CHECK(layout.first_element(longer) == nullptr);
  xt::xtensor<float, 2> const flatter = xt::xtensor<float, 2>::from_shape({2, 4});
  CHECK(layout.first_element(flatter) == nullptr);
  xt::xtensor<float, 3, xt::layout_type::column_major> const other =
      xt::xtensor<float, 3, xt::layout_type::column_major>::from_shape({2, 1, 4});
  CHECK(layout.first_element(other) == nullptr);
  CHECK(known_layout().first_element(a) == nullptr);
}

TEST_CASE("a view is known where its strides are, from its own first element") {
  xt::xtensor<float, 2> const a = xt::xtensor<float, 2>::from_shape({6, 4});
  auto const rows = xt::view(a, xt::range(1, 6, 2), xt::all());
  known_layout const layout({3, 4}, {8, 1});
  CHECK(layout.first_element(rows) == a.data() + 4);
}

TEST_CASE("arrays without elements are never known") {
  xt::xtensor<float, 2> const none = xt::xtensor<float, 2>::from_shape({0, 4});
  CHECK(known_layout({0, 4}, {4, 1}).first_element(none) == nullptr);
}

TEST_CASE("addresses are those of all elements, also of axes that run backwards") {
  std::vector<float> numbers(100);
  float* const at = numbers.data() + 50;
  auto const range = known_layout({3, 4}, {-8, 2}).addresses(at);
  CHECK(range.first == reinterpret_cast<std::uintptr_t>(at - 16));
  CHECK(range.last == reinterpret_cast<std::uintptr_t>(at + 7));
  auto const behind = known_layout({2}, {1}).addresses(at + 7);
  CHECK(are_apart(range, behind));
  CHECK(are_apart(behind, range));
  CHECK_FALSE(are_apart(range, known_layout({2}, {1}).addresses(at + 6)));
}

}  // namespace
