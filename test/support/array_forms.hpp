// SPDX-License-Identifier: BSD-3-Clause
/// The same 3 x 4 matrix in every form that an xtensor expression can take: containers of both layouts, fixed shapes,
/// adaptors over foreign memory, views with offsets, gaps and negative steps, lazy expressions of static and dynamic
/// rank.
#pragma once

#include <convolt/core/xt.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace test {

inline constexpr std::size_t form_rows = 3, form_columns = 4;

/// The element (i, j): of both signs, in no order, no two equal, exact in binary.
constexpr double form_value(std::size_t i, std::size_t j) {
  return static_cast<double>((i * 29 + j * 17) % 37) / 4. - 3.;
}

template <class M>
void fill_form(M& m) {
  for (std::size_t i = 0; i < form_rows; ++i) {
    for (std::size_t j = 0; j < form_columns; ++j) { m(i, j) = form_value(i, j); }
  }
}

/// Calls f(expression) for each form; the expressions are lvalues that live as long as the call.
template <class F>
void for_each_form(F f) {
  std::array<std::size_t, 2> const shape{form_rows, form_columns};
  auto matrix = xt::xtensor<double, 2>::from_shape(shape);
  fill_form(matrix);
  f(matrix);

  xt::xarray<double> dynamic = matrix;
  f(dynamic);

  xt::xtensor_fixed<double, xt::xshape<3, 4>> fixed;
  fill_form(fixed);
  f(fixed);

  auto columns_first = xt::xtensor<double, 2, xt::layout_type::column_major>::from_shape(shape);
  fill_form(columns_first);
  f(columns_first);

  double buffer[form_rows * form_columns] = {};
  auto adapted = xt::adapt(&buffer[0], form_rows * form_columns, xt::no_ownership(), shape);
  fill_form(adapted);
  f(adapted);

  // Every second row and column of the last slice of something larger: offset and gaps.
  xt::xtensor<double, 3> large = 1e300 * xt::ones<double>({2, 6, 9});
  auto sparse = xt::view(large, 1, xt::range(1, 6, 2), xt::range(0, 8, 2));
  fill_form(sparse);
  f(sparse);

  auto transposed = xt::xtensor<double, 2>::from_shape({form_columns, form_rows});
  auto back = xt::transpose(transposed);
  fill_form(back);
  f(back);

  auto lazy = 2. * matrix - matrix;
  f(lazy);
  auto lazy_dynamic = dynamic + 0. * matrix;
  f(lazy_dynamic);
}

}  // namespace test
