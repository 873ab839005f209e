// SPDX-License-Identifier: BSD-3-Clause
/// The family of 64-bit ARM: what the instructions of NEON do better than the generic functions. SVE has other vectors,
/// and takes the generic ones.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <concepts>
#include <cstddef>
#include <cstring>

namespace convolt::engine {

#if defined(__aarch64__) && defined(__ARM_NEON)
template <class Arch>
  requires std::same_as<typename simd<float, Arch>::register_type, float32x4_t>
struct family<float, Arch, 16> : generic_family<float, Arch> {
  using typename generic_family<float, Arch>::vec;

  // xsimd 8 rounds the product by itself.
  CONVOLT_ALWAYS_INLINE static vec minus_product(vec const& a, vec const& b, vec const& c) {
    return vec(vfmsq_f32(c.data, a.data, b.data));
  }
  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(float const* p) {
    static_assert(K == 2);
    double pair;
    std::memcpy(&pair, p, sizeof pair);
    return vec(vreinterpretq_f32_f64(vdupq_n_f64(pair)));
  }
};

template <class Arch>
  requires std::same_as<typename simd<double, Arch>::register_type, float64x2_t>
struct family<double, Arch, 16> : generic_family<double, Arch> {
  using typename generic_family<double, Arch>::vec;

  CONVOLT_ALWAYS_INLINE static vec minus_product(vec const& a, vec const& b, vec const& c) {
    return vec(vfmsq_f64(c.data, a.data, b.data));
  }
};
#endif

}  // namespace convolt::engine
