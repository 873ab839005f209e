// SPDX-License-Identifier: BSD-3-Clause
/// Arrays as text, in xtensor's format: `{ 1. ,  2.5}`. xtensor's own printing takes half as long to compile as all of
/// its headers, once for every type; here all that depends on the type is the loop that takes the numbers out. Programs
/// that include <xtensor/xio.hpp> print with that, and have its options.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/quantity/concepts.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::detail {

// Templates of the types of text and numbers, which are always std::string and double: nothing is compiled where
// nothing is printed, or where the loops are compiled elsewhere.

template <class Text>
Text padded(Text const& s, std::size_t width) {
  return s.size() < width ? Text(width - s.size(), ' ') + s : s;
}

/// Floating-point numbers in one format for all of them: as many decimals as they need, or powers of ten.
template <class Text>
class number_format {
 public:
  CONVOLT_COLD number_format(std::vector<double> const& numbers, int precision) : decimals_(precision) {
    double largest = 0.;
    int needed = 0;
    for (double const number : numbers) {
      double const x = std::abs(number);
      if (x == 0. || !bits::is_finite(x)) { continue; }
      int const digits = 1 + static_cast<int>(std::log10(x));
      scientific_ = scientific_ || digits <= -5 || digits > 7;
      long_exponent_ = long_exponent_ || digits <= -100 || digits >= 100;
      largest = std::max(largest, x);
      while (needed < precision && !is_whole(x * std::pow(10., needed))) { ++needed; }
    }
    if (scientific_) {
      width_ = precision + (long_exponent_ ? 8 : 7);  // sign, digit, point, e+00
      return;
    }
    decimals_ = needed;
    int const whole = largest >= 1. ? 1 + static_cast<int>(std::log10(std::floor(largest))) : 1;
    width_ = whole + (decimals_ == 0 ? 1 : 2 + decimals_);  // a point without decimals is written behind the number
  }

  /// What lines are filled by.
  std::size_t width() const { return static_cast<std::size_t>(width_); }

  CONVOLT_COLD Text operator()(double x) const {
    char buffer[400];
    int const size = std::snprintf(buffer, sizeof buffer, scientific_ ? "%*.*e" : "%*.*f", width_, decimals_, x);
    Text s(buffer, static_cast<std::size_t>(std::clamp(size, 0, 399)));
    if (!bits::is_finite(x)) { return s; }
    if (scientific_) { return long_exponent_ ? with_long_exponent(std::move(s)) : s; }
    if (decimals_ == 0) { return s + '.'; }
    std::size_t const last = s.find_last_not_of('0') + 1;
    return s.replace(last, s.size() - last, s.size() - last, ' ');
  }

 private:
  static bool is_whole(double x) { return std::floor(x) == x; }

  /// e+07 as e+007.
  CONVOLT_COLD static Text with_long_exponent(Text s) {
    if (s.size() < 4 || s[s.size() - 4] != 'e') { return s; }
    s.insert(s.size() - 2, "0");
    return s.front() == ' ' ? s.substr(1) : s;
  }

  bool scientific_ = false;
  bool long_exponent_ = false;
  int decimals_ = 0;
  int width_ = 0;
};

/// The numbers of an array that are shown: all up to a thousand, else those near the borders.
template <class Text = std::string, class Real = double>
class shown_numbers {
 public:
  template <class E>
  CONVOLT_COLD explicit shown_numbers(E const& e) : shape_(e.shape().begin(), e.shape().end()) {
    std::size_t size = 1;
    for (std::size_t const n : shape_) { size *= n; }
    shortened_ = size > longest;
    if (size == 0) { return; }
    if (shape_.empty()) {
      add(e());
      return;
    }
    std::vector<std::size_t> at(shape_.size(), 0);
    do { add(e.element(at.begin(), at.end())); } while (advance(at));
  }

  CONVOLT_COLD void print(std::ostream& os) const {
    if (whole_.empty() && real_.empty()) {
      os << "{}";
      return;
    }
    auto const [words, width] = words_of(static_cast<int>(os.precision()));
    Text text;
    word next = words.begin();
    write_axis(text, 0, line_length / (width + 2), next);
    os << text;
  }

 private:
  static constexpr std::size_t longest = 1000, edge = 3, line_length = 75;

  bool skips(std::size_t axis) const { return shortened_ && shape_[axis] > 2 * edge; }
  CONVOLT_COLD std::size_t after(std::size_t axis, std::size_t i) const {
    return skips(axis) && i + 1 == edge ? shape_[axis] - edge : i + 1;
  }
  CONVOLT_COLD bool advance(std::vector<std::size_t>& at) const {
    for (std::size_t axis = at.size(); axis-- > 0;) {
      at[axis] = after(axis, at[axis]);
      if (at[axis] < shape_[axis]) { return true; }
      at[axis] = 0;
    }
    return false;
  }

  template <class T>
  void add(T const& x) {
    if constexpr (std::same_as<T, bool>) {
      whole_.emplace_back(x ? " true" : "false");
    } else if constexpr (std::integral<T>) {
      whole_.push_back(std::to_string(+x));
    } else if constexpr (std::floating_point<T>) {
      real_.push_back(static_cast<Real>(x));
    } else {
      real_.push_back(static_cast<Real>(x.real()));
      imaginary_.push_back(static_cast<Real>(x.imag()));
    }
  }

  CONVOLT_COLD std::pair<std::vector<Text>, std::size_t> words_of(int precision) const {
    std::vector<Text> words;
    std::size_t width = 0;
    if (!whole_.empty()) {
      std::size_t sign = 0;
      for (Text const& s : whole_) {
        bool const negative = s[0] == '-';
        sign = negative ? 1 : sign;
        width = std::max(width, s.size() - (negative ? 1 : 0));
      }
      width += sign;
      for (Text const& s : whole_) { words.push_back(padded(s, width)); }
      return {std::move(words), width};
    }
    number_format<Text> const format(real_, precision);
    for (double const x : real_) { words.push_back(format(x)); }
    width = format.width();
    if (!imaginary_.empty()) { width += 2 + add_imaginary(words, precision); }
    return {std::move(words), width};
  }
  /// `1.5+2.i`; returns the width of what was added.
  CONVOLT_COLD std::size_t add_imaginary(std::vector<Text>& words, int precision) const {
    std::vector<Real> sizes;
    for (double const y : imaginary_) { sizes.push_back(std::abs(y)); }
    number_format<Text> const format(sizes, precision);
    for (std::size_t i = 0; i < words.size(); ++i) {
      Text s = format(sizes[i]);
      if (s.front() == ' ') { s.erase(0, 1); }
      s.insert(s.find_last_not_of(' ') + 1, "i");
      words[i] += (std::signbit(imaginary_[i]) ? '-' : '+') + s;
    }
    return format.width();
  }

  using word = typename std::vector<Text>::const_iterator;
  CONVOLT_COLD void write_axis(Text& text, std::size_t axis, std::size_t per_line, word& next) const {
    if (axis == shape_.size()) {
      text += *next++;
      return;
    }
    bool const innermost = axis + 1 == shape_.size();
    Text const new_line = "\n" + Text(axis + 1, ' ');
    std::size_t on_line = 0;
    text += '{';
    for (std::size_t i = 0; i < shape_[axis]; i = after(axis, i)) {
      if (i != 0) { text += innermost ? ", " : "," + new_line; }
      if (skips(axis) && i == shape_[axis] - edge) { text += innermost ? "..., " : "..., " + new_line; }
      if (innermost && per_line != 0 && on_line++ == per_line) {
        text += new_line;
        on_line = 1;
      }
      write_axis(text, axis + 1, per_line, next);
    }
    text += '}';
  }

  std::vector<std::size_t> shape_;
  bool shortened_ = false;
  std::vector<Text> whole_;
  std::vector<Real> real_, imaginary_;
};

// As bodies are.
#if !defined(CONVOLT_BODIES_HERE)
extern template class number_format<std::string>;
extern template class shown_numbers<std::string, double>;
#endif

}  // namespace convolt::detail

namespace xt {

/// A plain array that is printed. The conversion makes xtensor's own operator the better one where it is declared.
struct printed_array {
  template <class E>
    requires(convolt::Scalar<typename E::value_type> || std::same_as<typename E::value_type, bool>)
  printed_array(xexpression<E> const& e)  // NOLINT(google-explicit-constructor): that is what it is for
      : array(std::addressof(e.derived_cast())), print([](std::ostream& os, void const* numbers) {
          convolt::detail::shown_numbers<>(*static_cast<E const*>(numbers)).print(os);
        }) {}
  void const* array;
  void (*print)(std::ostream&, void const*);
};
inline std::ostream& operator<<(std::ostream& os, printed_array const& a) {
  a.print(os, a.array);
  return os;
}

}  // namespace xt
