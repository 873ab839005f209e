// SPDX-License-Identifier: BSD-3-Clause
/// What streams can be made of, and the runner for each.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/design.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/stream/delays.hpp>
#include <convolt/dsp/stream/partitioned.hpp>
#include <convolt/dsp/stream/partitioned_runner.hpp>
#include <convolt/dsp/stream/resampling.hpp>
#include <convolt/dsp/stream/resampling_runner.hpp>
#include <convolt/dsp/stream/section_runner.hpp>
#include <convolt/dsp/stream/tap_runner.hpp>
#include <convolt/dsp/stream/taps.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <vector>

namespace convolt::dsp::detail {

/// A runner, and the unit that it multiplies with.
template <class Runner, class U>
struct made_runner {
  Runner runner;
  U unit;
};
template <class Runner, class U>
made_runner(Runner, U) -> made_runner<Runner, U>;

template <class T, class Arch>
auto make_runner(std::vector<section> const& chain, double, index channels) {
  return made_runner{section_runner(chain, channels), one};
}
template <class T, class Arch, RecursiveDesign D>
auto make_runner(D const& design, double rate, index channels) {
  return made_runner{section_runner(design.sections_at(rate), channels), unit_of_design(design)};
}
template <class T, class Arch, FirDesign D>
auto make_runner(D const& design, double rate, index channels) {
  return made_runner{fir_runner<T>(design.taps_at(rate), channels), unit_of_design(design)};
}
template <class T, class Arch>
auto make_runner(channel_delays const& given, double rate, index) {
  return made_runner{delay_runner<T>(given, rate), one};
}
template <class T, class Arch>
auto make_runner(rate_change const& change, double, index channels) {
  return made_runner{resampling_runner<T>(change, channels), one};
}
template <class T, class Arch, StreamTaps H>
auto make_runner(H const& taps, double rate, index channels) {
  return made_runner{fir_runner<T>(list_of_taps(taps, rate), channels), unit_of(arrays::without_axes(taps))};
}

template <class T, class Arch, class H>
auto make_runner(partitioned_taps<H> const& given, double rate, index channels) {
  return made_runner{partitioned_runner<T>(Arch{}, list_of_taps(given.taps, rate), given.block, channels),
                     unit_of(arrays::without_axes(given.taps))};
}

/// How many channels `what` is for; 0 for any number.
template <class What>
index channels_of(What const& what) {
  if constexpr (std::same_as<What, channel_delays>) {
    return static_cast<index>(what.seconds.size());
  } else {
    return 0;
  }
}

template <class T, class What>
concept Streamable = requires(What const& what) { make_runner<T, target_arch>(what, 1., index{1}); };

}  // namespace convolt::dsp::detail
