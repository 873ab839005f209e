// SPDX-License-Identifier: BSD-3-Clause
/// Charts of quantities: lines, and maps of two-dimensional arrays. Each axis has a unit, into which everything drawn
/// along it is converted.
#pragma once

#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/drawing.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// "lag (ms)".
template <class Unit>
std::string label(std::string const& name, Unit const& unit) {
  std::ostringstream text;
  text << name << " (" << unit << ')';
  return text.str();
}

/// One axis: numbers, and where they lie in the drawing.
class scale {
 public:
  explicit scale(std::string label, double low = std::numeric_limits<double>::infinity(),
                 double high = -std::numeric_limits<double>::infinity())
      : label_(std::move(label)), low_(low), high_(high) {}

  void include(std::vector<double> const& numbers) {
    for (double const x : numbers) {
      low_ = std::min(low_, x);
      high_ = std::max(high_, x);
    }
  }
  void widen(double part) {
    double const margin = part * (high_ - low_);
    low_ -= margin;
    high_ += margin;
  }
  void put(double first, double last) {
    first_ = first;
    last_ = last;
  }
  double operator()(double x) const { return first_ + (x - low_) / (high_ - low_) * (last_ - first_); }
  std::string const& label() const { return label_; }

  /// Multiples of 1, 2 or 5 times a power of ten: `wanted` of them, about.
  std::vector<double> ticks(double wanted) const {
    double const rough = (high_ - low_) / wanted;
    double const power = std::pow(10., std::floor(std::log10(rough)));
    double step = 10. * power;
    for (double const nice : {5., 2., 1.}) {
      if (nice * power >= rough) { step = nice * power; }
    }
    std::vector<double> result;
    double const tolerance = 1e-9 * (high_ - low_);
    for (double n = std::ceil((low_ - tolerance) / step); n * step <= high_ + tolerance; ++n) {
      result.push_back(n * step + 0.);  // not -0
    }
    return result;
  }

 private:
  std::string label_;
  double low_, high_;
  double first_ = 0., last_ = 1.;
};

inline std::string tick_text(double x) {
  std::ostringstream text;
  text << x;
  return text.str();
}

inline void draw_x_axis(drawing& d, place const& p, scale const& x) {
  double const bottom = p.top + p.height;
  d.line({{p.left, bottom}, {p.left + p.width, bottom}}, {});
  for (double const tick : x.ticks(p.width / 70.)) {
    d.line({{x(tick), bottom}, {x(tick), bottom + 5.}}, {});
    d.text({x(tick), bottom + 19.}, tick_text(tick), "middle");
  }
  d.text({p.left + p.width / 2., bottom + 38.}, x.label(), "middle");
}

inline void draw_y_axis(drawing& d, place const& p, scale const& y) {
  d.line({{p.left, p.top}, {p.left, p.top + p.height}}, {});
  for (double const tick : y.ticks(p.height / 45.)) {
    d.line({{p.left - 5., y(tick)}, {p.left, y(tick)}}, {});
    d.text({p.left - 9., y(tick) + 4.5}, tick_text(tick), "end");
  }
  d.text({p.left - 48., p.top + p.height / 2.}, y.label(), "middle", true);
}

/// Lines over a common axis: `line_chart chart("lag", ms, "conductance", nS);`.
template <class X, class Y>
class line_chart {
 public:
  line_chart(std::string const& x_name, X const& x_unit, std::string const& y_name, Y const& y_unit)
      : x_unit_(x_unit), y_unit_(y_unit), x_(label(x_name, x_unit)), y_(label(y_name, y_unit)) {}

  /// One-dimensional arrays of the dimensions of the axes, in any scale. A line without a name is not in the legend.
  void add(std::string const& name, auto const& x, auto const& y, line_style const& style) {
    lines_.push_back({name, numbers(x, x_unit_), numbers(y, y_unit_), style});
    x_.include(lines_.back().x);
    y_.include(lines_.back().y);
  }

  /// The vertical axis reaches at least to this value.
  void show(auto const& y) { y_.include({y.in(y_unit_)}); }

  /// A value for every bin of an axis.
  template <class Axis>
  void add_steps(std::string const& name, Axis const& bins, auto const& y, line_style const& style) {
    add(name, bins.values(), y, style);
    auto& [title, x, heights, look] = lines_.back();
    std::vector<double> edges, levels;
    double const step = bins.step().in(x_unit_);
    for (std::size_t i = 0; i < x.size(); ++i) {
      edges.insert(edges.end(), {x[i], x[i] + step});
      levels.insert(levels.end(), 2, heights[i]);
    }
    x_.include(edges);
    x = edges;
    heights = levels;
  }

  /// The legend is above the place, the labels are left of it and below.
  void draw(drawing& d, place const& p) {
    y_.widen(0.05);
    x_.put(p.left, p.left + p.width);
    y_.put(p.top + p.height, p.top);
    draw_x_axis(d, p, x_);
    draw_y_axis(d, p, y_);
    double at = p.left + 8.;
    for (auto const& [name, x, y, style] : lines_) {
      std::vector<point> points;
      for (std::size_t i = 0; i < x.size(); ++i) { points.push_back({x_(x[i]), y_(y[i])}); }
      d.line(points, style);
      if (name.empty()) { continue; }
      d.line({{at, p.top - 14.}, {at + 12., p.top - 14.}, {at + 24., p.top - 14.}}, style);
      d.text({at + 32., p.top - 9.5}, name);
      at += 56. + 7. * static_cast<double>(name.size());
    }
  }

 private:
  struct line {
    std::string name;
    std::vector<double> x, y;
    line_style style;
  };

  template <class Q, class U>
  static std::vector<double> numbers(Q const& q, U const& unit) {
    xt::xtensor<double, 1> const plain = convolt::in(q, unit);
    return {plain.begin(), plain.end()};
  }

  X x_unit_;
  Y y_unit_;
  scale x_, y_;
  std::vector<line> lines_;
};

/// From blue at -1 through light grey to orange at 1.
inline std::string map_colour(double x) {
  constexpr std::array<double, 3> low{47, 134, 214}, middle{238, 238, 238}, high{224, 115, 29};
  auto const& end = x < 0 ? low : high;
  double const part = std::min(1., std::abs(x));
  std::ostringstream text;
  text << "rgb(";
  for (std::size_t i = 0; i < 3; ++i) {
    text << (i > 0 ? "," : "") << std::lround(middle[i] + part * (end[i] - middle[i]));
  }
  return text.str() + ')';
}

/// An axis of a map: what it says, and the coordinates that its pixels have in their middle.
template <class Axis>
struct named_axis {
  std::string name;
  Axis pixels;

  scale put(double first, double last) const {
    auto const unit = pixels.unit();
    double const half = pixels.step().in(unit) / 2.;
    scale s(label(name, unit), pixels.start().in(unit)-half, pixels.stop().in(unit)-half);
    s.put(first, last);
    return s;
  }
};
template <class Axis>
named_axis(char const*, Axis) -> named_axis<Axis>;

/// Coloured rectangles for a two-dimensional array of (down, across), `limit` being the strongest colour.
template <class Map, class Limit, class Across, class Down>
void draw_map(drawing& d, place const& p, std::string const& title, Map const& map, Limit const& limit,
              named_axis<Across> const& across, named_axis<Down> const& down) {
  xt::xtensor<double, 2> const parts = convolt::in(map / limit, convolt::one);
  double const width = p.width / static_cast<double>(parts.shape(1));
  double const height = p.height / static_cast<double>(parts.shape(0));
  for (std::size_t row = 0; row < parts.shape(0); ++row) {
    for (std::size_t column = 0; column < parts.shape(1); ++column) {
      // A little larger than the pixel, so that no seam shows between neighbours.
      d.rectangle({p.left + width * static_cast<double>(column), p.top + height * static_cast<double>(row),
                   width + (column + 1 < parts.shape(1) ? 0.5 : 0.), height + (row + 1 < parts.shape(0) ? 0.5 : 0.)},
                  map_colour(parts(row, column)));
    }
  }
  draw_x_axis(d, p, across.put(p.left, p.left + p.width));
  draw_y_axis(d, p, down.put(p.top, p.top + p.height));
  d.text({p.left + p.width / 2., p.top - 10.}, title, "middle");
}
/// The same of a map of a plane, x across and y down over the same coordinates.
template <class Map, class Limit, class Axis>
void draw_map(drawing& d, place const& p, std::string const& title, Map const& map, Limit const& limit,
              Axis const& coordinates) {
  draw_map(d, p, title, map, limit, named_axis{"x", coordinates}, named_axis{"y", coordinates});
}

/// What the colours of maps mean: a column from -limit to limit.
template <class Limit, class Unit>
void draw_colour_key(drawing& d, place const& p, std::string const& name, Limit const& limit, Unit const& unit) {
  double const end = limit.in(unit);
  scale values(label(name, unit), -end, end);
  values.put(p.top + p.height, p.top);
  constexpr int parts = 60;
  for (int i = 0; i < parts; ++i) {
    double const top = p.top + p.height * i / parts;
    d.rectangle({p.left, top, p.width, p.height / parts + 0.5}, map_colour(1. - (2. * i + 1.) / parts));
  }
  draw_y_axis(d, p, values);
}

}  // namespace support
