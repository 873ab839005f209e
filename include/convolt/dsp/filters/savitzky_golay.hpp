// SPDX-License-Identifier: BSD-3-Clause
/// Savitzky and Golay's filters: the value, or a derivative, of the polynomial that is nearest to the samples in a
/// window, in the middle of it. The order of a derivative is in the type, and so is its unit.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp {

namespace detail {

/// The window of a filter and the degree of its polynomial; the window is a number of samples, or a time in s.
struct polynomial_window {
  double length = 0;
  bool is_time = false;
  int degree = 0, order = 0;

  friend bool operator==(polynomial_window const&, polynomial_window const&) = default;
};

[[noreturn]] CONVOLT_COLD inline void throw_bad_polynomial(std::string_view category, char const* argument,
                                                           char const* problem, std::string expected,
                                                           std::string actual) {
  throw parameter_error({.category = category,
                         .where = "dsp::savitzky_golay",
                         .argument = argument,
                         .problem = problem,
                         .expected = std::move(expected),
                         .actual = std::move(actual)});
}

inline polynomial_window checked_window(double length, bool is_time, index degree, int order) {
  if (!(length > 0 && bits::is_finite(length))) {
    throw_bad_polynomial("bad_window", "window", "must be positive and finite", {},
                         quantities::number_text(length) + (is_time ? " s" : " samples"));
  }
  if (degree < order || degree > 30) {
    throw_bad_polynomial("bad_order", "polynomial", "is out of range: it has no such derivative, or too many",
                         std::to_string(order) + " to 30", std::to_string(degree));
  }
  return {length, is_time, static_cast<int>(degree), order};
}

/// Samples in the window: for a time, the nearest odd number. Throws parameter_error "bad_window" where they do not
/// decide the polynomial.
inline index window_samples(polynomial_window const& w, double rate) {
  double const samples = w.is_time ? 2 * std::round((w.length * rate - 1) / 2) + 1 : w.length;
  if (!(samples > w.degree && samples < 1e8)) {
    throw_bad_polynomial("bad_window", "window", "has too few samples for the polynomial, or too many",
                         std::to_string(w.degree + 1) + " or more",
                         quantities::number_text(samples) + " samples at " + hertz_text(rate));
  }
  return static_cast<index>(samples);
}

/// The taps for a derivative at samples one unit of time apart, in the order of a convolution: by polynomials that are
/// orthogonal on the samples, P(k+1) = x P(k) - b(k) P(k-1), which lose no digits. SciPy: savgol_coeffs.
/// A. Savitzky and M. J. E. Golay, Analytical Chemistry 36 (1964); P. A. Gorry, ibid. 62 (1990).
CONVOLT_COLD inline std::vector<double> polynomial_taps(index samples, int degree, int order) {
  std::size_t const n = static_cast<std::size_t>(samples);
  double const half = std::max(1., static_cast<double>(samples / 2));  // x runs from -1 to 1
  std::vector<double> x(n), before(n, 0.), now(n, 1.), taps(n, 0.);
  for (std::size_t i = 0; i < n; ++i) { x[i] = (static_cast<double>(samples / 2) - static_cast<double>(i)) / half; }
  std::size_t const orders = static_cast<std::size_t>(order) + 1;
  std::vector<double> at_before(orders, 0.), at_now(orders, 0.);  // the derivatives in the middle
  at_now[0] = 1;
  double norm_before = 1;
  for (int k = 0; k <= degree; ++k) {
    double norm = 0;
    for (double const p : now) { norm += p * p; }
    double const b = k == 0 ? 0 : norm / norm_before;
    for (std::size_t i = 0; i < n; ++i) {
      taps[i] += now[i] * (at_now[orders - 1] / norm);
      before[i] = x[i] * now[i] - b * before[i];
    }
    for (std::size_t m = 0; m < orders; ++m) {
      at_before[m] = (m == 0 ? 0. : static_cast<double>(m) * at_now[m - 1]) - b * at_before[m];
    }
    before.swap(now);
    at_before.swap(at_now);
    norm_before = norm;
  }
  double const scale = std::pow(half, -order);
  for (double& tap : taps) { tap *= scale; }
  return taps;
}

}  // namespace detail

/// A filter as it is wanted, without a rate: made by savitzky_golay. Its taps are in 1 / U^Order.
template <int Order, AnyUnit U>
class savitzky_golay_design {
 public:
  savitzky_golay_design(detail::polynomial_window const& w, U const& unit) : window_(w), unit_(unit) {}

  static constexpr int order = Order;
  /// The unit of the taps.
  auto unit() const { return unit_power<Order>(); }
  /// The taps at a rate in Hz, numbers in that unit. Throws parameter_error: see dsp::taps.
  std::vector<double> taps_at(double rate) const {
    std::vector<double> taps = detail::polynomial_taps(detail::window_samples(window_, rate), window_.degree, Order);
    if constexpr (Order > 0) {
      double const per_unit = rate * quantities::convert(1., any_unit(unit_), any_unit(second{}));
      for (double& tap : taps) { tap *= std::pow(per_unit, Order); }
    }
    return taps;
  }
  friend bool operator==(savitzky_golay_design const&, savitzky_golay_design const&) = default;

 private:
  template <int Power>
  auto unit_power() const {
    if constexpr (Power == 0) {
      return one;
    } else {
      return unit_power<Power - 1>() / unit_;
    }
  }

  detail::polynomial_window window_;
  U unit_;
};

/// The derivative of this order - 0, the smoothed value, unless it is given - of the polynomial nearest to the samples
/// in a window: a time, or an odd number of samples. Of a time the nearest odd number of samples is taken.
///
/// Units: a derivative is per the unit of the window, `savitzky_golay<1>(5. * ms, 3)` of mV is in mV/ms; per s, where
/// the window is a number of samples. The order is a template argument for that.
/// SciPy: savgol_coeffs(window, polynomial, deriv=Order, delta=1/rate). `filter` delays by half of the window;
/// `convolve(x, taps(d, rate), measure::sum)` does not.
/// Throws parameter_error "bad_window", "bad_order".
template <int Order = 0, Duration W>
  requires(Order >= 0)
auto savitzky_golay(W const& window, index polynomial) {
  auto const unit = unit_of(window);
  double const length = quantities::coordinate<double>(window, second{});
  return savitzky_golay_design<Order, unit_t<W>>(detail::checked_window(length, true, polynomial, Order), unit);
}
template <int Order = 0, Integer I>
  requires(Order >= 0)
auto savitzky_golay(I samples, index polynomial) {
  if (samples % 2 == 0) {
    detail::throw_bad_polynomial("bad_window", "window", "must be an odd number of samples, with one in the middle", {},
                                 std::to_string(samples));
  }
  return savitzky_golay_design<Order, second>(
      detail::checked_window(static_cast<double>(samples), false, polynomial, Order), second{});
}
template <int Order = 0, class W>
  requires(!Duration<W> && !Integer<W>)
void savitzky_golay(W const&, index) = delete;  // a window is a time, as 5. * ms, or a number of samples

}  // namespace convolt::dsp
