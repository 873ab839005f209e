// SPDX-License-Identifier: BSD-3-Clause
/// What dsp::stream makes: a filter that takes its signal in chunks, and goes on where it stopped.
/// Layer: dsp.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/overlap.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/stream/chunk.hpp>
#include <convolt/dsp/stream/clock.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <numbers>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::dsp {

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_above_nyquist(double frequency, double rate) {
  throw parameter_error({.category = "bad_frequency",
                         .where = "dsp::stream::group_delay",
                         .argument = "f",
                         .problem = "must lie between 0 and half the sampling rate",
                         .expected = "0 to " + hertz_text(rate / 2),
                         .actual = hertz_text(frequency)});
}

}  // namespace detail

/// A running filter for numbers of T. U is the unit that it multiplies with: that of its gain and of its taps.
///
/// Chunks are arrays (time, channel) of T, of counts (int16), or of others that are converted first; with one channel
/// (time) will do. They have any number of rows, also none. Plain ones follow each other without a gap; sampled ones
/// say when they are, and are refused where they do not go on. Results have the unit of the chunk times U.
///
/// Copies go on independently. Not for several threads at a time.
template <class T, class Runner, AnyUnit U, class Arch>
class stream_of {
  template <class X>
  using unit_of_results = decltype(unit_t<arrays::bare_t<X>>{} * U{});
  /// As a number, of which compilers say less than of a concept.
  template <class Out, class X>
  static constexpr bool holds_results = StreamDestination<Out, T, unit_of_results<X>>;

 public:
  stream_of(Runner runner, double rate, double gain, U const& unit)
      : runner_(std::move(runner)), clock_(rate), gain_(gain), unit_(unit) {}

  index channels() const { return runner_.channels(); }
  /// The sampling rate of the chunks.
  auto rate() const { return tag(clock_.rate(), hertz{}); }
  /// How many results the next chunk brings if it has so many samples.
  index output_count(index samples) const { return runner_.ready(samples); }
  /// How long a sample waits for others, at most, before its result comes. How much later a signal itself comes is the
  /// group delay.
  auto latency() const { return tag(static_cast<double>(runner_.held()) / clock_.rate(), second{}); }
  /// Samples in a chunk that is computed without waste. Others only take longer.
  index preferred_block() const { return runner_.preferred_rows(); }

  /// By how much the envelope of a narrow band around f comes later, in s; NaN where the response is zero. Of
  /// delays, an array with one number for each channel. Throws parameter_error "bad_frequency" above half the rate.
  template <Frequency F>
  auto group_delay(F const& f) const {
    double const hertz = quantities::coordinate<double>(f, convolt::hertz{});
    if (!(hertz >= 0 && hertz <= clock_.rate() / 2)) { detail::throw_above_nyquist(hertz, clock_.rate()); }
    if constexpr (requires { runner_.delays_in_seconds(); }) {
      return per_channel(runner_.delays_in_seconds());
    } else {
      return tag(runner_.group_delay(2 * std::numbers::pi * hertz / clock_.rate()) / clock_.rate(), second{});
    }
  }

  /// The results that the chunk brings, with its axes, those of time moved to where they lie.
  ///
  /// Throws shape_error "channel_mismatch"; unit_error for another unit than that of the chunks before; parameter_error
  /// "chunks_apart" for a sampled chunk that begins later or earlier than the ones before end, "rate_mismatch";
  /// std::bad_alloc. A stream that threw is as it was.
  template <class X>
    requires Chunk<X>
  auto process(X const& chunk) {
    using bare = arrays::bare_t<X>;
    looked_at<X> in(*this, chunk);
    auto const product = unit_of(arrays::without_axes(chunk)) * unit_;
    auto const unit = arrays::result_unit<T>(product);
    double const factor = arrays::unit_factor<double>("dsp::stream", "out", product, unit);
    index_list shape = in.numbers.view().shape;
    shape[0] = runner_.ready(in.rows());
    auto results = arrays::allocate<T, arrays::static_rank<bare>>(shape);
    lane_rows<T> const to{results.data(), shape.size() == 2 ? shape[1] : 1, 1};
    auto all = placed(chunk, std::move(results), unit, clock_after(in));
    run(in, to, factor);  // what may fail has been done
    return all;
  }
  template <class X, class Why = why_no_chunk<X>>
    requires(!Chunk<X>)
  void process(X const&) = delete;

  /// The same into `out`, of shape (output_count(rows), channels), in its unit. Numbers are T, or counts: these are
  /// rounded to the nearest, halfway to the even one, and stay within 16 bits; NaN becomes 0. `out` must not share
  /// memory with the chunk. Allocates nothing, unless the chunk has to be converted or is lazy.
  ///
  /// Throws as process; shape_error "output_shape_mismatch", "overlapping_output".
  template <class Out, class X>
    requires(Chunk<X> && holds_results<Out, X>)
  void process_into(Out&& out, X const& chunk) {
    looked_at<X> in(*this, chunk);
    auto const product = unit_of(arrays::without_axes(chunk)) * unit_;
    double const factor = arrays::unit_factor<double>("dsp::stream", "out", product, unit_of(out));
    index_list shape = in.numbers.view().shape;
    shape[0] = runner_.ready(in.rows());
    auto const to = arrays::checked_destination("dsp::stream", out, shape);
    arrays::check_no_overlap("dsp::stream", "chunk", to, in.numbers.view());
    run(in, detail::as_rows(to), factor);
  }
  template <class Out, class X, class Why = why_no_destination<Out, unit_of_results<X>>>
    requires(Chunk<X> && !holds_results<Out, X>)
  void process_into(Out&&, X const&) = delete;

  /// The results that are still to come, as if zeros followed: those that were held back, and the rest of a response
  /// that ends. None for recursive filters, whose responses never do. In a unit that is known when the program runs,
  /// which converts to yours, over an axis in s. The stream begins again; where this throws, std::bad_alloc, it is as
  /// it was.
  auto flush() {
    index const zeros = runner_.zeros_for_tail(), count = runner_.tail();
    any_unit const product = clock_.unit().value_or(any_unit(one)) * any_unit(unit_);
    any_unit const unit = arrays::result_unit<T>(product);
    double const factor = arrays::unit_factor<double>("dsp::stream", "out", product, unit);
    auto all = arrays::allocate<T, 2>({runner_.ready(zeros), channels()});
    auto kept = arrays::allocate<T, 2>({count, channels()});
    T* const to = kept.data();
    any_unit const s = second{};
    axis<second, double> const t(tag(time_of_result(clock_, results_, s), second{}),
                                 tag(result_step(clock_, s), second{}), count);
    auto rest = sampled(tag(std::move(kept), unit), t, no_axis);
    T const zero = 0;
    runner_.template run<Arch>(lane_rows<T const>{&zero, 0, 0}, zeros, lane_rows<T>{all.data(), channels(), 1},
                               {.gain = 1, .factor = factor});
    std::copy(all.data(), all.data() + count * channels(), to);
    reset();
    return rest;
  }

  /// Begin again, as if nothing had come.
  void reset() {
    runner_.reset();
    clock_.reset();
    results_ = 0;
  }

 private:
  static auto per_channel(std::vector<double> const& seconds) {
    auto numbers = arrays::allocate<double, 1>({static_cast<index>(seconds.size())});
    std::copy(seconds.begin(), seconds.end(), numbers.begin());
    return tag(std::move(numbers), second{});
  }

  /// A chunk that can come next: its numbers, and where they are.
  template <class X>
  struct looked_at {
    looked_at(stream_of const& s, X const& chunk) : numbers("dsp::stream", "chunk", arrays::without_axes(chunk)) {
      detail::check_chunk_shape(s.channels(), numbers.view().shape);
      detail::chunk_axis const a = detail::axis_of_chunk(chunk);
      place = s.clock_.place(any_unit(unit_of(arrays::without_axes(chunk))), a.axis, a.precision);
    }
    index rows() const { return numbers.view().shape[0]; }

    arrays::operand_numbers<detail::chunk_number<T, X>, arrays::bare_t<X>> numbers;
    detail::chunk_place place;
  };

  template <class X>
  detail::stream_clock clock_after(looked_at<X> const& in) const {
    detail::stream_clock clock = clock_;
    clock.advance(in.place, in.rows());
    return clock;
  }
  /// Runners allocate nothing, so this cannot fail.
  template <class X, class Out>
  void run(looked_at<X> const& in, lane_rows<Out> const& to, double factor) {
    results_ += runner_.ready(in.rows());
    runner_.template run<Arch>(detail::as_rows(in.numbers.view()), in.rows(), to, {.gain = gain_, .factor = factor});
    clock_.advance(in.place, in.rows());
  }

  /// Steps of the results per step of the chunks.
  double steps_per_result() const {
    if constexpr (requires { runner_.steps_per_result(); }) {
      return runner_.steps_per_result();
    } else {
      return 1;
    }
  }
  double result_step(detail::stream_clock const& clock, any_unit const& unit) const {
    return clock.step(unit) * steps_per_result();
  }
  double time_of_result(detail::stream_clock const& clock, index n, any_unit const& unit) const {
    return clock.time_of(static_cast<double>(n) * steps_per_result(), unit);
  }

  /// The next results, by the clock as it will be when they have come.
  template <class X, class E, class V>
  auto placed(X const& chunk, E&& results, V const& unit, detail::stream_clock const& clock) const {
    if constexpr (arrays::Sampled<X>) {
      index const count = static_cast<index>(results.shape(0));
      return std::apply(
          [&](auto const& t, auto const&... others) {
            return sampled<V, T, std::remove_cvref_t<decltype(t)>, std::remove_cvref_t<decltype(others)>...>(
                tag(std::move(results), unit), moved(t, clock, count), others...);
          },
          chunk.axes());
    } else {
      return arrays::with_unit(std::forward<E>(results), unit);
    }
  }
  /// The axis of the results: that of the chunk where every sample has brought its result.
  template <class A>
  A moved(A const& t, detail::stream_clock const& clock, index count) const {
    if constexpr (quantities::is_axis<A>) {
      using number = typename A::element_type;
      if (runner_.held() == 0 && steps_per_result() == 1) { return t; }
      any_unit const unit = t.unit();
      return A(tag(static_cast<number>(time_of_result(clock, results_, unit)), t.unit()),
               tag(static_cast<number>(result_step(clock, unit)), t.unit()), count);
    } else {
      return t;
    }
  }

  Runner runner_;
  detail::stream_clock clock_;
  double gain_;
  [[no_unique_address]] U unit_;
  index results_ = 0;  ///< that have come
};

}  // namespace convolt::dsp
