// SPDX-License-Identifier: BSD-3-Clause
/// The transform of one line whose length has small primes only. The line is cut into R rows of C columns. With
/// n = C r + c and k = k1 + R k2,
///   y[k] = sum over c of exp(-2 pi i c k2 / C) exp(-2 pi i c k1 / (R C)) (sum over r of x[r, c] exp(-2 pi i r k1 /
///   R)):
/// transforms of the columns, a factor for each number, and transforms of the rows; in both, neighbouring lines are
/// lanes, so memory is gone through twice however long the line is (Bailey, FFTs in external or hierarchical memory, J.
/// Supercomputing 4, 1990).
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/transpose.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/columns.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/factors.hpp>
#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>

namespace convolt::engine::fft {

/// The roots exp(-2 pi i m (k + l) / N) in lane l, as products of one for k and of those for the lanes.
template <VectorElement T, class Arch>
CONVOLT_COLD void set_lane_roots(index m, index size, T* to) {
  for (index l = 0; l < static_cast<index>(lanes<T, Arch>); ++l) {
    std::complex<double> const root = unit_root<Arch>(m * l % size, size);
    to[l] = static_cast<T>(root.real());
    to[l + static_cast<index>(lanes<T, Arch>)] = static_cast<T>(root.imag());
  }
}
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE complex_vector<T, Arch> in_all_lanes(std::complex<double> const& root) {
  return {simd<T, Arch>(static_cast<T>(root.real())), simd<T, Arch>(static_cast<T>(root.imag()))};
}

template <VectorElement T, class Arch>
class smooth_line {
  using value = complex_vector<T, Arch>;
  static constexpr index width = static_cast<index>(value::width);
  static constexpr index step = static_cast<index>(value::size);

 public:
  smooth_line() = default;
  /// size: is_smooth. Throws std::bad_alloc.
  CONVOLT_COLD explicit smooth_line(index size)
      : size_(size),
        shape_(best_shape<Arch>(size, width, static_cast<index>(sizeof(T)))),
        over_columns_(shape_.rows),
        over_rows_(shape_.columns),
        roots_(size),
        lane_roots_(static_cast<std::size_t>(shape_.rows * step)) {
    for (index k = 0; k < shape_.rows; ++k) { set_lane_roots<T, Arch>(k, size, lane_roots_.data() + k * step); }
  }

  [[nodiscard]] index size() const noexcept { return size_; }
  [[nodiscard]] std::size_t table_bytes() const noexcept {
    return over_columns_.table_bytes() + over_rows_.table_bytes() + roots_.bytes() + lane_roots_.size() * sizeof(T);
  }
  /// Elements to work in.
  [[nodiscard]] std::size_t work_size() const noexcept {
    return block_size() * 2 + static_cast<std::size_t>(padded_rows() * row_step());
  }

  /// Results may take the place of x. `work`: aligned.
  void run(places<T const> x, places<T> y, T* work) const {
    T* const a = work;
    T* const b = a + block_size();
    T* const middle = b + block_size();
    for (index c = 0; c < shape_.columns; c += width) { transform_columns(x, c, a, b, middle + c / width * step); }
    for (index k = 0; k < shape_.rows; k += width) { transform_rows(middle + k * row_step(), k, a, b, y); }
  }

 private:
  [[nodiscard]] std::size_t block_size() const noexcept {
    // The last block of columns that are transposed may reach beyond them.
    return std::max(over_columns_.work_size(), over_rows_.work_size() + static_cast<std::size_t>(width * step));
  }
  [[nodiscard]] index row_step() const noexcept { return (shape_.columns + width - 1) / width * step; }
  [[nodiscard]] index padded_rows() const noexcept { return (shape_.rows + width - 1) / width * width; }

  static CONVOLT_ALWAYS_INLINE simd<T, Arch> load_some(T const* p, index count) {
    return count >= width ? simd<T, Arch>::load_unaligned(p) : load_lanes<T, Arch>(p, count);
  }

  /// `count` complex numbers that lie side by side, from p on: real parts, or the other ones, first.
  static CONVOLT_ALWAYS_INLINE value load_pairs(T const* p, index count, bool imaginary_first) {
    simd<T, Arch> first = load_some(p, 2 * count);
    simd<T, Arch> second = 2 * count > width ? load_some(p + width, 2 * count - width) : simd<T, Arch>(T(0));
    unzip<T, Arch>(first, second);
    return imaginary_first ? value{second, first} : value{first, second};
  }
  static CONVOLT_ALWAYS_INLINE void store_pairs(value const& x, T* p, index count, bool imaginary_first) {
    simd<T, Arch> first = imaginary_first ? x.im : x.re, second = imaginary_first ? x.re : x.im;
    zip<T, Arch>(first, second);
    store_lanes<T, Arch>(first, p, 0, std::min(width, 2 * count));
    if (2 * count > width) { store_lanes<T, Arch>(second, p + width, 0, 2 * count - width); }
  }

  CONVOLT_NOINLINE void load_columns(places<T const> x, index c, T* a) const {
    index const count = std::min(width, shape_.columns - c);
    bool const turned = x.im < x.re;
    T const* const pairs = turned ? x.im : x.re;
    for (index r = 0; r < shape_.rows; ++r) {
      index const n = r * shape_.columns + c;
      if (x.step == 2) {
        load_pairs(pairs + 2 * n, count, turned).store(a + r * step);
      } else {
        value{load_some(x.re + n, count), load_some(x.im + n, count)}.store(a + r * step);
      }
    }
  }

  /// Columns c, c + 1, ..: from the line into every row of the middle.
  CONVOLT_NOINLINE void transform_columns(places<T const> x, index c, T* a, T* b, T* middle) const {
    load_columns(x, c, a);
    T const* const from = over_columns_.run(a, b);
    index root = 0;  // c k
    for (index k = 0; k < shape_.rows; ++k) {
      value const factor =
          multiply<false>(in_all_lanes<T, Arch>(roots_(root)), value::load(lane_roots_.data() + k * step));
      multiply<false>(value::load(from + k * step), factor).store(middle + k * row_step());
      root += c;
      if (root >= size_) { root -= size_; }
    }
    value const zero{simd<T, Arch>(T(0)), simd<T, Arch>(T(0))};
    for (index k = shape_.rows; k < padded_rows(); ++k) { zero.store(middle + k * row_step()); }
  }

  /// Rows k, k + 1, ..: from the middle to their places, which are neighbours.
  CONVOLT_NOINLINE void transform_rows(T const* middle, index k, T* a, T* b, places<T> y) const {
    for (index c = 0; c < shape_.columns; c += width) {
      transpose(middle + c / width * step, row_step(), a + c * step);
    }
    T const* const from = over_rows_.run(a, b);
    index const count = std::min(width, shape_.rows - k);
    bool const turned = y.im < y.re;
    T* const pairs = turned ? y.im : y.re;
    for (index k2 = 0; k2 < shape_.columns; ++k2) {
      value const x = value::load(from + k2 * step);
      index const to = k2 * shape_.rows + k;
      if (y.step == 2) {
        store_pairs(x, pairs + 2 * to, count, turned);
      } else {
        store_lanes<T, Arch>(x.re, y.re + to, 0, count);
        store_lanes<T, Arch>(x.im, y.im + to, 0, count);
      }
    }
  }

  /// A square of complex numbers.
  CONVOLT_NOINLINE static void transpose(T const* from, index from_step, T* to) {
    transpose_half(from, from_step, to);
    transpose_half(from + width, from_step, to + width);
  }
  static CONVOLT_ALWAYS_INLINE void transpose_half(T const* from, index from_step, T* to) {
    static constexpr std::size_t E = part_size<T>, Q = parts<T, Arch>;
    using vec = simd<T, Arch>;
    std::array<std::array<vec, Q>, E> halfway;
    unrolled<Q>([&](auto g) CONVOLT_INLINE_LAMBDA {
      std::array<vec, E> x;
      unrolled<E>([&](auto i) CONVOLT_INLINE_LAMBDA {
        x[i] = vec::load_aligned(from + static_cast<index>(g * E + i) * from_step);
      });
      transpose_in_parts<T, Arch>(x);
      unrolled<E>([&](auto i) CONVOLT_INLINE_LAMBDA { halfway[i][g] = x[i]; });
    });
    unrolled<E>([&](auto j) CONVOLT_INLINE_LAMBDA {
      if constexpr (Q > 1) { transpose_parts<T, Arch>(halfway[j]); }
      unrolled<Q>([&](auto q) CONVOLT_INLINE_LAMBDA {
        halfway[j][q].store_aligned(to + static_cast<index>(q * E + j) * step);
      });
    });
  }

  index size_ = 1;
  row_shape shape_{1, 1};
  column_transform<T, Arch> over_columns_, over_rows_;
  root_products<Arch> roots_;
  aligned_array<T> lane_roots_;
};

}  // namespace convolt::engine::fft
