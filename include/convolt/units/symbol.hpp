// SPDX-License-Identifier: BSD-3-Clause
/// Symbols of static units: `symbol_of<decltype(uF / (cm * cm))>` is "uF/cm^2". Products of two or more units print as
/// a plain SI name where there is no doubt (mV*nS is pA); single units and powers stay as they are (1/MOhm).
/// Layer: units.
#pragma once

#include <convolt/units/si.hpp>
#include <convolt/units/spelling.hpp>

#include <cstddef>
#include <string_view>

namespace convolt {
namespace detail {

/// The units whose names stand for products. None is here whose name is one of several of its dimension (Hz, J) or that
/// readers of the product would not expect (mV*ms is no uWb).
template <class... U>
struct product_names {};
using names_of_products = product_names<ampere, volt, ohm, siemens, farad, coulomb, watt>;

/// Their symbol of that dimension, or nothing. A template, so that nothing is computed where no symbol is asked for.
template <class... U>
constexpr std::string_view name_of_dimension(product_names<U...>, dimension const& dim) {
  std::string_view name;
  static_cast<void>(((dimension_of<U> == dim && (name = unit_traits<U>::symbol(), true)) || ...));
  return name;
}

/// The SI prefixes in steps of a thousand, from 10^-30 to 10^30.
inline constexpr std::string_view thousands[] = {"q", "r", "y", "z", "a", "f", "p", "n", "u", "m", "",
                                                 "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"};

/// Write the plain name of a product, if it has one: every factor has a dimension, the scale is a power of a thousand.
template <class Names, class Text, class Powers>
constexpr bool write_name(Text& out, Powers const& powers, dimension const& dim, magnitude const& scale) {
  int count = 0;
  for (auto const& p : powers) {
    if (!p.dimensional()) { return false; }
    ++count;
  }
  int exponent = 0;
  if (count < 2 || !is_power_of_ten(scale, exponent) || exponent % 3 != 0 || exponent < -30 || exponent > 30) {
    return false;
  }
  std::string_view const name = name_of_dimension(Names{}, dim);
  if (name.empty()) { return false; }
  out.append(thousands[exponent / 3 + 10]);
  out.append(name);
  return true;
}

/// A factor of a static unit.
struct static_power {
  std::string_view text;
  int twelfths;
  bool has_dimension;
  constexpr std::string_view symbol() const { return text; }
  constexpr bool dimensional() const { return has_dimension; }
};

template <class List>
struct static_powers;
template <class... F>
struct static_powers<factor_list<F...>> {
  static constexpr std::size_t room =
      (std::size_t{32} + ... + (unit_traits<typename factor<F>::unit>::symbol().size() + 24));
  static constexpr static_power entries[] = {{unit_traits<typename factor<F>::unit>::symbol(),
                                              factor<F>::n * 12 / factor<F>::d,
                                              dimension_of<typename factor<F>::unit>.count != 0}...};
};

template <class U>
inline constexpr auto roomy_symbol = [] {
  using powers = static_powers<typename factors<U>::type>;
  inline_text<powers::room> t;
  if (!write_name<names_of_products>(t, powers::entries, dimension_of<U>, magnitude_of<U>)) {
    write_product(t, powers::entries);
  }
  return t;
}();

/// The text of the symbol, no longer than it needs to be.
template <class U>
inline constexpr auto stored_symbol = [] {
  inline_text<roomy_symbol<U>.length> t;
  t.append(roomy_symbol<U>.view());
  return t;
}();

}  // namespace detail

template <Unit U, int N, int D>
constexpr std::string_view unit_power<U, N, D>::symbol() {
  return detail::stored_symbol<unit_power>.view();
}
template <Unit... Factors>
constexpr std::string_view unit_product<Factors...>::symbol() {
  return detail::stored_symbol<unit_product>.view();
}

/// The symbol of a static unit, in ASCII: micro is `u`, ohm is `Ohm`, the dimensionless unit is `1`.
template <Unit U>
inline constexpr std::string_view symbol_of = unit_traits<std::remove_cvref_t<U>>::symbol();

}  // namespace convolt
