// SPDX-License-Identifier: BSD-3-Clause
/// Quantities, arrays of them, sampled ones and units for std::format: `std::format("{:.2f}", 3.1416 * mV)` is "3.14
/// mV". Where the standard library has no std::format this declares nothing, and convolt/fmt.hpp is an alternative.
/// Layer: quantity.
#pragma once

#include <version>

#if defined(__cpp_lib_format)

#include <convolt/quantity/format_parts.hpp>

#include <format>
#include <string_view>

/// What stands between the braces is for each number, the unit follows: {1.0, 2.5} mV.
template <class U, class E>
struct std::formatter<convolt::quantity<U, E>, char>
    : convolt::format_parts::quantity_formatter<std::formatter<convolt::element_t<convolt::quantity<U, E>>, char>> {};

/// Sampled quantities likewise, with a line for each axis.
template <class U, class T, class... A>
struct std::formatter<convolt::sampled<U, T, A...>, char>
    : convolt::format_parts::sampled_formatter<std::formatter<T, char>> {};

/// The symbol of a unit, static or known at run time, with the format of a text: "{:>6}".
template <convolt::AnyUnit U>
struct std::formatter<U, char> : std::formatter<std::string_view, char> {
  template <class Context>
  auto format(U const& unit, Context& context) const {
    return std::formatter<std::string_view, char>::format(to_string(convolt::any_unit(unit)), context);
  }
};

#if defined(__cpp_lib_format_ranges)
/// An array of quantities is no list of them.
template <class U, class E>
constexpr std::range_format std::format_kind<convolt::quantity<U, E>> = std::range_format::disabled;
template <class U, class T, class... A>
constexpr std::range_format std::format_kind<convolt::sampled<U, T, A...>> = std::range_format::disabled;
#endif

#endif
