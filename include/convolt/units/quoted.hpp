// SPDX-License-Identifier: BSD-3-Clause
/// Texts of strangers as messages show them.
/// Layer: units.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::detail {

/// A piece of a text as it may stand in a message: hostile bytes as \xNN, long texts cut.
inline std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string s = "\"";
  for (char const c : text.substr(0, longest)) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 32 && byte < 127 && c != '"' && c != '\\') {
      s += c;
    } else {
      s += "\\x";
      s += "0123456789abcdef"[byte >> 4];
      s += "0123456789abcdef"[byte & 15];
    }
  }
  return s += text.size() > longest ? "...\"" : "\"";
}

}  // namespace convolt::detail
