// SPDX-License-Identifier: BSD-3-Clause
/// How units are written: positive exponents first, then '/', `uF/cm^2`, `nS/(cm^2*ms)`, `1/ms`, `V/Hz^(1/2)`.
/// One set of rules for units known at compile time and for units that are values.
/// Layer: units.
#pragma once

#include <convolt/units/dimension.hpp>
#include <convolt/units/fixed_string.hpp>
#include <convolt/units/magnitude.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace convolt::detail {

/// True where a symbol has a meaning of its own inside a product, so that it cannot be mistaken: no operators in it.
constexpr bool is_plain_symbol(std::string_view s) {
  for (char c : s) {
    if (c == '*' || c == '/' || c == '^' || c == '(' || c == ')' || c == ' ' || c == '+' || c == '-') { return false; }
  }
  return !s.empty() && (s[0] < '0' || s[0] > '9');
}

/// Write symbol^(twelfths/12), twelfths > 0.
template <class Text>
constexpr void write_power(Text& out, std::string_view symbol, int twelfths, bool alone) {
  bool const parentheses = !is_plain_symbol(symbol) && !(alone && twelfths == 12);
  if (parentheses) { out.append('('); }
  out.append(symbol);
  if (parentheses) { out.append(')'); }
  if (twelfths == 12) { return; }
  int const common = static_cast<int>(greatest_common_divisor(static_cast<std::uint64_t>(twelfths), 12));
  int const d = 12 / common;
  out.append(d == 1 ? "^" : "^(");
  out.append_number(twelfths / common);
  if (d != 1) {
    out.append('/');
    out.append_number(d);
    out.append(')');
  }
}

/// Write the product of a range of powers, each with symbol() and twelfths.
template <class Text, class Powers>
constexpr void write_product(Text& out, Powers const& powers) {
  int above = 0, below = 0;
  for (auto const& p : powers) { ++(p.twelfths > 0 ? above : below); }
  bool first = true;
  for (auto const& p : powers) {
    if (p.twelfths < 0) { continue; }
    if (!first) { out.append('*'); }
    write_power(out, p.symbol(), p.twelfths, above == 1 && below == 0);
    first = false;
  }
  if (above == 0) { out.append('1'); }
  if (below == 0) { return; }
  out.append(below == 1 ? "/" : "/(");
  first = true;
  for (auto const& p : powers) {
    if (p.twelfths > 0) { continue; }
    if (!first) { out.append('*'); }
    write_power(out, p.symbol(), -p.twelfths, false);
    first = false;
  }
  if (below > 1) { out.append(')'); }
}

/// Whether a unit is the metre with an SI prefix, and its power of ten: products are reduced beside these.
struct decimal_metre {
  bool is = false;
  std::int8_t tens = 0;
};
constexpr decimal_metre as_decimal_metre(dimension const& dim, magnitude const& mag) {
  int tens = 0;
  if (!(dim == dim::length) || !is_power_of_ten(mag, tens) || tens < -30 || tens > 30) { return {}; }
  return {true, static_cast<std::int8_t>(tens)};
}

/// Which unit a symbol stands for, as far as two units with one symbol have to be told apart, and what it may be used
/// for.
struct unit_identity {
  std::uint32_t hash = 0;
  bool dimensional = false;  ///< not a mere number such as rad or %
  bool prefixable = false;
  decimal_metre metre{};
  friend constexpr bool operator==(unit_identity const& a, unit_identity const& b) { return a.hash == b.hash; }
};

constexpr unit_identity identify(dimension const& dim, magnitude const& mag, bool prefixable) {
  std::uint64_t h = 14695981039346656037u;
  auto const mix = [&h](power const& p) {
    h = (h ^ p.base) * 1099511628211u;
    h = (h ^ static_cast<std::uint32_t>(p.twelfths)) * 1099511628211u;
  };
  for (power const& p : dim) { mix(p); }
  mix({0, 0});
  for (power const& p : mag) { mix(p); }
  return {static_cast<std::uint32_t>(h ^ (h >> 32)), dim.count != 0, prefixable, as_decimal_metre(dim, mag)};
}

inline constexpr std::size_t symbol_capacity = 23;

/// One factor of a unit that is a value: a symbol with an exponent.
struct spelled_power {
  char text[symbol_capacity + 1]{};
  std::int32_t twelfths = 0;
  unit_identity identity{};

  constexpr std::string_view symbol() const { return text; }
  constexpr bool dimensional() const { return identity.dimensional; }
  constexpr convolt::detail::decimal_metre decimal_metre() const { return identity.metre; }
  constexpr bool is_same_unit(spelled_power const& o) const { return symbol() == o.symbol() && identity == o.identity; }
  /// The order of factors in a product, that of static units: by symbol.
  constexpr bool precedes(spelled_power const& o) const {
    int const by_symbol = symbol().compare(o.symbol());
    return by_symbol < 0 || (by_symbol == 0 && identity.hash < o.identity.hash);
  }
};

/// The symbol must fit, which the caller has checked.
constexpr spelled_power spell(std::string_view symbol, std::int32_t twelfths, unit_identity const& identity) {
  spelled_power p;
  for (std::size_t i = 0; i < symbol.size() && i < symbol_capacity; ++i) { p.text[i] = symbol[i]; }
  p.twelfths = twelfths;
  p.identity = identity;
  return p;
}

/// The factors of a unit as they are written.
class spelling {
 public:
  static constexpr int capacity = 12;
  static constexpr std::int64_t max_twelfths = 12 * 4096;

  constexpr spelled_power const* begin() const { return powers_; }
  constexpr spelled_power const* end() const { return powers_ + count_; }
  constexpr int size() const { return count_; }
  constexpr bool overflowed() const { return overflowed_; }

  /// Multiply by p, after the factors that are there.
  constexpr void multiply(spelled_power const& p) {
    for (int i = 0; i < count_; ++i) {
      if (powers_[i].is_same_unit(p)) { return set(i, std::int64_t{powers_[i].twelfths} + p.twelfths); }
    }
    insert(count_, p);
  }
  /// Multiply by p, at its place among sorted factors.
  constexpr void multiply_sorted(spelled_power const& p) {
    int at = 0;
    while (at < count_ && powers_[at].precedes(p)) { ++at; }
    if (at < count_ && powers_[at].is_same_unit(p)) { return set(at, std::int64_t{powers_[at].twelfths} + p.twelfths); }
    insert(at, p);
  }
  /// All exponents times n/d.
  constexpr spelling raised(std::int64_t n, std::int64_t d) const {
    spelling r;
    r.overflowed_ = overflowed_ || d == 0;
    if (r.overflowed_) { return r; }
    for (spelled_power const& p : *this) {
      std::int64_t const scaled = p.twelfths * n;
      if (scaled % d != 0 || !in_range(scaled / d)) { r.overflowed_ = true; }
      if (r.overflowed_) { return r; }
      if (scaled != 0) { r.insert(r.count_, spell(p.symbol(), static_cast<std::int32_t>(scaled / d), p.identity)); }
    }
    return r;
  }
  constexpr spelling sorted() const {
    spelling r;
    for (spelled_power const& p : *this) { r.multiply_sorted(p); }
    return r;
  }

 private:
  static constexpr bool in_range(std::int64_t twelfths) {
    return twelfths <= max_twelfths && -twelfths <= max_twelfths;
  }

  constexpr void insert(int at, spelled_power const& p) {
    if (p.twelfths == 0) { return; }
    overflowed_ = overflowed_ || count_ == capacity || !in_range(p.twelfths);
    if (overflowed_) { return; }
    for (int i = count_; i > at; --i) { powers_[i] = powers_[i - 1]; }
    powers_[at] = p;
    ++count_;
  }
  constexpr void set(int at, std::int64_t twelfths) {
    overflowed_ = overflowed_ || !in_range(twelfths);
    if (overflowed_) { return; }
    powers_[at].twelfths = static_cast<std::int32_t>(twelfths);
    if (twelfths != 0) { return; }
    for (int i = at; i + 1 < count_; ++i) { powers_[i] = powers_[i + 1]; }
    powers_[--count_] = {};
  }

  spelled_power powers_[capacity]{};
  int count_ = 0;
  bool overflowed_ = false;
};

}  // namespace convolt::detail
