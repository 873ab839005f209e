// SPDX-License-Identifier: BSD-3-Clause
/// Quantities from text: `parse_quantity("10 mV")` has the unit that is written, `quantity_cast<V>("10 mV")` the one
/// that is asked for, `stream >> q` that of q. A number stands before a unit as units/text.hpp reads them, or alone:
/// 0.5.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/tag.hpp>
#include <convolt/units/quoted.hpp>
#include <convolt/units/text.hpp>

#include <charconv>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <istream>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace convolt {

namespace detail {

/// Numbers that are read from text.
template <class T>
concept ReadableNumber = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

[[noreturn]] inline void refuse_quantity_text(std::string_view text, std::size_t position, std::string problem,
                                              std::string advice = {}) {
  throw text_error({.category = "quantity_text",
                    .where = "parse_quantity",
                    .argument = quoted(text),
                    .problem = std::move(problem),
                    .advice = std::move(advice)},
                   position);
}

inline std::size_t first_not_blank(std::string_view text, std::size_t from = 0) {
  std::size_t const at = text.find_first_not_of(" \t", from);
  return at == std::string_view::npos ? text.size() : at;
}

/// Takes the number at the beginning of the text; returns where it ends.
template <class T>
std::size_t read_number(std::string_view text, T& number) {
  std::size_t const start = first_not_blank(text);
  bool const plus = start < text.size() && text[start] == '+';
  bool const two_signs = plus && start + 1 < text.size() && text[start + 1] == '-';
  char const* const first = text.data() + start + (plus ? 1 : 0);
  auto const [end, fault] = std::from_chars(first, text.data() + text.size(), number);
  if (fault == std::errc::result_out_of_range) {
    refuse_quantity_text(text, start, "has a number out of the range of its type");
  }
  if (fault != std::errc{} || two_signs) {
    refuse_quantity_text(text, start, "does not begin with a number", "write one as in \"10 mV\"");
  }
  return static_cast<std::size_t>(end - text.data());
}

/// The unit that begins there; /ms is 1/ms behind a number.
inline any_unit read_unit(std::string_view text, std::size_t from, std::span<any_unit const> more) {
  std::size_t const at = first_not_blank(text, from);
  if (at == text.size()) { return {}; }
  bool const inverse = text[at] == '/';
  std::string const unit = std::string(inverse ? "1" : "").append(text.substr(at));
  try {
    return parse_unit(unit, more);
  } catch (text_error const& e) {
    std::size_t const position = at + e.position() - (inverse && e.position() > 0 ? 1 : 0);
    refuse_quantity_text(text, position, std::string("has no unit behind its number: ") + e.what());
  }
}

}  // namespace detail

/// The quantity that a text names, in the unit that it names; `more` are units of your own. Throws text_error
/// "quantity_text" with the position of the fault.
template <detail::ReadableNumber T = double>
quantity<any_unit, T> parse_quantity(std::string_view text, std::span<any_unit const> more = {}) {
  T number{};
  std::size_t const end = detail::read_number(text, number);
  return tag(number, detail::read_unit(text, end, more));
}
template <detail::ReadableNumber T = double>
quantity<any_unit, T> parse_quantity(std::string_view text, std::initializer_list<any_unit> more) {
  return parse_quantity<T>(text, std::span<any_unit const>(more.begin(), more.size()));
}

/// The quantity that a text names, converted: `quantity_cast<mV>("0.01 V")`, or with the type of a scalar quantity.
/// Throws text_error where the text is none, unit_error where it measures something else.
template <class Q>
  requires(AnyQuantity<Q> && detail::ReadableNumber<wrapped_t<Q>>)
Q quantity_cast(std::string_view text, std::span<any_unit const> more = {}) {
  return Q(parse_quantity<wrapped_t<Q>>(text, more));
}
template <auto U, detail::ReadableNumber T = double>
  requires Unit<decltype(U)>
auto quantity_cast(std::string_view text, std::span<any_unit const> more = {}) {
  return quantity_cast<scalar<U, T>>(text, more);
}

namespace detail {

/// The word that a unit begins, up to a blank or what separates quantities; nothing where a number or the end follows.
inline std::string take_unit_word(std::istream& is) {
  std::string word;
  auto const next = [&is] { return is.peek(); };
  while (next() == ' ' || next() == '\t') { is.get(); }
  if (next() >= '0' && next() <= '9') {
    if (next() != '1') { return word; }
    is.get();
    if (next() != '/') {
      is.unget();
      return word;
    }
    word = "1";
  }
  for (int c = next(); c != std::istream::traits_type::eof(); c = next()) {
    bool const starts_a_number = word.empty() && (c == '+' || c == '-' || c == '.');
    if (starts_a_number || std::string_view(" \t\r\n,;|]}").find(static_cast<char>(c)) != std::string_view::npos) {
      break;
    }
    word += static_cast<char>(is.get());
  }
  if (is.eof()) { is.clear(is.rdstate() & ~std::ios_base::failbit); }
  return word;
}

/// A number as `is >> number` reads it, and also what `<<` writes of numbers that are none: nan, inf, -inf.
template <class T>
bool take_number(std::istream& is, T& number) {
  if constexpr (std::floating_point<T>) {
    auto const is_letter = [&is] { return (is.peek() | 0x20) >= 'a' && (is.peek() | 0x20) <= 'z'; };
    is >> std::ws;
    bool const sign = is.peek() == '-' || is.peek() == '+';
    bool const negative = is.peek() == '-';
    if (sign) { is.get(); }
    if (is_letter()) {
      std::string word;
      while (is_letter()) { word += static_cast<char>(is.get() | 0x20); }
      T const found = word == "nan" ? std::numeric_limits<T>::quiet_NaN() : std::numeric_limits<T>::infinity();
      if (word != "nan" && word != "inf" && word != "infinity") { is.setstate(std::ios_base::failbit); }
      number = negative ? -found : found;
      return !is.fail();
    }
    if (sign) { is.unget(); }
  }
  return static_cast<bool>(is >> number);
}

}  // namespace detail

/// Reads what `<<` writes: a number, and behind blanks the unit. A quantity of a static unit converts what it reads;
/// one of a run-time unit takes the unit over. What is no quantity, or measures something else, sets failbit and leaves
/// q as it was.
template <class U, detail::ReadableNumber T>
std::istream& operator>>(std::istream& is, quantity<U, T>& q) {
  T number{};
  if (!detail::take_number(is, number)) { return is; }
  try {
    q = quantity<U, T>(tag(number, detail::read_unit(detail::take_unit_word(is), 0, {})));
  } catch (error const&) { is.setstate(std::ios_base::failbit); }
  return is;
}

}  // namespace convolt
