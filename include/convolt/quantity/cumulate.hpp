// SPDX-License-Identifier: BSD-3-Clause
/// Functions that run along one axis and look at neighbours: cumsum, diff, trapz. Their results own their memory.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/axes.hpp>
#include <convolt/quantity/folds.hpp>
#include <convolt/quantity/owning.hpp>

#include <utility>

namespace convolt {

namespace detail {

/// An uninitialised row-major array of the rank of X, its extents those of x but `n` along the axis.
template <class T, class X>
auto like_but(X const& x, std::size_t axis, std::size_t n) {
  typename owning_t<X, T>::shape_type shape{};
  xt::resize_container(shape, x.dimension());
  for (std::size_t i = 0; i < x.dimension(); ++i) { shape[i] = i == axis ? n : static_cast<std::size_t>(x.shape()[i]); }
  return owning_t<X, T>::from_shape(shape);
}

/// The array type, and an array, without one axis.
template <class T, std::size_t Rank>
using one_axis_less_t = typename owning_array<T, Rank == dynamic_rank ? dynamic_rank : Rank - 1>::type;
template <class T, class X>
auto without_axis(X const& x, std::size_t axis) {
  using result = one_axis_less_t<T, rank_of<X>>;
  typename result::shape_type shape{};
  xt::resize_container(shape, x.dimension() - 1);
  for (std::size_t i = 0, k = 0; i < x.dimension(); ++i) {
    if (i != axis) { shape[k++] = static_cast<std::size_t>(x.shape()[i]); }
  }
  return result::from_shape(shape);
}

struct cumsum_of {
  template <class Q>
  auto operator()(Q const& q) const {
    using T = element_t<Q>;
    auto const& x = raw(q);
    auto result =
        xt::xtensor<sum_t<T>, 1, xt::layout_type::row_major>::from_shape({static_cast<std::size_t>(x.size())});
    if (result.size() == 0) { return tag(std::move(result), unit_of(q)); }
    accumulator_t<T> sum(0);
    auto out = result.begin();
    auto const end = x.template end<xt::layout_type::row_major>();
    for (auto it = x.template begin<xt::layout_type::row_major>(); it != end; ++it) {
      sum = wide_add(sum, static_cast<accumulator_t<T>>(*it));
      *out++ = static_cast<sum_t<T>>(sum);
    }
    return tag(std::move(result), unit_of(q));
  }
  template <class Q, Integer I>
  auto operator()(Q const& q, I along) const {
    using T = element_t<Q>;
    auto&& x = contiguous(raw(q));
    std::size_t const axis = normal_axis(along, x.dimension(), "cumsum");
    axis_blocks const b(x.shape(), axis);
    auto result = like_but<sum_t<T>>(x, axis, b.n);
    for (std::size_t o = 0; o < b.outer; ++o) {
      for (std::size_t i = 0; i < b.inner; ++i) {
        accumulator_t<T> sum(0);
        for (std::size_t k = 0; k < b.n; ++k) {
          std::size_t const at = (o * b.n + k) * b.inner + i;
          sum = wide_add(sum, static_cast<accumulator_t<T>>(x.data()[at]));
          result.data()[at] = static_cast<sum_t<T>>(sum);
        }
      }
    }
    return tag(std::move(result), unit_of(q));
  }
};

/// x[k + 1] - x[k] along the axis; an axis of no or one element gives none.
template <class X>
auto differences(X const& x, std::size_t axis) {
  using T = typename X::value_type;
  axis_blocks const b(x.shape(), axis);
  std::size_t const n = b.n == 0 ? 0 : b.n - 1;
  auto result = like_but<T>(x, axis, n);
  for (std::size_t o = 0; o < b.outer; ++o) {
    T const* const from = x.data() + o * b.n * b.inner;
    T* const to = result.data() + o * n * b.inner;
    for (std::size_t k = 0; k < n * b.inner; ++k) { to[k] = static_cast<T>(from[k + b.inner] - from[k]); }
  }
  return result;
}

/// The weighted sum of (y[k] + y[k + 1]) / 2 along the axis. width(o, k, i) is the distance of the two samples.
template <class R, class Y, class Width>
auto trapezoids(Y const& y, std::size_t axis, Width width) {
  using A = accumulator_t<R>;
  axis_blocks const b(y.shape(), axis);
  auto result = without_axis<R>(y, axis);
  for (std::size_t o = 0; o < b.outer; ++o) {
    for (std::size_t i = 0; i < b.inner; ++i) {
      A sum(0);
      for (std::size_t k = 0; k + 1 < b.n; ++k) {
        std::size_t const at = (o * b.n + k) * b.inner + i;
        A const both = static_cast<A>(y.data()[at]) + static_cast<A>(y.data()[at + b.inner]);
        sum += both * static_cast<A>(width(o, k, i)) / typename real_type<A>::type(2);
      }
      result.data()[o * b.inner + i] = static_cast<R>(sum);
    }
  }
  return result;
}

/// A result without axes, known at compile time, is a scalar.
template <class X, class U>
auto tag_scalar_if_known(X&& x, U const& unit) {
  if constexpr (rank_of<X> == 0) {
    return tag(x.data()[0], unit);
  } else {
    return tag(std::forward<X>(x), unit);
  }
}

/// Samples at x need one position per sample, along the axis or everywhere.
template <class Y, class X>
void check_positions(Y const& y, X const& x, std::size_t axis) {
  bool same = x.dimension() == y.dimension();
  for (std::size_t i = 0; same && i < x.dimension(); ++i) { same = x.shape()[i] == y.shape()[i]; }
  if (same || (x.dimension() == 1 && x.shape()[0] == y.shape()[axis])) { return; }
  throw shape_error({.category = "length_mismatch",
                     .where = "trapz",
                     .argument = "x",
                     .axis = std::to_string(axis),
                     .problem = "has not one position per sample",
                     .expected = std::to_string(y.shape()[axis]),
                     .actual = x.dimension() == 0 ? "a scalar" : std::to_string(x.shape()[x.dimension() - 1])});
}

}  // namespace detail

/// Running sums in the unit of q: over all elements in row-major order, or along an axis.
CONVOLT_OVERLOADS(cumsum, detail::cumsum_of)
CONVOLT_OVERLOADS_WITH_ONE(cumsum, detail::cumsum_of)

/// Differences of neighbours, n times, in the unit of q.
template <class Q>
  requires(AnyQuantity<Q> && ArrayExpression<wrapped_t<Q>>)
auto diff(Q const& q, std::size_t n = 1, std::ptrdiff_t axis = -1) {
  auto result = detail::owned(raw(q));
  std::size_t const along = detail::normal_axis(axis, result.dimension(), "diff");
  for (; n > 0; --n) { result = detail::differences(result, along); }
  return tag(std::move(result), unit_of(q));
}

/// The integral of the samples y by the trapezoidal rule, in unit(y) * unit(x), without the axis. `step` is the
/// distance of the samples; an array of positions x has the extent of the axis, or the shape of y. Integers give
/// double.
template <class Y, class X>
  requires((AnyQuantity<Y> || AnyQuantity<X>) && Operand<Y> && Operand<X> && ArrayExpression<wrapped_t<Y>>)
auto trapz(Y const& y, X const& x, std::ptrdiff_t axis = -1) {
  using R = detail::floating_t<std::common_type_t<element_t<Y>, element_t<X>>>;
  auto&& samples = detail::contiguous(raw(y));
  std::size_t const along = detail::normal_axis(axis, samples.dimension(), "trapz");
  auto const unit = unit_of(y) * unit_of(x);
  if constexpr (Scalar<wrapped_t<X>>) {
    auto const step = raw(x);
    return detail::tag_scalar_if_known(
        detail::trapezoids<R>(samples, along, [step](std::size_t, std::size_t, std::size_t) { return step; }), unit);
  } else {
    auto&& positions = detail::contiguous(raw(x));
    detail::check_positions(samples, positions, along);
    detail::axis_blocks const b(samples.shape(), along);
    bool const shared = positions.dimension() == 1;
    auto const width = [&](std::size_t o, std::size_t k, std::size_t i) {
      std::size_t const at = shared ? k : (o * b.n + k) * b.inner + i;
      return positions.data()[at + (shared ? 1 : b.inner)] - positions.data()[at];
    };
    return detail::tag_scalar_if_known(detail::trapezoids<R>(samples, along, width), unit);
  }
}

template <class Y, class X>
  requires AnyUnit<X>
void trapz(Y const&, X const&, std::ptrdiff_t = -1) CONVOLT_REFUSED("multiply the unit by a number: trapz(v, 1. * ms)");

}  // namespace convolt
