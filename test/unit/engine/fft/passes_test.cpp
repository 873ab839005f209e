// SPDX-License-Identifier: BSD-3-Clause
/// One pass over memory against the formula of its radix, and its mirror image back.
#include <convolt/engine/fft/passes.hpp>

#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>

namespace {

using convolt::engine::aligned_array;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::fft::complex_vector;
using convolt::engine::fft::pass;
using convolt::engine::fft::root_table;

/// Two signals of whole numbers, R * span vectors each, with the factors of the pass.
template <class T, std::size_t R>
struct example {
  static constexpr convolt::index width = static_cast<convolt::index>(lanes<T, default_arch>);
  static constexpr convolt::index radix = static_cast<convolt::index>(R);
  convolt::index span, points;
  root_table<default_arch> roots;
  aligned_array<T> first, second, work, twiddles, bias;

  explicit example(convolt::index s)
      : span(s),
        points(radix * s),
        roots(radix * s),
        first(size(points * width)),
        second(size(points * width)),
        work(size(2 * points * width)),
        twiddles(size(2 * (radix - 1) * s)),
        bias(size(width)) {
    for (convolt::index i = 0; i < points * width; ++i) {
      first.data()[i] = static_cast<T>(i * i % 11);
      second.data()[i] = static_cast<T>(i * 5 % 13) - T(6);
    }
    T* p = twiddles.data();
    for (convolt::index n = 0; n < span; ++n) {
      for (convolt::index k = 1; k < radix; ++k, p += 2) {
        p[0] = static_cast<T>(roots.root(n * k, points).real());
        p[1] = static_cast<T>(roots.root(n * k, points).imag());
      }
    }
  }

  static std::size_t size(convolt::index n) { return static_cast<std::size_t>(n); }
  void enter() {
    pass<T, default_arch, R>::enter({first.data(), second.data(), width, width}, work.data(), span, twiddles.data());
  }
  std::complex<double> value(convolt::index point, convolt::index lane) const {
    T const* const p = work.data() + 2 * point * width + lane;
    return {static_cast<double>(p[0]), static_cast<double>(p[width])};
  }
};

template <class T, std::size_t R>
void check_entered(convolt::index span) {
  example<T, R> e(span);
  e.enter();
  double worst = 0;
  for (convolt::index k = 0; k < e.radix; ++k) {
    for (convolt::index n = 0; n < span; ++n) {
      for (convolt::index lane = 0; lane < e.width; ++lane) {
        std::complex<double> sum = 0;
        for (convolt::index i = 0; i < e.radix; ++i) {
          convolt::index const at = (n + i * span) * e.width + lane;
          sum +=
              std::complex<double>(static_cast<double>(e.first.data()[at]), static_cast<double>(e.second.data()[at])) *
              e.roots.root(i * k, e.radix);
        }
        sum *= e.roots.root(n * k, e.points);
        worst = std::max(worst, std::abs(sum - e.value(k * span + n, lane)));
      }
    }
  }
  CAPTURE(R, span);
  CHECK(worst <= 200 * static_cast<double>(std::numeric_limits<T>::epsilon()));
}

TEMPLATE_TEST_CASE("the first pass turns two signals into blocks of frequencies", "", float, double) {
  for (convolt::index const span : {1, 2, 8}) {
    check_entered<TestType, 4>(span);
    check_entered<TestType, 8>(span);
  }
}

TEST_CASE("a pass in place does to each of its blocks what the first pass does") {
  example<double, 4> e(4);
  e.enter();
  aligned_array<double> work(2 * e.work.size());
  std::size_t const half = e.work.size();
  for (convolt::index i = 0; i < e.points; ++i) {
    for (convolt::index lane = 0; lane < e.width; ++lane) {
      for (std::size_t const begin : {std::size_t{0}, half}) {
        double* const p = work.data() + begin + 2 * i * e.width + lane;
        p[0] = e.first.data()[i * e.width + lane];
        p[e.width] = e.second.data()[i * e.width + lane];
      }
    }
  }
  pass<double, default_arch, 4>::forward(work.data(), e.span, 2, e.twiddles.data());
  for (std::size_t i = 0; i < half; ++i) {
    CHECK(work.data()[i] == e.work.data()[i]);
    CHECK(work.data()[i + half] == e.work.data()[i]);
  }
  pass<double, default_arch, 4>::inverse(work.data(), e.span, 2, e.twiddles.data());
  for (convolt::index i = 0; i < e.points; ++i) {
    double const back = work.data()[half + e.size(2 * i * e.width)];
    CHECK(std::abs(back - 4 * e.first.data()[i * e.width]) < 1e-13);
  }
}

template <std::size_t R>
void check_left(bool past_caches) {
  example<double, R> e(8);
  e.enter();
  aligned_array<double> first(e.first.size()), second(e.second.size());
  for (convolt::index lane = 0; lane < e.width; ++lane) { e.bias.data()[lane] = static_cast<double>(lane); }
  double const untouched = 77;
  for (convolt::index count = 0; count <= e.points; ++count) {
    std::fill_n(first.data(), first.size(), untouched);
    std::fill_n(second.data(), second.size(), untouched);
    bool const finite = pass<double, default_arch, R>::leave(
        e.work.data(), {first.data(), second.data(), e.width, e.width, count, 0.5, e.bias.data(), past_caches}, e.span,
        e.twiddles.data());
    convolt::engine::finish_stores_past_caches();
    CHECK(finite);
    int wrong = 0;
    for (convolt::index i = 0; i < e.points * e.width; ++i) {
      double const scale = 0.5 * static_cast<double>(R);
      double const bias = static_cast<double>(i % e.width);
      bool const stored = i / e.width < count;
      wrong += !(std::abs(first.data()[i] - (stored ? scale * e.first.data()[i] + bias : untouched)) < 1e-12);
      wrong += !(std::abs(second.data()[i] - (stored ? scale * e.second.data()[i] + bias : untouched)) < 1e-12);
    }
    CAPTURE(R, count);
    CHECK(wrong == 0);
  }
}

TEST_CASE("the last pass scales, adds the bias and stores as many vectors as are asked for") {
  for (bool const past_caches : {false, true}) {
    check_left<4>(past_caches);
    check_left<8>(past_caches);
  }
}

TEST_CASE("the last pass tells whether a result that it stores is not finite, in whichever lane") {
  for (float const bad : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                          std::numeric_limits<float>::quiet_NaN()}) {
    example<float, 4> e(4);
    for (convolt::index lane = 0; lane < 2 * e.width; ++lane) {  // those of the first signal, then those of the second
      e.enter();
      aligned_array<float> first(e.first.size()), second(e.second.size());
      auto const is_finite = [&](convolt::index count) {
        return pass<float, default_arch, 4>::leave(
            e.work.data(), {first.data(), second.data(), e.width, e.width, count, 1.f, e.bias.data()}, e.span,
            e.twiddles.data());
      };
      CAPTURE(bad, lane);
      CHECK(is_finite(e.points));
      e.work.data()[2 * 5 * e.width + lane] = bad;  // reaches points 1, 5, 9 and 13
      CHECK(is_finite(1));
      CHECK_FALSE(is_finite(2));
      CHECK_FALSE(is_finite(e.points));
    }
  }
}

}  // namespace
