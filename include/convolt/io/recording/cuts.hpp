// SPDX-License-Identifier: BSD-3-Clause
/// Where chunks of a recording begin and end: lengths and margins as numbers of samples or as times, and the samples of
/// each chunk. Integers alone.
/// Layer: io.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace convolt::io::detail {

using seconds = quantity<second, double>;

/// A time: a real number with a unit of time.
template <class Q>
concept Time = quantities::Coordinate<Q> && OneDimension<Q, seconds>;

/// A rate: a real number with a unit of 1/time.
template <class Q>
concept Rate = quantities::Coordinate<Q> && OneDimension<Q, quantity<hertz, double>>;

/// How chunks may be cut: by times or by numbers of samples.
template <class... Q>
concept Cut = ((Time<Q> || Integer<Q>)&&...);

[[noreturn]] inline void throw_bad_cut(std::string_view argument, std::string expected, std::string actual) {
  throw parameter_error({.category = "bad_chunks",
                         .where = "io::recording::chunks",
                         .argument = std::string(argument),
                         .problem = "is not what a recording can be cut by",
                         .expected = std::move(expected),
                         .actual = std::move(actual)});
}

/// A time as a number of steps, not rounded. Beyond all samples it is as good as their count.
template <Time Q>
double steps_of(Q const& q, seconds step, std::string_view argument) {
  double const steps = quantities::coordinate<double>(q, second{}) / step.raw();
  if (!(steps >= 0.)) { throw_bad_cut(argument, "a time that is not negative", quantities::coordinate_text(q)); }
  return steps;
}

/// At least one sample.
template <Cut Length>
index length_in_samples(Length const& length, seconds step, index samples) {
  char const* const least = "one sample or more";
  if constexpr (Integer<Length>) {
    index const n = quantities::sample_number(length, "io::recording::chunks", "length");
    if (n < 1) { throw_bad_cut("length", least, std::to_string(n)); }
    return n;
  } else {
    double const n = std::round(steps_of(length, step, "length"));
    if (n < 1.) { throw_bad_cut("length", least, quantities::coordinate_text(length) + ", less than half a sample"); }
    return static_cast<index>(std::min(n, static_cast<double>(samples) + 1.));
  }
}

/// Up to whole samples; within sample_tolerance of a sample it ends there.
template <Cut Margin>
index margin_in_samples(Margin const& margin, seconds step, index samples) {
  if constexpr (Integer<Margin>) {
    return std::min(quantities::sample_number(margin, "io::recording::chunks", "margin"), samples);
  } else {
    double const up = std::ceil(steps_of(margin, step, "margin") - sample_tolerance);
    return static_cast<index>(std::clamp(up, 0., static_cast<double>(samples)));
  }
}

/// A recording cut into pieces.
struct cuts {
  index samples = 0;
  index length = 1;
  index margin = 0;

  index count() const { return samples / length + (samples % length != 0 ? 1 : 0); }
  /// The samples of piece i, without margins.
  sample_run core(index i) const { return {i * length, std::min(length, samples - i * length)}; }
  /// How many samples of the margin there are before and behind it.
  index before(index i) const { return std::min(margin, i * length); }
  index behind(index i) const {
    sample_run const c = core(i);
    return std::min(margin, samples - c.first - c.count);
  }
};

}  // namespace convolt::io::detail
