// SPDX-License-Identifier: BSD-3-Clause
/// Draws the lines.
/// Layer: bench.
#include <engine/family_chart.hpp>
#include <engine/report.hpp>
#include <engine/svg.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <ostream>
#include <utility>

namespace convolt::bench {

namespace {

using svg::label;
using svg::text_of;

// Pixels.
constexpr double width = 980, height = 560, left_edge = 86, right_edge = 640, top_edge = 64, bottom_edge = 500;
constexpr double legend_x = 668, legend_pitch = 20;

// Told apart by those who see no red or green, too.
constexpr char const* colours[] = {"#2a7f9e", "#d1603d", "#6a4c93", "#4f772d", "#c9a227",
                                   "#8f2d56", "#3d5a80", "#7f5539", "#111111", "#5fa8d3"};

struct line {
  std::string name, variant, over;
  std::vector<std::pair<double, double>> points{};

  /// What tells it from the others of its series, as attributes of SVG.
  [[nodiscard]] std::string dashes() const {
    if (variant.empty()) { return {}; }
    return variant == "d weights" ? " stroke-dasharray=\"2 4\"" : " stroke-dasharray=\"7 4\"";
  }
};

/// Lines in the order in which they first occur, their points by the axis.
std::vector<line> lines_of(std::string const& family, std::vector<chart_point> const& points) {
  std::vector<line> lines;
  for (chart_point const& p : points) {
    bool const drawn = p.family == family && std::isfinite(p.us) && p.us > 0 && p.at > 0;
    if (!drawn) { continue; }
    auto const same = [&](line const& l) { return l.name == p.series && l.variant == p.variant; };
    auto found = std::find_if(lines.begin(), lines.end(), same);
    if (found == lines.end()) { found = lines.insert(found, {.name = p.series, .variant = p.variant, .over = p.over}); }
    found->points.emplace_back(p.at, p.us);
  }
  for (line& l : lines) { std::sort(l.points.begin(), l.points.end()); }
  return lines;
}

/// A logarithmic axis between two places of the picture, over whole powers of a base.
class scale {
 public:
  scale(double from, double to, double base) : from_(from), to_(to), base_(base) {}

  void take(double value) {
    double const power = std::log(value) / std::log(base_);
    // What lies on a power up to rounding needs no further one.
    least_ = std::min(least_, std::floor(power + 1e-9));
    most_ = std::max(most_, std::ceil(power - 1e-9));
  }
  void finish() {
    if (most_ <= least_) { most_ = least_ + 1; }
  }
  [[nodiscard]] double position(double value) const {
    double const power = std::log(value) / std::log(base_);
    return from_ + (power - least_) / (most_ - least_) * (to_ - from_);
  }
  /// Every power, or every second or so where there are many.
  [[nodiscard]] std::vector<double> ticks() const {
    double const step = std::ceil((most_ - least_) / 10);
    std::vector<double> all;
    for (double power = least_; power <= most_ + 0.5; power += step) { all.push_back(std::pow(base_, power)); }
    return all;
  }

 private:
  double from_, to_, base_, least_ = 1e9, most_ = -1e9;
};

struct scales {
  scale x{left_edge, right_edge, 2}, y{bottom_edge, top_edge, 10};
};

/// Powers of ten for what spans thousands.
scales scales_for(std::vector<line> const& lines) {
  double least = 1e300;
  double most = 0;
  for (line const& l : lines) {
    least = std::min(least, l.points.front().first);
    most = std::max(most, l.points.back().first);
  }
  scales s;
  if (most / least > 2048) { s.x = scale(left_edge, right_edge, 10); }
  for (line const& l : lines) {
    for (auto const& [x, y] : l.points) {
      s.x.take(x);
      s.y.take(y);
    }
  }
  s.x.finish();
  s.y.finish();
  return s;
}

void draw_rule(std::ostream& out, double x1, double y1, double x2, double y2) {
  out << "<line x1=\"" << text_of(x1, "%.1f") << "\" y1=\"" << text_of(y1, "%.1f") << "\" x2=\"" << text_of(x2, "%.1f")
      << "\" y2=\"" << text_of(y2, "%.1f") << "\" stroke=\"#ddd\"/>\n";
}

void draw_grid(std::ostream& out, scales const& s, std::string const& over) {
  for (double const tick : s.x.ticks()) {
    double const x = s.x.position(tick);
    draw_rule(out, x, top_edge, x, bottom_edge);
    out << label(x, bottom_edge + 18, "text-anchor=\"middle\" fill=\"#555\"", text_of(tick, "%.4g"));
  }
  for (double const tick : s.y.ticks()) {
    double const y = s.y.position(tick);
    draw_rule(out, left_edge, y, right_edge, y);
    out << label(left_edge - 8, y + 4, "text-anchor=\"end\" fill=\"#555\"", text_of(tick, "%.4g"));
  }
  out << label((left_edge + right_edge) / 2, bottom_edge + 40, "text-anchor=\"middle\"", over)
      << label(16, top_edge - 14, "", "microseconds of one call");
}

void draw_line(std::ostream& out, scales const& s, line const& l, std::string const& colour) {
  std::string path;
  for (auto const& [x, y] : l.points) {
    path += text_of(s.x.position(x), "%.1f") + ',' + text_of(s.y.position(y), "%.1f") + ' ';
  }
  out << "<polyline points=\"" << path << "\" fill=\"none\" stroke=\"" << colour << "\" stroke-width=\"1.8\""
      << l.dashes() << "/>\n";
  for (auto const& [x, y] : l.points) {
    out << "<circle cx=\"" << text_of(s.x.position(x), "%.1f") << "\" cy=\"" << text_of(s.y.position(y), "%.1f")
        << "\" r=\"3\" fill=\"" << (l.variant.empty() ? colour : "#fff") << "\" stroke=\"" << colour << "\"/>\n";
  }
}

void draw_key(std::ostream& out, std::size_t number, line const& l, std::string const& colour) {
  double const y = top_edge + 8 + legend_pitch * static_cast<double>(number);
  out << "<line x1=\"" << legend_x << "\" x2=\"" << legend_x + 26 << "\" y1=\"" << y << "\" y2=\"" << y
      << "\" stroke=\"" << colour << "\" stroke-width=\"1.8\"" << l.dashes() << "/>\n"
      << label(legend_x + 34, y + 4, "", l.name + (l.variant.empty() ? "" : ", " + l.variant));
}

/// Lines of one series have one colour.
std::string colour_of(std::vector<line> const& lines, line const& wanted) {
  std::vector<std::string> names;
  for (line const& l : lines) {
    if (std::find(names.begin(), names.end(), l.name) == names.end()) { names.push_back(l.name); }
    if (l.name == wanted.name) { break; }
  }
  std::size_t number = 0;
  while (names[number] != wanted.name) { ++number; }
  return colours[number % std::size(colours)];
}

void write_chart_of(std::ostream& out, std::string const& title, std::vector<line> const& lines) {
  scales const s = scales_for(lines);
  double const needed = top_edge + 20 + legend_pitch * static_cast<double>(lines.size());
  out << svg::opening(width, std::max(height, needed)) << label(16, 26, "font-size=\"16\" font-weight=\"bold\"", title);
  draw_grid(out, s, lines.front().over);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string const colour = colour_of(lines, lines[i]);
    draw_line(out, s, lines[i], colour);
    draw_key(out, i, lines[i], colour);
  }
  out << "</svg>\n";
}

}  // namespace

void write_family_charts(std::filesystem::path const& folder, std::string const& suffix, std::string const& title,
                         std::vector<chart_point> const& points) {
  std::vector<std::string> families;
  for (chart_point const& p : points) {
    if (std::find(families.begin(), families.end(), p.family) == families.end()) { families.push_back(p.family); }
  }
  for (std::string const& family : families) {
    std::vector<line> const lines = lines_of(family, points);
    if (lines.empty()) { continue; }
    std::ofstream out = open_output(folder / (family + '-' + suffix + ".svg"));
    write_chart_of(out, family + ": " + title, lines);
  }
}

}  // namespace convolt::bench
