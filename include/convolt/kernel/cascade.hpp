// SPDX-License-Identifier: BSD-3-Clause
/// The exponential family: what a chain of first-order filters (RC circuits) answers to an impulse. One filter is the
/// exponential, two are the double exponential, two with one time constant the alpha function; a membrane adds one.
/// Layer: kernel.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/kernel/divided_difference.hpp>
#include <convolt/kernel/lag.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace convolt::kernel {

/// gain * g(t), where g is the convolution of exp(-t / tau) over all time constants tau: never negative, with one
/// maximum, zero at t < 0. Numbers in one unit of time. As a sum of polynomials times exponentials it would lose its
/// digits where time constants are close; the chain does not, and they may be equal.
template <std::size_t N>
class cascade {
  static_assert(N >= 1 && N < detail::most_arguments, "convolt: a kernel has at most 5 time constants");

 public:
  static constexpr std::size_t stages = N;

  cascade(std::array<double, N> const& time_constants, double gain) : tau_(time_constants), gain_(gain) {
    std::sort(tau_.begin(), tau_.end(), [](double a, double b) { return a > b; });
    for (std::size_t i = 0; i < N; ++i) { rates_[i + 1] = 1 / tau_[i]; }
  }

  /// In descending order.
  std::array<double, N> const& time_constants() const { return tau_; }
  double gain() const { return gain_; }
  /// The rates 1 / tau, in ascending order.
  double rate(std::size_t stage) const { return rates_[stage + 1]; }

  /// The same kernel with lags in units of `step`.
  cascade in_steps(double step) const {
    std::array<double, N> taus = tau_;
    double gain = gain_;
    for (std::size_t i = 0; i < N; ++i) {
      taus[i] /= step;
      if (i > 0) { gain *= step; }
    }
    return cascade(taus, gain);
  }

  /// What stage `to` holds at t when stage `from` got 1 at 0: the chain from one to the other, both counted from 0.
  double transfer(std::size_t from, std::size_t to, double t) const {
    return detail::chain_response(&rates_[from + 1], to - from + 1, t);
  }

  double value(double t) const {
    if (t < 0 || t == std::numeric_limits<double>::infinity()) { return 0; }
    return gain_ * transfer(0, N - 1, t);
  }
  /// The integral from `from` to `to`: the stages at `from`, and what they bring until `to`. All terms are positive.
  double integral(double from, double to) const {
    if (to <= 0 || to <= from) { return 0; }
    double const begin = from > 0 ? from : 0;
    if (bits::is_infinite(to)) { return remaining(begin); }
    double sum = 0;
    for (std::size_t k = 0; k < N; ++k) {
      double const held = begin > 0 ? transfer(0, k, begin) : (k == 0 ? 1. : 0.);
      if (held > 0) { sum += held * integrated(k, to - begin); }
    }
    return gain_ * sum;
  }
  double area() const { return remaining(0); }
  double peak_lag() const {
    if constexpr (N == 1) {
      return 0;
    } else if constexpr (N == 2) {
      // tau ln(ratio) / (1 - 1/ratio) with the shorter tau and the ratio of the longer one to it
      double const excess = (tau_[0] - tau_[1]) / tau_[1];
      return excess == 0 ? tau_[0] : tau_[0] * (std::log1p(excess) / excess);
    } else {
      return where_slope_ends();
    }
  }
  double peak() const { return value(peak_lag()); }
  double median() const {
    if constexpr (N == 1) {
      return tau_[0] * 0.69314718055994530942;  // ln 2
    } else {
      double const half = area() / 2;
      return last_before([&](double t) { return integral(0, t) < half; });
    }
  }
  /// The shortest time in which the kernel changes.
  double finest() const { return tau_[N - 1]; }
  static constexpr plain_range bounds() { return {0, std::numeric_limits<double>::infinity()}; }
  std::array<plain_jump, N == 1 ? 1 : 0> jumps() const {
    if constexpr (N == 1) {
      return {plain_jump{0, gain_}};
    } else {
      return {};
    }
  }

 private:
  /// The integral from 0 to t of what the last stage holds when stage `from` got 1 at 0: one more stage that keeps all.
  double integrated(std::size_t from, double t) const {
    std::array<double, N + 1> rates{};
    std::copy(rates_.begin() + static_cast<std::ptrdiff_t>(from) + 1, rates_.end(), rates.begin() + 1);
    return detail::chain_response(rates.data(), N - from + 1, t);
  }
  /// The integral from t on: each stage hands on what it holds.
  double remaining(double t) const {
    double sum = 0;
    for (std::size_t k = 0; k < N; ++k) {
      double const held = t > 0 ? transfer(0, k, t) : (k == 0 ? 1. : 0.);
      sum = (sum + held) * tau_[k];
    }
    return gain_ * sum;
  }
  /// The last stage rises while it gets more than it loses.
  double where_slope_ends() const {
    return last_before([&](double t) { return transfer(0, N - 2, t) > transfer(0, N - 1, t) * rates_[N]; });
  }
  /// Bisection: where a condition that holds at first ends. Peak and median lie before the mean, the sum of all tau.
  template <class Condition>
  double last_before(Condition const& holds) const {
    double low = 0, high = 0;
    for (double const tau : tau_) { high += tau; }
    for (double middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2) {
      (holds(middle) ? low : high) = middle;
    }
    return high;
  }

  std::array<double, N> tau_;
  std::array<double, N + 1> rates_{};  // in ascending order, after a 0
  double gain_;
};

}  // namespace convolt::kernel
