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

template <class U>
inline constexpr dimension const& dimension_of = unit_traits<std::remove_cvref_t<U>>::dimension_value;
template <class U>
inline constexpr magnitude const& magnitude_of = unit_traits<std::remove_cvref_t<U>>::magnitude_value;

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
  static_assert(!magnitude_value.overflowed, "convolt: the scale of this unit is zero or has too many prime factors");
  static constexpr std::string_view symbol() { return Symbol.view(); }
};

namespace detail {

/// The seven SI base units; users' own base units are `base_unit`.
template <fixed_string Symbol, std::uint64_t Id>
struct si_base_unit {
  static constexpr dimension dimension_value = base_dimension(Id);
  static constexpr magnitude magnitude_value{};
  static constexpr std::string_view symbol() { return Symbol.view(); }
};

template <fixed_string Prefix, class U>
inline constexpr inline_text<31> prefixed_symbol = [] {
  inline_text<31> t;
  t.append(Prefix.view());
  t.append(unit_traits<U>::symbol());
  return t;
}();

template <fixed_string Prefix, int PowerOfTen, class U>
struct prefixed_unit {
  using prefixed_unit_base = U;
  static constexpr dimension dimension_value = dimension_of<U>;
  static constexpr magnitude magnitude_value = magnitude_of<U> * mag(10).raised(PowerOfTen);
  /// Made when it is first asked for: most of the vocabulary is never printed.
  static constexpr std::string_view symbol() {
    static_assert(!prefixed_symbol<Prefix, U>.overflowed, "convolt: the symbol of this unit is too long");
    return prefixed_symbol<Prefix, U>.view();
  }
};

}  // namespace detail

/// A unit that takes a prefix: one with a name of its own and no prefix yet.
template <class U>
concept PrefixableUnit = Unit<U> && !requires { typename U::prefixed_unit_base; } &&
                         !requires { typename U::unit_factors; } && !std::same_as<U, dimensionless>;

// clang-format off
template <PrefixableUnit U> struct quecto : detail::prefixed_unit<"q", -30, U> {};
template <PrefixableUnit U> struct ronto : detail::prefixed_unit<"r", -27, U> {};
template <PrefixableUnit U> struct yocto : detail::prefixed_unit<"y", -24, U> {};
template <PrefixableUnit U> struct zepto : detail::prefixed_unit<"z", -21, U> {};
template <PrefixableUnit U> struct atto  : detail::prefixed_unit<"a", -18, U> {};
template <PrefixableUnit U> struct femto : detail::prefixed_unit<"f", -15, U> {};
template <PrefixableUnit U> struct pico  : detail::prefixed_unit<"p", -12, U> {};
template <PrefixableUnit U> struct nano  : detail::prefixed_unit<"n", -9, U> {};
template <PrefixableUnit U> struct micro : detail::prefixed_unit<"u", -6, U> {};
template <PrefixableUnit U> struct milli : detail::prefixed_unit<"m", -3, U> {};
template <PrefixableUnit U> struct centi : detail::prefixed_unit<"c", -2, U> {};
template <PrefixableUnit U> struct deci  : detail::prefixed_unit<"d", -1, U> {};
template <PrefixableUnit U> struct deca  : detail::prefixed_unit<"da", 1, U> {};
template <PrefixableUnit U> struct hecto : detail::prefixed_unit<"h", 2, U> {};
template <PrefixableUnit U> struct kilo  : detail::prefixed_unit<"k", 3, U> {};
template <PrefixableUnit U> struct mega  : detail::prefixed_unit<"M", 6, U> {};
template <PrefixableUnit U> struct giga  : detail::prefixed_unit<"G", 9, U> {};
template <PrefixableUnit U> struct tera  : detail::prefixed_unit<"T", 12, U> {};
template <PrefixableUnit U> struct peta  : detail::prefixed_unit<"P", 15, U> {};
template <PrefixableUnit U> struct exa   : detail::prefixed_unit<"E", 18, U> {};
template <PrefixableUnit U> struct zetta : detail::prefixed_unit<"Z", 21, U> {};
template <PrefixableUnit U> struct yotta : detail::prefixed_unit<"Y", 24, U> {};
template <PrefixableUnit U> struct ronna : detail::prefixed_unit<"R", 27, U> {};
template <PrefixableUnit U> struct quetta : detail::prefixed_unit<"Q", 30, U> {};
// clang-format on

}  // namespace convolt
