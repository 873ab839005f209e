// SPDX-License-Identifier: BSD-3-Clause
/// What calls of signals mean: a double loop over times and lags, y(t) = sum of h(lag) x(t - lag) and r(t) = sum of
/// x(t + lag) w*(lag), that shares no code with the library.
#include <support/signal_calls.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <vector>

namespace convolt::test {
namespace {

std::size_t offset_of(extents const& shape, std::vector<std::ptrdiff_t> const& at) {
  std::size_t offset = 0;
  for (std::size_t d = 0; d < shape.size(); ++d) { offset = offset * shape[d] + static_cast<std::size_t>(at[d]); }
  return offset;
}

/// The times of the results along an axis of n samples, and the lag of the first tap.
struct times_and_lags {
  std::ptrdiff_t first = 0, count = 0, first_lag = 0;
};
times_and_lags times_of(signal_call const& c, std::size_t k) {
  auto const n = static_cast<std::ptrdiff_t>(c.shape[static_cast<std::size_t>(c.axes[k])]);
  auto const taps = static_cast<std::ptrdiff_t>(c.taps[k]);
  std::ptrdiff_t lag = c.correlates ? -(taps / 2) : -((taps - 1) / 2);
  if (c.mode == "causal") { lag = c.correlates ? -(taps - 1) : 0; }
  if (c.kernel_start) { lag = *c.kernel_start; }
  std::ptrdiff_t const last_lag = lag + taps - 1;
  std::ptrdiff_t earliest = c.correlates ? -last_lag : lag, latest = n - 1 + (c.correlates ? -lag : last_lag);
  if (c.mode == "valid") {  // all lags meet samples 0 .. n - 1
    earliest = c.correlates ? -lag : last_lag;
    latest = n - 1 - (c.correlates ? last_lag : -lag);
  } else if (c.mode != "full") {
    earliest = 0;
    latest = n - 1;
  }
  return {earliest, n == 0 ? 0 : std::max<std::ptrdiff_t>(latest - earliest + 1, 0), lag};
}

/// Where position i of n samples is found again, going there step by step; -1 beyond zeros.
std::ptrdiff_t found_at(boundary b, std::ptrdiff_t i, std::ptrdiff_t n) {
  while (i < 0 || i >= n) {
    if (b == boundary::zero) { return -1; }
    if (b == boundary::replicate) { return i < 0 ? 0 : n - 1; }
    if (b == boundary::circular) { i += i < 0 ? n : -n; }
    if (b == boundary::symmetric) { i = i < 0 ? -1 - i : 2 * n - 1 - i; }
    if (b == boundary::reflect) { i = n == 1 ? 0 : (i < 0 ? -i : 2 * (n - 1) - i); }
  }
  return i;
}

class signal_oracle {
 public:
  explicit signal_oracle(signal_call const& c) : c_(c) {}

  signal_result result() const {
    signal_result r{c_.shape, {}, {}};
    std::vector<times_and_lags> times;
    for (std::size_t k = 0; k < c_.axes.size(); ++k) {
      times.push_back(times_of(c_, k));
      r.shape[static_cast<std::size_t>(c_.axes[k])] = static_cast<std::size_t>(times[k].count);
      r.first_times.push_back(times[k].first);
    }
    for_each_index(r.shape, [&](std::vector<std::size_t> const& at) { r.values.push_back(sum_at(at, times)); });
    return r;
  }

 private:
  struct sample {
    std::complex<double> value;
    bool is_there;
  };
  /// `at` is moved to where the sample is found.
  sample sample_at(std::vector<std::ptrdiff_t>& at) const {
    for (std::ptrdiff_t const axis : c_.axes) {
      auto const d = static_cast<std::size_t>(axis);
      at[d] = found_at(c_.value ? boundary::zero : c_.around, at[d], static_cast<std::ptrdiff_t>(c_.shape[d]));
      if (at[d] < 0) { return {c_.value.value_or(0.), !std::isnan(c_.value.value_or(0.))}; }
    }
    std::size_t const i = offset_of(c_.shape, at);
    bool const is_there = !is_nan_number(c_.x[i]) && (c_.mask.empty() || !c_.mask[i]);
    return {is_there ? c_.x[i] : std::numeric_limits<double>::quiet_NaN(), is_there};
  }
  std::complex<double> sum_at(std::vector<std::size_t> const& at, std::vector<times_and_lags> const& times) const {
    std::complex<double> sum = 0;
    double all = 0, valid_weights = 0;
    bool anything_lost = false, not_a_number = false;
    std::size_t number = 0;
    std::vector<std::ptrdiff_t> place;  // one for all taps: memory of its own for each would be most of the time
    for_each_index(c_.taps, [&](std::vector<std::size_t> const& tap) {
      std::complex<double> const w = c_.correlates ? std::conj(c_.w[number]) : c_.w[number];
      ++number;
      place.assign(at.begin(), at.end());
      for (std::size_t k = 0; k < tap.size(); ++k) {
        std::ptrdiff_t const lag = times[k].first_lag + static_cast<std::ptrdiff_t>(tap[k]);
        place[static_cast<std::size_t>(c_.axes[k])] += times[k].first + (c_.correlates ? lag : -lag);
      }
      sample const s = sample_at(place);
      all += w.real();
      if (s.is_there) {
        valid_weights += w.real();
        sum += (c_.of_variances ? std::norm(w) : w) * s.value;
      } else {
        not_a_number = true;
        anything_lost = anything_lost || w.real() != 0;
      }
    });
    std::complex<double> const nan = std::numeric_limits<double>::quiet_NaN();
    if (c_.missing != dsp::missing::renormalise) { return not_a_number ? nan : sum; }
    if (!anything_lost) { return sum; }
    if (valid_weights == 0) { return nan; }
    double const factor = all / valid_weights;
    return sum * (c_.of_variances ? factor * factor : factor);
  }

  signal_call const& c_;
};

}  // namespace

signal_result meaning_of(signal_call const& c) { return signal_oracle(c).result(); }

}  // namespace convolt::test
