// SPDX-License-Identifier: BSD-3-Clause
/// How many samples lie in each bin. Edges carry the unit; bins are [edge, next edge), the last one with its upper
/// edge; what lies outside is counted apart.
/// Layer: quantity.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/lines.hpp>
#include <convolt/quantity/sample_list.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace convolt {

/// Counts per bin, the edges of the bins, one more than there are bins, and how many samples are in none of them.
template <class U>
struct histogram_counts {
  quantity<dimensionless, xt::xtensor<std::int64_t, 1, xt::layout_type::row_major>> counts;
  quantity<U, xt::xtensor<double, 1, xt::layout_type::row_major>> edges;
  std::int64_t below = 0;
  std::int64_t above = 0;
  std::int64_t missing = 0;  ///< NaN
};

namespace detail {

[[noreturn]] inline void bad_bins(char const* problem, std::string actual) {
  throw parameter_error({.category = "bad_bins",
                         .where = "histogram",
                         .problem = problem,
                         .actual = std::move(actual),
                         .advice = "say which, as in histogram(v, 50, -80. * mV, -40. * mV)"});
}

/// Finite edges in ascending order, two at least.
template <class E>
void check_edges(E const& e) {
  if (e.size() < 2) { bad_bins("needs two edges at least", std::to_string(e.size())); }
  for (std::size_t i = 0; i < e.size(); ++i) {
    if (!bits::is_finite(e(i)) || (i > 0 && !(e(i - 1) < e(i)))) {
      bad_bins("needs finite edges in ascending order", number_text(e(i)));
    }
  }
}

/// The samples in the bins between edges, which are numbers in the unit u.
template <class X, class U>
auto count_in_bins(X const& x, xt::xtensor<double, 1, xt::layout_type::row_major> edges, U const& u) {
  check_edges(edges);
  auto const& q = quantity_in(x);
  histogram_counts<U> h;
  auto counts = filled(std::array<std::size_t, 1>{edges.size() - 1}, std::int64_t(0), "histogram");
  double const* const first = edges.data();
  double const* const last = first + edges.size() - 1;
  for (auto const& sample : line_of_all(q)) {
    double const v = convert(static_cast<double>(sample), unit_of(q), u);
    if (bits::is_nan(v)) {
      ++h.missing;
    } else if (v < *first) {
      ++h.below;
    } else if (v > *last) {
      ++h.above;
    } else {
      ++counts(static_cast<std::size_t>(std::upper_bound(first, last, v) - first - 1));
    }
  }
  h.counts = tag(std::move(counts), one);
  h.edges = tag(std::move(edges), u);
  return h;
}

/// bins + 1 edges from low to high, both exactly.
template <Integer I>
auto even_edges(double low, double high, I bins) {
  if (!(bins > 0)) { bad_bins("needs one bin at least", std::to_string(bins)); }
  auto edges = uninitialised<double>(std::array<I, 1>{static_cast<I>(bins + 1)}, "histogram");
  for (std::size_t i = 0; i < edges.size(); ++i) {
    edges(i) = low + (high - low) * (static_cast<double>(i) / static_cast<double>(bins));
  }
  edges(edges.size() - 1) = high;
  return edges;
}

}  // namespace detail

namespace detail {
template <class X, class Low, class High>
concept LimitsOf =
    Coordinate<Low> && Coordinate<High> &&
    OneDimension<std::remove_cvref_t<decltype(quantity_in(std::declval<X const&>()))>, Low> && OneDimension<Low, High>;
}  // namespace detail

template <detail::Samples X, class I, class Low, class High>
  requires(!Integer<I> || !detail::LimitsOf<X, Low, High>)
void histogram(X const&, I const&, Low const&, High const&) CONVOLT_REFUSED("histogram(v, 10, -80. * mV, 40. * mV)");
/// So many equal bins from low to high, in the unit of low. Throws parameter_error for fewer than one bin, and for
/// limits that are not finite or not in ascending order.
template <detail::Samples X, Integer I, class Low, class High>
  requires detail::LimitsOf<X, Low, High>
auto histogram(X const& x, I bins, Low const& low, High const& high) {
  auto const u = unit_of(low);
  return detail::count_in_bins(
      x, detail::even_edges(detail::coordinate<double>(low, u), detail::coordinate<double>(high, u), bins), u);
}

/// From the smallest finite sample to the largest. Throws parameter_error where these are equal, or there are none.
template <detail::Samples X, Integer I>
auto histogram(X const& x, I bins) {
  auto const& q = detail::quantity_in(x);
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (auto const& v : detail::line_of_all(q)) {
    if (!bits::is_finite(static_cast<double>(v))) { continue; }
    low = std::min(low, static_cast<double>(v));
    high = std::max(high, static_cast<double>(v));
  }
  if (!(low < high)) {
    detail::bad_bins("has no two different finite samples to lay bins between", detail::number_text(low));
  }
  return detail::count_in_bins(x, detail::even_edges(low, high, bins), unit_of(q));
}

/// Bins between the given edges, which need not be even: in their unit.
template <detail::Samples X, AnyQuantity E>
  requires(ArrayExpression<wrapped_t<E>> &&
           OneDimension<std::remove_cvref_t<decltype(detail::quantity_in(std::declval<X const&>()))>, E>)
auto histogram(X const& x, E const& edges) {
  detail::check_one_dimension(edges, "histogram");
  xt::xtensor<double, 1, xt::layout_type::row_major> numbers(raw(edges));
  return detail::count_in_bins(x, std::move(numbers), unit_of(edges));
}

/// Of a container of numbers or of quantities.
template <detail::SampleList X, class... Bins>
auto histogram(X const& x, Bins const&... bins) {
  return histogram(detail::array_of(x), bins...);
}
inline void histogram(refused::any, refused::any = {},  // histogram(v, 10, -80. * mV, 40. * mV), or (v, 10)
                      refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("histogram(v, 10, -80. * mV, 40. * mV), or (v, 10), or with edges in the unit of v");

}  // namespace convolt
