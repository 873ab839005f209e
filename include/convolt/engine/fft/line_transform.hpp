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

  void forward(split<T const> x, split<T> y) const override {
    workspace& space = thread_workspace();
    space.reserve(aligned_size(line_.work_size() * sizeof(T)));
    line_.run(x, y, space.take<T>(line_.work_size()));
  }

  void forward_real(T const* x, split<T> y) const override {
    arrays const a = take_arrays();
    index const n = this->size(), half = line_.size();
    if (!halves_) {
      std::fill_n(a.im, n, T(0));
      line_.run({x, a.im}, {a.re, a.im}, a.work);
      std::copy_n(a.re, this->frequencies(), y.re);
      std::copy_n(a.im, this->frequencies(), y.im);
      y.im[0] = T(0);  // but for roundings
      return;
    }
    for (index m = 0; m < half; ++m) {
      a.re[m] = x[2 * m];
      a.im[m] = x[2 * m + 1];
    }
    line_.run({a.re, a.im}, {a.re, a.im}, a.work);
    T const last = a.re[0] - a.im[0];
    mirror(half, a);
    untangle(half, a, y);
    y.re[half] = last;
    y.im[half] = T(0);
  }

  void inverse_real(split<T const> y, T* x) const override {
    arrays const a = take_arrays();
    if (!halves_) { return inverse_of_odd(y, a, x); }
    index const half = line_.size();
    std::copy_n(y.re, half, a.re);
    std::copy_n(y.im, half, a.im);
    mirror(half, a);
    a.mirrored_re[0] = y.re[half];
    a.im[0] = a.mirrored_im[0] = T(0);
    tangle(half, a);
    line_.run({a.im, a.re}, {a.im, a.re}, a.work);
    for (index m = 0; m < half; ++m) {
      x[2 * m] = a.re[m];
      x[2 * m + 1] = a.im[m];
    }
  }

 private:
  /// Numbers as whole vectors, and number size - k of each at place k.
  struct arrays {
    T *re, *im, *mirrored_re, *mirrored_im, *work;
  };
  arrays take_arrays() const {
    std::size_t const numbers = padded<T>(line_.size());
    workspace& space = thread_workspace();
    space.reserve(4 * numbers * sizeof(T) + aligned_size(line_.work_size() * sizeof(T)));
    arrays a{};
    for (T** const array : {&a.re, &a.im, &a.mirrored_re, &a.mirrored_im}) { *array = space.take<T>(numbers); }
    a.work = space.take<T>(line_.work_size());
    return a;
  }

  static void mirror(index count, arrays const& a) {
    a.mirrored_re[0] = a.re[0];
    a.mirrored_im[0] = a.im[0];
    for (index k = 1; k < count; ++k) {
      a.mirrored_re[k] = a.re[count - k];
      a.mirrored_im[k] = a.im[count - k];
    }
  }

  /// Z[k] + Z*[H - k] and Z[k] - Z*[H - k], and the roots for k.
  struct parts_at {
    value sum, difference, root;
  };
  CONVOLT_ALWAYS_INLINE parts_at look(index k, arrays const& a) const {
    value const z{vec::load_aligned(a.re + k), vec::load_aligned(a.im + k)};
    value const m{vec::load_aligned(a.mirrored_re + k), vec::load_aligned(a.mirrored_im + k)};
    return {{z.re + m.re, z.im - m.im},
            {z.re - m.re, z.im + m.im},
            multiply<false>(in_all_lanes<T, Arch>(roots_(k)), value::load(lane_roots_.data()))};
  }

  CONVOLT_NOINLINE void untangle(index half, arrays const& a, split<T> y) const {
    vec const by(T(0.5));
    for (index k = 0; k < half; k += width) {
      parts_at const p = look(k, a);
      value const result = scaled(add_turned<false>(p.sum, multiply<false>(p.difference, p.root)), by);
      index const count = std::min(width, half - k);
      store_lanes<T, Arch>(result.re, y.re + k, 0, count);
      store_lanes<T, Arch>(result.im, y.im + k, 0, count);
    }
  }
  /// The way back, twice as large.
  CONVOLT_NOINLINE void tangle(index half, arrays const& a) const {
    for (index k = 0; k < half; k += width) {
      parts_at const p = look(k, a);
      value const result = add_turned<true>(p.sum, multiply<true>(p.difference, p.root));
      result.re.store_aligned(a.re + k);
      result.im.store_aligned(a.im + k);
    }
  }

  void inverse_of_odd(split<T const> y, arrays const& a, T* x) const {
    index const n = this->size();
    a.re[0] = y.re[0];
    a.im[0] = T(0);
    for (index k = 1; k < this->frequencies(); ++k) {
      a.re[k] = a.re[n - k] = y.re[k];
      a.im[k] = y.im[k];
      a.im[n - k] = -y.im[k];
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
