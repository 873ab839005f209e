// SPDX-License-Identifier: BSD-3-Clause
/// The passes of the transforms over memory. A forward pass is decimation in frequency: it cuts a block of R * span
/// vectors into R blocks of span vectors, block i with the frequencies that are i modulo R. An inverse pass is its
/// mirror image, decimation in time. Nothing is ever put in order: a product of two spectra needs none.
/// Formulas: Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, sections 1.9 and 2.4.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/butterflies.hpp>
#include <convolt/engine/fft/complex_vector.hpp>

#include <cstddef>
#include <cstdint>

namespace convolt::engine::fft {

/// Two real signals, which travel as the real and the imaginary parts: neighbouring vectors of each are `step` elements
/// apart, at any address.
template <class T>
struct signal_pair {
  T const* first;
  T const* second;
  index first_step, second_step;
  index next = 0;  ///< how far on the signals lie that are read after these; they are fetched on the way
};

/// Where two real results go, as output = scale * result + bias; the first `count` vectors of each are stored.
template <class T>
struct result_pair {
  T* first;
  T* second;
  index first_step, second_step;
  index count;
  T scale;
  T const* bias;             ///< one vector
  bool past_caches = false;  ///< store so; then all addresses are aligned
};

/// The address may lie outside all arrays: nothing is read.
template <class T>
CONVOLT_ALWAYS_INLINE void fetch_beyond(T const* p, index bytes) {
  fetch_for_reading(
      reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(p) + static_cast<std::uintptr_t>(bytes)));
}

template <std::size_t R>
inline constexpr index twiddles_per_butterfly = static_cast<index>(2 * (R - 1));

/// The passes with radix R. `twiddles`: for every n < span the R - 1 factors exp(-2 pi i n k / (R span)), k >= 1.
template <class T, class Arch, std::size_t R>
struct pass {
  using value = complex_vector<T, Arch>;
  static constexpr index size = static_cast<index>(value::size);

  /// All of `blocks` neighbouring blocks, in place.
  CONVOLT_NOINLINE static void forward(T* work, index span, index blocks, T const* twiddles) {
    for (index b = 0; b < blocks; ++b, work += static_cast<index>(R) * span * size) {
      T const* w = twiddles;
      for (T* p = work; p != work + span * size; p += size, w += twiddles_per_butterfly<R>) {
        complex_vectors<T, Arch, R> x;
        unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i] = value::load(p + index(i) * span * size); });
        transform_registers<false, T, Arch, R>(x);
        twist<false, T, Arch, R>(x, w);
        unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].store(p + index(i) * span * size); });
      }
    }
  }

  CONVOLT_NOINLINE static void inverse(T* work, index span, index blocks, T const* twiddles) {
    for (index b = 0; b < blocks; ++b, work += static_cast<index>(R) * span * size) {
      T const* w = twiddles;
      for (T* p = work; p != work + span * size; p += size, w += twiddles_per_butterfly<R>) {
        complex_vectors<T, Arch, R> x;
        unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i] = value::load(p + index(i) * span * size); });
        twist<true, T, Arch, R>(x, w);
        transform_registers<true, T, Arch, R>(x);
        unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].store(p + index(i) * span * size); });
      }
    }
  }

  /// The first forward pass, over a single block: from the signals into the working memory.
  CONVOLT_NOINLINE static void enter(signal_pair<T> const& from, T* work, index span, T const* twiddles) {
    T const* first = from.first;
    T const* second = from.second;
    index const first_row = span * from.first_step;
    index const second_row = span * from.second_step;
    index const next_bytes = from.next * static_cast<index>(sizeof(T));
    for (T* p = work; p != work + span * size; p += size, twiddles += twiddles_per_butterfly<R>) {
      complex_vectors<T, Arch, R> x;
      unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA {
        x[i].re = simd<T, Arch>::load_unaligned(first + index(i) * first_row);
        x[i].im = simd<T, Arch>::load_unaligned(second + index(i) * second_row);
      });
      unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA {
        fetch_beyond(first + index(i) * first_row, next_bytes);
        fetch_beyond(second + index(i) * second_row, next_bytes);
      });
      transform_registers<false, T, Arch, R>(x);
      twist<false, T, Arch, R>(x, twiddles);
      unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].store(p + index(i) * span * size); });
      first += from.first_step;
      second += from.second_step;
    }
  }

  /// The last inverse pass, from the working memory into the results. Returns whether all results are finite.
  CONVOLT_NOINLINE static bool leave(T const* work, result_pair<T> const& to, index span, T const* twiddles) {
    index const full_rows = to.count / span;
    index const partial = to.count % span;
    finite_numbers<T, Arch> seen;
    columns const left{.begin = 0, .end = partial, .rows = full_rows + 1};
    columns const right{.begin = partial, .end = span, .rows = full_rows};
    if (!is_compact<Arch> && to.past_caches) {
      leave_columns<!is_compact<Arch>>(work, to, left, span, twiddles, seen);
      leave_columns<!is_compact<Arch>>(work, to, right, span, twiddles, seen);
    } else {
      leave_columns<false>(work, to, left, span, twiddles, seen);
      leave_columns<false>(work, to, right, span, twiddles, seen);
    }
    return seen.all();
  }

 private:
  /// Butterflies of which only the first `rows` results are stored.
  struct columns {
    index begin, end, rows;
  };

  template <bool PastCaches>
  CONVOLT_ALWAYS_INLINE static void store(simd<T, Arch> const& x, T* p) {
    if constexpr (PastCaches) {
      store_past_caches<T, Arch>(x, p);
    } else {
      x.store_unaligned(p);
    }
  }

  template <bool PastCaches>
  CONVOLT_NOINLINE static void leave_columns(T const* work, result_pair<T> const& to, columns const& part, index span,
                                             T const* twiddles, finite_numbers<T, Arch>& seen) {
    simd<T, Arch> const scale(to.scale);
    simd<T, Arch> const bias = simd<T, Arch>::load_aligned(to.bias);
    T* first = to.first + part.begin * to.first_step;
    T* second = to.second + part.begin * to.second_step;
    index const first_row = span * to.first_step;
    index const second_row = span * to.second_step;
    T const* w = twiddles + part.begin * twiddles_per_butterfly<R>;
    T const* const end = work + part.end * size;
    for (T const* p = work + part.begin * size; p != end; p += size, w += twiddles_per_butterfly<R>) {
      complex_vectors<T, Arch, R> x;
      unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i] = value::load(p + index(i) * span * size); });
      twist<true, T, Arch, R>(x, w);
      transform_registers<true, T, Arch, R>(x);
      // Their sum is not finite if one of them is not. Where it overflows, this only takes longer.
      simd<T, Arch> sum(T(0));
      unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA {
        if (index(i) < part.rows) {
          sum = sum + (x[i].re + x[i].im);
          store<PastCaches>(product_plus<T, Arch>(x[i].re, scale, bias), first + index(i) * first_row);
          store<PastCaches>(product_plus<T, Arch>(x[i].im, scale, bias), second + index(i) * second_row);
        }
      });
      seen.add(sum);
      first += to.first_step;
      second += to.second_step;
    }
  }
};

}  // namespace convolt::engine::fft
