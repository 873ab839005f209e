// SPDX-License-Identifier: BSD-3-Clause
/// Quantities, arrays of them, sampled ones and units for {fmt}: `fmt::format("{:.2f}", 3.1416 * mV)` is "3.14 mV".
/// Without {fmt} this declares nothing.
/// Layer: quantity.
#pragma once

#if __has_include(<fmt/core.h>)

#include <convolt/quantity/format_parts.hpp>

#include <fmt/core.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

/// What stands between the braces is for each number, the unit follows: {1.0, 2.5} mV.
template <class U, class E>
struct fmt::formatter<convolt::quantity<U, E>, char>
    : convolt::format_parts::quantity_formatter<fmt::formatter<convolt::element_t<convolt::quantity<U, E>>, char>> {};

/// Sampled quantities likewise, with a line for each axis.
template <class U, class T, class... A>
struct fmt::formatter<convolt::sampled<U, T, A...>, char>
    : convolt::format_parts::sampled_formatter<fmt::formatter<T, char>> {};

/// The symbol of a unit, static or known at run time, with the format of a text: "{:>6}".
template <class U>
struct fmt::formatter<U, char, std::enable_if_t<convolt::AnyUnit<U>>> : fmt::formatter<std::string_view, char> {
  template <class Context>
  auto format(U const& unit, Context& context) const {
    return fmt::formatter<std::string_view, char>::format(std::string(to_string(convolt::any_unit(unit))), context);
  }
};

/// <fmt/ranges.h> would take arrays of quantities for lists of them.
FMT_BEGIN_NAMESPACE
template <typename T, typename Char>
struct is_range;
template <class U, class E>
struct is_range<convolt::quantity<U, E>, char> {
  static constexpr bool value = false;
};
template <class U, class T, class... A>
struct is_range<convolt::sampled<U, T, A...>, char> {
  static constexpr bool value = false;
};
FMT_END_NAMESPACE

#endif
