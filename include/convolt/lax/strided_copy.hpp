// SPDX-License-Identifier: BSD-3-Clause
/// Copies between arrays of one shape that lie in memory in different ways, for plans: a plan is made for one layout,
/// and arrays that lie otherwise pass through memory that each thread keeps.
/// Layer: lax.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/lax/operand.hpp>

#include <cstddef>

namespace convolt::lax::detail {

/// Strides of an array without gaps, the last axis fastest. The number of elements must fit in an index.
inline index_list row_major_strides(index_list const& shape) {
  index_list strides = index_list::filled(shape.size(), 0);
  index step = 1;
  for (std::size_t i = shape.size(); i-- > 0;) {
    strides[i] = step;
    step *= shape[i];
  }
  return strides;
}

/// Whether all elements are at the same distances from the first. Strides along which there is no second element do not
/// matter.
inline bool same_layout(index_list const& shape, index_list const& a, index_list const& b) {
  bool same = true, empty = false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    same = same && (shape[i] <= 1 || a[i] == b[i]);
    empty = empty || shape[i] == 0;
  }
  return same || empty;
}

/// Every element of `from` as an element of T to its place in `to`. The shapes are equal, and not empty.
template <class T, class E>
void copy_strided(strided<E const> const& from, strided<T> const& to, std::size_t axis = 0) {
  if (axis == from.shape.size()) {
    *to.data = static_cast<T>(*from.data);
    return;
  }
  index const from_step = from.strides[axis], to_step = to.strides[axis];
  if (axis + 1 == from.shape.size()) {
    for (index i = 0; i < from.shape[axis]; ++i) { to.data[i * to_step] = static_cast<T>(from.data[i * from_step]); }
    return;
  }
  strided<E const> source = from;
  strided<T> target = to;
  for (index i = 0; i < from.shape[axis]; ++i) {
    source.data = from.data + i * from_step;
    target.data = to.data + i * to_step;
    copy_strided(source, target, axis + 1);
  }
}

/// Memory of the calling thread for such copies.
inline engine::workspace& copies_workspace() {
  thread_local engine::workspace space;
  return space;
}

}  // namespace convolt::lax::detail
