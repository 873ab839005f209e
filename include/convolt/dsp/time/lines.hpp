// SPDX-License-Identifier: BSD-3-Clause
/// A signal as lines along time, whatever array it is, and results put back together: with the unit they have, and the
/// axes of the signal.
///
///     time_lines<T, X> const in(where, x, options.axis, rate);       // X: array, tagged or sampled
///     auto out = in.template allocate<T>(in.count());                // an owning row-major array
///     for (index l = 0; l < in.line_count(); ++l) {
///       f(in.line(l), in.line_of(out, l), in.rate());                // pointers and the step between samples
///     }
///     return same_time(x, std::move(out), unit_of_signal(x));        // on the axes of x
///
/// Layer: dsp.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/time/along.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/sampled.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::dsp::detail {

/// Samples that follow each other in time, `step` numbers apart.
template <class T>
struct strided_line {
  T* data = nullptr;
  index count = 0;
  index step = 1;

  T& operator[](index n) const { return data[n * step]; }
  /// To memory without gaps.
  void copy_to(std::remove_const_t<T>* to) const {
    for (index n = 0; n < count; ++n) { to[n] = data[n * step]; }
  }
  void copy_from(std::remove_const_t<T> const* from) const {
    for (index n = 0; n < count; ++n) { data[n * step] = from[n]; }
  }
};

/// The numbers of a signal row by row, and where time is among its dimensions. They are looked at where they lie; those
/// in another order, and lazy ones, are copied. Line l of so many is at [l / inner][..][l % inner] of the block; lines
/// with one l / inner are neighbours in memory. Throws as along_time does, and as convolve does for arrays.
template <class T, class X>
class time_lines {
 public:
  time_lines(std::string_view where, X const& x, axis_choice const& axis, stated_rate const& rate = {})
      : where_(where),
        numbers_(where, "signal", arrays::without_axes(x)),
        time_(along_time(where, numbers_.shape(), axes_of_signal(x, numbers_.shape().size()), axis, rate)) {}

  double rate() const { return time_.rate; }      ///< in Hz
  double step() const { return 1 / time_.rate; }  ///< in s
  time_dimension const& time() const { return time_; }
  index_list const& shape() const { return numbers_.shape(); }
  quantities::dimension_block const& block() const { return time_.block; }

  index count() const { return time_.block.count; }  ///< samples of a line
  index line_count() const { return time_.block.outer * time_.block.inner; }
  bool empty() const { return count() == 0 || line_count() == 0; }

  /// All of them, as [outer][count][inner].
  T const* data() const { return numbers_.data(); }
  strided_line<T const> line(index l) const { return at(numbers_.data(), count(), l); }

  /// An array of the shape of the signal, with so many samples along time. Not initialised.
  template <class Out>
  auto allocate(index samples) const {
    index_list shape = numbers_.shape();
    shape[time_.dimension] = samples;
    geometry::check_extents(where_, "result", {shape.begin(), shape.size()}, static_cast<index>(sizeof(Out)));
    return arrays::allocate<Out, arrays::static_rank<arrays::bare_t<X>>>(shape);
  }
  /// Line l of such an array.
  template <class E>
  auto line_of(E& out, index l) const {
    return at(out.data(), static_cast<index>(out.shape()[time_.dimension]), l);
  }

 private:
  template <class P>
  strided_line<P> at(P* first, index samples, index l) const {
    index const inner = time_.block.inner, outer = inner == 0 ? 0 : l / inner;
    return {first + (outer * samples * inner + (l - outer * inner)), samples, inner};
  }

  std::string_view where_;
  row_major<T, arrays::bare_t<X>> numbers_;
  time_dimension time_;
};

/// The unit of the numbers of a signal.
template <class X>
auto unit_of_signal(X const& x) {
  return unit_of(arrays::without_axes(x));
}

/// Numbers with a unit, on these axes.
template <class E, class U, class... A>
auto on_axes(E&& numbers, U const& unit, std::tuple<A...> const& axes) {
  using T = typename std::remove_cvref_t<E>::value_type;
  return std::apply([&](A const&... a) { return sampled<U, T, A...>(tag(std::forward<E>(numbers), unit), a...); },
                    axes);
}

/// Results at the times of the signal: numbers as they came from allocate, with the axes of x, where it has some; else
/// an array with the unit, plain where that is `one`.
template <class X, class E, class U>
auto same_time(X const& x, E&& numbers, U const& unit) {
  if constexpr (arrays::Sampled<X>) {
    return on_axes(std::forward<E>(numbers), unit, x.axes());
  } else {
    static_cast<void>(x);
    return arrays::with_unit(std::forward<E>(numbers), unit);
  }
}

/// The same with other samples along time, of which a caller may have given the number of the dimension: the axis there
/// begins at `start`, both in the unit of the axis that was. Other axes stay; where there was none, there is none.
template <class X, class E, class U>
auto other_time(X const& x, E&& numbers, U const& unit, std::size_t dimension, double start, double step) {
  if constexpr (arrays::Sampled<X>) {
    auto const count = static_cast<index>(numbers.shape()[dimension]);
    auto const one = [&]<class A>(A const& a, std::size_t d) {
      if constexpr (quantities::is_axis<A>) {
        using T = typename A::element_type;
        if (d == dimension) {
          return A(tag(static_cast<T>(start), a.unit()), tag(static_cast<T>(step), a.unit()), count);
        }
      }
      return a;
    };
    auto const axes = [&]<class... A, std::size_t... D>(std::tuple<A...> const& all, std::index_sequence<D...>) {
      return std::tuple<A...>(one(std::get<D>(all), D)...);
    }(x.axes(), std::make_index_sequence<std::tuple_size_v<axes_of_t<X>>>{});
    return on_axes(std::forward<E>(numbers), unit, axes);
  } else {
    static_cast<void>(x);
    static_cast<void>(dimension);
    static_cast<void>(start);
    static_cast<void>(step);
    return arrays::with_unit(std::forward<E>(numbers), unit);
  }
}

/// The same with another axis in the place of time, of another type: frequencies or lags. D is static_time_dimension;
/// arrays get an axis there, and none elsewhere.
template <std::size_t D, class X, class E, class U, class A>
auto with_axis_for_time(X const& x, E&& numbers, U const& unit, A const& axis) {
  if constexpr (arrays::Sampled<X>) {
    return on_axes(std::forward<E>(numbers), unit, quantities::tuple_with<D>(x.axes(), axis));
  } else {
    static_cast<void>(x);
    constexpr std::size_t rank = arrays::static_rank<arrays::bare_t<X>>;
    auto const none = [&]<std::size_t... I>(std::index_sequence<I...>) {
      return std::make_tuple((static_cast<void>(I), no_axis)...);
    }(std::make_index_sequence<rank>{});
    return on_axes(std::forward<E>(numbers), unit, quantities::tuple_with<D>(none, axis));
  }
}

}  // namespace convolt::dsp::detail
