// SPDX-License-Identifier: BSD-3-Clause
/// Filters that take their signal in chunks: `auto s = dsp::stream<float>(taps, 30. * kHz, {.channels = 384})`, and
/// then `s.process(chunk)` again and again.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/dsp/stream/delays.hpp>
#include <convolt/dsp/stream/options.hpp>
#include <convolt/dsp/stream/partitioned.hpp>
#include <convolt/dsp/stream/resampling.hpp>
#include <convolt/dsp/stream/runners.hpp>
#include <convolt/dsp/stream/stream_of.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/tag.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace convolt::dsp {

namespace refusal {

template <class What>
struct streams_are_made_of_taps_sections_designs_resampling_delays_or_partitioned;

}  // namespace refusal

namespace detail {

template <class T, class What, class Rate>
auto why_no_stream() {
  if constexpr (!std::same_as<T, float> && !std::same_as<T, double>) {
    return std::type_identity<refusal::chunk_is_not_an_array_of_float_double_or_int16_numbers<T>>{};
  } else if constexpr (!Frequency<Rate>) {
    return std::type_identity<refusal::a_rate_is_a_frequency_with_its_unit_as_in_30_kHz<Rate>>{};
  } else if constexpr (!Streamable<T, What>) {
    return std::type_identity<
        refusal::streams_are_made_of_taps_sections_designs_resampling_delays_or_partitioned<What>>{};
  } else {
    return;
  }
}

template <class T, class Arch, class What, class Gain>
auto make_stream(What const& what, double rate, Gain const& gain, index channels) {
  auto made = make_runner<T, Arch>(what, rate, channels);
  auto const unit = unit_of(gain) * made.unit;
  using stream_type = stream_of<T, decltype(made.runner), std::remove_const_t<decltype(unit)>, Arch>;
  return stream_type(std::move(made.runner), rate, static_cast<double>(raw(gain)), unit);
}

}  // namespace detail

/// What the calls of `stream` are.
template <class T, class What, class Rate>
concept StreamCall = std::is_void_v<decltype(detail::why_no_stream<T, What, Rate>())>;
/// The sentence for others.
template <class T, class What, class Rate>
using why_no_stream = typename decltype(detail::why_no_stream<T, What, Rate>())::type;

/// A filter for chunks of so many channels, with numbers of T, float or double: `stream<float>(d, 30. * kHz,
/// {.channels = 384})`. What it runs is
///
///     taps               y[n] = sum over k of h[k] x[n - k], an array or a sampled one that begins at lag 0
///     second-order sections, and designs that are made of either
///     resampling(3, 2)   the rate times 3 / 2, as scipy.signal.resample_poly does it
///     delays(lags)       a time for each channel; `.channels` need not be given
///     partitioned(h, n)  long kernels by transforms, n results at a time
///
/// Recursive filters compute in double. All give the same bits however the signal is cut into chunks; those of the last
/// are within the bound that partitioned states, all others are one sum in one order. A sample that is NaN or infinite
/// reaches those results whose taps it meets, also where a tap is zero, and in recursive filters all results of its
/// channel from there on; with partitioned, all results of its channel from its block on, until it and the kernel are
/// apart.
///
/// Unit of results: that of the chunk times that of the taps. Throws parameter_error "bad_rate", "bad_channels",
/// shape_error "empty_kernel", and what the parts throw.
template <class T, class What, class Rate, class Arch = target_arch>
  requires StreamCall<T, What, Rate>
auto stream(What const& what, Rate const& rate, stream_options const& options = {}) {
  return detail::make_stream<T, Arch>(what, detail::rate_in_hertz("dsp::stream", rate), 1.,
                                      detail::checked_channels(options, detail::channels_of(what)));
}
/// The same for samples that are first multiplied by a gain: `stream<float>(d, 30. * kHz, 2.34 * uV, {.channels =
/// 384})` takes counts, and gives uV. Throws parameter_error "bad_gain" for one that is not finite, or that T cannot
/// hold.
template <class T, class What, class Rate, class Gain, class Arch = target_arch>
  requires(StreamCall<T, What, Rate> && quantities::Coordinate<Gain>)
auto stream(What const& what, Rate const& rate, Gain const& gain, stream_options const& options = {}) {
  detail::check_gain<T>(gain);
  return detail::make_stream<T, Arch>(what, detail::rate_in_hertz("dsp::stream", rate), gain,
                                      detail::checked_channels(options, detail::channels_of(what)));
}
template <class T, class What, class Rate, class... Others, class Why = why_no_stream<T, What, Rate>>
  requires(!StreamCall<T, What, Rate>)
void stream(What const&, Rate const&, Others const&...) = delete;

}  // namespace convolt::dsp
