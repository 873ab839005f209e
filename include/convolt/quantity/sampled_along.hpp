// SPDX-License-Identifier: BSD-3-Clause
/// What `sampled` does along one dimension and keeps it: differences, running sums, epochs around times, interpolation.
/// A class that `sampled` inherits from, for the length of files alone.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/along.hpp>
#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/quantity/epochs.hpp>
#include <convolt/quantity/interp.hpp>

#include <array>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::detail {

/// What `x.around(...)` takes: onsets, two lags, and maybe what happens where an epoch is not whole.
template <class... A>
inline constexpr bool arguments_of_around = false;
template <OnsetRange Onsets, Coordinate From, Coordinate To>
inline constexpr bool arguments_of_around<Onsets, From, To> = true;
template <OnsetRange Onsets, Coordinate From, Coordinate To>
inline constexpr bool arguments_of_around<Onsets, From, To, drop_incomplete_t> = true;

template <AnyUnit U, class T, class... Axes>
class sampled_along {
  using self_type = sampled<U, T, Axes...>;
  using axes_type = std::tuple<Axes...>;
  static constexpr std::size_t rank = sizeof...(Axes);

 public:
  /// Each sample of dimension D less the one before it, at the coordinate in the middle between the two.
  template <auto D>
    requires DimensionChoice<D>
  self_type diff() const {
    constexpr std::size_t d = chosen_dimension<D, Axes...>;
    axes_type axes = self().axes();
    if constexpr (is_axis<std::tuple_element_t<d, axes_type>>) {
      std::get<d>(axes) = self().template axis<d>().midpoints();
    }
    auto extents = self().shape();
    if (extents[d] > 0) { --extents[d]; }
    xt::xtensor<T, rank, xt::layout_type::row_major> numbers(extents);
    difference_along(self().raw().data(), block_along(self().shape(), d), numbers.data());
    return with_axes(std::move(numbers), self().unit(), axes);
  }
  self_type diff() const
    requires(rank == 1)
  {
    return diff<0>();
  }

  /// Running sums along dimension D, at the same coordinates. Integers become 64 bits wide.
  template <auto D>
    requires DimensionChoice<D>
  auto cumsum() const {
    constexpr std::size_t d = chosen_dimension<D, Axes...>;
    return with_axes(convolt::cumsum(self().quantity(), d).raw(), self().unit(), self().axes());
  }
  auto cumsum() const
    requires(rank == 1)
  {
    return cumsum<0>();
  }

  /// Epochs: the samples at lags in [from, to) around each of the onsets, as sampled (trial, ..., lag, ...), with the
  /// lags in the place of the dimension of time: D, or the only axis that measures what the onsets do. An onset counts
  /// as the sample nearest to it. Throws parameter_error, with the number of the onset, where an epoch leaves the
  /// recording; with `drop_incomplete` such onsets are left out and reported: `auto [epochs, dropped] = ...`.
  template <class Onsets, Coordinate From, Coordinate To>
    requires OnsetRange<Onsets>
  auto around(Onsets const& onsets, From const& from, To const& to) const {
    constexpr std::size_t d = dimension_of_onsets<Onsets, Axes...>;
    if constexpr (may_be_cut<d, Onsets, From, To>()) { return cut_epochs<d>(self(), onsets, from, to, false).samples; }
  }
  template <class Onsets, Coordinate From, Coordinate To>
    requires OnsetRange<Onsets>
  auto around(Onsets const& onsets, From const& from, To const& to, drop_incomplete_t) const {
    constexpr std::size_t d = dimension_of_onsets<Onsets, Axes...>;
    if constexpr (may_be_cut<d, Onsets, From, To>()) { return cut_epochs<d>(self(), onsets, from, to, true); }
  }
  /// The same along the dimension that is named: `x.around<1>(onsets, from, to)`, `x.around<ms>(onsets, from, to)`.
  template <auto D, class Onsets, Coordinate From, Coordinate To>
    requires(DimensionChoice<D> && OnsetRange<Onsets>)
  auto around(Onsets const& onsets, From const& from, To const& to) const {
    constexpr std::size_t d = chosen_dimension<D, Axes...>;
    if constexpr (may_be_cut<d, Onsets, From, To>()) { return cut_epochs<d>(self(), onsets, from, to, false).samples; }
  }
  template <auto D, class Onsets, Coordinate From, Coordinate To>
    requires(DimensionChoice<D> && OnsetRange<Onsets>)
  auto around(Onsets const& onsets, From const& from, To const& to, drop_incomplete_t) const {
    constexpr std::size_t d = chosen_dimension<D, Axes...>;
    if constexpr (may_be_cut<d, Onsets, From, To>()) { return cut_epochs<d>(self(), onsets, from, to, true); }
  }

  /// Between the samples of dimension D linearly: `y.interp<1>(x.axis<1>())` is y on the samples of x; at coordinates
  /// in an array or a container the dimension has no axis. Without D the dimension is the only axis that measures what
  /// the coordinates do. Throws parameter_error outside of the samples: nothing is extrapolated. A NaN harms its
  /// neighbours, not the sample beside it.
  template <auto D, class At>
    requires DimensionChoice<D>
  auto interp(At const& at) const {
    constexpr std::size_t d = chosen_dimension<D, Axes...>;
    constexpr bool has_axis = is_axis<std::tuple_element_t<d, axes_type>>;
    static_assert(has_axis, "convolt: this dimension has no axis to interpolate on");
    if constexpr (has_axis && is_axis<At>) {
      return interpolated<d>(places_on(self().template axis<d>(), at), at);
    } else if constexpr (has_axis) {
      return interpolated<d>(places_on(self().template axis<d>(), at), no_axis);
    }
  }
  template <class At>
    requires(!Coordinate<At>)
  auto interp(At const& at) const {
    constexpr std::size_t d = [] {
      if constexpr (is_axis<At>) {
        return dimension_of_unit<typename At::unit_type, Axes...>();
      } else {
        return dimension_of_onsets<At, Axes...>;
      }
    }();
    static_assert(d != no_dimension,
                  "convolt: not one axis alone measures this: name the dimension, as in interp<1>(t)");
    if constexpr (d != no_dimension) { return interp<d>(at); }
  }

  template <class S = self_type>
    requires(S::rank > 1)
  double diff() const CONVOLT_REFUSED("say along which dimension, as in x.diff<ms>()");
  template <class... X>
    requires(sizeof...(X) > 0)
  double diff(X const&...) const CONVOLT_REFUSED("the dimension is a template argument, as in x.diff<1>()");
  template <class S = self_type>
    requires(S::rank > 1)
  double cumsum() const CONVOLT_REFUSED("say along which dimension, as in x.cumsum<ms>()");
  template <class... X>
    requires(sizeof...(X) > 0)
  double cumsum(X const&...) const CONVOLT_REFUSED("the dimension is a template argument, as in x.cumsum<1>()");
  template <Coordinate At>
  void interp(At const&) const CONVOLT_REFUSED("interp(axis), interp(std::vector{t}); the nearest sample is x.at(t)");
  template <class... A>
    requires(!arguments_of_around<A...>)
  void around(A const&...) const CONVOLT_REFUSED("onsets are a list of times, then from and to: -1. * ms, 4. * ms");

 private:
  /// Whether epochs can be cut along dimension D; else the compiler stops with the sentence that says why.
  template <std::size_t D, class Onsets, class From, class To>
  static constexpr bool may_be_cut() {
    static_assert(D != no_dimension,
                  "convolt: not one axis alone measures what the onsets measure: name it, as in x.around<1>(...)");
    if constexpr (D != no_dimension) {
      using axis_type = std::tuple_element_t<D, axes_type>;
      constexpr bool has_axis = is_axis<axis_type>;
      constexpr bool onsets_fit = axis_may_measure<axis_type, unit_t<onset_t<Onsets>>>;
      constexpr bool lags_fit = axis_may_measure<axis_type, unit_t<From>> && axis_may_measure<axis_type, unit_t<To>>;
      static_assert(has_axis, "convolt: this dimension has no axis on which the onsets could lie");
      static_assert(!has_axis || onsets_fit, "convolt: the onsets do not measure what the axis of this dimension does");
      static_assert(!has_axis || !onsets_fit || lags_fit, "convolt: lags are measured in what the onsets are");
      return has_axis && onsets_fit && lags_fit;
    } else {
      return false;
    }
  }

  template <std::size_t D, class At>
  auto interpolated(std::vector<line_place> const& places, At const& at) const {
    auto extents = self().shape();
    extents[D] = places.size();
    xt::xtensor<floating_t<T>, rank, xt::layout_type::row_major> numbers(extents);
    interpolate_lines(self().raw().data(), block_along(self().shape(), D), places, numbers.data());
    return with_axes(std::move(numbers), self().unit(), tuple_with<D>(self().axes(), at));
  }

  self_type const& self() const { return static_cast<self_type const&>(*this); }
};

}  // namespace convolt::detail
