// SPDX-License-Identifier: BSD-3-Clause
/// What the reductions do with one element after the other: a state, a step, how two states join, what comes out.
/// Layer: quantity.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/quantity/functors.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace convolt::quantities {

/// Where a sum of T is kept: 64 bits for integers, double for float.
template <class T>
struct accumulator {
  using type = T;
};
template <std::integral T>
struct accumulator<T> {
  using type = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
};
template <>
struct accumulator<float> {
  using type = double;
};
template <>
struct accumulator<std::complex<float>> {
  using type = std::complex<double>;
};
template <class T>
using accumulator_t = typename accumulator<T>::type;

}  // namespace convolt::quantities

namespace convolt::detail {

/// The type of a sum: integers stay wide, floating point goes back.
template <class T>
using sum_t = std::conditional_t<std::is_integral_v<T>, accumulator_t<T>, T>;

/// a + b; integers wrap instead of overflowing.
template <class A>
constexpr A wide_add(A const& a, A const& b) {
  if constexpr (std::is_integral_v<A>) {
    return static_cast<A>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
  } else {
    return a + b;
  }
}

template <class T>
struct sum_fold {
  static constexpr char const* name = "sum";
  static constexpr bool needs_elements = false;
  using state = accumulator_t<T>;

  constexpr state start() const { return state(0); }
  template <class X>
  constexpr state take(state const& s, X const& x) const {
    return wide_add(s, static_cast<state>(x));
  }
  constexpr state join(state const& a, state const& b) const { return wide_add(a, b); }
  constexpr sum_t<T> finish(state const& s) const { return static_cast<sum_t<T>>(s); }
};

/// Count, mean and sum of squared distances, updated as by Welford (Technometrics 4, 1962) and joined as by Chan, Golub
/// and LeVeque (1979).
template <class M>
struct moments {
  using real = typename real_type<M>::type;
  index n = 0;
  M mean{};
  real squares{};
};

template <class T>
struct moments_fold {
  static constexpr bool needs_elements = false;
  using wide = accumulator_t<floating_t<T>>;
  using real = typename real_type<wide>::type;
  using state = moments<wide>;

  constexpr state start() const { return {}; }
  template <class X>
  constexpr state take(state s, X const& value) const {
    wide const x = static_cast<wide>(value);
    s.n += 1;
    wide const before = x - s.mean;
    s.mean += before / static_cast<real>(s.n);
    s.squares += product(before, x - s.mean);
    return s;
  }
  constexpr state join(state a, state const& b) const {
    if (a.n == 0) { return b; }
    if (b.n == 0) { return a; }
    real const na = static_cast<real>(a.n), nb = static_cast<real>(b.n), n = na + nb;
    wide const distance = b.mean - a.mean;
    a.squares += b.squares + product(distance, distance) * (na * (nb / n));
    a.mean += distance * (nb / n);
    a.n += b.n;
    return a;
  }

 protected:
  static constexpr real product(wide const& a, wide const& b) {
    if constexpr (is_complex<wide>) {
      return a.real() * b.real() + a.imag() * b.imag();
    } else {
      return a * b;
    }
  }
};

/// The sum, divided once: exact where the sum is.
template <class T>
struct mean_fold {
  static constexpr char const* name = "mean";
  static constexpr bool needs_elements = false;
  using wide = accumulator_t<floating_t<T>>;
  struct state {
    index n = 0;
    accumulator_t<T> sum{};
  };

  constexpr state start() const { return {}; }
  template <class X>
  constexpr state take(state const& s, X const& x) const {
    return {s.n + 1, wide_add(s.sum, static_cast<accumulator_t<T>>(x))};
  }
  constexpr state join(state const& a, state const& b) const { return {a.n + b.n, wide_add(a.sum, b.sum)}; }
  constexpr floating_t<T> finish(state const& s) const {
    return static_cast<floating_t<T>>(static_cast<wide>(s.sum) / static_cast<typename real_type<wide>::type>(s.n));
  }
};

/// Divided by n - less; NaN when that is not positive.
template <class T>
struct var_fold : moments_fold<T> {
  static constexpr char const* name = "var";
  using base = moments_fold<T>;
  using result = typename real_type<floating_t<T>>::type;
  index less = 0;

  constexpr explicit var_fold(index ddof = 0) : less(ddof) {}
  constexpr result finish(typename base::state const& s) const {
    if (s.n <= less) { return std::numeric_limits<result>::quiet_NaN(); }
    return static_cast<result>(s.squares / static_cast<typename base::real>(s.n - less));
  }
};
template <class T>
struct stddev_fold : moments_fold<T> {
  static constexpr char const* name = "stddev";
  using base = moments_fold<T>;
  using result = typename real_type<floating_t<T>>::type;
  index less = 0;

  constexpr explicit stddev_fold(index ddof = 0) : less(ddof) {}
  result finish(typename base::state const& s) const {
    if (s.n <= less) { return std::numeric_limits<result>::quiet_NaN(); }
    return static_cast<result>(std::sqrt(s.squares / static_cast<typename base::real>(s.n - less)));
  }
};

/// The best element so far and where it was. Better<T>{}(a, b): b replaces a.
template <class T, bool Smaller>
constexpr bool replaces(T const& best, T const& x) {
  if constexpr (std::floating_point<T>) {
    if (bits::is_nan(best)) { return false; }
    if (bits::is_nan(x)) { return true; }
  }
  return Smaller ? x < best : best < x;
}

template <class T, bool Smaller>
struct best_fold {
  static_assert(!is_complex<T>, "convolt: complex numbers have no order");
  static constexpr char const* name = Smaller ? "min" : "max";
  static constexpr bool needs_elements = true;
  struct state {
    T best{};
    bool any = false;
  };

  constexpr state start() const { return {}; }
  template <class X>
  constexpr state take(state const& s, X const& x) const {
    return !s.any || replaces<T, Smaller>(s.best, x) ? state{static_cast<T>(x), true} : s;
  }
  constexpr state join(state const& a, state const& b) const { return b.any ? take(a, b.best) : a; }
  constexpr T finish(state const& s) const { return s.best; }
};
template <class T>
using min_fold = best_fold<T, true>;
template <class T>
using max_fold = best_fold<T, false>;

template <class T, bool Smaller>
struct position_fold {
  static_assert(!is_complex<T>, "convolt: complex numbers have no order");
  static constexpr char const* name = Smaller ? "argmin" : "argmax";
  static constexpr bool needs_elements = true;
  struct state {
    T best{};
    std::size_t at = 0;
    std::size_t seen = 0;
  };

  constexpr state start() const { return {}; }
  template <class X>
  constexpr state take(state const& s, X const& x) const {
    bool const better = s.seen == 0 || replaces<T, Smaller>(s.best, x);
    return better ? state{static_cast<T>(x), s.seen, s.seen + 1} : state{s.best, s.at, s.seen + 1};
  }
  constexpr state join(state const& a, state const& b) const {
    bool const better = b.seen != 0 && (a.seen == 0 || replaces<T, Smaller>(a.best, b.best));
    return better ? state{b.best, a.seen + b.at, a.seen + b.seen} : state{a.best, a.at, a.seen + b.seen};
  }
  constexpr std::size_t finish(state const& s) const { return s.at; }
};
template <class T>
using argmin_fold = position_fold<T, true>;
template <class T>
using argmax_fold = position_fold<T, false>;

}  // namespace convolt::detail
