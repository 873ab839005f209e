// SPDX-License-Identifier: BSD-3-Clause
/// Arrays put together from parts: concatenate along an axis they have, stack along a new one, roll around. The parts
/// are converted to the unit of the first one; the results own their memory.
/// Layer: quantity.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/view.hpp>

#include <iterator>
#include <utility>

namespace convolt {

namespace detail {

template <class A, class B>
void check_same_extents(A const& first, B const& part, std::size_t free_axis, char const* where) {
  bool same = first.dimension() == part.dimension();
  for (std::size_t i = 0; same && i < first.dimension(); ++i) {
    same = i == free_axis || first.shape()[i] == part.shape()[i];
  }
  if (!same) {
    throw shape_error({.category = "shape_mismatch",
                       .where = where,
                       .problem = "has parts of different shapes",
                       .expected = shape_text(first.shape()),
                       .actual = shape_text(part.shape())});
  }
}

/// Writes the numbers of one part along `axis`, from `at` on, and moves `at` behind them.
template <class R, class Q, class U>
void place(R& result, Q const& part, U const& unit, std::size_t axis, std::size_t& at) {
  std::size_t const n = static_cast<std::size_t>(part.shape()[axis]);
  auto f = frame_of(result);
  f.offset += at * static_cast<std::size_t>(f.strides[axis]);
  f.shape[axis] = n;
  if (part.size() != 0) { xt::noalias(framed(result, std::move(f))) = in(part, unit); }
  at += n;
}

template <class T, class Q>
auto room_for(Q const& first, std::size_t axis, std::size_t n) {
  using result = owning_t<wrapped_t<Q>, T>;
  typename result::shape_type shape{};
  xt::resize_container(shape, first.dimension());
  std::copy(first.shape().begin(), first.shape().end(), shape.begin());
  shape[axis] = n;
  return result::from_shape(shape);
}

template <class Q>
concept ArrayQuantity = AnyQuantity<Q> && ArrayExpression<wrapped_t<Q>>;
/// A vector, list or array of array quantities.
template <class R>
concept ArrayQuantityRange = !Operand<R> && requires(R const& r) {
  { *std::begin(r) } -> ArrayQuantity;
  std::end(r);
};

[[noreturn]] inline void nothing_to_join(char const* where) {
  throw shape_error(
      {.category = "no_parts", .where = where, .problem = "needs at least one part", .expected = "1", .actual = "0"});
}

}  // namespace detail

/// The parts one after another along an axis they all have: `concatenate(a, b, c)`, `concatenate<1>(a, b)`.
template <index Axis = 0, detail::ArrayQuantity A, detail::ArrayQuantity... B>
  requires(detail::Summable<A, B> && ...)
auto concatenate(A const& first, B const&... more) {
  using T = std::common_type_t<element_t<A>, element_t<B>...>;
  auto const unit = unit_of(first);
  std::size_t const axis = detail::normal_axis(Axis, first.dimension(), "concatenate");
  (detail::check_same_extents(first, more, axis, "concatenate"), ...);
  std::size_t const n =
      (static_cast<std::size_t>(first.shape()[axis]) + ... + static_cast<std::size_t>(more.shape()[axis]));
  auto result = detail::room_for<T>(first, axis, n);
  std::size_t at = 0;
  detail::place(result, first, unit, axis, at);
  (detail::place(result, more, unit, axis, at), ...);
  return tag(std::move(result), unit);
}
template <index Axis = 0, detail::ArrayQuantity A, class... B>
  requires(operands_cannot_be_summed<A, B> || ...)
void concatenate(A const& first, B const&... more) CONVOLT_REFUSED("the parts measure two things, or one has no unit");
inline void concatenate(refused::any, refused::any = {},  // parts are arrays, in one dimension; list * mV is one
                        refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("parts are arrays that measure the same thing; list * mV is one");

/// The same for parts counted at run time.
template <detail::ArrayQuantityRange R, Integer I = int>
auto concatenate(R const& parts, I along = 0) {
  if (std::begin(parts) == std::end(parts)) { detail::nothing_to_join("concatenate"); }
  auto const& first = *std::begin(parts);
  using Q = std::remove_cvref_t<decltype(first)>;
  auto const unit = unit_of(first);
  std::size_t const axis = detail::normal_axis(along, first.dimension(), "concatenate");
  std::size_t n = 0, at = 0;
  for (auto const& p : parts) {
    detail::check_same_extents(first, p, axis, "concatenate");
    n += static_cast<std::size_t>(p.shape()[axis]);
  }
  auto result = detail::room_for<element_t<Q>>(first, axis, n);
  for (auto const& p : parts) { detail::place(result, p, unit, axis, at); }
  return tag(std::move(result), unit);
}

/// Parts of one shape side by side along a new axis: `stack(a, b)`, `stack<-1>(a, b)`.
template <index Axis = 0, detail::ArrayQuantity A, detail::ArrayQuantity... B>
  requires(detail::Summable<A, B> && ...)
auto stack(A const& first, B const&... more) {
  (detail::check_same_extents(first, more, static_cast<std::size_t>(-1), "stack"), ...);
  return concatenate<Axis>(expand_dims(first, Axis), expand_dims(more, Axis)...);
}
template <index Axis = 0, detail::ArrayQuantity A, class... B>
  requires(operands_cannot_be_summed<A, B> || ...)
void stack(A const& first, B const&... more) CONVOLT_REFUSED("the parts measure different things, or one has no unit");
inline void stack(refused::any, refused::any = {},  // parts are arrays, in one dimension; list * mV is one
                  refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("parts are arrays that measure the same thing; list * mV is one");

template <detail::ArrayQuantityRange R, Integer I = int>
auto stack(R const& parts, I axis = 0) {
  if (std::begin(parts) == std::end(parts)) { detail::nothing_to_join("stack"); }
  auto const& first = *std::begin(parts);
  for (auto const& p : parts) { detail::check_same_extents(first, p, static_cast<std::size_t>(-1), "stack"); }
  std::vector<decltype(expand_dims(first, axis))> views;
  for (auto const& p : parts) { views.push_back(expand_dims(p, axis)); }
  return concatenate(views, axis);
}

namespace detail {

struct roll_of {
  template <class Q, Integer I, Integer J>
  auto operator()(Q const& q, I shift, J along) const {
    auto&& x = contiguous(raw(q));
    axis_blocks const b(x.shape(), normal_axis(along, x.dimension(), "roll"));
    auto result = owned(x);
    index const n = static_cast<index>(b.n);
    std::size_t const by = n == 0 ? 0 : static_cast<std::size_t>((static_cast<index>(shift) % n + n) % n);
    for (std::size_t o = 0; o < b.outer; ++o) {
      auto const* const from = x.data() + o * b.n * b.inner;
      std::rotate_copy(from, from + (b.n - by) * b.inner, from + b.n * b.inner, result.data() + o * b.n * b.inner);
    }
    return tag(std::move(result), unit_of(q));
  }
};

}  // namespace detail

/// The elements moved by `shift` along an axis, those that leave at the end coming back at the start.
CONVOLT_OVERLOADS_WITH_MANY(roll, detail::roll_of)

}  // namespace convolt
