// SPDX-License-Identifier: BSD-3-Clause
/// Statistics of lines of samples, that is of functions of a whole line at once: over all elements of an array, along
/// an axis, along a dimension of a sampled quantity. percentile, detrend and others stand on it.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/along.hpp>
#include <convolt/quantity/axes.hpp>
#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/sampled.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::detail {

/// What statistics compute in: floating point, double at least.
template <class T>
using line_number = accumulator_t<floating_t<T>>;
template <class T>
using line = std::vector<line_number<T>>;

/// The type of results of f(line) for elements T: as wide as T, real where f gives real numbers.
template <class F, class T>
using line_result = std::conditional_t<is_complex<std::invoke_result_t<F const&, line<T>&>>, floating_t<T>,
                                       typename real_type<floating_t<T>>::type>;

/// An array, with a unit or plain, or a sampled quantity; and the quantity in it.
template <class X>
concept Samples = ArrayOperand<X> || AnySampled<X>;
template <Samples X>
decltype(auto) quantity_in(X const& x) {
  if constexpr (AnySampled<X>) {
    return x.quantity();
  } else {
    return pass<X const&>(x);
  }
}
template <Samples X>
using sample_t = element_t<std::remove_cvref_t<decltype(quantity_in(std::declval<X const&>()))>>;

inline void check_line(std::size_t n, char const* where) {
  if (n == 0) { throw shape_error({.category = "empty_axis", .where = where, .problem = "has no samples"}); }
}

/// All elements in row-major order.
template <class Q>
auto line_of_all(Q const& q) {
  using T = element_t<Q>;
  auto&& x = contiguous(raw(q));
  line<T> all;
  all.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) { all.push_back(static_cast<line_number<T>>(x.data()[i])); }
  return all;
}

/// f(line, o, i) for each line x[o][.][i]; the line may be changed.
template <class T, class F>
void each_line(T const* x, dimension_block const& b, F const& f) {
  line<T> samples(static_cast<std::size_t>(b.count));
  for (index o = 0; o < b.outer; ++o) {
    for (index i = 0; i < b.inner; ++i) {
      T const* from = x + o * b.count * b.inner + i;
      for (auto& s : samples) {
        s = static_cast<line_number<T>>(*from);
        from += b.inner;
      }
      f(samples, o, i);
    }
  }
}

/// f(line) over everything, with the unit to the power P.
template <int P, class F, Samples X>
auto line_statistic(F const& f, char const* where, X const& x) {
  auto const& q = quantity_in(x);
  auto samples = line_of_all(q);
  check_line(samples.size(), where);
  using R = line_result<F, sample_t<X>>;
  return tag(static_cast<R>(f(samples)), raised<P, 1>(unit_of(q)));
}

/// f(line) along an axis of an array, negative ones from the end; the axis is gone.
template <int P, class F, ArrayOperand X, Integer I>
auto line_statistic(F const& f, char const* where, X const& x, I along) {
  using R = line_result<F, element_t<X>>;
  auto&& numbers = contiguous(raw(x));
  std::size_t const axis = normal_axis(along, numbers.dimension(), where);
  dimension_block const block = block_along(numbers.shape(), axis);
  check_line(static_cast<std::size_t>(block.count), where);
  auto result = without_axis<R>(numbers, axis);
  each_line(numbers.data(), block,
            [&](auto& samples, index o, index i) { result.data()[o * block.inner + i] = static_cast<R>(f(samples)); });
  return tag_scalar_if_known(std::move(result), raised<P, 1>(unit_of(x)));
}

/// f(line) along a dimension of a sampled quantity, which is gone or kept.
template <int P, auto D, class F, class U, class T, class... Axes, class... O>
auto sampled_line_statistic(F const& f, char const* where, sampled<U, T, Axes...> const& x, O const&... options) {
  constexpr std::size_t d = chosen_dimension<D, Axes...>;
  using R = line_result<F, T>;
  check_line(x.shape(d), where);
  auto const loop = [&](dimension_block const& block, R* out) {
    each_line(x.raw().data(), block,
              [&](auto& samples, index o, index i) { out[o * block.inner + i] = static_cast<R>(f(samples)); });
  };
  return reduce_dimension<d, R>(x, raised<P, 1>(x.unit()), loop, options...);
}

/// The same lines changed by f(line), along an axis.
template <class F, ArrayOperand X, Integer I>
auto changed_lines(F const& f, char const* where, X const& x, I along) {
  using R = floating_t<element_t<X>>;
  auto&& numbers = contiguous(raw(x));
  std::size_t const axis = normal_axis(along, numbers.dimension(), where);
  dimension_block const block = block_along(numbers.shape(), axis);
  auto result = like_but<R>(numbers, axis, static_cast<std::size_t>(block.count));
  each_line(numbers.data(), block, [&](auto& samples, index o, index i) {
    f(samples);
    R* to = result.data() + o * block.count * block.inner + i;
    for (auto const& s : samples) {
      *to = static_cast<R>(s);
      to += block.inner;
    }
  });
  return tag(std::move(result), unit_of(x));
}

/// The only dimension of a line; of more, with the sentence of the function.
template <Samples X>
void check_one_dimension(X const& x, char const* where) {
  if constexpr (AnySampled<X>) {
    static_assert(X::rank == 1, "convolt: this looks at one line: select a channel first, x.select<0>(3)");
  } else {
    static_assert(may_have_rank<wrapped_t<X>, 1>, "convolt: this looks at one line: view a row first");
    if (raw(x).dimension() != 1) {
      throw shape_error({.category = "rank_mismatch",
                         .where = where,
                         .problem = "looks at one line",
                         .expected = "1",
                         .actual = std::to_string(raw(x).dimension())});
    }
  }
}

}  // namespace convolt::detail

/// name(x), name(x, axis) and name<D>(x) for a function of lines, the unit to a power.
#define CONVOLT_LINE_STATISTIC(name, function, power)                                \
  template <detail::Samples X>                                                       \
  auto name(X const& x) {                                                            \
    return detail::line_statistic<power>(function, #name, x);                        \
  }                                                                                  \
  template <detail::SampleList X>                                                    \
  auto name(X const& x) {                                                            \
    return name(detail::array_of(x));                                                \
  }                                                                                  \
  template <detail::ArrayOperand X, Integer I>                                       \
  auto name(X const& x, I axis) {                                                    \
    return detail::line_statistic<power>(function, #name, x, axis);                  \
  }                                                                                  \
  template <auto D, class X, detail::ReductionOption... O>                           \
    requires AnySampled<X>                                                           \
  auto name(X const& x, O const&... options) {                                       \
    return detail::sampled_line_statistic<power, D>(function, #name, x, options...); \
  }                                                                                  \
  template <class X, class Y>                                                        \
    requires AnySampled<X>                                                           \
  void name(X const&, Y const&) CONVOLT_REFUSED("the dimension is a template argument, as in median<1>(x)");
