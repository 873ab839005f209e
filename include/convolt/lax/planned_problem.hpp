// SPDX-License-Identifier: BSD-3-Clause
/// The problem that a plan solves, and who solves it again. Layer: lax.
#pragma once

#include <convolt/array/strided_copy.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/surroundings.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/surroundings.hpp>

#include <string_view>

namespace convolt::lax::detail {

/// That of the call, or of its inner convolution where the boundary is not zero.
template <class T, class Outside>
engine::problem planned_problem(std::string_view where, Outside const& beyond, geometry::resolved_conv const& r,
                                index_list const& lhs_shape, index_list const& lhs_strides,
                                index_list const& rhs_strides, index_list const& out_strides) {
  if (beyond.is_zero()) { return resolved::make_problem(r, lhs_strides, rhs_strides, out_strides, 1); }
  if (beyond.transposed) {
    geometry::inner_convolution const inner = geometry::before_folding(where, r, sizeof(T));
    return resolved::make_problem(inner.r, lhs_strides, rhs_strides, arrays::row_major_strides(inner.shape), 0);
  }
  geometry::inner_convolution const inner = geometry::with_surroundings(where, beyond.kind, r, lhs_shape, sizeof(T));
  return resolved::make_problem(inner.r, arrays::row_major_strides(inner.shape), rhs_strides, out_strides, 1);
}

/// Computes what was planned, whatever problem is named.
template <class T>
struct planned_engine {
  engine::planned<T> const& plan;
  executor_ref executor;

  void run(engine::problem const&, engine::operands<T> const& x) const { engine::run(plan, x, executor); }
};

}  // namespace convolt::lax::detail
