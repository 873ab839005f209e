// SPDX-License-Identifier: BSD-3-Clause
/// The transforms that callers get: of complex numbers, and of real ones. 2 H real numbers are taken for H complex ones
/// z[m] = x[2m] + i x[2m + 1], whose transform Z holds those of the even and of the odd numbers:
///   y[k] = (Z[k] + Z*[H - k]) / 2 - i exp(-2 pi i k / (2 H)) (Z[k] - Z*[H - k]) / 2,  y[H] = re Z[0] - im Z[0].
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/any_line.hpp>
#include <convolt/engine/fft/butterflies.hpp>
#include <convolt/engine/fft/complex_vector.hpp>
#include <convolt/engine/fft/reference.hpp>
#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/fft/smooth_line.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace convolt::engine::fft {

template <VectorElement T, class Arch>
class line_transform final : public transform<T> {
  using value = complex_vector<T, Arch>;
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(value::width);

 public:
  /// size: at least 1. Throws std::bad_alloc.
  CONVOLT_COLD line_transform(index size, line_of kind)
      : transform<T>(size, kind),
        halves_(kind == line_of::real_numbers && size % 2 == 0),
        line_(halves_ ? size / 2 : size) {
    if (halves_) {
      roots_ = root_products<Arch>(size);
      lane_roots_ = aligned_array<T>(value::size);
      set_lane_roots<T, Arch>(1, size, lane_roots_.data());
    }
  }

  using transform<T>::forward, transform<T>::forward_real, transform<T>::inverse_real;

  [[nodiscard]] std::size_t table_bytes() const noexcept override { return line_.table_bytes() + roots_.bytes(); }

  void forward(places<T const> x, places<T> y, workspace& space) const override {
    space.reserve(aligned_size(line_.work_size() * sizeof(T)));
    line_.run(x, y, space.take<T>(line_.work_size()));
  }

  void forward_real(T const* x, places<T> y, workspace& space) const override {
    index const n = this->size(), half = line_.size();
    if (!halves_) {
      arrays const a = take_arrays(space);
      std::fill_n(a.im, n, T(0));
      line_.run({x, a.im}, {a.re, a.im}, a.work);
      for (index k = 0; k < this->frequencies(); ++k) {
        y.re[k * y.step] = a.re[k];
        y.im[k * y.step] = a.im[k];
      }
      y.im[0] = T(0);  // but for roundings
      return;
    }
    space.reserve(aligned_size(line_.work_size() * sizeof(T)));
    line_.run({x, x + 1, 2}, y, space.take<T>(line_.work_size()));
    T const first = y.re[0] + y.im[0], last = y.re[0] - y.im[0];
    turn_all<false>(y, y);
    y.re[0] = first;
    y.re[half * y.step] = last;
    y.im[0] = y.im[half * y.step] = T(0);
  }

  void inverse_real(places<T const> y, T* x, workspace& space) const override {
    arrays const a = take_arrays(space);
    if (!halves_) { return inverse_of_odd(y, a, x); }
    T const first = y.re[0], last = y.re[line_.size() * y.step];
    turn_all<true>(y, {a.re, a.im});
    a.re[0] = first + last;
    a.im[0] = first - last;
    line_.run({a.im, a.re}, {x + 1, x, 2}, a.work);
  }

 private:
  /// Numbers as whole vectors.
  struct arrays {
    T *re, *im, *work;
  };
  arrays take_arrays(workspace& space) const {
    std::size_t const numbers = padded<T>(line_.size());
    space.reserve(2 * numbers * sizeof(T) + aligned_size(line_.work_size() * sizeof(T)));
    T *const re = space.take<T>(numbers), *const im = space.take<T>(numbers);
    return {re, im, space.take<T>(line_.work_size())};
  }

  /// A number k of a line of H, that of H - k, and their roots. Of the transform Z of x[2 n] + i x[2 n + 1] forward
  /// makes X[k] = (S - i D W) / 2 and X[H - k] = (S + i D W)* / 2, with S = Z[k] + Z*[H - k], D = Z[k] - Z*[H - k] and
  /// W = exp(-i pi k / H). The way back is twice as large: Z[k] = S + i D W*, Z[H - k] = (S - i D W*)*.
  template <bool Back>
  static CONVOLT_ALWAYS_INLINE void turn(value& z, value& m, value const& root) {
    value const sum{z.re + m.re, z.im - m.im};
    value const turned = multiply<Back>(value{z.re - m.re, z.im + m.im}, root);
    value const a = add_turned<Back>(sum, turned), b = add_turned<!Back>(sum, turned);
    vec const by(Back ? T(1) : T(0.5));
    z = {a.re * by, a.im * by};
    m = {b.re * by, vec(T(0)) - b.im * by};
  }

  /// All numbers but the first one. `to` may be `from`.
  template <bool Back>
  CONVOLT_NOINLINE void turn_all(places<T const> from, places<T> to) const {
    index const half = line_.size();
    value const lane_roots = value::load(lane_roots_.data());
    index k = 1;
    // The last two vectors may overlap: both are read before they are written.
    for (; 2 * k + width <= half + 1; k += width) {
      index const mirrored = half - k - width + 1;
      value z = load(from, k), m = reversed_lanes(load(from, mirrored));
      turn<Back>(z, m, multiply<false>(in_all_lanes<T, Arch>(roots_(k)), lane_roots));
      store(z, to, k);
      store(reversed_lanes(m), to, mirrored);
    }
    for (; 2 * k <= half; ++k) {
      index const mirrored = half - k;
      value z{vec(from.re[k * from.step]), vec(from.im[k * from.step])};
      value m{vec(from.re[mirrored * from.step]), vec(from.im[mirrored * from.step])};
      turn<Back>(z, m, in_all_lanes<T, Arch>(roots_(k)));
      store_lanes<T, Arch>(z.re, to.re + k * to.step, 0, 1);
      store_lanes<T, Arch>(z.im, to.im + k * to.step, 0, 1);
      store_lanes<T, Arch>(m.re, to.re + mirrored * to.step, 0, 1);
      store_lanes<T, Arch>(m.im, to.im + mirrored * to.step, 0, 1);
    }
  }

  static CONVOLT_ALWAYS_INLINE value load(places<T const> const& from, index k) {
    if (from.step == 2) {
      T const* const p = from.re + 2 * k;
      vec re = vec::load_unaligned(p), im = vec::load_unaligned(p + width);
      unzip<T, Arch>(re, im);
      return {re, im};
    }
    return {vec::load_unaligned(from.re + k), vec::load_unaligned(from.im + k)};
  }
  static CONVOLT_ALWAYS_INLINE void store(value const& x, places<T> const& to, index k) {
    if (to.step == 2) {
      vec first = x.re, second = x.im;
      zip<T, Arch>(first, second);
      first.store_unaligned(to.re + 2 * k);
      second.store_unaligned(to.re + 2 * k + width);
    } else {
      x.re.store_unaligned(to.re + k);
      x.im.store_unaligned(to.im + k);
    }
  }
  static CONVOLT_ALWAYS_INLINE value reversed_lanes(value const& x) {
    return {reversed<T, Arch>(x.re), reversed<T, Arch>(x.im)};
  }

  void inverse_of_odd(places<T const> y, arrays const& a, T* x) const {
    index const n = this->size();
    a.re[0] = y.re[0];
    a.im[0] = T(0);
    for (index k = 1; k < this->frequencies(); ++k) {
      a.re[k] = a.re[n - k] = y.re[k * y.step];
      a.im[k] = y.im[k * y.step];
      a.im[n - k] = -y.im[k * y.step];
    }
    line_.run({a.im, a.re}, {a.im, a.re}, a.work);
    std::copy_n(a.re, n, x);
  }

  bool halves_;
  any_line<T, Arch> line_;
  root_products<Arch> roots_;
  aligned_array<T> lane_roots_;
};

/// By the loops of this translation unit, in vectors where there are any. Throws std::bad_alloc.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD std::shared_ptr<transform<T> const> make_line_transform(index size, line_of kind) {
  if constexpr (has_vector_loops<T, Arch>) {
    return std::make_shared<line_transform<T, Arch> const>(size, kind);
  } else {
    return std::make_shared<reference_transform<T, Arch> const>(size, kind);
  }
}

}  // namespace convolt::engine::fft
