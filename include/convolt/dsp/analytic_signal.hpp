// SPDX-License-Identifier: BSD-3-Clause
/// The analytic signal x + i H x, where the Hilbert transform H turns every frequency by a quarter of a period; and its
/// size, which is the envelope of an oscillation.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/refusal.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/resampling/lanes.hpp>
#include <convolt/dsp/resampling/signal.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/dsp/time/refusal.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/quantity/along.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// The options of analytic_signal and envelope: the dimension, which is the only one in units of time, or the only one
/// there is, unless it is given.
struct analytic_options {
  axis_choice axis = {};
};

namespace refusal {

template <class Signal>
struct a_complex_signal_has_no_envelope_take_its_real_part;

}  // namespace refusal

namespace detail {

template <class X>
auto why_not_analytic() {
  if constexpr (!SignalArray<X>) {
    return because<refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first, X>();
  } else if constexpr (quantities::is_complex<number_t<X>>) {
    return because<refusal::a_complex_signal_has_no_envelope_take_its_real_part, X>();
  } else {
    return;
  }
}
template <class X>
inline constexpr bool is_analytic = std::is_void_v<decltype(why_not_analytic<X>())>;

/// Turns the frequencies of a real line: -i of those that have a sign; the others are gone.
template <class R>
void quarter_turn(index samples, R* re, R* im) {
  R const scale = R(1) / static_cast<R>(samples);
  index const last = samples / 2;
  for (index k = 0; k <= last; ++k) {
    bool const has_sign = k > 0 && 2 * k != samples;
    R const turned = has_sign ? im[k] * scale : R(0);
    im[k] = has_sign ? -re[k] * scale : R(0);
    re[k] = turned;
  }
}

/// put(x, H x) for every sample, in the places of x.
template <class Arch, class R, class Out, class Put>
void hilbert_lines(quantities::dimension_block const& b, R const* x, Out* out, Put const& put) {
  if (b.count == 0 || b.outer * b.inner == 0) { return; }
  auto const transform = engine::make_transform<R, Arch>(b.count, engine::fft::line_of::real_numbers);
  auto const frequencies = static_cast<std::size_t>(transform->frequencies());
  std::vector<R> line(static_cast<std::size_t>(b.count)), re(frequencies), im(frequencies);
  signal_block<R const> const in{x, b.outer, b.count, b.inner};
  signal_block<Out> const to{out, b.outer, b.count, b.inner};
  for (index s = 0; s < in.signals(); ++s) {
    R const* const from = in.of_signal(s);
    Out* const result = to.of_signal(s);
    for (index t = 0; t < b.count; ++t) { line[static_cast<std::size_t>(t)] = from[t * b.inner]; }
    transform->forward_real(line.data(), {re.data(), im.data()});
    quarter_turn(b.count, re.data(), im.data());
    transform->inverse_real({re.data(), im.data()}, line.data());
    for (index t = 0; t < b.count; ++t) {
      result[t * b.inner] = put(from[t * b.inner], line[static_cast<std::size_t>(t)]);
    }
  }
}

template <class Arch, class Out, class X, class Put>
auto of_analytic(std::string_view where, X const& x, analytic_options const& o, Put const& put) {
  rate_signal<number_t<X>, X> const in(where, x, o.axis);
  auto out = in.template allocate<Out>(in.count());
  hilbert_lines<Arch>(in.block(), in.data(), out.data(), put);
  return same_time(x, std::move(out), unit_of_signal(x));
}

}  // namespace detail

/// The sentence for signals that have no analytic one.
template <class X>
using why_not_analytic = typename decltype(detail::why_not_analytic<X>())::type;

/// x + i H x of a real signal, with H x[n] the inverse transform of -i sign(f) X(f): complex, with the unit and the
/// axes of x. scipy.signal.hilbert, of any length; the real part is x itself. All samples of a line are in it, as if
/// the last one were followed by the first: filter to a band first, and leave a few periods at both ends unread. A
/// sample that is not a number is in all results. Throws parameter_error "axis_not_given", "bad_axis"; shape_error.
template <class X, class Arch = target_arch>
  requires(detail::is_analytic<X>)
auto analytic_signal(X const& x, analytic_options const& options = {}) {
  using R = detail::number_t<X>;
  return detail::of_analytic<Arch, std::complex<R>>("dsp::analytic_signal", x, options,
                                                    [](R a, R b) { return std::complex<R>(a, b); });
}
template <class X, class Why = why_not_analytic<X>>
  requires(!detail::is_analytic<X>)
void analytic_signal(X const&, analytic_options const& = {}) = delete;

/// The size of the analytic signal, `envelope(filtfilt(band, lfp))`: what an oscillation swings between. Real, with the
/// unit and the axes of x. Throws as analytic_signal.
template <class X, class Arch = target_arch>
  requires(detail::is_analytic<X>)
auto envelope(X const& x, analytic_options const& options = {}) {
  using R = detail::number_t<X>;
  return detail::of_analytic<Arch, R>("dsp::envelope", x, options, [](R a, R b) { return std::hypot(a, b); });
}
template <class X, class Why = why_not_analytic<X>>
  requires(!detail::is_analytic<X>)
void envelope(X const&, analytic_options const& = {}) = delete;

}  // namespace convolt::dsp
