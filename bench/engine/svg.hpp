// SPDX-License-Identifier: BSD-3-Clause
/// Pieces of the pictures.
/// Layer: bench.
#pragma once

#include <cstdio>
#include <string>

namespace convolt::bench::svg {

inline std::string text_of(double value, char const* format) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

inline std::string escaped(std::string const& text) {
  std::string safe;
  for (char const c : text) {
    if (c == '&') {
      safe += "&amp;";
    } else if (c == '<') {
      safe += "&lt;";
    } else {
      safe += c;
    }
  }
  return safe;
}

inline std::string label(double x, double y, char const* style, std::string const& text) {
  return "<text x=\"" + text_of(x, "%.1f") + "\" y=\"" + text_of(y, "%.1f") + "\" " + style + ">" + escaped(text) +
         "</text>\n";
}

/// The opening of a picture of that size, on white.
inline std::string opening(double width, double height) {
  std::string const w = text_of(width, "%.0f");
  std::string const h = text_of(height, "%.0f");
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w + "\" height=\"" + h + "\" viewBox=\"0 0 " + w + ' ' +
         h + "\"\n     font-family=\"DejaVu Sans, Arial, sans-serif\" font-size=\"12\">\n" +
         "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
}

}  // namespace convolt::bench::svg
