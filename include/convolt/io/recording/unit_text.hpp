// SPDX-License-Identifier: BSD-3-Clause
/// Units as files of recordings name them: symbols, "uV", and words, "volts" or "microvolts".
/// Layer: io.
#pragma once

#include <convolt/io/error.hpp>
#include <convolt/units/text.hpp>
#include <convolt/units/text_symbols.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace convolt::io::detail {

/// The symbol of a unit that stands there as a word, with a prefix or without; empty if it does not.
inline std::string symbol_of_word(std::string_view word) {
  using convolt::detail::is_word_for;
  for (convolt::detail::text_symbol const& s : convolt::detail::text_symbols) {
    if (is_word_for(word, s.name)) { return std::string(s.symbol); }
    for (convolt::detail::text_prefix const& p : convolt::detail::text_prefixes) {
      bool const begins = s.prefixable && !p.name.empty() && word.size() > p.name.size() &&
                          convolt::detail::case_differences(word.substr(0, p.name.size()), p.name) >= 0;
      if (begins && is_word_for(word.substr(p.name.size()), s.name)) { return std::string(p.symbol).append(s.symbol); }
    }
  }
  return {};
}

/// The unit that a file names. Throws io_error "bad_unit", which says whose unit it is.
inline any_unit unit_of_text(std::string_view text, std::filesystem::path const& file, std::string_view where,
                             std::string_view whose) {
  std::string const symbol = symbol_of_word(text);
  try {
    return parse_unit(symbol.empty() ? text : std::string_view(symbol));
  } catch (text_error const& fault) {
    throw_io_error(file, {.category = "bad_unit",
                          .where = where,
                          .problem = "names a unit of " + std::string(whose) + " that is not understood",
                          .expected = "a symbol or a word, as uV or microvolts",
                          .actual = printable(text) + " (" + fault.what() + ")"});
  }
}

}  // namespace convolt::io::detail
