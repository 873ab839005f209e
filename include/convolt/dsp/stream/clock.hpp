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
  bool has_axis = false;
  double start = 0;  ///< in s
  double step = 0;   ///< in s
};

class stream_clock {
 public:
  explicit stream_clock(double rate) : rate_(rate), step_(1 / rate) {}

  double rate() const { return rate_; }
  /// Samples that have come.
  index count() const { return count_; }
  /// That of the first chunk; nothing before there was one.
  std::optional<any_unit> const& unit() const { return unit_; }
  /// When sample n was, in s; fractions are between samples. The first is at 0 where no axis has said otherwise.
  double time_of(double n) const { return start_ + n * step_; }
  double step() const { return step_; }

  /// Whether the chunk can come next; changes nothing. `precision` is that of the numbers of its axis. Throws
  /// unit_error for another unit than before, or an axis that is not time; parameter_error "rate_mismatch", "bad_axis",
  /// "chunks_apart".
  chunk_place place(any_unit const& unit, plain_axis const& axis, double precision) const {
    if (unit_ && !(*unit_ == unit)) { throw_other_unit(*unit_, unit); }
    if (!axis.exists) { return {.unit = unit}; }
    double const own = rate_of_axis("dsp::stream", 0, axis);
    if (!(std::abs(own / rate_ - 1) <= sample_tolerance)) { throw_other_rate("dsp::stream", rate_, own); }
    any_unit const seconds = second{};
    if (has_axis_) {
      double const expected = convolt::detail::convert(time_of(static_cast<double>(count_)), seconds, axis.unit);
      double const tolerance = std::max(sample_tolerance * axis.step, 4 * precision * std::abs(axis.start));
      if (!(std::abs(axis.start - expected) <= tolerance)) { throw_not_continued(axis, expected); }
    }
    return {.unit = unit,
            .has_axis = true,
            .start = convolt::detail::convert(axis.start, axis.unit, seconds),
            .step = convolt::detail::convert(axis.step, axis.unit, seconds)};
  }

  /// It has come. The first axis says when the stream began, and how long a step is.
  void advance(chunk_place const& chunk, index rows) {
    if (!unit_) { unit_ = chunk.unit; }
    if (chunk.has_axis && !has_axis_) {
      has_axis_ = true;
      step_ = chunk.step;
      start_ = chunk.start - static_cast<double>(count_) * step_;
    }
    count_ += rows;
  }

  void reset() { *this = stream_clock(rate_); }

 private:
  double rate_;  ///< in Hz
  double step_;  ///< in s
  double start_ = 0;
  bool has_axis_ = false;
  index count_ = 0;
  std::optional<any_unit> unit_;
};

}  // namespace convolt::dsp::detail
