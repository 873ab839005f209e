// SPDX-License-Identifier: BSD-3-Clause
/// The middle of a correlation: the last passes forward, the product with the spectrum of the kernel and the first
/// passes back, a few vectors at a time in one go. There are two kinds, for what the lanes of a vector may be: signals
/// of their own, or the samples of one signal.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/transpose.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/butterflies.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine::fft {

/// What a leaf does with a spectrum: multiply by that of the kernel, or keep that of a kernel, conjugated and scaled.
template <class T, class Arch, std::size_t R>
CONVOLT_ALWAYS_INLINE void multiply_all(complex_vectors<T, Arch, R>& x, T const* spectrum) {
  unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA {
    x[i] = multiply<false>(x[i], complex_vector<T, Arch>::load(spectrum + i * complex_vector<T, Arch>::size));
  });
}

template <class T, class Arch, std::size_t R>
CONVOLT_ALWAYS_INLINE void keep_all(complex_vectors<T, Arch, R> const& x, T* spectrum, T factor) {
  unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA {
    complex_vector<T, Arch> const kept{x[i].re * simd<T, Arch>(factor), x[i].im * simd<T, Arch>(-factor)};
    kept.store(spectrum + i * complex_vector<T, Arch>::size);
  });
}

/// Lanes are signals of their own: the last pass has radix 4 and no twiddle factors.
template <class T, class Arch>
struct signal_leaf {
  using value = complex_vector<T, Arch>;
  static constexpr std::size_t radix = 4;
  static constexpr index least_points = 4;  ///< at a time
  static constexpr index step = static_cast<index>(radix * value::size);

  CONVOLT_NOINLINE static void multiply(T* work, index points, T const* spectrum, T const*, T const*) {
    for (T* const end = work + points * static_cast<index>(value::size); work != end; work += step, spectrum += step) {
      complex_vectors<T, Arch, radix> x = load(work);
      transform_registers<false, T, Arch, radix>(x);
      multiply_all<T, Arch, radix>(x, spectrum);
      transform_registers<true, T, Arch, radix>(x);
      unrolled<radix>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].store(work + i * value::size); });
    }
  }

  /// The spectrum takes the place of the working memory.
  CONVOLT_NOINLINE static void keep(T* work, index points, T factor, T const*, T const*) {
    for (T* const end = work + points * static_cast<index>(value::size); work != end; work += step) {
      complex_vectors<T, Arch, radix> x = load(work);
      transform_registers<false, T, Arch, radix>(x);
      keep_all<T, Arch, radix>(x, work, factor);
    }
  }

 private:
  CONVOLT_ALWAYS_INLINE static complex_vectors<T, Arch, radix> load(T const* work) {
    complex_vectors<T, Arch, radix> x;
    unrolled<radix>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i] = value::load(work + i * value::size); });
    return x;
  }
};

/// Lanes are samples: lane l of vector m is sample m W + l of a block of M W samples. With k = k1 + M k2,
///   X[k] = sum over l of exp(-2 pi i l k2 / W) exp(-2 pi i l k1 / (M W)) (sum over m of x[m, l] exp(-2 pi i m k1 /
///   M)),
/// so that after the transform over the vectors W of them are multiplied by factors lane by lane, transposed, and
/// transformed again (the "four-step" method: Bailey, FFTs in external or hierarchical memory, J. Supercomputing 4,
/// 1990). Transform and transposition are interleaved, since each needs few vectors at a time.
///
/// `lane_factors`: one complex vector per vector of the block, in its order. `square_factors`: for j < E and
/// 1 <= q < Q the factor exp(-2 pi i j q / W).
template <class T, class Arch>
struct sample_leaf {
  using value = complex_vector<T, Arch>;
  static constexpr std::size_t width = value::width;
  static constexpr std::size_t E = part_size<T>, Q = parts<T, Arch>;
  static constexpr std::size_t radix = E;                           ///< of the last pass over the vectors
  static constexpr index least_points = static_cast<index>(width);  ///< at a time
  static constexpr index step = static_cast<index>(width * value::size);

  CONVOLT_NOINLINE static void multiply(T* work, index points, T const* spectrum, T const* lane_factors,
                                        T const* square_factors) {
    alignas(memory_alignment) T square[width * value::size];
    T* const end = work + points * static_cast<index>(value::size);
    for (; work != end; work += step, spectrum += step, lane_factors += step) {
      begin(work, lane_factors, square_factors, square);
      unrolled<Q>([&](auto q) CONVOLT_INLINE_LAMBDA {
        complex_vectors<T, Arch, E> x = load<E, Q>(square + q * value::size);
        transform_registers<false, T, Arch, E>(x);
        multiply_all<T, Arch, E>(x, spectrum + q * E * value::size);
        transform_registers<true, T, Arch, E>(x);
        store<E, Q>(x, square + q * value::size);
      });
      finish(work, lane_factors, square_factors, square);
    }
  }

  CONVOLT_NOINLINE static void keep(T* work, index points, T factor, T const* lane_factors, T const* square_factors) {
    alignas(memory_alignment) T square[width * value::size];
    T* const end = work + points * static_cast<index>(value::size);
    for (; work != end; work += step, lane_factors += step) {
      begin(work, lane_factors, square_factors, square);
      unrolled<Q>([&](auto q) CONVOLT_INLINE_LAMBDA {
        complex_vectors<T, Arch, E> x = load<E, Q>(square + q * value::size);
        transform_registers<false, T, Arch, E>(x);
        keep_all<T, Arch, E>(x, work + q * E * value::size, factor);
      });
    }
  }

 private:
  /// Count vectors, Step apart.
  template <std::size_t Count, std::size_t Step>
  CONVOLT_ALWAYS_INLINE static complex_vectors<T, Arch, Count> load(T const* p) {
    complex_vectors<T, Arch, Count> x;
    unrolled<Count>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i] = value::load(p + i * Step * value::size); });
    return x;
  }
  template <std::size_t Count, std::size_t Step>
  CONVOLT_ALWAYS_INLINE static void store(complex_vectors<T, Arch, Count> const& x, T* p) {
    unrolled<Count>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].store(p + i * Step * value::size); });
  }

  /// The same half of a transposition for the real and for the imaginary parts.
  template <std::size_t Count, class Half>
  CONVOLT_ALWAYS_INLINE static void transpose(complex_vectors<T, Arch, Count>& x, Half const& half) {
    std::array<simd<T, Arch>, Count> part;
    unrolled<Count>([&](auto i) CONVOLT_INLINE_LAMBDA { part[i] = x[i].re; });
    half(part);
    unrolled<Count>([&](auto i) CONVOLT_INLINE_LAMBDA {
      x[i].re = part[i];
      part[i] = x[i].im;
    });
    half(part);
    unrolled<Count>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].im = part[i]; });
  }

  template <bool Conjugate, std::size_t Count>
  CONVOLT_ALWAYS_INLINE static void twist_lanes(complex_vectors<T, Arch, Count>& x, T const* factors) {
    unrolled<Count>([&](auto i) CONVOLT_INLINE_LAMBDA {
      x[i] = fft::multiply<Conjugate>(x[i], value::load(factors + i * value::size));
    });
  }

  static constexpr auto in_parts = [](auto& x) CONVOLT_INLINE_LAMBDA { transpose_in_parts<T, Arch>(x); };
  static constexpr auto of_parts = [](auto& x) CONVOLT_INLINE_LAMBDA { transpose_parts<T, Arch>(x); };

  /// From W vectors of the block to the square, which then lacks the transforms of E neighbours. Column j of the square
  /// is stored as [j][q].
  CONVOLT_ALWAYS_INLINE static void begin(T const* work, T const* lane_factors, T const* square_factors, T* square) {
    unrolled<Q>([&](auto g) CONVOLT_INLINE_LAMBDA {
      complex_vectors<T, Arch, E> x = load<E, 1>(work + g * E * value::size);
      transform_registers<false, T, Arch, E>(x);
      twist_lanes<false, E>(x, lane_factors + g * E * value::size);
      transpose<E>(x, in_parts);
      store<E, Q>(x, square + g * value::size);
    });
    if constexpr (Q > 1) {
      unrolled<E>([&](auto j) CONVOLT_INLINE_LAMBDA {
        complex_vectors<T, Arch, Q> x = load<Q, 1>(square + j * Q * value::size);
        transpose<Q>(x, of_parts);
        transform_registers<false, T, Arch, Q>(x);
        if constexpr (j > 0) { twist<false, T, Arch, Q>(x, square_factors + j * 2 * (Q - 1)); }
        store<Q, 1>(x, square + j * Q * value::size);
      });
    }
  }

  /// The way back.
  CONVOLT_ALWAYS_INLINE static void finish(T* work, T const* lane_factors, T const* square_factors, T* square) {
    if constexpr (Q > 1) {
      unrolled<E>([&](auto j) CONVOLT_INLINE_LAMBDA {
        complex_vectors<T, Arch, Q> x = load<Q, 1>(square + j * Q * value::size);
        if constexpr (j > 0) { twist<true, T, Arch, Q>(x, square_factors + j * 2 * (Q - 1)); }
        transform_registers<true, T, Arch, Q>(x);
        transpose<Q>(x, of_parts);
        store<Q, 1>(x, square + j * Q * value::size);
      });
    }
    unrolled<Q>([&](auto g) CONVOLT_INLINE_LAMBDA {
      complex_vectors<T, Arch, E> x = load<E, Q>(square + g * value::size);
      transpose<E>(x, in_parts);
      twist_lanes<true, E>(x, lane_factors + g * E * value::size);
      transform_registers<true, T, Arch, E>(x);
      store<E, 1>(x, work + g * E * value::size);
    });
  }
};

}  // namespace convolt::engine::fft
