// SPDX-License-Identifier: BSD-3-Clause
/// The middle of a correlation, alone: with a spectrum of ones it gives back what it got.
#include <convolt/engine/fft/leaves.hpp>

#include <convolt/engine/fft/roots.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstddef>

namespace {

using convolt::index;
using convolt::engine::aligned_array;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::part_size;
using convolt::engine::parts;
using convolt::engine::fft::root_table;
using convolt::engine::fft::sample_leaf;
using convolt::engine::fft::signal_leaf;

template <class T>
index constexpr width = static_cast<index>(lanes<T, default_arch>);

std::size_t count(index n) { return static_cast<std::size_t>(n); }

/// `points` complex vectors of whole numbers.
template <class T>
aligned_array<T> example(index points) {
  aligned_array<T> work(count(points * 2 * width<T>));
  for (std::size_t i = 0; i < work.size(); ++i) { work.data()[i] = static_cast<T>(i * i % 17) - T(8); }
  return work;
}

/// As many complex vectors (re, im).
template <class T>
aligned_array<T> constant(index points, T re, T im) {
  aligned_array<T> values(count(points * 2 * width<T>));
  for (index i = 0; i < points * 2 * width<T>; ++i) { values.data()[i] = i / width<T> % 2 == 0 ? re : im; }
  return values;
}

/// The factors within the square, as the formula says.
template <class T>
aligned_array<T> square_factors() {
  index const e = static_cast<index>(part_size<T>);
  index const q = static_cast<index>(parts<T, default_arch>);
  root_table<default_arch> const roots(width<T>);
  aligned_array<T> factors(count(2 * e * (q - 1)));
  T* p = factors.data();
  for (index j = 0; j < e; ++j) {
    for (index k = 1; k < q; ++k, p += 2) {
      p[0] = static_cast<T>(roots.root(j * k, width<T>).real());
      p[1] = static_cast<T>(roots.root(j * k, width<T>).imag());
    }
  }
  return factors;
}

template <class T>
void check_scaled(aligned_array<T> const& result, aligned_array<T> const& expected, T factor) {
  int wrong = 0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    wrong += !(std::abs(result.data()[i] - factor * expected.data()[i]) <= T(1e-5) * factor * T(8));
  }
  CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("with a spectrum of ones a leaf returns its input, not scaled", "", float, double) {
  index const points = 2 * width<TestType> < 8 ? 8 : 2 * width<TestType>;
  aligned_array<TestType> const before = example<TestType>(points);
  aligned_array<TestType> const ones = constant<TestType>(points, 1, 0);
  aligned_array<TestType> work = example<TestType>(points);
  signal_leaf<TestType, default_arch>::multiply(work.data(), points, ones.data(), nullptr, nullptr);
  check_scaled<TestType>(work, before, 4);
  work = example<TestType>(points);
  aligned_array<TestType> const lane_factors = constant<TestType>(points, TestType(0.6), TestType(0.8));
  aligned_array<TestType> const factors = square_factors<TestType>();
  sample_leaf<TestType, default_arch>::multiply(work.data(), points, ones.data(), lane_factors.data(), factors.data());
  check_scaled<TestType>(work, before, static_cast<TestType>(width<TestType> * index(part_size<TestType>)));
}

TEMPLATE_TEST_CASE("the spectrum that a leaf keeps is conjugated and scaled", "", float, double) {
  // An impulse in the first vector, (1, 0) in all lanes: its transform is 1 everywhere.
  index const points = 4;
  aligned_array<TestType> work(count(points * 2 * width<TestType>));
  for (index l = 0; l < width<TestType>; ++l) { work.data()[l + 2 * width<TestType>] = 1; }
  // That impulse is in the second vector: the transform is 1, -i, -1, i.
  signal_leaf<TestType, default_arch>::keep(work.data(), points, TestType(3), nullptr, nullptr);
  TestType const re[] = {3, 0, -3, 0};
  TestType const im[] = {0, 3, 0, -3};
  for (index i = 0; i < points; ++i) {
    CHECK(work.data()[2 * i * width<TestType>] == re[i]);
    CHECK(work.data()[(2 * i + 1) * width<TestType>] == im[i]);
  }
}

TEMPLATE_TEST_CASE("lanes that are samples are transformed as well", "", float, double) {
  // One vector per square holds the impulse, in lane 1: its transform over the lanes is exp(-2 pi i k / W) in all of
  // its lanes, which after the transposition are vectors of the square.
  index const points = width<TestType>;
  aligned_array<TestType> work(count(points * 2 * width<TestType>));
  work.data()[1] = 1;
  aligned_array<TestType> const ones = constant<TestType>(points, 1, 0);
  aligned_array<TestType> const factors = square_factors<TestType>();
  sample_leaf<TestType, default_arch>::keep(work.data(), points, TestType(1), ones.data(), factors.data());
  root_table<default_arch> const roots(width<TestType>);
  index const e = static_cast<index>(part_size<TestType>);
  index const q = static_cast<index>(parts<TestType, default_arch>);
  for (index k = 0; k < width<TestType>; ++k) {
    // Frequency k = k_q + Q k_e stands at [k_q][k_e]. Lanes hold the vectors, of which the first E have the impulse.
    index const at = (k % q * e + k / q) * 2 * width<TestType>;
    std::complex<double> const expected = std::conj(roots.root(k, width<TestType>));
    for (index l = 0; l < e; ++l) {
      CAPTURE(k, l);
      CHECK(std::abs(static_cast<double>(work.data()[at + l]) - expected.real()) < 1e-6);
      CHECK(std::abs(static_cast<double>(work.data()[at + l + width<TestType>]) - expected.imag()) < 1e-6);
    }
    for (index l = e; l < width<TestType>; ++l) { CHECK(work.data()[at + l] == 0); }
  }
}

}  // namespace
