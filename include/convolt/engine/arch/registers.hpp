// SPDX-License-Identifier: BSD-3-Clause
/// Numbers that are to stay in registers: each has a name of its own, and loops over them are unrolled.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine {

// The accumulators are named one by one through these bases: arrays of them end up in memory on one compiler or the
// other.
template <class Register, std::size_t I>
struct cell {
  Register value;
};
template <class Register, class Indices>
struct cells;
template <class Register, std::size_t... I>
struct cells<Register, std::index_sequence<I...>> : cell<Register, I>... {};

template <std::size_t I, class Register>
CONVOLT_ALWAYS_INLINE Register& at(cell<Register, I>& c) {
  return c.value;
}

template <std::size_t N>
using upto = std::make_index_sequence<N>;

/// Call f with the integral constants 0 to N - 1. A loop over an array would keep the array in memory.
template <std::size_t N, class F>
CONVOLT_ALWAYS_INLINE void unrolled(F const& f) {
  [&]<std::size_t... i>(std::index_sequence<i...>)
      CONVOLT_INLINE_LAMBDA { (f(std::integral_constant<std::size_t, i>{}), ...); }(std::make_index_sequence<N>{});
}

}  // namespace convolt::engine
