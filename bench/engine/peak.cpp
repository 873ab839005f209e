// SPDX-License-Identifier: BSD-3-Clause
/// Chains of fused multiply-adds that never leave the registers. Compile it for the processor that runs it.
/// Layer: bench.
#include <engine/peak.hpp>
#include <engine/timing.hpp>

#include <immintrin.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::bench {

namespace {

#if defined(__AVX512F__)
struct float_lanes {
  using type = __m512;
  static constexpr int count = 16;
  static type all(float x) { return _mm512_set1_ps(x); }
  static type multiply_add(type a, type b, type c) { return _mm512_fmadd_ps(a, b, c); }
};
struct double_lanes {
  using type = __m512d;
  static constexpr int count = 8;
  static type all(double x) { return _mm512_set1_pd(x); }
  static type multiply_add(type a, type b, type c) { return _mm512_fmadd_pd(a, b, c); }
};
#elif defined(__FMA__)
struct float_lanes {
  using type = __m256;
  static constexpr int count = 8;
  static type all(float x) { return _mm256_set1_ps(x); }
  static type multiply_add(type a, type b, type c) { return _mm256_fmadd_ps(a, b, c); }
};
struct double_lanes {
  using type = __m256d;
  static constexpr int count = 4;
  static type all(double x) { return _mm256_set1_pd(x); }
  static type multiply_add(type a, type b, type c) { return _mm256_fmadd_pd(a, b, c); }
};
#else
struct float_lanes {
  using type = __m128;
  static constexpr int count = 4;
  static type all(float x) { return _mm_set1_ps(x); }
  static type multiply_add(type a, type b, type c) { return _mm_add_ps(_mm_mul_ps(a, b), c); }
};
struct double_lanes {
  using type = __m128d;
  static constexpr int count = 2;
  static type all(double x) { return _mm_set1_pd(x); }
  static type multiply_add(type a, type b, type c) { return _mm_add_pd(_mm_mul_pd(a, b), c); }
};
#endif

template <class T>
using lanes_of = std::conditional_t<std::is_same_v<T, float>, float_lanes, double_lanes>;

/// Enough chains to hide the latency of two units, and with the two factors few enough for sixteen registers.
constexpr std::size_t chains = 12;

/// Hide from the compiler what is in the register, so that it cannot do the sums beforehand or leave them out.
template <class Register>
void keep(Register& value) {
  asm volatile("" : "+x"(value));
}

/// Rolled loops over the chains would send them to memory, hence the index pack.
template <class T, std::size_t... I>
double seconds_of(long repetitions, std::index_sequence<I...>) {
  using lanes = lanes_of<T>;
  using type = typename lanes::type;
  type factor = lanes::all(T(0.5));
  type sum[] = {(static_cast<void>(I), lanes::all(T(1)))...};
  (keep(sum[I]), ...);  // or they would all be one chain
  double const begin = now();
  for (long i = 0; i < repetitions; ++i) {
    keep(factor);
    ((sum[I] = lanes::multiply_add(sum[I], factor, factor)), ...);
    ((sum[I] = lanes::multiply_add(sum[I], factor, factor)), ...);
  }
  double const end = now();
  (keep(sum[I]), ...);
  return end - begin;
}

constexpr std::size_t additions = 16;

inline void add(unsigned long& sum, unsigned long step, std::size_t) {
  sum += step;
  asm volatile("" : "+r"(sum));
}

/// Each addition waits for the one before, so each takes a cycle. Not of a constant: some processors add these up
/// before they execute anything.
template <std::size_t... I>
double seconds_of_additions(long repetitions, std::index_sequence<I...>) {
  unsigned long sum = 0;
  unsigned long step = 1;
  asm volatile("" : "+r"(step));
  double const begin = now();
  for (long i = 0; i < repetitions; ++i) { (add(sum, step, I), ...); }
  return now() - begin;
}

}  // namespace

template <class T>
double measure_peak() {
  constexpr long repetitions = 50'000;
  constexpr double multiply_adds = 2.0 * chains * lanes_of<T>::count * repetitions;
  double best = 0;
  // The best of a few: whatever else runs on the machine can only make it slower.
  for (int i = 0; i < 10; ++i) {
    best = std::max(best, multiply_adds / seconds_of<T>(repetitions, std::make_index_sequence<chains>{}));
  }
  return best;
}

template double measure_peak<float>();
template double measure_peak<double>();

double measure_frequency() {
  constexpr long repetitions = 100'000;
  double best = 0;
  for (int i = 0; i < 10; ++i) {
    double const seconds = seconds_of_additions(repetitions, std::make_index_sequence<additions>{});
    best = std::max(best, static_cast<double>(additions) * repetitions / seconds);
  }
  return best;
}

}  // namespace convolt::bench
