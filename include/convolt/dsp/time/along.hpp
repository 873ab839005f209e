// SPDX-License-Identifier: BSD-3-Clause
/// Which dimension of a signal is time, and how many samples a second has: the axis says so, or the caller.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/axes.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

/// The dimension along which a function of time goes.
struct time_dimension {
  std::size_t dimension = 0;
  double rate = 0;                    ///< samples per second
  bool has_axis = false;              ///< the rate is that of an axis
  plain_axis axis{};                  ///< that axis
  quantities::dimension_block block;  ///< row by row: [outer][count][inner], with count samples along time
};

[[noreturn]] CONVOLT_COLD inline void throw_time_not_given(std::string_view where, std::size_t rank, bool several) {
  throw parameter_error({.category = "axis_not_given",
                         .where = std::string(where),
                         .argument = "axis",
                         .problem = several ? "must say which of the axes in units of time is meant"
                                            : "must say which of " + std::to_string(rank) +
                                                  " dimensions is time: none has an axis in units of it",
                         .advice = "give .axis = n"});
}
[[noreturn]] CONVOLT_COLD inline void throw_not_time(std::string_view where, std::size_t d, plain_axis const& axis) {
  throw unit_error({.category = "unit_mismatch",
                    .where = std::string(where),
                    .argument = "signal",
                    .axis = std::to_string(d),
                    .problem = "is not measured in time there",
                    .expected = "s, or a unit of its dimension",
                    .actual = to_string(axis.unit)});
}
[[noreturn]] CONVOLT_COLD inline void throw_time_descends(std::string_view where, std::size_t d,
                                                          plain_axis const& axis) {
  throw parameter_error({.category = "bad_axis",
                         .where = std::string(where),
                         .argument = "signal",
                         .axis = std::to_string(d),
                         .problem = "has its samples backwards in time",
                         .expected = "a positive step",
                         .actual = with_unit_text(axis.step, axis.unit)});
}
[[noreturn]] CONVOLT_COLD inline void throw_no_rate(std::string_view where, std::size_t d) {
  throw parameter_error({.category = "no_rate",
                         .where = std::string(where),
                         .argument = "rate",
                         .axis = std::to_string(d),
                         .problem = "must be given for a dimension that has no axis",
                         .advice = "give the signal an axis there, or the sampling rate as an argument"});
}
[[noreturn]] CONVOLT_COLD inline void throw_other_rate(std::string_view where, double own, double given) {
  throw parameter_error({.category = "rate_mismatch",
                         .where = std::string(where),
                         .argument = "rate",
                         .problem = "is not that of the axis of the signal",
                         .expected = hertz_text(own),
                         .actual = hertz_text(given),
                         .advice = "leave it to the axis"});
}

inline bool is_in_time(plain_axis const& axis) { return axis.exists && axis.unit.dimension() == dimension_of<second>; }

/// The dimension that was given; else the only one in units of time; else the only one there is.
inline std::size_t find_time(std::string_view where, std::vector<plain_axis> const& axes, axis_choice const& given) {
  std::size_t const rank = axes.size();
  if (given.size() > 1) {
    throw parameter_error({.category = "bad_axis",
                           .where = std::string(where),
                           .argument = "axis",
                           .problem = "is one number, that of time",
                           .expected = "1",
                           .actual = std::to_string(given.size())});
  }
  if (given.is_given()) { return quantities::normal_axis(given[0], rank, std::string(where).c_str()); }
  std::size_t found = rank, in_time = 0;
  for (std::size_t d = 0; d < rank; ++d) {
    if (is_in_time(axes[d])) {
      found = d;
      ++in_time;
    }
  }
  if (in_time == 1) { return found; }
  if (rank != 1 || in_time > 1) { throw_time_not_given(where, rank, in_time > 1); }
  return 0;
}

/// Samples per second along an axis. Throws unit_error for one that is not in units of time, parameter_error for one
/// that descends.
inline double rate_of_axis(std::string_view where, std::size_t d, plain_axis const& axis) {
  if (!is_in_time(axis)) { throw_not_time(where, d, axis); }
  if (!(axis.step > 0)) { throw_time_descends(where, d, axis); }
  return quantities::convert(1., any_unit(second{}), axis.unit) / axis.step;
}

/// Where time is in a signal of this shape with these axes, one for each dimension. A rate that is given beside an axis
/// must be that of the axis, but for a part of sample_tolerance. Throws parameter_error "axis_not_given", "bad_axis",
/// "no_rate", "rate_mismatch", unit_error "unit_mismatch".
inline time_dimension along_time(std::string_view where, index_list const& shape, std::vector<plain_axis> const& axes,
                                 axis_choice const& given, stated_rate const& rate) {
  std::size_t const d = find_time(where, axes, given);
  time_dimension time{.dimension = d,
                      .rate = rate.hertz,
                      .has_axis = axes[d].exists,
                      .axis = axes[d],
                      .block = quantities::block_along(shape, d)};
  if (time.has_axis) {
    time.rate = rate_of_axis(where, d, axes[d]);
    if (rate.is_given && !(std::abs(rate.hertz / time.rate - 1) <= sample_tolerance)) {
      throw_other_rate(where, time.rate, rate.hertz);
    }
  } else if (!rate.is_given) {
    throw_no_rate(where, d);
  }
  return time;
}

}  // namespace convolt::dsp::detail
