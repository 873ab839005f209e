// SPDX-License-Identifier: BSD-3-Clause
/// Declarations of quantities, axes and sampled quantities, with the defaults of their template arguments. `tensor` and
/// `array` are names for quantities of xtensor's containers and come with these, in quantity/tag.hpp.
/// Layer: quantity.
#pragma once

#include <convolt/units/fwd.hpp>

#include <concepts>

namespace convolt {

/// What this layer shares with others is in `quantities`, what it keeps to itself in `detail`. Within it both are at
/// hand.
namespace quantities {}
namespace detail {
using namespace quantities;
}
namespace quantities {
using namespace detail;
}

template <class U, class E>
class quantity;

template <AnyUnit U, std::floating_point T = double>
class axis;

/// Stands in the place of an axis for a dimension that has none, such as channels: `sampled(q, no_axis, t)`.
struct no_axis_t {};
inline constexpr no_axis_t no_axis{};

/// Stands where a dimension was reduced and kept with one element: `x.mean<0>(keepdims)`. It meets any axis.
struct reduced_t {};
struct keepdims_t {};
inline constexpr keepdims_t keepdims{};

namespace quantities {

template <class A>
inline constexpr bool is_axis = false;
template <class U, class T>
inline constexpr bool is_axis<axis<U, T>> = true;

/// An axis, or what stands for none.
template <class A>
concept DimensionAxis = is_axis<A> || std::same_as<A, no_axis_t> || std::same_as<A, reduced_t>;

}  // namespace quantities

template <AnyUnit U, class T, detail::DimensionAxis... Axes>
class sampled;

namespace quantities {

template <class S>
inline constexpr bool is_sampled = false;
template <class U, class T, class... Axes>
inline constexpr bool is_sampled<sampled<U, T, Axes...>> = true;

}  // namespace quantities

}  // namespace convolt
