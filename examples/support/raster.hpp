// SPDX-License-Identifier: BSD-3-Clause
/// Rasters: a row of marks for every train of events.
#pragma once

#include <convolt/neuro/spike_trains.hpp>
#include <support/chart.hpp>
#include <support/drawing.hpp>

#include <string>

namespace support {

/// The trains from the top down, over the times of an axis and in its unit. `row` is what a row is; one row has no
/// number.
template <class Axis>
void draw_raster(drawing& d, place const& p, convolt::neuro::spike_trains const& trains, std::string const& row,
                 std::string const& time, Axis const& t, char const* mark_colour) {
  auto const unit = t.unit();
  scale across(label(time, unit), t.start().in(unit), t.back().in(unit));
  scale down(row, 0., static_cast<double>(trains.size()));
  across.put(p.left, p.left + p.width);
  down.put(p.top, p.top + p.height);
  for (std::size_t k = 0; k < trains.size(); ++k) {
    double const top = down(static_cast<double>(k) + 0.15), bottom = down(static_cast<double>(k) + 0.85);
    for (double const x : trains[k].between(t.start(), t.back()).in(unit)) {
      d.line({{across(x), top}, {across(x), bottom}}, {.colour = mark_colour, .thickness = 1.2});
    }
  }
  draw_x_axis(d, p, across);
  if (trains.size() > 1) {
    draw_y_axis(d, p, down);
  } else {
    d.text({p.left - 48., p.top + p.height / 2.}, row, "middle", true);
  }
}

}  // namespace support
