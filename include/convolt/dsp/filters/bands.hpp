// SPDX-License-Identifier: BSD-3-Clause
/// Several bands at once, for filters with a finite response: `bandpass(4. * Hz, 8. * Hz) | bandpass(30. * Hz, 80. *
/// Hz)`.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/dsp/filters/band.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace convolt::dsp {

/// The frequencies from one edge to another one in Hz that pass; the last of them may have no end.
struct passed_range {
  double low = 0, high = std::numeric_limits<double>::infinity();

  constexpr bool has_end() const { return high < std::numeric_limits<double>::infinity(); }
  friend constexpr bool operator==(passed_range const&, passed_range const&) = default;
};

/// Bands that are apart from each other, in ascending order. Every band is one or two of them, so that lowpass(f) |
/// highpass(g) is bandstop(f, g).
class bands {
 public:
  bands(band const& b) {  // NOLINT(google-explicit-constructor): one band is bands, too
    switch (b.pass()) {
      case pass::low:
        passed_ = {{0, b.high()}};
        break;
      case pass::high:
        passed_ = {{.low = b.low()}};
        break;
      case pass::inside:
        passed_ = {{b.low(), b.high()}};
        break;
      case pass::outside:
        passed_ = {{0, b.low()}, {.low = b.high()}};
        break;
    }
  }

  std::vector<passed_range> const& passed() const { return passed_; }
  bool passes_zero() const { return passed_.front().low == 0; }
  bool passes_half_rate() const { return !passed_.back().has_end(); }
  /// All edges between what passes and what does not, in Hz, ascending.
  std::vector<double> edges() const {
    std::vector<double> all;
    for (passed_range const& r : passed_) {
      if (r.low > 0) { all.push_back(r.low); }
      if (r.has_end()) { all.push_back(r.high); }
    }
    return all;
  }

  /// What either of them lets through. Throws parameter_error "bad_cut_off" where they meet or overlap.
  friend bands operator|(bands const& a, bands const& b) { return a.with(b); }
  friend bool operator==(bands const&, bands const&) = default;

 private:
  CONVOLT_COLD bands with(bands const& others) const {
    bands both = *this;
    both.passed_.insert(both.passed_.end(), others.passed_.begin(), others.passed_.end());
    std::sort(both.passed_.begin(), both.passed_.end(),
              [](passed_range const& a, passed_range const& b) { return a.low < b.low; });
    for (std::size_t i = 1; i < both.passed_.size(); ++i) {
      passed_range const &before = both.passed_[i - 1], &next = both.passed_[i];
      if (before.high < next.low) { continue; }
      detail::throw_bad_cut_off("dsp::bands", "lies within a band that passes already",
                                before.has_end() ? "more than " + detail::hertz_text(before.high) : std::string(),
                                detail::hertz_text(next.low));
    }
    return both;
  }

  std::vector<passed_range> passed_;
};
/// Two bands, of which a filter lets both through.
inline bands operator|(band const& a, band const& b) { return bands(a) | bands(b); }

}  // namespace convolt::dsp
