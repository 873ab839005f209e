// SPDX-License-Identifier: BSD-3-Clause
/// xtensor's options behind the axes of a reduction, `mean(v, {1}, xt::keep_dims)`, which are tuples: refused here,
/// since xtensor's functions would take them and whatever stands before them.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/fwd.hpp>

#include <cstddef>
#include <tuple>

namespace convolt {

namespace detail {

template <class O>
inline constexpr bool is_xtensor_option = false;
template <class... T>
inline constexpr bool is_xtensor_option<std::tuple<T...>> = true;
template <class O>
concept XtensorOption = is_xtensor_option<O>;

}  // namespace detail

#define CONVOLT_NO_OPTION(name)                                                                            \
  template <class U, class E, class Axes, detail::XtensorOption O>                                         \
  double name(quantity<U, E> const&, Axes&&, O) CONVOLT_REFUSED("the option is convolt::keepdims");        \
  template <class U, class E, class I, std::size_t N, detail::XtensorOption O>                             \
  double name(quantity<U, E> const&, I const(&)[N], O) CONVOLT_REFUSED("the option is convolt::keepdims"); \
  template <class U, class E, class Axes, detail::XtensorOption O>                                         \
  double name(quantity<U, E>&, Axes&&, O) CONVOLT_REFUSED("the option is convolt::keepdims");              \
  template <class U, class E, class I, std::size_t N, detail::XtensorOption O>                             \
  double name(quantity<U, E>&, I const(&)[N], O) CONVOLT_REFUSED("the option is convolt::keepdims");       \
  template <class U, class E, class Axes, detail::XtensorOption O>                                         \
  double name(quantity<U, E>&&, Axes&&, O) CONVOLT_REFUSED("the option is convolt::keepdims");             \
  template <class U, class E, class I, std::size_t N, detail::XtensorOption O>                             \
  double name(quantity<U, E>&&, I const(&)[N], O) CONVOLT_REFUSED("the option is convolt::keepdims");
CONVOLT_NO_OPTION(sum)
CONVOLT_NO_OPTION(mean)
CONVOLT_NO_OPTION(var)
CONVOLT_NO_OPTION(variance)
CONVOLT_NO_OPTION(stddev)
CONVOLT_NO_OPTION(amin)
CONVOLT_NO_OPTION(amax)
CONVOLT_NO_OPTION(argmin)
CONVOLT_NO_OPTION(argmax)
#undef CONVOLT_NO_OPTION

}  // namespace convolt
