// SPDX-License-Identifier: BSD-3-Clause
/// A picture in SVG without a background, in colours that can be read on white and on black.
#pragma once

#include <cstddef>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

struct point {
  double x, y;
};

/// A rectangle of a drawing; y grows downwards.
struct place {
  double left, top, width, height;
};

namespace colour {
inline constexpr char const* blue = "#2f86d6";
inline constexpr char const* orange = "#e0731d";
inline constexpr char const* grey = "#808080";
}  // namespace colour

struct line_style {
  std::string colour = colour::grey;
  double thickness = 1.;
  bool dots = false;  ///< a dot at each point in place of the line
};

class drawing {
 public:
  drawing(double width, double height) {
    body_ << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width << "\" height=\"" << height
          << "\" viewBox=\"0 0 " << width << ' ' << height << "\" font-family=\"sans-serif\" font-size=\"13\">\n";
  }

  void line(std::vector<point> const& points, line_style const& style) {
    if (style.dots) {
      for (point const& p : points) {
        body_ << "<circle cx=\"" << p.x << "\" cy=\"" << p.y << "\" r=\"" << style.thickness << "\" fill=\""
              << style.colour << "\"/>\n";
      }
      return;
    }
    body_ << "<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"" << style.colour << "\" stroke-width=\""
          << style.thickness << "\" points=\"";
    for (point const& p : points) { body_ << p.x << ',' << p.y << ' '; }
    body_ << "\"/>\n";
  }

  void rectangle(place const& p, std::string const& fill) {
    body_ << "<rect x=\"" << p.left << "\" y=\"" << p.top << "\" width=\"" << p.width << "\" height=\"" << p.height
          << "\" fill=\"" << fill << "\"/>\n";
  }

  /// `anchor` is start, middle or end; text that is turned reads upwards.
  void text(point const& at, std::string const& words, char const* anchor = "start", bool turned = false) {
    body_ << "<text x=\"" << at.x << "\" y=\"" << at.y << "\" text-anchor=\"" << anchor << "\" fill=\"" << colour::grey
          << '"';
    if (turned) { body_ << " transform=\"rotate(-90 " << at.x << ' ' << at.y << ")\""; }
    body_ << '>' << words << "</text>\n";
  }

  void save(std::string const& path) const {
    std::ofstream file(path);
    file << body_.str() << "</svg>\n";
    if (!file.flush()) { throw std::runtime_error("cannot write " + path); }
  }

 private:
  std::ostringstream body_;
};

}  // namespace support
