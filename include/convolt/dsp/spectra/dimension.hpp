// SPDX-License-Identifier: BSD-3-Clause
/// Which dimension of a signal becomes frequency: its type has to say, for the result has an axis there. And the axes
/// of results.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/dsp/time/refusal.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/units/si.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>

namespace convolt::dsp {

namespace detail {

/// Stands for the dimension where the caller names none: the only one that measures what it has to.
struct the_only_one {};

template <auto D, class X>
constexpr std::size_t named_dimension() {
  using choice = std::remove_cvref_t<decltype(D)>;
  constexpr std::size_t rank = arrays::static_rank<arrays::bare_t<X>>;
  if constexpr (arrays::Sampled<X>) {
    return []<class... A>(std::type_identity<std::tuple<A...>>) {
      return quantities::chosen_dimension<D, A...>;
    }(std::type_identity<axes_of_t<X>>{});
  } else if constexpr (Integer<choice> && rank != arrays::dynamic_rank) {
    constexpr checked_index given = D;
    constexpr index n = static_cast<index>(rank);
    if (given.overflowed || given.value < -n || given.value >= n) { return quantities::no_dimension; }
    return static_cast<std::size_t>(given.value < 0 ? given.value + n : given.value);
  } else {
    return quantities::no_dimension;
  }
}

/// The number of the dimension of time; no_dimension where the caller has to name it.
template <auto D, class X>
constexpr std::size_t dimension_of_time() {
  if constexpr (!SignalArray<X>) {
    return quantities::no_dimension;
  } else if constexpr (std::same_as<std::remove_cvref_t<decltype(D)>, the_only_one>) {
    return static_time_dimension<X>;
  } else {
    return named_dimension<D, X>();
  }
}
template <auto D, class X>
inline constexpr std::size_t time_at = dimension_of_time<D, std::remove_cvref_t<X>>();

/// The rate of a call, where it has one.
inline stated_rate state_rate(std::string_view, no_rate const&) { return {}; }

using frequency_axis = axis<hertz, double>;

/// The frequencies of transforms of `nfft` samples: 0, df, .. up to half the rate, or of complex signals all from
/// -nfft / 2 df on.
template <class T>
frequency_axis frequencies_of(index nfft, double rate) {
  bool const two_sided = quantities::is_complex<T>;
  double const step = rate / static_cast<double>(nfft);
  double const start = two_sided ? -static_cast<double>(nfft / 2) * step : 0.;
  return {tag(start, hertz{}), tag(step, hertz{}), two_sided ? nfft : nfft / 2 + 1};
}

template <std::size_t D, class X>
inline constexpr bool has_axis_at = false;
template <std::size_t D, arrays::Sampled X>
inline constexpr bool has_axis_at<D, X> = quantities::is_axis<std::tuple_element_t<D, axes_of_t<X>>>;

/// The axis of time of a signal, or of an array the one in seconds that its rate means.
template <std::size_t D, class X>
auto axis_of_time(X const& x, index count, double rate) {
  if constexpr (has_axis_at<D, X>) {
    return std::get<D>(x.axes());
  } else {
    static_cast<void>(x);
    return axis<second, double>(tag(0., second{}), tag(1 / rate, second{}), count);
  }
}

/// Segments of so many samples at places `first`, `first + hop`, .. of that axis, on which they are points.
template <class U, class T>
axis<U, T> moved_axis(axis<U, T> const& t, double first, index hop, index count) {
  double const start = static_cast<double>(t.start().raw()), step = static_cast<double>(t.step().raw());
  return {tag(static_cast<T>(start + first * step), t.unit()),
          tag(static_cast<T>(static_cast<double>(hop) * step), t.unit()), count};
}

/// An array of the shape of a signal, with other samples at dimension d and one more dimension, the last one.
template <class Out, std::size_t Rank>
auto allocate_with_segments(std::string_view where, index_list shape, std::size_t d, index frequencies,
                            index segments) {
  shape[d] = frequencies;
  shape.push_back(segments);
  geometry::check_extents(where, "result", {shape.begin(), shape.size()}, static_cast<index>(sizeof(Out)));
  return arrays::allocate<Out, Rank + 1>(shape);
}

/// The same numbers with these axes, of frequency at D and of time as the last one; the others are those of x.
template <std::size_t D, class X, class E, class U, class A>
auto with_axes_of_segments(X const& x, E&& numbers, U const& unit, frequency_axis const& f, A const& t) {
  constexpr std::size_t rank = arrays::static_rank<arrays::bare_t<X>>;
  auto const others = [&x] {
    if constexpr (arrays::Sampled<X>) {
      return x.axes();
    } else {
      static_cast<void>(x);
      return []<std::size_t... I>(std::index_sequence<I...>) {
        return std::make_tuple((static_cast<void>(I), no_axis)...);
      }(std::make_index_sequence<rank>{});
    }
  }();
  return on_axes(std::forward<E>(numbers), unit,
                 std::tuple_cat(quantities::tuple_with<D>(others, f), std::make_tuple(t)));
}

}  // namespace detail
}  // namespace convolt::dsp
