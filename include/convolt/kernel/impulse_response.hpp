// SPDX-License-Identifier: BSD-3-Clause
/// An impulse response h(t) as an object that knows its unit, support, area, peak and median.
///
/// What every kernel K has (the concept ImpulseResponse asks for it), where q is a quantity in double:
///
///     k(t)                     h at lag t, 0 outside of the support; at a jump the value after it, so k(0. * ms) of an
///                              exponential is its peak
///     k.unit(), k.lag_unit()   of the values, of the lags
///     k.support(tolerance)     first and last lag: outside of them |h| is below tolerance * its peak and holds less
///     than
///                              tolerance * its area. Default: rounding of double. 0 gives the true ends, maybe
///                              infinite
///     k.tail_bound(a, b)       the largest |h| outside of the lags a .. b
///     k.tail_area(a, b)        the integral of |h| outside of a .. b
///     k.integral(a, b)         the integral from a to b, exact; k.area() is the whole one
///     k.cdf(t)                 the part of the area before t;  k.median(): where it is 1/2
///     k.peak(), k.peak_lag()   the extreme value, and where it is
///     k.jumps()                an array (maybe empty) of {lag, size}: the value after the lag less the one before
///     k.is_causal()            nothing before lag 0
///     k.finest()               the time constant or width that an axis has to resolve
///     k.with_peak(q), k.with_area(q)      the same shape with another scale and unit
///
/// and for code that computes with plain numbers: k.shape(), unit-free with lags in k.lag_unit(), and k.scale(), so
/// that the number of k(t) is k.scale() * k.shape().value(t). Kernels whose shape is a cascade (exponential, alpha,
/// double_exponential, and membranes of them) satisfy ExponentialFamily: see cascade_state.hpp.
/// Samples on an axis, taps and integrals over bins: sampling.hpp.
/// Layer: kernel.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/kernel/lag.hpp>
#include <convolt/kernel/shape.hpp>
#include <convolt/quantity/arithmetic.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace convolt::kernel {

/// What is left out of a kernel that never ends, unless the caller says so: as much as rounding of double does.
inline constexpr double default_tolerance = std::numeric_limits<double>::epsilon();

/// A lag: a number with the unit of something that V measures.
template <class Q, class V>
concept LagIn = quantities::Coordinate<Q> && AnyQuantity<Q> && OneDimension<Q, quantity<V, double>>;
template <class Q, class V>
concept lags_of_this_kernel_measure_something_else = !LagIn<Q, V>;

/// scale * shape(t / lag unit), in unit V, over lags in U.
template <Shape S, AnyUnit V, AnyUnit U>
class impulse_response {
  using area_unit = decltype(std::declval<V>() * std::declval<U>());

 public:
  using shape_type = S;
  using unit_type = V;
  using lag_unit_type = U;
  using value_type = quantity<V, double>;
  using lag_type = quantity<U, double>;
  using area_type = quantity<area_unit, double>;

  /// Throws parameter_error "bad_scale" for a scale that is not finite.
  impulse_response(S const& shape, double scale, V const& unit, U const& lag_unit)
      : shape_(shape), scale_(scale), unit_(unit), lag_unit_(lag_unit) {
    if (!bits::is_finite(scale)) { detail::throw_infinite_scale(scale); }
  }

  S const& shape() const { return shape_; }
  double scale() const { return scale_; }
  constexpr V unit() const { return unit_; }
  constexpr U lag_unit() const { return lag_unit_; }

  template <LagIn<U> Q>
  value_type operator()(Q const& t) const {
    return value(shape_.value(number(t)));
  }
  template <class Q>
    requires lags_of_this_kernel_measure_something_else<Q, U>
  void operator()(Q const&) const CONVOLT_REFUSED("the lags of this kernel are in another dimension, as 2. * ms is");

  lag_range<U> support(double tolerance = default_tolerance) const {
    plain_range const r = support_of(shape_, tolerance);
    return {lag(r.first), lag(r.last)};
  }
  template <LagIn<U> A, LagIn<U> B>
  value_type tail_bound(A const& first, B const& last) const {
    return value_in(std::abs(scale_) * largest_outside(shape_, {number(first), number(last)}));
  }
  template <LagIn<U> A, LagIn<U> B>
  area_type tail_area(A const& first, B const& last) const {
    return area_in(std::abs(scale_) * area_outside(shape_, {number(first), number(last)}));
  }

  template <LagIn<U> A, LagIn<U> B>
  area_type integral(A const& from, B const& to) const {
    double const a = number(from);
    double const b = number(to);
    if (bits::is_nan(a) || bits::is_nan(b)) { return area_in(std::numeric_limits<double>::quiet_NaN()); }
    return area_in(scale_ * (a <= b ? shape_.integral(a, b) : -shape_.integral(b, a)));
  }
  template <class A, class B>
    requires(!LagIn<A, U> || !LagIn<B, U>)
  void integral(A const&, B const&) const CONVOLT_REFUSED("the lags of this kernel are in another dimension");
  area_type area() const { return area_in(scale_ * shape_.area()); }
  template <LagIn<U> Q>
  double cdf(Q const& t) const {
    double const end = number(t);
    if (bits::is_nan(end)) { return end; }
    return std::min(1., shape_.integral(-std::numeric_limits<double>::infinity(), end) / shape_.area());
  }
  template <class Q>
    requires lags_of_this_kernel_measure_something_else<Q, U>
  void cdf(Q const&) const CONVOLT_REFUSED("the lags of this kernel are in another dimension, as 2. * ms is");
  lag_type median() const { return lag(shape_.median()); }

  value_type peak() const { return value(shape_.peak()); }
  lag_type peak_lag() const { return lag(shape_.peak_lag()); }
  lag_type finest() const { return lag(shape_.finest()); }
  bool is_causal() const { return shape_.bounds().first >= 0; }

  auto jumps() const {
    auto const plain = shape_.jumps();
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return std::array<lag_jump<U, V>, sizeof...(I)>{lag_jump<U, V>{lag(plain[I].lag), value(plain[I].size)}...};
    }(std::make_index_sequence<std::tuple_size_v<decltype(shape_.jumps())>>{});
  }

  /// The same shape whose extreme value is q. Throws parameter_error "bad_scale" unless q is finite.
  template <quantities::Coordinate Q>
  auto with_peak(Q const& q) const {
    using unit = unit_t<Q>;
    char const* const where = "kernel::with_peak";
    double const scale = detail::factor_to(where, detail::finite_number(where, q), shape_.peak());
    return impulse_response<S, unit, U>(shape_, scale, unit_of(q), lag_unit_);
  }
  template <class Q>
    requires(!quantities::Coordinate<Q>)
  void with_peak(Q const&) const CONVOLT_REFUSED("a peak is one quantity, as 50. * pA");
  /// The same shape whose integral is q: the unit becomes that of q divided by that of the lags. Throws as with_peak,
  /// and for a shape without area.
  template <quantities::Coordinate Q>
  auto with_area(Q const& q) const {
    auto const unit = unit_of(q) / lag_unit_;
    char const* const where = "kernel::with_area";
    double const scale = detail::factor_to(where, detail::finite_number(where, q), shape_.area());
    return impulse_response<S, std::remove_const_t<decltype(unit)>, U>(shape_, scale, unit, lag_unit_);
  }

  template <class Q>
    requires(!quantities::Coordinate<Q>)
  void with_area(Q const&) const CONVOLT_REFUSED("an area is one quantity, as 50. * pA * ms");

  /// The same kernel so many times as large: `50. * pA * kernel::alpha(2. * ms)`.
  template <quantities::Coordinate Q>
  friend auto operator*(impulse_response const& k, Q const& q) {
    auto const unit = k.unit_ * unit_of(q);
    double const factor = detail::finite_number("kernel::operator*", q);
    return impulse_response<S, std::remove_const_t<decltype(unit)>, U>(k.shape_, k.scale_ * factor, unit, k.lag_unit_);
  }
  template <quantities::Coordinate Q>
  friend auto operator*(Q const& q, impulse_response const& k) {
    return k * q;
  }

 private:
  template <class Q>
  double number(Q const& t) const {
    return quantities::coordinate<double>(t, lag_unit_);
  }
  lag_type lag(double number) const { return tag(number, lag_unit_); }
  value_type value(double of_shape) const { return value_in(scale_ * of_shape); }
  value_type value_in(double number) const { return tag(number, unit_); }
  area_type area_in(double number) const { return tag(number, unit_ * lag_unit_); }

  S shape_;
  double scale_;
  [[no_unique_address]] V unit_;
  [[no_unique_address]] U lag_unit_;
};

/// What functions that take kernels ask for: the members above.
template <class K>
concept ImpulseResponse = requires(std::remove_cvref_t<K> const& k, typename std::remove_cvref_t<K>::lag_type t) {
  { k(t) } -> std::same_as<typename std::remove_cvref_t<K>::value_type>;
  { k.support(0.1).first } -> std::convertible_to<typename std::remove_cvref_t<K>::lag_type>;
  { k.tail_bound(t, t) } -> std::same_as<typename std::remove_cvref_t<K>::value_type>;
  k.unit();
  k.lag_unit();
  k.integral(t, t);
  k.area();
  k.jumps();
  k.shape();
  { k.scale() } -> std::same_as<double>;
  { k.is_causal() } -> std::same_as<bool>;
};

}  // namespace convolt::kernel
