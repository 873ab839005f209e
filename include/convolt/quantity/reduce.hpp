// SPDX-License-Identifier: BSD-3-Clause
/// Reductions: sum, mean, var, stddev, min, max, argmin, argmax. Over everything they return a scalar at once; over
/// axes
/// (`sum(v, {0, 2})`, negative ones count from the end) a lazy expression; at once where those are kept (`keepdims`).
/// Sums of float are accumulated in double, those of integers in 64 bits. Nothing here uses xtensor's immediate
/// reductions.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/axes.hpp>
#include <convolt/quantity/folds.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/sample_list.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace convolt {

/// How much less than the number of samples a variance is divided by: `var(v, ddof{1})`.
struct ddof {
  index value = 0;
};

namespace detail {

/// All elements of x through a fold, in row-major order.
template <class Fold, class X>
constexpr auto fold_all(Fold const& fold, X const& x) {
  auto state = fold.start();
  if constexpr (Scalar<X>) {
    state = fold.take(state, x);
  } else if (x.size() != 0) {  // xtensor's iterators move null pointers on nothing
    auto const end = x.template end<xt::layout_type::row_major>();
    for (auto it = x.template begin<xt::layout_type::row_major>(); it != end; ++it) { state = fold.take(state, *it); }
  }
  return state;
}

template <class Fold>
struct fold_start {
  using value_type = typename Fold::state;  // xtensor reads it
  Fold fold;
  constexpr auto operator()() const { return fold.start(); }
};
template <class Fold>
struct fold_take {
  Fold fold;
  template <class S, class T>
  constexpr S operator()(S const& state, T const& x) const {
    return fold.take(state, x);
  }
};
template <class Fold>
struct fold_join {
  Fold fold;
  template <class S>
  constexpr S operator()(S const& a, S const& b) const {
    return fold.join(a, b);
  }
};
template <class Fold>
struct fold_finish {
  Fold fold;
  template <class S>
    requires std::same_as<S, typename Fold::state>
  constexpr auto operator()(S const& state) const {
    return fold.finish(state);
  }
};

/// The elements of x along the axes through a fold, lazily: xtensor steps, the fold computes.
template <class Fold, class X, class Axes>
constexpr auto fold_along(Fold const& fold, X&& x, Axes axes) {
  auto functors = xt::make_xreducer_functor(fold_take<Fold>{fold}, fold_start<Fold>{fold}, fold_join<Fold>{fold});
  return xt::make_lambda_xfunction(fold_finish<Fold>{fold},
                                   xt::reduce(std::move(functors), std::forward<X>(x), std::move(axes)));
}

/// The same at once, with the axes kept with one element. (xtensor's lazy reductions that keep theirs step wrongly
/// where they are broadcast.)
template <class Fold, class X, class Axes>
auto fold_keeping(Fold const& fold, X const& x, Axes const& axes) {
  auto const reduced = owned(fold_along(fold, x, axes));
  using result = owning_t<X, typename std::remove_cvref_t<decltype(reduced)>::value_type>;
  typename result::shape_type extents{};
  xt::resize_container(extents, x.dimension());
  for (std::size_t i = 0; i < x.dimension(); ++i) { extents[i] = static_cast<std::size_t>(x.shape()[i]); }
  for (auto a : axes) { extents[a] = 1; }
  result kept = result::from_shape(extents);
  std::copy(reduced.template begin<xt::layout_type::row_major>(), reduced.template end<xt::layout_type::row_major>(),
            kept.template begin<xt::layout_type::row_major>());
  return kept;
}

/// The number of elements that the axes run over.
template <class X, class Axes>
std::size_t count_along(X const& x, Axes const& axes) {
  std::size_t n = 1;
  for (auto a : axes) { n *= static_cast<std::size_t>(x.shape()[a]); }
  return n;
}

/// There is no smallest of nothing.
inline void check_not_empty(std::size_t n, char const* where) {
  if (n == 0) {
    throw shape_error({.category = "empty_reduction",
                       .where = where,
                       .problem = "has no elements to choose from",
                       .expected = "at least one element",
                       .actual = "0"});
  }
}
template <class X>
std::size_t count_all(X const& x) {
  if constexpr (Scalar<X>) {
    return 1;
  } else {
    return static_cast<std::size_t>(x.size());
  }
}

/// One axis, or a list of them.
template <class Axes>
concept AxisNumbers = Integer<Axes> || requires(Axes const& axes) {
  std::begin(axes);
  requires Integer<std::remove_cvref_t<decltype(*std::begin(axes))>>;
};

/// A reduction that keeps the unit raised to Power. `Fold<T>::name` is the function that users called.
template <template <class> class Fold, int Power>
struct reduction {
  template <class Q>
  auto operator()(Q const& q) const {
    return whole(q, Fold<element_t<Q>>{});
  }
  template <class Q>
  auto operator()(Q const& q, ddof d) const {
    return whole(q, Fold<element_t<Q>>{d.value});
  }
  template <class Q, class Axes>
    requires(!std::same_as<std::remove_cvref_t<Axes>, ddof>)
  auto operator()(Q&& q, Axes const& axes) const {
    return along(std::forward<Q>(q), axes, Fold<element_t<Q>>{});
  }
  template <class Q, class Axes>
  auto operator()(Q&& q, Axes const& axes, ddof d) const {
    return along(std::forward<Q>(q), axes, Fold<element_t<Q>>{d.value});
  }
  template <class Q, class Axes>
  auto operator()(Q&& q, Axes const& axes, keepdims_t) const {
    return along(std::forward<Q>(q), axes, Fold<element_t<Q>>{}, keepdims);
  }
  template <class Q, class Axes>
  auto operator()(Q&& q, Axes const& axes, ddof d, keepdims_t) const {
    return along(std::forward<Q>(q), axes, Fold<element_t<Q>>{d.value}, keepdims);
  }

 private:
  template <class Q, class F>
  static auto whole(Q const& q, F const& fold) {
    if constexpr (F::needs_elements) { check_not_empty(count_all(raw(q)), F::name); }
    return result(fold.finish(fold_all(fold, raw(q))), unit_of(q));
  }
  template <class Q, class Axes, class F, class... Keep>
  static auto along(Q&& q, Axes const& axes, F const& fold, Keep const&...) {
    static_assert(ArrayExpression<wrapped_t<Q>>, "convolt: a scalar has no axes");
    constexpr bool numbers = AxisNumbers<Axes>;  // of a concept clang would tell why it does not hold
    static_assert(numbers, "convolt: axes of an array are numbers, as in mean(v, {1})");
    if constexpr (numbers) {
      auto const list = normal_axes<rank_of<wrapped_t<Q>>>(axes, raw(q).dimension(), F::name);
      if constexpr (F::needs_elements) {
        if (count_all(raw(q)) == 0) { check_not_empty(count_along(raw(q), list), F::name); }
      }
      auto const unit = unit_of(q);
      if constexpr (sizeof...(Keep) > 0) {
        return result(fold_keeping(fold, raw(q), list), unit);
      } else {
        return result(fold_along(fold, raw(std::forward<Q>(q)), list), unit);
      }
    } else {
      return 0.;
    }
  }
  template <class X, class U>
  static auto result(X&& x, U const& unit) {
    if constexpr (Power == 0) {
      return std::remove_cvref_t<X>(std::forward<X>(x));
    } else {
      return tag(std::forward<X>(x), raised<Power, 1>(unit));
    }
  }
};

struct product_of_ratios {
  template <class Q>
  auto operator()(Q const& q) const {
    static_assert(ArrayExpression<wrapped_t<Q>>, "convolt: prod is of arrays");
    auto product = floating_t<element_t<Q>>(1);
    for (auto const& ratio : owned(q.in(one))) { product *= ratio; }
    return product;
  }
};

using sum_of = reduction<sum_fold, 1>;
using mean_of = reduction<mean_fold, 1>;
using var_of = reduction<var_fold, 2>;
using stddev_of = reduction<stddev_fold, 1>;
using min_of = reduction<min_fold, 1>;
using max_of = reduction<max_fold, 1>;
using argmin_of = reduction<argmin_fold, 0>;
using argmax_of = reduction<argmax_fold, 0>;

}  // namespace detail

/// Containers of the standard library, and plain operands for generic code, under the same names; the trailing pack
/// leaves calls that xtensor could answer to xtensor when both are visible.
#define CONVOLT_REDUCTION(name, implementation)                                \
  CONVOLT_OVERLOADS(name, implementation)                                      \
  CONVOLT_OVERLOADS_WITH_ONE(name, implementation)                             \
  CONVOLT_OVERLOADS_WITH_BRACES(name, implementation)                          \
  template <Plain X, class... More>                                            \
    requires(!(AnyQuantity<More> || ...))                                      \
  constexpr auto name(X&& x, More const&... more) {                            \
    return implementation{}(std::forward<X>(x), more...);                      \
  }                                                                            \
  template <Plain X, Integer I, std::size_t N, class... More>                  \
  constexpr auto name(X&& x, I const(&axes)[N], More const&... more) {         \
    return implementation{}(std::forward<X>(x), std::to_array(axes), more...); \
  }                                                                            \
  template <class Q, class Axes>                                               \
    requires AnyQuantity<Q>                                                    \
  constexpr auto name(Q&& q, Axes&& axes, keepdims_t keep) {                   \
    return implementation{}(std::forward<Q>(q), axes, keep);                   \
  }                                                                            \
  template <class Q, Integer I, std::size_t N>                                 \
    requires AnyQuantity<Q>                                                    \
  constexpr auto name(Q&& q, I const(&axes)[N], keepdims_t keep) {             \
    return implementation{}(std::forward<Q>(q), std::to_array(axes), keep);    \
  }                                                                            \
  template <detail::SampleList X, std::same_as<ddof>... D>                     \
  auto name(X const& x, D const&... d) {                                       \
    return implementation{}(detail::array_of(x), d...);                        \
  }                                                                            \
  template <auto D, class Q, class... More>                                    \
    requires AnyQuantity<Q>                                                    \
  void name(Q const&, More const&...) CONVOLT_REFUSED("axes of an array are numbers behind it, as in mean(v, {1})");

CONVOLT_REDUCTION(sum, detail::sum_of)
/// Of integers in double.
CONVOLT_REDUCTION(mean, detail::mean_of)
/// The mean square of the distance from the mean, in the unit squared; `var(v, {0}, ddof{1})` divides by n - 1.
CONVOLT_REDUCTION(var, detail::var_of)
CONVOLT_REDUCTION(variance, detail::var_of)
CONVOLT_REDUCTION(stddev, detail::stddev_of)
CONVOLT_OVERLOADS_WITH_LIST_AND(var, detail::var_of, ddof)
CONVOLT_OVERLOADS_WITH_LIST_AND(variance, detail::var_of, ddof)
CONVOLT_OVERLOADS_WITH_LIST_AND(stddev, detail::stddev_of, ddof)
#define CONVOLT_KEEPING_SPREAD(name, implementation)                           \
  template <class Q, class Axes>                                               \
    requires AnyQuantity<Q>                                                    \
  auto name(Q&& q, Axes&& axes, ddof d, keepdims_t keep) {                     \
    return implementation{}(std::forward<Q>(q), axes, d, keep);                \
  }                                                                            \
  template <class Q, Integer I, std::size_t N>                                 \
    requires AnyQuantity<Q>                                                    \
  auto name(Q&& q, I const(&axes)[N], ddof d, keepdims_t keep) {               \
    return implementation{}(std::forward<Q>(q), std::to_array(axes), d, keep); \
  }
CONVOLT_KEEPING_SPREAD(var, detail::var_of)
CONVOLT_KEEPING_SPREAD(variance, detail::var_of)
CONVOLT_KEEPING_SPREAD(stddev, detail::stddev_of)
#undef CONVOLT_KEEPING_SPREAD
/// NaN when there is one; shape_error when there is nothing to choose from.
CONVOLT_REDUCTION(amin, detail::min_of)
CONVOLT_REDUCTION(amax, detail::max_of)
/// Positions, plain: in row-major order over everything, or along one axis. The first of equals; the first NaN.
CONVOLT_REDUCTION(argmin, detail::argmin_of)
CONVOLT_REDUCTION(argmax, detail::argmax_of)
#undef CONVOLT_REDUCTION

/// min(v), min(v, {0}); min(a, b) is the elementwise one.
CONVOLT_OVERLOADS(min, detail::min_of)
CONVOLT_OVERLOADS(max, detail::max_of)
CONVOLT_OVERLOADS_WITH_BRACES(min, detail::min_of)
CONVOLT_OVERLOADS_WITH_BRACES(max, detail::max_of)
template <detail::SampleList X>
auto min(X const& x) {
  return detail::min_of{}(detail::array_of(x));
}
template <detail::SampleList X>
auto max(X const& x) {
  return detail::max_of{}(detail::array_of(x));
}

/// The product of ratios, a number. Of other quantities the unit would depend on the number of elements: there is no
/// type for it.
CONVOLT_OVERLOADS(prod, detail::product_of_ratios)
#define CONVOLT_NO_PRODUCT(Q)                                                                                     \
  template <class U, class E>                                                                                     \
    requires(!SameDimension<U, dimensionless> || std::same_as<U, any_unit>)                                       \
  void prod(quantity<U, E> Q) CONVOLT_REFUSED("the unit would depend on the number of elements");                 \
  template <class U, class E, class X, class... More>                                                             \
  void prod(quantity<U, E> Q, X&&, More&&...) CONVOLT_REFUSED("of ratios, over everything: prod(v / (1. * mV))"); \
  template <class U, class E, Integer I, std::size_t N>                                                           \
  void prod(quantity<U, E> Q, I const(&)[N]) CONVOLT_REFUSED("of ratios, over everything: prod(v / (1. * mV))");
CONVOLT_NO_PRODUCT(const&)
CONVOLT_NO_PRODUCT(&)
CONVOLT_NO_PRODUCT(&&)
#undef CONVOLT_NO_PRODUCT

}  // namespace convolt
