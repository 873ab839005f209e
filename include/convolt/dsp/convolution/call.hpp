// SPDX-License-Identifier: BSD-3-Clause
/// What every call does: look at signal and kernel, place the result, choose its unit, compute.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/dsp/convolution/axes.hpp>
#include <convolt/dsp/convolution/numbers.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/steps.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/geometry/checks.hpp>

#include <complex>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

// ---- elements ------------------------------------------------------------------------------------------------------

template <class X, class H>
struct tap_number {
  using type = number_t<H>;
};
template <class X, KernelObject H>
struct tap_number<X, H> {
  using given = number_t<unmasked_t<X>>;
  using type = std::conditional_t<std::integral<given>, double, typename quantities::real_type<given>::type>;
};

/// The elements of a call. Counts of events are integers, and become what the kernel is.
template <class X, class H>
struct elements {
  using given = number_t<unmasked_t<X>>;
  using taps = typename tap_number<X, H>::type;
  using real = typename quantities::real_type<taps>::type;
  using signal = std::conditional_t<std::integral<given>, real, given>;
  static constexpr bool is_complex = quantities::is_complex<signal> || quantities::is_complex<taps>;
  using result = std::conditional_t<is_complex, std::complex<real>, real>;
};

// ---- the kernel ----------------------------------------------------------------------------------------------------

template <class T>
struct placed_kernel {
  std::vector<T> taps;
  std::vector<kernel_axis> axes;
};

/// Lags at which a kernel object can matter at all: with zeros around n samples, and results on their axis, those that
/// are no longer than the signal.
inline lag_limits useful_lags(function const& f, convolve_options const& o, index samples) {
  double const endless = std::numeric_limits<double>::infinity(), reach = static_cast<double>(samples);
  padding_kind const mode = o.mode.kind();
  bool const zeros = o.boundary.kind() == boundary::zero && !o.boundary.has_value() &&
                     o.missing != missing::renormalise && mode != padding_kind::full && mode != padding_kind::valid;
  if (!zeros) { return {-endless, endless}; }
  if (mode != padding_kind::causal) { return {-reach, reach}; }
  return f.correlates ? lag_limits{-reach, endless} : lag_limits{-endless, reach};
}

/// The step of a signal along a dimension, as a number in the unit of the lags of a kernel object.
template <class U, class M>
double step_for(function const& f, plain_axis const& axis, std::size_t dimension, U const& lag_unit, M const& measure) {
  if (!axis.exists) {
    if constexpr (requires { measure.dt; }) {
      return quantities::convert(static_cast<double>(raw(measure.dt)), unit_of(measure.dt), lag_unit);
    }
    throw_no_step(f.where, dimension);
  }
  return quantities::convert(axis.step, axis.unit, lag_unit);
}

/// What the axis of a kernel is held against: that of the signal, and where it has none, the step of the integral.
template <class M>
plain_axis axis_for(plain_axis const& signal, plain_axis const& kernel, M const& measure) {
  if constexpr (requires { measure.dt; }) {
    if (!signal.exists && kernel.exists) {
      return {.exists = true, .step = static_cast<double>(raw(measure.dt)), .unit = any_unit(unit_of(measure.dt))};
    }
  }
  return signal;
}

template <class T, class H, class M>
placed_kernel<T> kernel_for(function const& f, H const& h, M const& measure, convolve_options const& o,
                            index_list const& shape, std::vector<plain_axis> const& axes, dimensions const& chosen) {
  placed_kernel<T> placed;
  if constexpr (KernelObject<H>) {
    constexpr bool is_integral = !std::same_as<M, measure::sum_t> && !std::same_as<M, measure::events_t>;
    std::size_t const d = chosen[0];
    double const step = step_for(f, axes[d], d, h.lag_unit(), measure);
    kernel_axis axis{.is_placed = true};
    tap_list<T> list = taps_of_object<T>(f.where, h, step, is_integral, useful_lags(f, o, shape[d]), axis.start);
    axis.taps = list.extents[0];
    placed.taps = std::move(list.values);
    placed.axes.push_back(axis);
  } else {
    tap_list<T> list = taps_of_array(f.where, h);
    placed.taps = std::move(list.values);
    std::vector<plain_axis> own(list.extents.size());
    if constexpr (arrays::Sampled<H>) { own = as_numbers(h.axes()); }
    for (std::size_t k = 0; k < own.size(); ++k) {
      plain_axis const steps = axis_for(axes[chosen[k]], own[k], measure);
      placed.axes.push_back(in_steps_of(f.where, steps, own[k], list.extents[k]));
    }
  }
  return placed;
}

template <class H>
auto kernel_unit(H const& h) {
  if constexpr (KernelObject<H>) {
    return h.unit();
  } else {
    return unit_of(arrays::without_axes(h));
  }
}
template <class H>
std::size_t rank_of_kernel(H const& h) {
  if constexpr (KernelObject<H>) {
    return 1;
  } else {
    return raw(arrays::without_axes(h)).dimension();
  }
}

// ---- the signal ----------------------------------------------------------------------------------------------------

/// Throws shape_error where the mask has another shape than the signal.
template <class X>
missing_flags flags_of(function const& f, X const& x, index_list const& shape) {
  missing_flags flags;
  if constexpr (is_masked<X>) {
    index_list const given = arrays::shape_of(f.where, "mask", x.mask);
    if (!(given == shape)) {
      throw shape_error({.category = "shape_mismatch",
                         .where = std::string(f.where),
                         .argument = "mask",
                         .problem = "has another shape than the signal",
                         .expected = geometry::list_text({shape.begin(), shape.size()}),
                         .actual = geometry::list_text({given.begin(), given.size()})});
    }
    for (auto it = x.mask.template begin<xt::layout_type::row_major>();
         it != x.mask.template end<xt::layout_type::row_major>(); ++it) {
      flags.push_back(*it ? 1 : 0);
    }
  }
  return flags;
}

// ---- the call ------------------------------------------------------------------------------------------------------

inline index_list result_shape(function const& f, index_list shape, dimensions const& chosen,
                               std::vector<placement> const& places, std::size_t element_size) {
  for (std::size_t k = 0; k < chosen.size(); ++k) { shape[chosen[k]] = places[k].kept.count; }
  geometry::check_extents(f.where, "result", {shape.begin(), shape.size()}, static_cast<index>(element_size));
  return shape;
}

/// The unit of the sums: [x][h][step], and [x][h]^2 [step]^2 for variances.
template <bool OfVariances, class X, class H, class T>
auto unit_of_sums(X const& signal, H const& kernel, T const& step) {
  if constexpr (OfVariances) {
    return signal * (kernel * step) * (kernel * step);
  } else {
    return signal * kernel * step;
  }
}

/// Counts of events are plain numbers, whatever they are called.
template <class M, class U>
auto counted_unit(U const& unit) {
  if constexpr (std::same_as<M, measure::events_t>) {
    return one;
  } else {
    return unit;
  }
}

/// The result with the axes of the signal, moved.
template <class X, class E, class U>
auto placed_result(X const& x, E&& numbers, U const& unit, dimensions const& chosen,
                   std::vector<placement> const& places) {
  if constexpr (arrays::Sampled<X>) {
    using T = typename std::remove_cvref_t<E>::value_type;
    return std::apply(
        [&](auto const&... a) {
          return sampled<U, T, std::remove_cvref_t<decltype(a)>...>(tag(std::move(numbers), unit), a...);
        },
        moved_along(x.axes(), chosen, places));
  } else {
    static_cast<void>(x);
    return arrays::with_unit(std::forward<E>(numbers), unit);
  }
}

template <class Arch, bool OfVariances = false, class X, class H, class M>
auto call(function const& f, X const& given, H const& h, M const& measure, convolve_options const& o) {
  using T = elements<X, H>;
  using R = typename T::real;
  using Out = std::conditional_t<OfVariances, typename T::signal, typename T::result>;
  auto const& x = without_mask(given);
  using bare = arrays::bare_t<unmasked_t<X>>;
  row_major<typename T::signal, bare> const signal(f.where, "signal", arrays::without_axes(x));
  index_list const& shape = signal.shape();
  std::vector<plain_axis> const axes = axes_of_signal(x, shape.size());
  dimensions const chosen =
      chosen_dimensions(f.where, o.axis, usual_dimensions<unmasked_t<X>, H>(), shape.size(), rank_of_kernel(h));
  auto kernel = kernel_for<typename T::taps>(f, h, measure, o, shape, axes, chosen);
  std::vector<placement> places;
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    places.push_back(place(f.where, o.mode.kind(), shape[chosen[k]], kernel.axes[k], f.correlates, axes[chosen[k]]));
  }
  summation s = summation_along(f.where, shape, chosen, places, kernel.axes);
  s.precision = std::same_as<M, measure::events_t> ? engine::precision_level::highest : o.precision.level();
  s.executor = o.executor;

  auto const step = step_unit<unmasked_t<X>, H>(x, measure);
  double const number = step_number(f.where, measure, axes, chosen, step);
  auto const x_unit = unit_of(arrays::without_axes(x));
  auto const product = unit_of_sums<OfVariances>(counted_unit<M>(x_unit), kernel_unit(h), step);
  auto const unit = arrays::result_unit<R>(product);
  R const scale = arrays::unit_factor<R>(f.where, "out", product, unit) * R(OfVariances ? number * number : number);

  auto out = arrays::allocate<Out, arrays::static_rank<bare>>(result_shape(f, shape, chosen, places, sizeof(Out)));
  compute<Arch>(f, s, o, surroundings<typename T::signal>(f.where, o.boundary, x_unit), signal.data(),
                flags_of(f, given, shape), std::move(kernel.taps), out.data(), scale);
  return placed_result(x, std::move(out), unit, chosen, places);
}

}  // namespace convolt::dsp::detail
