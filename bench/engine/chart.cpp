// SPDX-License-Identifier: BSD-3-Clause
/// Draws the bars.
/// Layer: bench.
#include <engine/chart.hpp>
#include <engine/svg.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <ostream>

namespace convolt::bench {

namespace {

// Pixels.
constexpr double width = 1120, names_width = 120, text_width = 500, top = 76, pitch = 20, bar_height = 13, bottom = 34;
constexpr std::size_t most_letters = 70;  // in the text beside a bar
constexpr double plot_left = names_width, plot_right = width - text_width;

using svg::label;
using svg::text_of;

/// The ratios that are drawn, on a logarithmic axis.
struct axis {
  double least = 0.5, most = 2;

  explicit axis(std::vector<row> const& rows) {
    for (row const& r : rows) {
      if (!std::isfinite(r.ratio)) { continue; }
      while (r.ratio < least && least > 1e-3) { least /= 2; }
      while (r.ratio > most && most < 1e3) { most *= 2; }
    }
  }
  [[nodiscard]] double position(double ratio) const {
    double const part = std::log(std::clamp(ratio, least, most) / least) / std::log(most / least);
    return plot_left + part * (plot_right - plot_left);
  }
};

void draw_grid(std::ostream& out, axis const& a, double end) {
  for (double tick = a.least; tick <= a.most * 1.01; tick *= 2) {
    bool const even = std::abs(tick - 1) < 0.01;
    std::string const x = text_of(a.position(tick), "%.1f");
    out << "<line x1=\"" << x << "\" x2=\"" << x << "\" y1=\"" << top - 6 << "\" y2=\"" << end << "\" stroke=\""
        << (even ? "#333\" stroke-width=\"1.5" : "#ddd") << "\"/>\n"
        << label(a.position(tick), top - 12, "text-anchor=\"middle\" fill=\"#555\"", text_of(tick, "%.3g"));
  }
}

void draw_row(std::ostream& out, axis const& a, row const& r, double y) {
  double const text_y = y + bar_height - 2;
  out << label(names_width - 8, text_y, "text-anchor=\"end\"", r.id);
  std::string against = r.method + " / " + r.peer;
  if (against.size() > most_letters) { against = against.substr(0, most_letters - 3) + "..."; }
  if (!std::isfinite(r.ratio)) {
    out << label(a.position(1) + 6, text_y, "fill=\"#999\"", r.peer == "none" ? "no peer" : "not measured");
    out << label(plot_right + 50, text_y, "fill=\"#555\" font-size=\"10\"", against);
    return;
  }
  double const from = std::min(a.position(1), a.position(r.ratio));
  double const to = std::max(a.position(1), a.position(r.ratio));
  out << "<rect x=\"" << text_of(from, "%.1f") << "\" y=\"" << y << "\" width=\"" << text_of(to - from, "%.1f")
      << "\" height=\"" << bar_height << "\" fill=\"" << (r.ratio < 1 ? "#d1603d" : "#2a7f9e") << "\"/>\n"
      << label(plot_right + 42, text_y, "text-anchor=\"end\" font-weight=\"bold\"", text_of(r.ratio, "%.2f"))
      << label(plot_right + 50, text_y, "fill=\"#555\" font-size=\"10\"", against);
}

}  // namespace

void write_chart(std::filesystem::path const& file, std::string const& title, std::vector<row> const& rows) {
  std::ofstream out = open_output(file);
  axis const a(rows);
  double const end = top + pitch * static_cast<double>(rows.size());
  double const height = end + bottom;
  out << svg::opening(width, height) << label(16, 26, "font-size=\"16\" font-weight=\"bold\"", title)
      << label(16, 44, "fill=\"#555\"", "time of the peer / time of convolt: to the right of 1 convolt is faster");
  draw_grid(out, a, end);
  double y = top + (pitch - bar_height) / 2;
  for (row const& r : rows) {
    draw_row(out, a, r, y);
    y += pitch;
  }
  if (std::isfinite(geometric_mean(rows))) {
    out << label(16, end + 22, "font-weight=\"bold\"", "geometric mean " + text_of(geometric_mean(rows), "%.3f"));
  }
  out << "</svg>\n";
}

}  // namespace convolt::bench
