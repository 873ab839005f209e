// SPDX-License-Identifier: BSD-3-Clause
/// Where a stream is: how many samples it has seen, when the first one was, and in which unit they are. Chunks that do
/// not go on there are refused.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/time/along.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace convolt::dsp::detail {

[[noreturn]] CONVOLT_COLD inline void throw_not_continued(plain_axis const& chunk, double expected) {
  bool const gap = chunk.start > expected;
  throw parameter_error({.category = "chunks_apart",
                         .where = "dsp::stream",
                         .argument = "chunk",
                         .problem = gap ? "begins after a gap" : "overlaps what came before",
                         .expected = with_unit_text(expected, chunk.unit),
                         .actual = with_unit_text(chunk.start, chunk.unit),
                         .advice = gap ? "fill it, or call reset() to begin again"
                                       : "pass every sample once, or call reset() to begin again"});
}
[[noreturn]] CONVOLT_COLD inline void throw_other_unit(any_unit const& expected, any_unit const& actual) {
  throw unit_error({.category = "unit_mismatch",
                    .where = "dsp::stream",
                    .argument = "chunk",
                    .problem = "is in another unit than the chunks before, whose numbers are remembered",
                    .expected = to_string(expected),
                    .actual = to_string(actual),
                    .advice = "convert it with .as(unit), or call reset() to begin again"});
}

/// What a chunk says of itself, checked.
struct chunk_place {
  any_unit unit{};
  plain_axis axis{};
};

class stream_clock {
 public:
  explicit stream_clock(double rate) : rate_(rate) { start_anew(); }

  double rate() const { return rate_; }
  /// Samples that have come.
  index count() const { return count_; }
  /// That of the first chunk; nothing before there was one.
  std::optional<any_unit> const& unit() const { return unit_; }
  /// When sample n was, in a unit of time; fractions are between samples. The first is at 0 where no axis has said
  /// otherwise.
  double time_of(double n, any_unit const& unit) const { return in(unit, times_.start + n * times_.step); }
  /// From sample to sample.
  double step(any_unit const& unit) const { return in(unit, times_.step); }

  /// Whether the chunk can come next; changes nothing. `precision` is that of the numbers of its axis. Throws
  /// unit_error for another unit than before, or an axis that is not time; parameter_error "rate_mismatch", "bad_axis",
  /// "chunks_apart".
  chunk_place place(any_unit const& unit, plain_axis const& axis, double precision) const {
    if (unit_ && !(*unit_ == unit)) { throw_other_unit(*unit_, unit); }
    if (!axis.exists) { return {.unit = unit, .axis = axis}; }
    double const own = rate_of_axis("dsp::stream", 0, axis);
    if (!(std::abs(own / rate_ - 1) <= sample_tolerance)) { throw_other_rate("dsp::stream", rate_, own); }
    if (times_.exists) {
      double const expected = time_of(static_cast<double>(count_), axis.unit);
      double const tolerance = std::max(sample_tolerance * axis.step, 4 * precision * std::abs(axis.start));
      if (!(std::abs(axis.start - expected) <= tolerance)) { throw_not_continued(axis, expected); }
    }
    return {.unit = unit, .axis = axis};
  }

  /// It has come. The first axis says when the stream began, how long a step is, and in which unit.
  void advance(chunk_place const& chunk, index rows) {
    if (!unit_) { unit_ = chunk.unit; }
    if (chunk.axis.exists && !times_.exists) {
      times_ = chunk.axis;
      times_.start -= static_cast<double>(count_) * times_.step;
    }
    count_ += rows;
  }

  void reset() {
    start_anew();
    count_ = 0;
    unit_.reset();
  }

 private:
  void start_anew() { times_ = {.exists = false, .start = 0, .step = 1 / rate_, .unit = any_unit(second{})}; }
  double in(any_unit const& unit, double time) const { return quantities::convert(time, times_.unit, unit); }

  double rate_;       ///< in Hz
  plain_axis times_;  ///< of the samples from the first one on
  index count_ = 0;
  std::optional<any_unit> unit_;
};

}  // namespace convolt::dsp::detail
