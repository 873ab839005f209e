// SPDX-License-Identifier: BSD-3-Clause
/// Slopes of lines of samples, dV/dt for instance, with the unit that a slope has.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/lines.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt {

namespace detail {

/// The slope over both neighbours, at the ends over the only one.
struct gradient_line {
  double step;

  template <class W>
  void operator()(std::vector<W>& x) const {
    using real = typename real_type<W>::type;
    real const one_step = static_cast<real>(step), two_steps = 2 * one_step;
    std::size_t const last = x.size() - 1;
    W before = x[0];
    x[0] = (x[1] - before) / one_step;
    for (std::size_t k = 1; k < last; ++k) {
      W const here = x[k];
      x[k] = (x[k + 1] - before) / two_steps;
      before = here;
    }
    x[last] = (x[last] - before) / one_step;
  }
};

[[noreturn]] CONVOLT_COLD inline void throw_no_slope(std::size_t along, std::size_t samples) {
  throw shape_error({.category = "too_few_samples",
                     .where = "gradient",
                     .argument = "x",
                     .axis = std::to_string(along),
                     .problem = "needs two samples for a slope",
                     .expected = "2 or more",
                     .actual = std::to_string(samples)});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_step(std::string given) {
  throw parameter_error({.category = "bad_step",
                         .where = "gradient",
                         .argument = "step",
                         .problem = "must be finite and not zero",
                         .actual = std::move(given)});
}

template <class X, class I>
auto slopes(X const& x, double step, I axis) {
  auto const& shape = raw(x).shape();
  std::size_t const along = normal_axis(axis, shape.size(), "gradient");
  std::size_t const samples = static_cast<std::size_t>(shape[along]);
  if (samples < 2) { throw_no_slope(along, samples); }
  return changed_lines(gradient_line{step}, "gradient", x, static_cast<std::ptrdiff_t>(along)).raw();
}

}  // namespace detail

/// The slope of x along the last axis or another one, where its samples are `step` apart: `gradient(v, 0.1 * ms)` of mV
/// is in mV/ms, unit [x]/[step]. Half of the difference of both neighbours over the step, at the ends the difference of
/// the last two; computed in double at least, integers give double. (NumPy's gradient. It takes noise for slope: for
/// a smooth one see dsp::savitzky_golay<1>.) Throws shape_error "too_few_samples" for less than two, parameter_error
/// "bad_step".
template <detail::ArrayOperand X, detail::Coordinate Step, Integer I = int>
auto gradient(X const& x, Step const& step, I axis = -1) {
  double const by = static_cast<double>(raw(step));
  if (by == 0 || !bits::is_finite(by)) { detail::throw_bad_step(detail::coordinate_text(step)); }
  return tag(detail::slopes(x, by, axis), unit_of(x) / unit_of(step));
}
template <class X, class U>
  requires(detail::ArrayOperand<X> && AnyUnit<U>)
void gradient(X const&, U const&) CONVOLT_REFUSED("multiply the unit by a number: gradient(v, 0.1 * ms)");

/// Along a dimension of a sampled quantity, whose axis has the step and stays: `gradient<ms>(v)`; of one dimension
/// `gradient(v)`. Unit [x]/[axis].
template <auto D, class U, class T, class... Axes>
auto gradient(sampled<U, T, Axes...> const& x) {
  constexpr std::size_t d = detail::chosen_dimension<D, Axes...>;
  auto const& a = std::get<d>(x.axes());
  if constexpr (detail::is_axis<std::remove_cvref_t<decltype(a)>>) {
    double const step = static_cast<double>(a.step().raw());
    return x.map([&](auto const& q) { return tag(detail::slopes(q, step, d), unit_of(q) / a.unit()); });
  } else {
    static_assert(detail::is_axis<std::remove_cvref_t<decltype(a)>>,
                  "convolt: this dimension has no axis, so no step; take gradient(x.quantity(), 0.1 * ms)");
  }
}
template <class X>
  requires(AnySampled<X>)
auto gradient(X const& x) {
  if constexpr (X::rank == 1) {
    return convolt::gradient<0>(x);
  } else {
    static_assert(X::rank == 1, "convolt: say along which dimension, as in gradient<ms>(x)");
  }
}

}  // namespace convolt
