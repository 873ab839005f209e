// SPDX-License-Identifier: BSD-3-Clause
/// Units of Boost.Units' SI system as units of this library: `convolt::tag(samples, boost::units::si::volts)`. They are
/// coherent, so their scale is 1; prefixes are left to the library's own units, into which they convert. (`samples *
/// volts` is an operator of Boost.) Without Boost this declares nothing.
/// Layer: units.
#pragma once

#if __has_include(<boost/units/systems/si/base.hpp>)

#include <convolt/units/symbol.hpp>

#include <boost/units/physical_dimensions.hpp>
#include <boost/units/systems/si/base.hpp>
#include <boost/units/unit.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace convolt {

namespace detail {

/// The SI's base dimension of one of Boost's; angles are numbers.
template <class Base>
inline constexpr dimension const* boost_base = nullptr;
template <>
inline constexpr dimension const* boost_base<boost::units::length_base_dimension> = &dim::length;
template <>
inline constexpr dimension const* boost_base<boost::units::mass_base_dimension> = &dim::mass;
template <>
inline constexpr dimension const* boost_base<boost::units::time_base_dimension> = &dim::time;
template <>
inline constexpr dimension const* boost_base<boost::units::current_base_dimension> = &dim::current;
template <>
inline constexpr dimension const* boost_base<boost::units::temperature_base_dimension> = &dim::temperature;
template <>
inline constexpr dimension const* boost_base<boost::units::amount_base_dimension> = &dim::amount;
template <>
inline constexpr dimension const* boost_base<boost::units::luminous_intensity_base_dimension> =
    &dim::luminous_intensity;
template <>
inline constexpr dimension const* boost_base<boost::units::plane_angle_base_dimension> = &dim::none;
template <>
inline constexpr dimension const* boost_base<boost::units::solid_angle_base_dimension> = &dim::none;

/// The product of a list of powers.
template <class List>
constexpr dimension boost_dimension() {
  if constexpr (std::is_same_v<List, boost::units::dimensionless_type>) {
    return {};
  } else {
    using power = typename List::item;
    constexpr dimension const* base = boost_base<typename power::tag_type>;
    static_assert(base != nullptr, "convolt: of Boost's units those of the SI are known");
    constexpr auto n = power::value_type::Numerator, d = power::value_type::Denominator;
    return base->raised(static_cast<int>(n), static_cast<int>(d)) * boost_dimension<typename List::next>();
  }
}

/// The name of a coherent unit, or its product of base units.
template <class D>
inline constexpr auto boost_symbol = [] {
  inline_text<127> t;
  using names = product_names<ampere, volt, ohm, siemens, farad, coulomb, watt, joule, newton, pascal, weber,
                              tesla_unit, henry, hertz, metre, second, kilogram, kelvin, mole, candela>;
  named_power const whole = find_power(names{}, boost_dimension<D>(), magnitude{});
  struct part {
    std::string_view text;
    int twelfths;
    constexpr std::string_view symbol() const { return text; }
  };
  if (whole.exponent != 0) {
    part const parts[] = {{whole.name, 12 * whole.exponent}};
    write_product(t, parts);
    return t;
  }
  constexpr std::string_view symbols[] = {"m", "kg", "s", "A", "K", "mol", "cd"};
  struct list {
    part parts[7]{};
    int count = 0;
    constexpr part const* begin() const { return parts; }
    constexpr part const* end() const { return parts + count; }
  } all;
  dimension const dim = boost_dimension<D>();
  for (power const& p : dim) {
    all.parts[all.count++] = {symbols[p.base - 1], p.twelfths};
  }
  write_product(t, all);
  return t;
}();

}  // namespace detail

template <class D>
struct unit_traits<boost::units::unit<D, boost::units::si::system>> {
  static constexpr dimension dimension_value = detail::boost_dimension<D>();
  static constexpr magnitude magnitude_value{};
  static constexpr std::string_view symbol() { return detail::boost_symbol<D>.view(); }
};

}  // namespace convolt

#endif
