// SPDX-License-Identifier: BSD-3-Clause
/// The bridge to xtensor: temporaries of an xarray have its shape. Without the repair in core/xt.hpp, g++ with xtensor
/// 0.24 in C++20 gives them four axes with extents from nowhere.
#include <convolt/core/xt.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

namespace {

xt::xarray<double> counting_matrix() { return xt::reshape_view(xt::arange<double>(6.0), {2, 3}); }

template <class E>
std::vector<std::size_t> shape_of(E const& e) {
  return {e.shape().begin(), e.shape().end()};
}

using extents = std::vector<std::size_t>;

}  // namespace

TEST_CASE("the temporary of an xarray expression is an xarray") {
  auto const a = counting_matrix();
  auto const expression = a + a;
  static_assert(std::is_same_v<xt::temporary_type_t<std::decay_t<decltype(expression)>>, xt::xarray<double>>);
  CHECK(shape_of(expression) == extents{2, 3});
}

TEST_CASE("evaluating an xarray expression keeps shape and values") {
  auto const a = counting_matrix();
  auto const sums = xt::eval(a + 2.0 * a);
  CHECK(shape_of(sums) == extents{2, 3});
  for (std::size_t row = 0; row < 2; ++row) {
    for (std::size_t column = 0; column < 3; ++column) { CHECK(sums(row, column) == 3.0 * a(row, column)); }
  }
}

TEST_CASE("an immediate reduction of an xarray keeps the other axes") {
  auto const a = counting_matrix();
  auto const rows = xt::sum(a, {1}, xt::evaluation_strategy::immediate);
  CHECK(shape_of(rows) == extents{2});
  CHECK(rows(0) == 3.0);
  CHECK(rows(1) == 12.0);
  auto const columns = xt::sum(a, {0}, xt::evaluation_strategy::immediate);
  CHECK(shape_of(columns) == extents{3});
  CHECK(columns(2) == 7.0);
}

TEST_CASE("an xarray of five axes survives evaluation") {
  xt::xarray<float> const a = xt::ones<float>({2, 1, 3, 1, 2});
  auto const twice = xt::eval(a + a);
  CHECK(shape_of(twice) == extents{2, 1, 3, 1, 2});
  CHECK(twice(1, 0, 2, 0, 1) == 2.0F);
}

TEST_CASE("an xarray assigned from an expression of itself keeps its shape") {
  auto a = counting_matrix();
  a = a * a + 1.0;
  CHECK(shape_of(a) == extents{2, 3});
  CHECK(a(1, 2) == 26.0);
}
