// SPDX-License-Identifier: BSD-3-Clause
/// One row of tables.json with elements of type T: small integers by the fill rule of the file, one exact checksum.
#pragma once

#include <golden/attempt.hpp>
#include <golden/call_parameters.hpp>
#include <golden/compare.hpp>
#include <golden/operands.hpp>
#include <golden/operations.hpp>
#include <golden/runs.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace convolt::golden {

template <class T>
xt::xarray<T> fill_by_rule(extents const& shape, std::int64_t factor, std::int64_t offset, std::int64_t modulus,
                           std::int64_t shift) {
  xt::xarray<T> a = make_filled(shape, T(0));
  std::int64_t n = 0;
  for (T& x : a.storage()) { x = static_cast<T>((factor * n++ + offset) % modulus - shift); }
  return a;
}

template <class T>
std::int64_t checksum_of(xt::xarray<T> const& out) {
  std::int64_t sum = 0;
  std::int64_t n = 0;
  for (T const x : out.storage()) {
    auto const whole = static_cast<std::int64_t>(x);
    if (static_cast<T>(whole) != x) { throw std::runtime_error("an element is no integer: " + std::to_string(x)); }
    sum += whole * (3 * n++ % 13 - 6);
  }
  return sum;
}

template <class Op, class T>
void run_table_call(table_row const& row) {
  if constexpr (Op::operands.size() != 2) {
    throw std::runtime_error("tables of an operation without rhs are not supported");
  } else {
    call_parameters const p = read_parameters(row.params, row.lhs_shape.size() < 2 ? 0 : row.lhs_shape.size() - 2);
    xt::xarray<T> const lhs = fill_by_rule<T>(row.lhs_shape, 7, 3, 11, 5);
    xt::xarray<T> const rhs = fill_by_rule<T>(row.rhs_shape, 5, 1, 7, 3);
    xt::xarray<T> const out = Op::template call<void>(p, lhs, rhs);
    extents const shape(out.shape().begin(), out.shape().end());
    if (shape != row.out_shape) {
      throw std::runtime_error("shape " + to_text(shape) + ", want " + to_text(row.out_shape));
    }
    std::int64_t const sum = checksum_of(out);
    if (sum != row.checksum) {
      throw std::runtime_error("checksum " + std::to_string(sum) + ", want " + std::to_string(row.checksum));
    }
  }
}

template <class T>
complaints run_table_row_of(table_row const& row) {
  complaints all;
  attempt(all, row.op + " of " + std::string(dtype_name<T>), [&] {
    bool const known = with_forward_operation(row.op, [&]<class Op>() { run_table_call<Op, T>(row); });
    if (!known) { throw std::runtime_error("this operation is not supported"); }
  });
  return all;
}

}  // namespace convolt::golden
