// SPDX-License-Identifier: BSD-3-Clause
/// The root mean square, and covariances. Variances and standard deviations are in quantity/reduce.hpp.
/// Layer: quantity.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/quantity/lines.hpp>
#include <convolt/quantity/sampled_align.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt {

namespace detail {

struct rms_of_line {
  template <class W>
  auto operator()(std::vector<W> const& x) const {
    typename real_type<W>::type sum(0);
    for (W const& v : x) { sum += square_of_modulus(v); }
    return std::sqrt(sum / static_cast<decltype(sum)>(x.size()));
  }

 private:
  template <class W>
  static auto square_of_modulus(W const& v) {
    if constexpr (is_complex<W>) {
      return std::norm(v);
    } else {
      return v * v;
    }
  }
};

/// The mean of a line is taken off; the mean of no samples is not asked for.
template <class W>
void take_mean_off(std::vector<W>& x) {
  W sum(0);
  for (W const& v : x) { sum += v; }
  W const mean = sum / static_cast<typename real_type<W>::type>(x.size());
  for (W& v : x) { v -= mean; }
}

/// The sum of a times the conjugate of b, over n - less; NaN where that is not positive.
template <class W>
W covariance_of_centred(std::vector<W> const& a, std::vector<W> const& b, index less) {
  using real = typename real_type<W>::type;
  W sum(0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    if constexpr (is_complex<W>) {
      sum += a[i] * std::conj(b[i]);
    } else {
      sum += a[i] * b[i];
    }
  }
  index const n = static_cast<index>(a.size()) - less;
  return n > 0 ? sum / static_cast<real>(n) : W(std::numeric_limits<real>::quiet_NaN());
}

/// cov[i][j] of centred lines.
template <class T>
auto covariance_matrix(std::vector<line<T>> const& lines, index less) {
  std::size_t const n = lines.size();
  using R = floating_t<T>;
  xt::xtensor<R, 2, xt::layout_type::row_major> result(std::array<std::size_t, 2>{n, n});
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      result(i, j) = static_cast<R>(covariance_of_centred(lines[i], lines[j], less));
    }
  }
  return result;
}
template <class T>
auto centred_lines(T const* x, dimension_block const& block) {
  std::vector<line<T>> lines;
  each_line(x, block, [&](auto& samples, index, index) {
    take_mean_off(samples);
    lines.push_back(samples);
  });
  return lines;
}

template <class A, class B>
void check_same_size(A const& a, B const& b) {
  if (a.size() != b.size()) {
    throw shape_error({.category = "length_mismatch",
                       .where = "covariance",
                       .problem = "needs as many samples on both sides",
                       .expected = std::to_string(a.size()),
                       .actual = std::to_string(b.size())});
  }
}

}  // namespace detail

/// The root of the mean square: of complex samples of their moduli.
CONVOLT_LINE_STATISTIC(rms, detail::rms_of_line{}, 1)

/// The covariance of two arrays, or sampled quantities with the same axes, sample by sample: in the product of the
/// units. Divided by n - 1, as NumPy's cov; `covariance(a, b, ddof{0})` divides by n. The second one is conjugated.
template <detail::Samples A, detail::Samples B>
auto covariance(A const& a, B const& b, ddof d = {1}) {
  using T = std::common_type_t<detail::sample_t<A>, detail::sample_t<B>>;
  if constexpr (detail::BothSampled<A, B>) { static_cast<void>(detail::joined_axes<false>(a, b)); }
  auto const& p = detail::quantity_in(a);
  auto const& q = detail::quantity_in(b);
  detail::line<T> x, y;
  for (auto const& v : detail::line_of_all(p)) { x.push_back(static_cast<detail::line_number<T>>(v)); }
  for (auto const& v : detail::line_of_all(q)) { y.push_back(static_cast<detail::line_number<T>>(v)); }
  detail::check_same_size(x, y);
  detail::check_line(x.size(), "covariance");
  detail::take_mean_off(x);
  detail::take_mean_off(y);
  return tag(static_cast<detail::floating_t<T>>(detail::covariance_of_centred(x, y, d.value)), unit_of(p) * unit_of(q));
}

/// The covariances of the rows of a matrix (variable, observation), in the unit squared: as NumPy's cov.
template <detail::ArrayOperand X>
auto covariance(X const& x, ddof d = {1}) {
  static_assert(detail::may_have_rank<wrapped_t<X>, 2>,
                "convolt: covariance(x) takes a matrix (variable, observation)");
  auto&& numbers = detail::contiguous(raw(x));
  if (numbers.dimension() != 2) {
    throw shape_error({.category = "rank_mismatch",
                       .where = "covariance",
                       .problem = "takes a matrix (variable, observation)",
                       .expected = "2",
                       .actual = std::to_string(numbers.dimension())});
  }
  detail::dimension_block const block = detail::block_along(numbers.shape(), 1);
  detail::check_line(static_cast<std::size_t>(block.count), "covariance");
  return tag(detail::covariance_matrix<element_t<X>>(detail::centred_lines(numbers.data(), block), d.value),
             detail::raised<2, 1>(unit_of(x)));
}

/// Along dimension D, that of the observations, of a sampled quantity of two: `covariance<ms>(recording)` is sampled
/// (channel, channel).
template <auto D, class U, class T, class First, class Second>
auto covariance(sampled<U, T, First, Second> const& x, ddof d = {1}) {
  constexpr std::size_t along = detail::chosen_dimension<D, First, Second>;
  detail::dimension_block const block = detail::block_along(x.shape(), along);
  detail::check_line(static_cast<std::size_t>(block.count), "covariance");
  auto const& left = x.template axis<1 - along>();
  return detail::with_axes(detail::covariance_matrix<T>(detail::centred_lines(x.raw().data(), block), d.value),
                           detail::raised<2, 1>(x.unit()), std::tuple(left, left));
}
inline void covariance(refused::any, refused::any = {}, refused::any = {})  // of two alike, or of a matrix
    CONVOLT_REFUSED("of two arrays or two sampled quantities alike, or of a matrix (variable, observation)");

}  // namespace convolt
