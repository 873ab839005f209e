// SPDX-License-Identifier: BSD-3-Clause
/// The comparison that decides whether a case passes: equal shape, and for every element |got - want| <= atol +
/// rtol*|want|. NaN matches NaN, an infinity matches the same infinity, integers must be equal.
#pragma once

#include <golden/element_types.hpp>
#include <golden/suite.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace convolt::golden {

struct tolerance {
  double rtol = 0.;
  double atol = 0.;
};

inline std::string to_text(extents const& shape) {
  std::string s = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) { s += (i == 0 ? "" : ", ") + std::to_string(shape[i]); }
  return s + ")";
}

namespace detail {

inline bool both_finite_or_same(long double got, long double want, bool& finite) {
  finite = std::isfinite(want) && std::isfinite(got);
  if (finite) { return true; }
  return (std::isnan(want) && std::isnan(got)) || (std::isinf(want) && got == want);
}

/// How far `got` is outside the tolerance may be unbounded; only whether it is inside counts.
template <class T>
bool element_matches(T got, T want, tolerance t) {
  if constexpr (std::is_integral_v<T>) {
    return got == want;
  } else if constexpr (is_complex<T>) {
    bool real_finite = false;
    bool imag_finite = false;
    using L = long double;
    if (!both_finite_or_same(static_cast<L>(got.real()), static_cast<L>(want.real()), real_finite)) { return false; }
    if (!both_finite_or_same(static_cast<L>(got.imag()), static_cast<L>(want.imag()), imag_finite)) { return false; }
    L const zero = 0;
    L const real_error = real_finite ? static_cast<L>(got.real()) - static_cast<L>(want.real()) : zero;
    L const imag_error = imag_finite ? static_cast<L>(got.imag()) - static_cast<L>(want.imag()) : zero;
    L const real_size = real_finite ? static_cast<L>(want.real()) : zero;
    L const imag_size = imag_finite ? static_cast<L>(want.imag()) : zero;
    L const size = std::hypot(real_size, imag_size);
    return std::hypot(real_error, imag_error) <= static_cast<L>(t.atol) + static_cast<L>(t.rtol) * size;
  } else {
    bool finite = false;
    using L = long double;
    L const g = static_cast<L>(got);
    L const w = static_cast<L>(want);
    if (!both_finite_or_same(g, w, finite)) { return false; }
    return !finite || std::fabs(g - w) <= static_cast<L>(t.atol) + static_cast<L>(t.rtol) * std::fabs(w);
  }
}

inline std::string position(std::size_t flat, extents const& shape) {
  extents at(shape.size());
  std::size_t rest = flat;
  for (std::size_t i = shape.size(); i-- > 0;) {
    at[i] = rest % shape[i];
    rest /= shape[i];
  }
  return to_text(at);
}

template <class T>
auto printable(T value) {
  if constexpr (sizeof(T) == 1) {
    return static_cast<int>(value);
  } else {
    return value;
  }
}

}  // namespace detail

/// Nothing where everything matches, else the first difference in words. Both arrays are in C order.
template <class T>
std::optional<std::string> first_difference(extents const& got_shape, std::vector<T> const& got,
                                            extents const& want_shape, std::vector<T> const& want, tolerance t) {
  if (got_shape != want_shape) { return "shape " + to_text(got_shape) + ", want " + to_text(want_shape); }
  if (got.size() != want.size()) {
    return std::to_string(got.size()) + " elements, want " + std::to_string(want.size());
  }
  std::size_t wrong = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (detail::element_matches(got[i], want[i], t)) { continue; }
    if (wrong == 0) { first = i; }
    ++wrong;
  }
  if (wrong == 0) { return std::nullopt; }
  std::ostringstream text;
  text.precision(sizeof(T) <= sizeof(float) || std::is_same_v<T, std::complex<float>> ? 9 : 17);
  text << "at " << detail::position(first, want_shape) << " got " << detail::printable(got[first]) << ", want "
       << detail::printable(want[first]) << "; " << wrong << " of " << want.size()
       << " elements are outside atol = " << t.atol << ", rtol = " << t.rtol;
  return text.str();
}

}  // namespace convolt::golden
