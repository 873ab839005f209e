// SPDX-License-Identifier: BSD-3-Clause
/// Results of sampled operands are sampled: each dimension of a result has the axis that it has by where its samples
/// lie among those of the input. Which operand has axes its type tells; for others nothing happens. (Who has a sampled
/// operand has included what axes are.)
/// Layer: array.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/fwd.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::arrays {

/// Where the type of the result shall say that its channels have no axis: the dimension, if the function has one layout
/// only. Layouts that are known when the program runs leave every dimension its type.
inline constexpr std::size_t any_dimension = static_cast<std::size_t>(-1);

/// The axes of an operand, as a type and as an object; none for an array without.
template <class Q>
struct axes_of_operand {
  using type = std::tuple<>;
};
template <Sampled S>
struct axes_of_operand<S> {
  using type = std::remove_cvref_t<decltype(std::declval<S const&>().axes())>;
};
template <class Q>
using axes_of_t = typename axes_of_operand<std::remove_cvref_t<Q>>::type;

template <class Q>
axes_of_t<Q> axes_of(Q const& q) {
  if constexpr (Sampled<Q>) {
    return q.axes();
  } else {
    return {};
  }
}

namespace detail {

using quantities::is_axis;

[[noreturn]] inline void throw_axis_has_no_place(std::string_view where, char letter) {
  bool const channels = letter == 'C';
  throw parameter_error({.category = "axis_has_no_place",
                         .where = std::string(where),
                         .argument = "lhs",
                         .axis = std::string(1, letter),
                         .problem = channels        ? "has coordinates, which the channels of a result cannot have"
                                    : letter == 'N' ? "has coordinates, which groups of batches do not keep"
                                                    : "stands in the output where lhs has an axis of another type",
                         .advice = channels || letter == 'N' ? "give sampled(x.quantity(), ...) with no_axis there"
                                                             : "keep the layout of lhs, or convolve x.quantity()"});
}

[[noreturn]] inline void throw_kernel_step(std::string_view where, char letter, std::string expected,
                                           std::string actual) {
  throw shape_error({.category = "axis_mismatch",
                     .where = std::string(where),
                     .argument = "rhs",
                     .axis = std::string(1, letter),
                     .problem = "is not sampled at the steps of the lhs (times rhs_dilation, over lhs_dilation)",
                     .expected = std::move(expected),
                     .actual = std::move(actual),
                     .advice = "resample one of them"});
}

/// The entry of lag zero of a kernel along `lags`, for an input along `a`. Throws unit_error, shape_error.
template <class U, class T, class V, class S>
auto entry_of_lag_zero(std::string_view where, geometry::result_axis const& at, axis<U, T> const& a,
                       axis<V, S> const& lags) {
  using wide = std::common_type_t<T, S, double>;
  if constexpr (Unit<U> && Unit<V> && !SameDimension<U, V>) {
    throw_unit_mismatch({where, "rhs", std::string(to_string(a.unit())), std::string(to_string(lags.unit()))});
    return wide(0);
  } else {
    geometry::sample_origin const& o = at.origin;
    wide const step = quantities::coordinate<wide>(lags.step(), a.unit());
    wide const needed =
        static_cast<wide>(a.step().raw()) * static_cast<wide>(o.tap_step) / static_cast<wide>(o.divisor);
    wide const drift = (std::abs(step) - std::abs(needed)) * static_cast<wide>(o.taps - 1);
    if (!(std::abs(drift) <= static_cast<wide>(sample_tolerance) * std::abs(needed))) {
      throw_kernel_step(where, at.letter, quantities::coordinate_text(tag(std::abs(needed), a.unit())),
                        quantities::coordinate_text(lags.step()));
    }
    wide const entry = -static_cast<wide>(lags.start().raw()) / static_cast<wide>(lags.step().raw());
    wide const whole = std::round(entry);
    return std::abs(entry - whole) <= static_cast<wide>(sample_tolerance) ? whole : entry;
  }
}

/// Where output 0 lies, in positions of the dilated input. `I` is where the axes of the kernel are asked from.
template <class Wide, std::size_t I, class A, class Lags>
Wide first_position(std::string_view where, geometry::result_axis const& at, A const& a, Lags const& lags) {
  if constexpr (I == std::tuple_size_v<Lags>) {
    return static_cast<Wide>(at.origin.first());
  } else {
    if (static_cast<index>(I) != at.rhs_axis) { return first_position<Wide, I + 1>(where, at, a, lags); }
    if constexpr (is_axis<std::tuple_element_t<I, Lags>>) {
      return at.origin.first_for(static_cast<Wide>(entry_of_lag_zero(where, at, a, std::get<I>(lags))));
    } else {
      return static_cast<Wide>(at.origin.first());
    }
  }
}

/// The axis of a dimension of the result that comes from an axis of the input.
template <class U, class T, class Lags>
axis<U, T> carried(std::string_view where, geometry::result_axis const& at, axis<U, T> const& a, Lags const& lags,
                   index count) {
  if (at.fate == geometry::axis_fate::lost) { throw_axis_has_no_place(where, at.letter); }
  if (at.fate == geometry::axis_fate::kept) { return a; }
  using wide = std::common_type_t<T, double>;
  wide const first = first_position<wide, 0>(where, at, a, lags);
  wide const divisor = static_cast<wide>(at.origin.divisor), step = static_cast<wide>(a.step().raw());
  wide const start = static_cast<wide>(a.start().raw()) + step * first / divisor;
  return axis<U, T>(tag(static_cast<T>(start), a.unit()),
                    tag(static_cast<T>(step * static_cast<wide>(at.origin.stride) / divisor), a.unit()), count);
}

/// The axis, or no_axis, of type A for a dimension of the result: from dimension I of the input or a later one.
template <class A, std::size_t I, class Axes, class Lags>
A axis_from(std::string_view where, geometry::result_axis const& at, Axes const& axes, Lags const& lags, index count) {
  if constexpr (I == std::tuple_size_v<Axes>) {
    throw_axis_has_no_place(where, at.letter);
  } else {
    using Here = std::tuple_element_t<I, Axes>;
    if (static_cast<index>(I) != at.lhs_axis) { return axis_from<A, I + 1>(where, at, axes, lags, count); }
    if constexpr (!is_axis<A>) {
      if (is_axis<Here> && at.fate != geometry::axis_fate::lost) { throw_axis_has_no_place(where, at.letter); }
      return A{};
    } else if constexpr (std::same_as<A, Here>) {
      return carried(where, at, std::get<I>(axes), lags, count);
    } else {
      throw_axis_has_no_place(where, at.letter);
    }
  }
}

/// What one dimension of the result has.
template <std::size_t Channels, std::size_t D, class A>
using axis_of_dimension = std::conditional_t<D == Channels, no_axis_t, A>;
template <std::size_t Channels, std::size_t D, class Axes, class Lags>
auto axis_for(std::string_view where, geometry::result_axes const& made, Axes const& axes, Lags const& lags,
              std::size_t extent) {
  if constexpr (D == Channels) {
    return no_axis;
  } else {
    return axis_from<std::tuple_element_t<D, Axes>, 0>(where, made[D], axes, lags, static_cast<index>(extent));
  }
}

template <std::size_t Channels, class... A, class Lags, class Y, std::size_t... D>
auto sampled_result(std::string_view where, geometry::result_axes const& made, std::tuple<A...> const& axes,
                    Lags const& lags, Y&& y, std::index_sequence<D...>) {
  auto const& shape = raw(y).shape();
  return sampled<unit_t<Y>, element_t<Y>, axis_of_dimension<Channels, D, A>...>(
      std::forward<Y>(y), axis_for<Channels, D>(where, made, axes, lags, static_cast<std::size_t>(shape[D]))...);
}

}  // namespace detail

/// `result`, an owning array or quantity, with the axes that the geometry of the call gives it from those of `lhs`; as
/// it is where lhs has none. `lags` are the axes of the kernel, `make()` makes the geometry::result_axes. Throws
/// parameter_error "axis_has_no_place" where the type of the result cannot hold an axis, shape_error "axis_mismatch"
/// and unit_error where the axes of the kernel do not go with those of lhs.
template <std::size_t Channels = any_dimension, class L, class Lags, class Y, class Make>
auto with_carried_axes(std::string_view where, L const& lhs, Lags const& lags, Y&& result, Make const& make) {
  if constexpr (!Sampled<L>) {
    return std::forward<Y>(result);
  } else {
    return detail::sampled_result<Channels>(where, make(), lhs.axes(), lags, std::forward<Y>(result),
                                            std::make_index_sequence<std::tuple_size_v<axes_of_t<L>>>{});
  }
}

/// `result` has the shape of q: it gets its axes, if q has any.
template <class Q, class Y>
auto with_axes_of(Q const& q, Y&& result) {
  if constexpr (!Sampled<Q>) {
    return std::forward<Y>(result);
  } else {
    return std::apply(
        [&]<class... A>(A const&... axes) {
          return sampled<unit_t<Y>, element_t<Y>, A...>(std::forward<Y>(result), axes...);
        },
        q.axes());
  }
}

}  // namespace convolt::arrays
