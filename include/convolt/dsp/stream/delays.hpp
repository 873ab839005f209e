// SPDX-License-Identifier: BSD-3-Clause
/// Channels that are later or earlier by times of their own, as those of a multiplexed converter are: `dsp::delays`.
/// Whole samples are moved, fractions are interpolated by a windowed sinc.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/stream/tap_plan.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// How fractions of a sample are interpolated: by so many taps, an even number, under a Kaiser window of such an
/// attenuation in dB. 32 taps and 80 dB pass 84 % of the band up to half the rate.
struct delay_options {
  index taps = 32;
  double attenuation = 80;
};

/// Times by which channels are delayed, in s.
struct channel_delays {
  std::vector<double> seconds;
  delay_options options;
};

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_bad_delay(std::size_t channel, std::string actual, char const* problem) {
  throw parameter_error({.category = "bad_delay",
                         .where = "dsp::delays",
                         .argument = "delays",
                         .axis = std::to_string(channel),
                         .problem = problem,
                         .actual = std::move(actual)});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_delay_options(char const* argument, char const* problem,
                                                              std::string actual) {
  throw parameter_error({.category = "bad_delay_options",
                         .where = "dsp::delays",
                         .argument = argument,
                         .problem = problem,
                         .actual = std::move(actual)});
}

inline void check_delay_options(delay_options const& o) {
  if (o.taps < 2 || o.taps % 2 != 0 || o.taps > 1 << 20) {
    throw_bad_delay_options("taps", "is an even number from 2 to 2^20", std::to_string(o.taps));
  }
  if (bits::is_nan(o.attenuation) || o.attenuation < 0 || o.attenuation > 300) {
    throw_bad_delay_options("attenuation", "is between 0 and 300 dB", quantities::number_text(o.attenuation));
  }
}

/// A list of durations, one for each channel.
template <class Q>
concept DurationList =
    ArrayLike<Q> && std::floating_point<number_t<Q>> && arrays::MayShareDimension<unit_t<arrays::bare_t<Q>>, second> &&
    (arrays::static_rank<arrays::bare_t<Q>> == 1 || arrays::static_rank<arrays::bare_t<Q>> == arrays::dynamic_rank);

/// What compilers print for other lists.
template <class Q>
concept delays_are_a_list_of_durations_with_a_unit_one_for_each_channel = !DurationList<Q>;

}  // namespace detail

/// Delays of channels: `dsp::delays(lags)`, with one duration for each channel. y(t) = x(t - delay), so that negative
/// ones bring a channel forward. A delay of whole samples only moves them; of others, the whole part moves and a sinc
/// under a Kaiser window, scaled to pass constants, interpolates between samples.
///
/// Throws parameter_error "bad_delay" for one that is not finite, "bad_delay_options"; unit_error, shape_error.
template <class Q>
  requires detail::DurationList<Q>
channel_delays delays(Q const& list, delay_options const& options = {}) {
  detail::check_delay_options(options);
  using bare = arrays::bare_t<Q>;
  detail::row_major<detail::number_t<Q>, bare> const numbers("dsp::delays", "delays", arrays::without_axes(list));
  if (numbers.shape().size() != 1) {
    throw shape_error({.category = "rank_mismatch",
                       .where = "dsp::delays",
                       .argument = "delays",
                       .problem = "is a list, with a delay for each channel",
                       .expected = "1 axis",
                       .actual = std::to_string(numbers.shape().size())});
  }
  channel_delays made{.seconds = {}, .options = options};
  auto const unit = unit_of(arrays::without_axes(list));
  for (index c = 0; c < numbers.size(); ++c) {
    double const given = static_cast<double>(numbers.data()[c]);
    if (!bits::is_finite(given)) {
      detail::throw_bad_delay(static_cast<std::size_t>(c), quantities::coordinate_text(tag(given, unit)),
                              "must be finite");
    }
    made.seconds.push_back(quantities::convert(given, any_unit(unit), any_unit(second{})));
  }
  return made;
}
template <class Q>
  requires detail::delays_are_a_list_of_durations_with_a_unit_one_for_each_channel<Q>
void delays(Q const&, delay_options const& = {}) = delete;

namespace detail {

/// A delay in samples: whole ones, and the rest in [0, 1).
struct split_delay {
  index whole = 0;
  double part = 0;
};
inline split_delay split(std::size_t channel, double samples) {
  double const most = 1e8, nearest = std::round(samples);
  if (!(std::abs(samples) <= most)) {
    throw_bad_delay(channel, quantities::number_text(samples) + " samples", "is more than 1e8 samples");
  }
  if (std::abs(samples - nearest) <= 1e-9 + 1e-14 * std::abs(samples)) { return {static_cast<index>(nearest), 0}; }
  double const below = std::floor(samples);
  return {static_cast<index>(below), samples - below};
}

/// The taps of the interpolation for a part of a sample, 0 < part < 1: g(j - part) for j = half, half - 1, .., 1 -
/// half.
inline std::vector<double> interpolation(double part, index half, double attenuation) {
  constexpr double pi = 3.141592653589793238463;
  auto const shape = window::kaiser(window::kaiser_beta(attenuation));
  std::vector<double> taps;
  double sum = 0;
  for (index j = half; j > -half; --j) {
    double const at = static_cast<double>(j) - part, width = static_cast<double>(half);
    double const weight = window::detail::weight(shape, width - std::abs(at), 2 * width);
    taps.push_back(weight * std::sin(pi * at) / (pi * at));
    sum += taps.back();
  }
  for (double& tap : taps) { tap /= sum; }
  return taps;
}

[[noreturn]] CONVOLT_COLD inline void throw_no_delays() {
  throw shape_error({.category = "empty_axis",
                     .where = "dsp::delays",
                     .argument = "delays",
                     .problem = "is empty: there is a delay for each channel, and at least one channel"});
}

/// The delays at a rate in Hz as weighted sums. Throws shape_error "empty_axis" without delays.
template <class T>
tap_plan<T> plan_of_delays(channel_delays const& given, double rate) {
  if (given.seconds.empty()) { throw_no_delays(); }
  std::vector<split_delay> parts;
  bool whole = true;
  for (std::size_t c = 0; c < given.seconds.size(); ++c) {
    parts.push_back(split(c, given.seconds[c] * rate));
    whole = whole && parts.back().part == 0;
  }
  auto const [least, most] =
      std::minmax_element(parts.begin(), parts.end(), [](auto const& a, auto const& b) { return a.whole < b.whole; });
  index const half = given.options.taps / 2, first = least->whole;
  index const before = whole ? 0 : half, behind = whole ? 0 : half - 1;
  tap_plan<T> plan;
  plan.channels = static_cast<index>(parts.size());
  plan.taps = before + behind + 1;
  plan.own_weights = true;
  plan.ahead = most->whole - first;
  plan.back = first + before;
  plan.hold = std::max<index>(behind - first, 0);
  plan.tail = std::max<index>(most->whole + before, 0);
  constexpr index group = engine::lane_group;
  plan.weights.resize(static_cast<std::size_t>(engine::lane_groups(plan.channels) * plan.taps * group));
  for (std::size_t c = 0; c < parts.size(); ++c) {
    if (plan.ahead > 0) { plan.offsets.push_back(parts[c].whole - first); }
    auto const channel = static_cast<index>(c);
    T* const to = plan.weights.data() + channel / group * plan.taps * group + channel % group;
    if (parts[c].part == 0) {
      to[before == 0 ? 0 : before * group] = T(1);
      continue;
    }
    auto const taps = interpolation(parts[c].part, half, given.options.attenuation);
    for (std::size_t k = 0; k < taps.size(); ++k) { to[static_cast<index>(k) * group] = static_cast<T>(taps[k]); }
  }
  return plan;
}

}  // namespace detail
}  // namespace convolt::dsp
