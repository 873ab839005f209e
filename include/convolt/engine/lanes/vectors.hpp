// SPDX-License-Identifier: BSD-3-Clause
/// The vectors that the loops over channels compute with.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <cmath>
#include <cstddef>

namespace convolt::engine::lanes_of_channels {

/// A number alone: a channel that has no neighbours, or all of them where the instruction set has no vectors. The same
/// operations, with the same results.
template <class T, class Arch>
struct single {
  T value;
  static constexpr index width = 1;
  CONVOLT_ALWAYS_INLINE static single load(T const* p) { return {*p}; }
  CONVOLT_ALWAYS_INLINE static single load_once(T const* p) { return {*p}; }
  CONVOLT_ALWAYS_INLINE static single broadcast(T x) { return {x}; }
  CONVOLT_ALWAYS_INLINE void store(T* p) const { *p = value; }
  CONVOLT_ALWAYS_INLINE friend single sum(single a, single b) { return {a.value + b.value}; }
  CONVOLT_ALWAYS_INLINE friend single difference(single a, single b) { return {a.value - b.value}; }
  CONVOLT_ALWAYS_INLINE friend single product(single a, single b) { return {a.value * b.value}; }
  CONVOLT_ALWAYS_INLINE friend single product_plus(single a, single b, single c) {
    if constexpr (has_fused_products) {
      return {std::fma(a.value, b.value, c.value)};
    } else {
      return {a.value * b.value + c.value};
    }
  }
  CONVOLT_ALWAYS_INLINE friend single product_minus(single a, single b, single c) {
    return product_plus(a, b, single{-c.value});
  }
  CONVOLT_ALWAYS_INLINE friend single minus_product(single a, single b, single c) {
    return product_plus(single{-a.value}, b, c);
  }
  CONVOLT_ALWAYS_INLINE static void add_product(single& sum, single a, single b) { sum = product_plus(a, b, sum); }
};

/// A vector of neighbouring channels. Its operations are written by name: each is rounded once where the instruction
/// set can, wherever it stands, so that results do not depend on how loops were cut.
template <class T, class Arch>
struct several {
  simd<T, Arch> value;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  CONVOLT_ALWAYS_INLINE static several load(T const* p) { return {simd<T, Arch>::load_unaligned(p)}; }
  /// For more than one use.
  CONVOLT_ALWAYS_INLINE static several load_once(T const* p) {
    return {in_register<T, Arch>(simd<T, Arch>::load_unaligned(p))};
  }
  CONVOLT_ALWAYS_INLINE static several broadcast(T x) { return {simd<T, Arch>(x)}; }
  CONVOLT_ALWAYS_INLINE void store(T* p) const { value.store_unaligned(p); }
  CONVOLT_ALWAYS_INLINE friend several sum(several const& a, several const& b) { return {a.value + b.value}; }
  CONVOLT_ALWAYS_INLINE friend several difference(several const& a, several const& b) { return {a.value - b.value}; }
  CONVOLT_ALWAYS_INLINE friend several product(several const& a, several const& b) { return {a.value * b.value}; }
  CONVOLT_ALWAYS_INLINE friend several product_plus(several const& a, several const& b, several const& c) {
    return {engine::product_plus<T, Arch>(a.value, b.value, c.value)};
  }
  CONVOLT_ALWAYS_INLINE friend several product_minus(several const& a, several const& b, several const& c) {
    return {engine::product_minus<T, Arch>(a.value, b.value, c.value)};
  }
  CONVOLT_ALWAYS_INLINE friend several minus_product(several const& a, several const& b, several const& c) {
    return {engine::minus_product<T, Arch>(a.value, b.value, c.value)};
  }
  CONVOLT_ALWAYS_INLINE static void add_product(several& sum, several const& a, several const& b) {
    engine::add_product<T, Arch>(sum.value, a.value, b.value);
  }
};

template <class T, class Arch>
struct lane_vector {
  using type = single<T, Arch>;
};
template <class T, class Arch>
  requires has_vector_loops<T, Arch>
struct lane_vector<T, Arch> {
  using type = several<T, Arch>;
};
/// What the loops compute with.
template <class T, class Arch>
using lane_vector_t = typename lane_vector<T, Arch>::type;

}  // namespace convolt::engine::lanes_of_channels
