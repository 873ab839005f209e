// SPDX-License-Identifier: BSD-3-Clause
/// The type of a trace, to name it: as a member of a class, a parameter, a return type.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/si.hpp>

#include <cstddef>
#include <utility>

namespace convolt {

namespace detail {

template <std::size_t>
using channel = no_axis_t;
template <class U, class T, class Time, class Channels>
struct series_type;
template <class U, class T, class Time, std::size_t... D>
struct series_type<U, T, Time, std::index_sequence<D...>> {
  using type = sampled<U, T, channel<D>..., axis<Time, double>>;
};

}  // namespace detail

/// `convolt::series<mV, float, 2> vm;`: sampled (channel, time), with time last and in ms. What is assigned is
/// converted from other units and axes in s or us; a fourth argument names another unit of the axis.
template <auto U, class T = double, std::size_t Rank = 1, auto Along = milli<second>{}>
  requires(Rank > 0)
using series = typename detail::series_type<std::remove_const_t<decltype(U)>, T, std::remove_const_t<decltype(Along)>,
                                            std::make_index_sequence<Rank - 1>>::type;

}  // namespace convolt
