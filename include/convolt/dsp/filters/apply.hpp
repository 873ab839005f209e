// SPDX-License-Identifier: BSD-3-Clause
/// What filter and filtfilt have in common: find time in the signal, make numbers of the design, put the result on the
/// axes of the signal.
/// Layer: dsp.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/filters/design.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/dsp/time/rate.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// The options of filter.
struct filter_options {
  /// Which dimension is time, where that is not the only one with an axis in units of it.
  axis_choice axis = {};
  executor_ref executor = {};
};

namespace detail {

template <class D>
auto numbers_of_design(D const& d, double rate) {
  if constexpr (RecursiveDesign<D>) {
    return d.sections_at(rate);
  } else {
    return d.taps_at(rate);
  }
}

/// The unit of the result: that of the signal, times that of the design where it has one; and a factor for its taps.
template <class R, class D, class X>
auto unit_of_filtered(std::string_view where, D const& d, X const& x, std::vector<double>& taps) {
  auto const product = unit_of_signal(x) * unit_of_design(d);
  auto const unit = arrays::result_unit<R>(product);
  double const factor = arrays::unit_factor<double>(where, "out", product, unit);
  for (double& tap : taps) { tap *= factor; }
  return unit;
}

/// compute(numbers of the design, rate in Hz, samples, block of lines, results): complex numbers are two real lines
/// each.
template <class D, class X, class Compute>
auto filtered(std::string_view where, D const& d, X const& x, stated_rate const& rate, axis_choice const& axis,
              Compute const& compute) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  time_lines<T, X> const in(where, x, axis, rate);
  auto numbers = numbers_of_design(d, in.rate());
  auto out = in.template allocate<T>(in.count());
  auto const run = [&] {
    if (in.empty()) { return; }
    quantities::dimension_block block = in.block();
    if (quantities::is_complex<T>) { block.inner *= 2; }
    compute(numbers, in.rate(), reinterpret_cast<R const*>(in.data()), block, reinterpret_cast<R*>(out.data()));
  };
  if constexpr (requires { d.unit(); }) {
    auto const unit = unit_of_filtered<R>(where, d, x, numbers);
    run();
    return same_time(x, std::move(out), unit);
  } else {
    run();
    return same_time(x, std::move(out), unit_of_signal(x));
  }
}

}  // namespace detail
}  // namespace convolt::dsp
