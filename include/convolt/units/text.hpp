// SPDX-License-Identifier: BSD-3-Clause
/// Units from text: "uF/cm^2", "pA*ms/pF", "V/Hz^(1/2)", "1/ms". Printing a unit and parsing the result gives the unit
/// back.
///
///     product  = factor { ( "*" | "·" | " " | "/" ) factor }     from left to right: a/b/c is a/(b*c), a/b*c is a*c/b
///     factor   = ( symbol | "1" | "(" product ")" ) [ ( "^" | "**" ) exponent | superscript ]
///     exponent = [ sign ] digits | "(" [ sign ] digits [ "/" digits ] ")"
///     symbol   = a unit of the library, with a prefix where it takes one, or one of the caller's
///
/// u, U+00B5 and U+03BC are micro; Ohm, ohm, U+2126 and U+03A9 are ohm; deg and U+00B0 are degree; L and l are litre;
/// sec is s, mho is S. A whole symbol goes before a prefix with a symbol: min, mol, Pa, cd and T are themselves. A 2 or
/// a 3 behind a length is its exponent, S/cm2 and um3, as in files of models; behind other units it is refused.
/// Layer: units.
#pragma once

#include <convolt/core/shared.hpp>
#include <convolt/units/any_unit.hpp>

#include <initializer_list>
#include <span>
#include <string_view>

namespace convolt {

/// The unit that a text names; `more` adds units of your own to those of the library: parse_unit("spike/s", {spike{}}).
/// Throws text_error "unit_text" with the position of the fault.
[[nodiscard]] CONVOLT_SHARED any_unit parse_unit(std::string_view text, std::span<any_unit const> more = {});
[[nodiscard]] inline any_unit parse_unit(std::string_view text, std::initializer_list<any_unit> more) {
  return parse_unit(text, std::span<any_unit const>{more.begin(), more.size()});
}

inline any_unit any_unit::parse(std::string_view text, std::initializer_list<any_unit> more) {
  return parse_unit(text, more);
}

}  // namespace convolt

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/units/bodies/text.hpp>
#endif
