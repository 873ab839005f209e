// SPDX-License-Identifier: BSD-3-Clause
/// Lines without their mean, or without the straight line that fits them best.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/lines.hpp>

#include <utility>
#include <vector>

namespace convolt {

/// What detrend() takes off.
enum class trend { constant, linear };

namespace detail {

/// The least-squares line of samples at 0, 1, .. is mean + slope (k - (n - 1) / 2).
struct detrend_line {
  trend what;

  template <class W>
  void operator()(std::vector<W>& x) const {
    if (x.empty()) { return; }
    using real = typename real_type<W>::type;
    real const n = static_cast<real>(x.size());
    real const middle = (n - 1) / 2;
    W sum(0), moment(0);
    for (std::size_t k = 0; k < x.size(); ++k) {
      sum += x[k];
      moment += x[k] * (static_cast<real>(k) - middle);
    }
    bool const sloped = what == trend::linear && x.size() > 1;
    W const slope = sloped ? moment * (real(12) / (n * (n * n - 1))) : W(0);
    W const mean = sum / n;
    for (std::size_t k = 0; k < x.size(); ++k) { x[k] -= mean + slope * (static_cast<real>(k) - middle); }
  }
};

}  // namespace detail

/// x less its straight line, or with trend::constant its mean, along the last axis or another one, in the unit of x; of
/// integers in double. A NaN or an infinity leaves no finite number in its line. (SciPy's detrend.)
template <detail::ArrayOperand X, Integer I = int>
auto detrend(X const& x, trend what = trend::linear, I axis = -1) {
  return detail::changed_lines(detail::detrend_line{what}, "detrend", x, axis);
}

/// Along a dimension of a sampled quantity: `detrend<ms>(x)`, `detrend<-1>(x, trend::constant)`.
template <auto D, class U, class T, class... Axes>
auto detrend(sampled<U, T, Axes...> const& x, trend what = trend::linear) {
  constexpr std::size_t d = detail::chosen_dimension<D, Axes...>;
  return x.map([what](auto const& q) { return convolt::detrend(q, what, d); });
}
template <class X>
  requires(AnySampled<X>)
auto detrend(X const& x, trend what = trend::linear) {
  if constexpr (X::rank == 1) {
    return convolt::detrend<0>(x, what);
  } else {
    static_assert(X::rank == 1, "convolt: say along which dimension, as in detrend<ms>(x)");
  }
}

}  // namespace convolt
