// SPDX-License-Identifier: BSD-3-Clause
/// What can stand as a signal or as a kernel, and what their types say: elements, units, and along which axes a kernel
/// goes unless the caller says so.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/kernel/impulse_response.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/si.hpp>

#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>

namespace convolt::dsp {

/// A signal some of whose samples are not there: see masked.
template <class X, class Mask>
struct masked_signal {
  X const& signal;
  Mask const& mask;
};

/// An array of bool, plain or with axes, as comparisons of sampled quantities are.
template <class Mask>
concept MaskArray = arrays::OperandOrSampled<Mask> && requires(Mask const& mask) {
  requires std::same_as<typename std::remove_cvref_t<decltype(raw(mask))>::value_type, bool>;
};

/// The signal without the samples where `mask`, of its shape, is true: `convolve(masked(x, artefact), ..)`. Looks at
/// both: they must live as long as the call that takes it.
template <class X, MaskArray Mask>
  requires arrays::OperandOrSampled<X>
auto masked(X const& signal, Mask const& mask) {
  return masked_signal<X, std::remove_cvref_t<decltype(raw(mask))>>{signal, raw(mask)};
}
template <class X, class Mask>
  requires(!MaskArray<Mask>)
void masked(X const&, Mask const&) CONVOLT_REFUSED("a mask is an array of bool");

namespace detail {

template <class X>
inline constexpr bool is_masked = false;
template <class X, class Mask>
inline constexpr bool is_masked<masked_signal<X, Mask>> = true;

template <class X>
struct unmasked {
  using type = X;
};
template <class X, class Mask>
struct unmasked<masked_signal<X, Mask>> {
  using type = X;
};
/// The signal as it was given, masked or not.
template <class X>
using unmasked_t = typename unmasked<std::remove_cvref_t<X>>::type;
template <class X>
auto const& without_mask(X const& x) {
  if constexpr (is_masked<X>) {
    return x.signal;
  } else {
    return x;
  }
}

template <class T>
inline constexpr bool is_signal_element = std::same_as<T, float> || std::same_as<T, double> ||
                                          std::same_as<T, std::complex<float>> || std::same_as<T, std::complex<double>>;

/// An array of numbers, with or without unit and axes.
template <class X>
concept ArrayLike = arrays::OperandOrSampled<X> && arrays::ArrayOperand<arrays::bare_t<X>>;
template <class X>
concept SignalArray = ArrayLike<X> && is_signal_element<element_t<arrays::bare_t<X>>>;

template <class H>
concept KernelObject = kernel::ImpulseResponse<H>;
template <class H>
concept Kernel = KernelObject<H> || SignalArray<H>;

template <class X>
using number_t = element_t<arrays::bare_t<X>>;

// ---- axes ----------------------------------------------------------------------------------------------------------

template <class X>
struct axes_of {
  using type = std::tuple<>;
};
template <arrays::Sampled X>
struct axes_of<X> {
  using type = std::remove_cvref_t<decltype(std::declval<X const&>().axes())>;
};
/// The types of the axes; none for arrays without.
template <class X>
using axes_of_t = typename axes_of<std::remove_cvref_t<X>>::type;

struct no_unit {};
template <class A>
struct axis_unit {
  using type = no_unit;
};
template <class U, class T>
struct axis_unit<axis<U, T>> {
  using type = U;
};
template <class X, std::size_t D>
using axis_unit_t = typename axis_unit<std::tuple_element_t<D, axes_of_t<X>>>::type;

template <class U, class V>
inline constexpr bool measure_the_same = false;
template <Unit U, Unit V>
inline constexpr bool measure_the_same<U, V> = SameDimension<U, V>;

/// The unit of the lags of a kernel; no_unit for plain taps and for kernels along several axes.
template <class H>
struct lag_unit {
  using type = no_unit;
};
template <KernelObject H>
struct lag_unit<H> {
  using type = std::remove_cvref_t<decltype(std::declval<H const&>().lag_unit())>;
};
template <arrays::Sampled H>
  requires(std::tuple_size_v<axes_of_t<H>> == 1)
struct lag_unit<H> {
  using type = axis_unit_t<H, 0>;
};
template <class H>
using lag_unit_t = typename lag_unit<std::remove_cvref_t<H>>::type;

template <class H>
inline constexpr std::size_t kernel_rank = arrays::static_rank<arrays::bare_t<H>>;
template <KernelObject H>
inline constexpr std::size_t kernel_rank<H> = 1;

/// Dimensions of a signal, in ascending order.
struct dimension_list {
  std::array<std::size_t, max_spatial_rank> at{};
  std::size_t count = 0;  ///< 0: none is meant before all others

  constexpr void add(std::size_t d) {
    if (count < at.size()) { at[count++] = d; }
  }
};

template <std::size_t N>
constexpr dimension_list those_of(std::array<bool, N> const& wanted) {
  dimension_list list;
  for (std::size_t d = 0; d < N; ++d) {
    if (wanted[d]) { list.add(d); }
  }
  return list;
}

template <class X, class V>
constexpr dimension_list dimensions_measured_in() {
  return []<std::size_t... D>(std::index_sequence<D...>) {
    return those_of(std::array<bool, sizeof...(D)>{measure_the_same<axis_unit_t<X, D>, V>...});
  }(std::make_index_sequence<std::tuple_size_v<axes_of_t<X>>>{});
}
template <class X>
constexpr dimension_list dimensions_with_axis() {
  return []<std::size_t... D>(std::index_sequence<D...>) {
    return those_of(std::array<bool, sizeof...(D)>{!std::same_as<axis_unit_t<X, D>, no_unit>...});
  }(std::make_index_sequence<std::tuple_size_v<axes_of_t<X>>>{});
}

/// Along which dimensions a kernel goes that the caller gives no axis for: all, where it has as many; else the only one
/// that measures what its lags do; else the only one in time; else those that have an axis, where they are as many.
template <class X, class H>
constexpr dimension_list usual_dimensions() {
  constexpr std::size_t rank = arrays::static_rank<arrays::bare_t<X>>, taps = kernel_rank<H>;
  dimension_list all;
  if constexpr (rank != arrays::dynamic_rank && rank == taps) {
    for (std::size_t d = 0; d < rank; ++d) { all.add(d); }
    return all;
  } else if constexpr (std::tuple_size_v<axes_of_t<X>> == 0) {
    return {};
  } else {
    constexpr dimension_list like_lags = dimensions_measured_in<X, lag_unit_t<H>>();
    constexpr dimension_list in_time = dimensions_measured_in<X, second>();
    constexpr dimension_list with_axis = dimensions_with_axis<X>();
    if (taps == 1 && like_lags.count == 1) { return like_lags; }
    if (taps == 1 && std::same_as<lag_unit_t<H>, no_unit> && in_time.count == 1) { return in_time; }
    return with_axis.count == taps ? with_axis : dimension_list{};
  }
}

}  // namespace detail
}  // namespace convolt::dsp
