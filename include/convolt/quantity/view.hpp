// SPDX-License-Identifier: BSD-3-Clause
/// Views of array quantities: slices, transposition, reversal, axes added and removed, broadcasting. A view of a named
/// quantity refers to it and writes through to it; a view of a temporary owns it. A plain number is not assigned
/// through a view, a quantity of the dimension is converted.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/axes.hpp>
#include <convolt/quantity/extents.hpp>
#include <convolt/quantity/owning.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace convolt {

namespace detail {

/// Extents, steps and offset of the elements of an expression in its flat storage. Expressions without storage are
/// flattened by xtensor in row-major order.
template <std::size_t Rank>
struct frame {
  template <class T>
  using list =
      std::conditional_t<Rank == dynamic_rank, xt::dynamic_shape<T>, std::array<T, Rank == dynamic_rank ? 0 : Rank>>;
  list<std::size_t> shape{};
  list<std::ptrdiff_t> strides{};
  std::size_t offset = 0;

  explicit frame(std::size_t rank) {
    xt::resize_container(shape, rank);
    xt::resize_container(strides, rank);
  }
  std::size_t rank() const { return shape.size(); }

  template <class X>
  static frame of(X const& x) {
    frame f(x.dimension());
    std::copy(x.shape().begin(), x.shape().end(), f.shape.begin());
    if constexpr (xt::has_data_interface<X>::value) {
      std::copy(x.strides().begin(), x.strides().end(), f.strides.begin());
      f.offset = static_cast<std::size_t>(x.data_offset());
    } else {
      std::ptrdiff_t step = 1;
      for (std::size_t i = f.rank(); i-- > 0;) {
        f.strides[i] = step;
        step *= static_cast<std::ptrdiff_t>(f.shape[i]);
      }
    }
    return f;
  }

  /// Copies axis `from` of another frame to axis `to` of this one.
  template <std::size_t OtherRank>
  void take_axis(std::size_t to, frame<OtherRank> const& other, std::size_t from) {
    shape[to] = other.shape[from];
    strides[to] = other.strides[from];
  }
};

template <class X, std::size_t Rank>
auto framed(X&& x, frame<Rank> f) {
  return xt::strided_view<xt::layout_type::dynamic>(std::forward<X>(x), std::move(f.shape), std::move(f.strides),
                                                    f.offset, xt::layout_type::dynamic);
}
template <class X>
auto frame_of(X const& x) {
  return frame<rank_of<X>>::of(x);
}
constexpr std::size_t rank_plus(std::size_t rank, int by) {
  return rank == dynamic_rank ? dynamic_rank : static_cast<std::size_t>(static_cast<index>(rank) + by);
}

/// A function object on quantities from one on arrays.
template <class F>
struct view_of {
  template <class Q, class... X>
  auto operator()(Q&& q, X&&... x) const {
    static_assert(ArrayExpression<wrapped_t<Q>>, "convolt: a scalar has no elements to view");
    auto const unit = unit_of(q);
    return tag_as_it_is(F{}(raw(std::forward<Q>(q)), std::forward<X>(x)...), unit);
  }
};

template <class X>
inline constexpr bool is_view = false;
template <class E, class... S>
inline constexpr bool is_view<xt::xview<E, S...>> = true;
template <class E, class S, xt::layout_type L, class F>
inline constexpr bool is_view<xt::xstrided_view<E, S, L, F>> = true;

struct slice {
  template <class X, class... S>
  auto operator()(X&& x, S&&... slices) const {
    // A view of xtensor that is contiguous has no extents of its own: they refer to those of the array that it was made
    // from, and go on doing so when that array is inside the view and is moved with it. So of a temporary view another
    // one with extents of its own is made, and of another temporary the selected elements are kept.
    if constexpr (std::is_lvalue_reference_v<X>) {
      return xt::view(x, std::forward<S>(slices)...);
    } else if constexpr (!is_view<X>) {
      return owned(xt::view(x, std::forward<S>(slices)...));
    } else if constexpr (xt::has_data_interface<decltype(xt::view(x, slices...))>::value) {
      auto const to = frame_of(xt::view(x, std::forward<S>(slices)...));
      return framed(std::forward<X>(x), to);
    } else {
      return xt::view(std::forward<X>(x), std::forward<S>(slices)...);
    }
  }
};

struct transposition {
  template <class X>
  auto operator()(X&& x) const {
    auto const from = frame_of(x);
    auto to = from;
    std::reverse(to.shape.begin(), to.shape.end());
    std::reverse(to.strides.begin(), to.strides.end());
    return framed(std::forward<X>(x), std::move(to));
  }
  template <class X, class P>
  auto operator()(X&& x, P const& permutation) const {
    auto const from = frame_of(x);
    auto to = from;
    auto seen = normal_axes<rank_of<X>>(permutation, from.rank(), "transpose");
    if (seen.size() != from.rank()) {
      throw parameter_error({.category = "bad_axis",
                             .where = "transpose",
                             .argument = "permutation",
                             .problem = "must name every axis once",
                             .expected = joined({std::to_string(from.rank()), " axes"}),
                             .actual = std::to_string(seen.size())});
    }
    std::size_t i = 0;
    for (auto a : permutation) { to.take_axis(i++, from, normal_axis(a, from.rank(), "transpose")); }
    return framed(std::forward<X>(x), std::move(to));
  }
};

struct reversal {
  template <class X>
  auto operator()(X&& x) const {
    auto f = frame_of(x);
    for (std::size_t i = 0; i < f.rank(); ++i) { reverse(f, i); }
    return framed(std::forward<X>(x), std::move(f));
  }
  template <class X, Integer I>
  auto operator()(X&& x, I axis) const {
    auto f = frame_of(x);
    reverse(f, normal_axis(axis, f.rank(), "flip"));
    return framed(std::forward<X>(x), std::move(f));
  }

 private:
  template <class F>
  static void reverse(F& f, std::size_t axis) {
    if (f.shape[axis] == 0) { return; }
    f.offset += static_cast<std::size_t>(f.strides[axis] * (static_cast<std::ptrdiff_t>(f.shape[axis]) - 1));
    f.strides[axis] = -f.strides[axis];
  }
};

struct removal_of_axes {
  /// Every axis of one element; the rank is then known at run time only.
  template <class X>
  auto operator()(X&& x) const {
    auto const from = frame_of(x);
    auto const kept =
        static_cast<std::size_t>(std::count_if(from.shape.begin(), from.shape.end(), [](auto n) { return n != 1; }));
    frame<dynamic_rank> to(kept);
    to.offset = from.offset;
    for (std::size_t i = 0, k = 0; i < from.rank(); ++i) {
      if (from.shape[i] != 1) { to.take_axis(k++, from, i); }
    }
    return framed(std::forward<X>(x), std::move(to));
  }
  template <class X, Integer I>
  auto operator()(X&& x, I which) const {
    auto const from = frame_of(x);
    std::size_t const axis = normal_axis(which, from.rank(), "squeeze");
    if (from.shape[axis] != 1) {
      throw shape_error({.category = "bad_axis",
                         .where = "squeeze",
                         .axis = std::to_string(axis),
                         .problem = "does not have one element",
                         .expected = "1",
                         .actual = std::to_string(from.shape[axis])});
    }
    frame<rank_plus(rank_of<X>, -1)> to(from.rank() - 1);
    to.offset = from.offset;
    for (std::size_t i = 0; i < to.rank(); ++i) { to.take_axis(i, from, i < axis ? i : i + 1); }
    return framed(std::forward<X>(x), std::move(to));
  }
};

struct new_axis {
  template <class X, Integer I>
  auto operator()(X&& x, I which) const {
    auto const from = frame_of(x);
    std::size_t const axis = normal_axis(which, from.rank() + 1, "expand_dims");
    frame<rank_plus(rank_of<X>, 1)> to(from.rank() + 1);
    to.offset = from.offset;
    for (std::size_t i = 0; i < to.rank(); ++i) {
      if (i == axis) {
        to.shape[i] = 1;
        to.strides[i] = 0;
      } else {
        to.take_axis(i, from, i < axis ? i : i - 1);
      }
    }
    return framed(std::forward<X>(x), std::move(to));
  }
};

/// The extents as std::size_t, of static rank where S has one; negative ones are refused.
template <class S>
auto extents(S const& shape, char const* where) {
  typename frame<static_rank<S>>::template list<std::size_t> result{};
  xt::resize_container(result, static_cast<std::size_t>(std::size(shape)));
  checked_index total = 1;
  std::size_t k = 0;
  for (auto n : shape) {
    checked_index const extent = n;
    if (extent.overflowed || extent.value < 0) {
      throw shape_error({.category = "bad_shape",
                         .where = where,
                         .argument = "shape",
                         .problem = "has an extent out of range",
                         .expected = "0 or more",
                         .actual = shape_text(shape)});
    }
    total = total * (extent.value == 0 ? checked_index(1) : extent);
    result[k++] = static_cast<std::size_t>(extent.value);
  }
  if (total.overflowed) {
    throw shape_error({.category = "size_overflow",
                       .where = where,
                       .argument = "shape",
                       .problem = "has more elements than can be counted",
                       .actual = shape_text(shape)});
  }
  return result;
}

struct reshaping {
  template <class X, class S>
  auto operator()(X&& x, S const& shape) const {
    auto to = extents(shape, "reshape_view");
    std::size_t const n = std::accumulate(to.begin(), to.end(), std::size_t{1}, std::multiplies<>());
    if (n != x.size()) {
      throw shape_error({.category = "size_mismatch",
                         .where = "reshape_view",
                         .argument = "shape",
                         .problem = "has another number of elements",
                         .expected = std::to_string(x.size()),
                         .actual = shape_text(to)});
    }
    return xt::reshape_view<xt::layout_type::row_major>(std::forward<X>(x), std::move(to));
  }
};
struct flattening {
  template <class X>
  auto operator()(X&& x) const {
    std::array<std::size_t, 1> const all{static_cast<std::size_t>(x.size())};
    return reshaping{}(std::forward<X>(x), all);
  }
};

struct broadcasting {
  template <class X, class S>
  auto operator()(X&& x, S const& shape) const {
    auto to = extents(shape, "broadcast");
    bool fits = to.size() >= x.dimension();
    for (std::size_t i = 0; fits && i < x.dimension(); ++i) {
      auto const from = static_cast<std::size_t>(x.shape()[i]);
      fits = from == 1 || from == to[to.size() - x.dimension() + i];
    }
    if (!fits) {
      throw shape_error({.category = "shape_mismatch",
                         .where = "broadcast",
                         .argument = "shape",
                         .problem = "is not one that the array can be repeated to",
                         .expected = shape_text(x.shape()),
                         .actual = shape_text(to),
                         .advice = "extents are equal or 1, counted from the last axis"});
    }
    return xt::broadcast(std::forward<X>(x), to);
  }
};

struct row_view {
  template <class X, Integer I>
  auto operator()(X&& x, I i) const {
    return slice{}(std::forward<X>(x), i, xt::all());
  }
};
struct column_view {
  template <class X, Integer I>
  auto operator()(X&& x, I i) const {
    return slice{}(std::forward<X>(x), xt::all(), i);
  }
};
struct strided_slice {
  template <class X>
  auto operator()(X&& x, xt::xstrided_slice_vector const& slices) const {
    return xt::strided_view(std::forward<X>(x), slices);
  }
};

}  // namespace detail

/// `view(v, 0, xt::all(), xt::range(2, 5))`: as xt::view, with its slices. row and col are for two axes.
CONVOLT_OVERLOADS_WITH_MANY(view, detail::view_of<detail::slice>)
CONVOLT_OVERLOADS_WITH_ONE(row, detail::view_of<detail::row_view>)
CONVOLT_OVERLOADS_WITH_ONE(col, detail::view_of<detail::column_view>)

/// `strided_view(v, {xt::ellipsis(), 0})`: slices counted at run time, the rank too.
template <class U, class E>
auto strided_view(quantity<U, E> const& q, xt::xstrided_slice_vector const& slices) {
  return detail::view_of<detail::strided_slice>{}(q, slices);
}
template <class U, class E>
auto strided_view(quantity<U, E>& q, xt::xstrided_slice_vector const& slices) {
  return detail::view_of<detail::strided_slice>{}(q, slices);
}
template <class U, class E>
auto strided_view(quantity<U, E>&& q, xt::xstrided_slice_vector const& slices) {
  return detail::view_of<detail::strided_slice>{}(std::move(q), slices);
}

/// All axes in reverse, or in the order of a permutation: `transpose(v, {2, 0, 1})`.
CONVOLT_OVERLOADS(transpose, detail::view_of<detail::transposition>)
CONVOLT_OVERLOADS_WITH_ONE(transpose, detail::view_of<detail::transposition>)
CONVOLT_OVERLOADS_WITH_BRACES(transpose, detail::view_of<detail::transposition>)

/// Backwards, along every axis or one.
CONVOLT_OVERLOADS(flip, detail::view_of<detail::reversal>)
CONVOLT_OVERLOADS_WITH_ONE(flip, detail::view_of<detail::reversal>)

/// Without the axes of one element, or without one of them; with one more.
CONVOLT_OVERLOADS(squeeze, detail::view_of<detail::removal_of_axes>)
CONVOLT_OVERLOADS_WITH_ONE(squeeze, detail::view_of<detail::removal_of_axes>)
CONVOLT_OVERLOADS_WITH_ONE(expand_dims, detail::view_of<detail::new_axis>)

/// The same elements in row-major order in another shape; ravel and flatten give one axis. Also views: eval() copies.
CONVOLT_OVERLOADS_WITH_ONE(reshape_view, detail::view_of<detail::reshaping>)
CONVOLT_OVERLOADS_WITH_BRACES(reshape_view, detail::view_of<detail::reshaping>)
CONVOLT_OVERLOADS(ravel, detail::view_of<detail::flattening>)
CONVOLT_OVERLOADS(flatten, detail::view_of<detail::flattening>)

/// Repeated along axes of one element and along new axes in front, without copying.
CONVOLT_OVERLOADS_WITH_ONE(broadcast, detail::view_of<detail::broadcasting>)
CONVOLT_OVERLOADS_WITH_BRACES(broadcast, detail::view_of<detail::broadcasting>)

}  // namespace convolt
