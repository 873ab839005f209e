// SPDX-License-Identifier: BSD-3-Clause
/// Units are types: empty structs that readers recognise in a compiler's message. This file has the ways to define one.
///
///     struct spike : convolt::base_unit<"spike"> {};                                    // a new base dimension
///     struct mmHg : convolt::named_unit<"mmHg", convolt::pascal, mag(101325) / mag(760)> {};
///     inline constexpr mmHg mmHg_unit{};  using kilo_spike = convolt::kilo<spike>;
///
/// Layer: units.
#pragma once

#include <convolt/units/dimension.hpp>
#include <convolt/units/fixed_string.hpp>
#include <convolt/units/magnitude.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace convolt {

/// The customisation point: what a unit is. Specialise it to use the units of another library as they are.
template <class U>
struct unit_traits;

namespace detail {
/// Marks the unit types of this library, without being a base class that could shift members.
template <class U>
concept OwnUnit = requires {
  { U::dimension_value } -> std::same_as<dimension const&>;
  { U::magnitude_value } -> std::same_as<magnitude const&>;
};
}  // namespace detail

template <class U>
  requires detail::OwnUnit<U>
struct unit_traits<U> {
  static constexpr dimension const& dimension_value = U::dimension_value;
  static constexpr magnitude const& magnitude_value = U::magnitude_value;
  static constexpr std::string_view symbol() { return U::symbol(); }
};

/// A unit known at compile time.
template <class U>
concept Unit = requires {
  unit_traits<std::remove_cvref_t<U>>::dimension_value;
  unit_traits<std::remove_cvref_t<U>>::magnitude_value;
};

namespace detail {
// Checked when it is first asked for and not where a unit is defined: a vocabulary defines hundreds that nobody uses.
template <class U>
constexpr dimension const& checked_dimension() {
  static_assert(!unit_traits<U>::dimension_value.overflowed,
                "convolt: the exponents of this unit are out of range or not multiples of 1/12");
  return unit_traits<U>::dimension_value;
}
template <class U>
constexpr magnitude const& checked_magnitude() {
  static_assert(!unit_traits<U>::magnitude_value.overflowed,
                "convolt: the scale of this unit is zero, has too many prime factors or too large exponents");
  return unit_traits<U>::magnitude_value;
}
}  // namespace detail

/// The dimension of a unit; a compile-time error that names the type where it is none.
template <class U>
inline constexpr dimension const& dimension_of = detail::checked_dimension<std::remove_cvref_t<U>>();
/// Its exact scale to the coherent unit of SI.
template <class U>
inline constexpr magnitude const& magnitude_of = detail::checked_magnitude<std::remove_cvref_t<U>>();

/// Units that measure the same thing, whatever their scale: mV and V.
template <class U, class V>
concept SameDimension = Unit<U> && Unit<V> && dimension_of<U> == dimension_of<V>;

/// Units in which the same numbers mean the same thing: mV*nS and pA. Compare with this, never by type.
template <class U, class V>
concept EquivalentUnits = SameDimension<U, V> && magnitude_of<U> == magnitude_of<V>;

/// The dimensionless unit.
struct dimensionless {
  static constexpr dimension dimension_value{};
  static constexpr magnitude magnitude_value{};
  static constexpr std::string_view symbol() { return "1"; }
};
inline constexpr dimensionless one{};

/// Derive from this to define a unit with a new base dimension, known by its symbol.
template <fixed_string Symbol>
struct base_unit {
  static constexpr dimension dimension_value = detail::base_dimension(detail::base_id(Symbol.view()));
  static constexpr magnitude magnitude_value{};
  static constexpr std::string_view symbol() { return Symbol.view(); }
};

/// Derive from this to define a unit from another one: `Definition` is a unit type, `Scale` an exact factor.
template <fixed_string Symbol, Unit Definition, magnitude Scale = magnitude{}>
struct named_unit {
  static constexpr dimension dimension_value = dimension_of<Definition>;
  static constexpr magnitude magnitude_value = magnitude_of<Definition> * Scale;
  static constexpr std::string_view symbol() { return Symbol.view(); }
};

namespace detail {

/// The seven SI base units, which add their symbols; users' own base units are `base_unit`.
template <std::uint64_t Id>
struct si_base_unit {
  static constexpr dimension dimension_value = base_dimension(Id);
  static constexpr magnitude magnitude_value{};
};

/// What a prefix says: its symbol and its power of ten.
struct prefix {
  std::string_view symbol;
  int power_of_ten;
};

/// A unit with a prefix. It has these two members and no base class, since a vocabulary instantiates hundreds of them;
/// the rest is in its traits and made when it is asked for.
template <class U>
concept PrefixedUnit = requires {
  typename U::unit_base;
  { U::unit_prefix } -> std::same_as<prefix const&>;
} && Unit<typename U::unit_base>;

template <class U>
inline constexpr inline_text<31> prefixed_symbol = [] {
  inline_text<31> t;
  t.append(U::unit_prefix.symbol);
  t.append(unit_traits<typename U::unit_base>::symbol());
  return t;
}();

}  // namespace detail

template <class U>
  requires detail::PrefixedUnit<U>
struct unit_traits<U> {
  static constexpr dimension const& dimension_value = dimension_of<typename U::unit_base>;
  static constexpr magnitude magnitude_value =
      magnitude_of<typename U::unit_base> * mag(10).raised(U::unit_prefix.power_of_ten);
  static constexpr std::string_view symbol() {
    static_assert(!detail::prefixed_symbol<U>.overflowed, "convolt: the symbol of this unit is too long");
    return detail::prefixed_symbol<U>.view();
  }
};

namespace detail {
template <class U>
inline constexpr bool takes_a_prefix =
    !requires { typename U::unit_base; } && !requires { typename U::unit_factors; } && !std::same_as<U, dimensionless>;
}  // namespace detail

/// What has no prefix yet and is no product. Whether it is a unit at all is asked of the prefixed unit and not here:
/// the answer computes a dimension, and a vocabulary defines hundreds of units that nobody uses.
template <class U>
concept Prefixable = detail::takes_a_prefix<U>;

/// A unit that takes a prefix: one with a name of its own and no prefix yet.
template <class U>
concept NamedUnit = Unit<U> && Prefixable<U>;

/// The prefixes of SI: `milli<volt>`, in front of a unit that takes one.
// clang-format off
template <Prefixable U> struct quecto { using unit_base = U; static constexpr detail::prefix unit_prefix{"q", -30}; };
template <Prefixable U> struct ronto { using unit_base = U; static constexpr detail::prefix unit_prefix{"r", -27}; };
template <Prefixable U> struct yocto { using unit_base = U; static constexpr detail::prefix unit_prefix{"y", -24}; };
template <Prefixable U> struct zepto { using unit_base = U; static constexpr detail::prefix unit_prefix{"z", -21}; };
template <Prefixable U> struct atto { using unit_base = U; static constexpr detail::prefix unit_prefix{"a", -18}; };
template <Prefixable U> struct femto { using unit_base = U; static constexpr detail::prefix unit_prefix{"f", -15}; };
template <Prefixable U> struct pico { using unit_base = U; static constexpr detail::prefix unit_prefix{"p", -12}; };
template <Prefixable U> struct nano { using unit_base = U; static constexpr detail::prefix unit_prefix{"n", -9}; };
template <Prefixable U> struct micro { using unit_base = U; static constexpr detail::prefix unit_prefix{"u", -6}; };
template <Prefixable U> struct milli { using unit_base = U; static constexpr detail::prefix unit_prefix{"m", -3}; };
template <Prefixable U> struct centi { using unit_base = U; static constexpr detail::prefix unit_prefix{"c", -2}; };
template <Prefixable U> struct deci { using unit_base = U; static constexpr detail::prefix unit_prefix{"d", -1}; };
template <Prefixable U> struct deca { using unit_base = U; static constexpr detail::prefix unit_prefix{"da", 1}; };
template <Prefixable U> struct hecto { using unit_base = U; static constexpr detail::prefix unit_prefix{"h", 2}; };
template <Prefixable U> struct kilo { using unit_base = U; static constexpr detail::prefix unit_prefix{"k", 3}; };
template <Prefixable U> struct mega { using unit_base = U; static constexpr detail::prefix unit_prefix{"M", 6}; };
template <Prefixable U> struct giga { using unit_base = U; static constexpr detail::prefix unit_prefix{"G", 9}; };
template <Prefixable U> struct tera { using unit_base = U; static constexpr detail::prefix unit_prefix{"T", 12}; };
template <Prefixable U> struct peta { using unit_base = U; static constexpr detail::prefix unit_prefix{"P", 15}; };
template <Prefixable U> struct exa { using unit_base = U; static constexpr detail::prefix unit_prefix{"E", 18}; };
template <Prefixable U> struct zetta { using unit_base = U; static constexpr detail::prefix unit_prefix{"Z", 21}; };
template <Prefixable U> struct yotta { using unit_base = U; static constexpr detail::prefix unit_prefix{"Y", 24}; };
template <Prefixable U> struct ronna { using unit_base = U; static constexpr detail::prefix unit_prefix{"R", 27}; };
template <Prefixable U> struct quetta { using unit_base = U; static constexpr detail::prefix unit_prefix{"Q", 30}; };
// clang-format on

}  // namespace convolt
