// SPDX-License-Identifier: BSD-3-Clause
/// Transforms of as many lines side by side as a vector has lanes: point m of all of them is one complex vector, and
/// the code reads like that of a single line. Every pass goes from one array to another and leaves them in order
/// (Stockham's method: Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, section 1.7).
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/butterflies.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/factors.hpp>
#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <array>
#include <complex>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine::fft {

/// The transforms of one length, whose primes are at most largest_radix.
template <VectorElement T, class Arch>
class column_transform {
  using value = complex_vector<T, Arch>;
  static constexpr index step = static_cast<index>(value::size);

 public:
  column_transform() = default;
  /// Throws std::bad_alloc.
  CONVOLT_COLD explicit column_transform(index points) : points_(points) {
    index factors = 0, rest = points;
    for (index const radix : radices_of<Arch>(points)) {
      rest /= radix;
      passes_.push_back({.radix = radix, .points = rest, .stride = points / (rest * radix), .factors = factors});
      factors += 2 * (rest * (radix - 1) + (radix > 5 ? radix : 0));
    }
    factors_ = aligned_array<T>(static_cast<std::size_t>(factors));
    for (pass_plan const& now : passes_) { set_factors(now); }
  }

  [[nodiscard]] index points() const noexcept { return points_; }
  [[nodiscard]] std::size_t table_bytes() const noexcept { return factors_.size() * sizeof(T); }
  /// Elements of each of the two arrays of a run.
  [[nodiscard]] std::size_t work_size() const noexcept { return static_cast<std::size_t>(points_ * step); }

  /// Of what is in `from`, with `other` to work in. Returns which of the two has the results.
  T* run(T* from, T* other) const {
    for (pass_plan const& now : passes_) {
      switch (now.radix) {
        case 2:
          pass<2>(now, from, other);
          break;
        case 3:
          pass<3>(now, from, other);
          break;
        case 4:
          pass<4>(now, from, other);
          break;
        case 5:
          pass<5>(now, from, other);
          break;
        default:
          pass_by_sums(now, from, other);
      }
      std::swap(from, other);
    }
    return from;
  }

 private:
  /// Number `points * i + p` of a line, with i < radix, takes part in butterfly p; every point is `stride` vectors.
  struct pass_plan {
    index radix, points, stride;
    index factors;  ///< where they begin: radix - 1 for every p; and then all roots, for a radix without a butterfly
  };

  CONVOLT_COLD void set_factors(pass_plan const& now) {
    T* p = factors_.data() + now.factors;
    auto const set = [&p](std::complex<double> const& root) {
      *p++ = static_cast<T>(root.real());
      *p++ = static_cast<T>(root.imag());
    };
    index const size = now.radix * now.points;
    for (index n = 0; n < now.points; ++n) {
      for (index k = 1; k < now.radix; ++k) { set(unit_root<Arch>(n * k % size, size)); }
    }
    for (index k = 0; now.radix > 5 && k < now.radix; ++k) { set(unit_root<Arch>(k, now.radix)); }
  }

  template <std::size_t R>
  CONVOLT_ALWAYS_INLINE void pass(pass_plan const& now, T const* from, T* to) const {
    if (now.points == 1) {
      butterflies<R, false>(from, to, 1, now.stride, nullptr);
    } else {
      butterflies<R, true>(from, to, now.points, now.stride, factors_.data() + now.factors);
    }
  }

  template <std::size_t R, bool Twisted>
  CONVOLT_NOINLINE static void butterflies(T const* from, T* to, index points, index stride, T const* factors) {
    index const in_step = points * stride * step, out_step = stride * step;
    for (index p = 0; p < points; ++p) {
      for (index q = 0; q < stride; ++q, from += step, to += step) {
        complex_vectors<T, Arch, R> x;
        unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i] = value::load(from + index(i) * in_step); });
        transform_registers<false, T, Arch, R>(x);
        if constexpr (Twisted) { twist<false, T, Arch, R>(x, factors); }
        unrolled<R>([&](auto i) CONVOLT_INLINE_LAMBDA { x[i].store(to + index(i) * out_step); });
      }
      to += static_cast<index>(R - 1) * out_step;
      factors += Twisted ? static_cast<index>(2 * (R - 1)) : 0;
    }
  }

  /// Any odd radix, by the sums that define the transform: values that mirror each other share their products.
  CONVOLT_NOINLINE void pass_by_sums(pass_plan const& now, T const* from, T* to) const {
    index const in_step = now.points * now.stride * step, out_step = now.stride * step;
    T const* factors = factors_.data() + now.factors;
    T const* const roots = factors + 2 * now.points * (now.radix - 1);
    for (index p = 0; p < now.points; ++p, factors += 2 * (now.radix - 1)) {
      for (index q = 0; q < now.stride; ++q, from += step, to += step) {
        sums(now.radix, from, in_step, roots, factors, to, out_step);
      }
      to += (now.radix - 1) * out_step;
    }
  }

  static void sums(index radix, T const* from, index in_step, T const* roots, T const* factors, T* to, index out_step) {
    std::array<value, static_cast<std::size_t>(largest_radix / 2)> even, odd;
    value const first = value::load(from);
    value total = first;
    std::size_t const half = static_cast<std::size_t>(radix / 2);
    for (std::size_t j = 0; j < half; ++j) {
      value const a = value::load(from + index(j + 1) * in_step);
      value const b = value::load(from + (radix - 1 - index(j)) * in_step);
      even[j] = a + b;
      odd[j] = a - b;
      total = total + even[j];
    }
    total.store(to);
    for (index k = 1; k <= index(half); ++k) {
      value cosines = first, sines{simd<T, Arch>(T(0)), simd<T, Arch>(T(0))};
      index root = 0;
      for (std::size_t j = 0; j < half; ++j) {
        root = root + k < radix ? root + k : root + k - radix;
        cosines = add_scaled(cosines, even[j], simd<T, Arch>(roots[2 * root]));
        sines = add_scaled(sines, odd[j], simd<T, Arch>(-roots[2 * root + 1]));
      }
      value a, b;
      set_mirrored<false>(cosines, sines, a, b);
      store_twisted(a, factors, k, to + k * out_step);
      store_twisted(b, factors, radix - k, to + (radix - k) * out_step);
    }
  }
  static void store_twisted(value const& x, T const* factors, index k, T* to) {
    multiply<false>(x, value::broadcast(factors + 2 * (k - 1))).store(to);
  }

  index points_ = 1;
  std::vector<pass_plan> passes_;
  aligned_array<T> factors_;
};

}  // namespace convolt::engine::fft
