// SPDX-License-Identifier: BSD-3-Clause
/// Arrays that streams take as taps.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace convolt::dsp::detail {

/// Taps: real numbers along one axis.
template <class H>
concept StreamTaps =
    ArrayLike<H> && std::floating_point<number_t<H>> &&
    (arrays::static_rank<arrays::bare_t<H>> == 1 || arrays::static_rank<arrays::bare_t<H>> == arrays::dynamic_rank);

[[noreturn]] CONVOLT_COLD inline void throw_taps_of_rank(std::size_t rank) {
  throw shape_error({.category = "rank_mismatch",
                     .where = "dsp::stream",
                     .argument = "taps",
                     .problem = "are along one axis",
                     .expected = "1",
                     .actual = std::to_string(rank)});
}
[[noreturn]] CONVOLT_COLD inline void throw_taps_not_at_zero(double lag) {
  throw parameter_error({.category = "not_causal",
                         .where = "dsp::stream",
                         .argument = "taps",
                         .problem = "do not begin at lag 0, in steps of the rate",
                         .expected = "0",
                         .actual = quantities::number_text(lag)});
}

/// The taps in double. Those with an axis must have the step of the rate, and begin at lag 0. Throws shape_error,
/// parameter_error "step_mismatch", "not_causal", unit_error.
template <StreamTaps H>
std::vector<double> list_of_taps(H const& taps, double rate) {
  auto const list = taps_of_array("dsp::stream", taps);
  if (list.extents.size() != 1) { throw_taps_of_rank(list.extents.size()); }
  if constexpr (arrays::Sampled<H>) {
    plain_axis const steps{.exists = true, .start = 0, .step = 1 / rate, .unit = any_unit(second{})};
    kernel_axis const placed = in_steps_of("dsp::stream", steps, as_numbers(std::get<0>(taps.axes())), list.extents[0]);
    if (placed.is_placed && !(std::abs(placed.start) <= sample_tolerance)) { throw_taps_not_at_zero(placed.start); }
  }
  return {list.values.begin(), list.values.end()};
}

}  // namespace convolt::dsp::detail
