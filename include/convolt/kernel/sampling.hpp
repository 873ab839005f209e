// SPDX-License-Identifier: BSD-3-Clause
/// Kernels as arrays: their values on an axis, or on the lags that cover their support, and their integrals over bins.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/impulse_response.hpp>
#include <convolt/quantity/sampled.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace convolt::kernel {

/// What a sample at a jump is: the value after it, or the mean of those before and after it. With the mean, samples
/// times the step sum to the integral up to O(step^2).
enum class at_jump { after, mean };

/// How kernels become samples.
struct sampling {
  at_jump jump = at_jump::after;
  double tolerance = default_tolerance;  ///< of the support that taps() covers
  bool accept_coarse = false;            ///< take steps that are longer than what the kernel changes in
};

/// The axis does not measure what the lags of the kernel measure.
template <class K, class U>
concept axis_measures_something_else =
    ImpulseResponse<K> && units_measure_different_things<typename K::lag_unit_type, U>;

namespace detail {

/// Throws parameter_error where the step is longer than what the kernel changes in.
template <ImpulseResponse K, AnyUnit U>
void check_step(char const* where, K const& k, quantity<U, double> const& step, sampling const& options) {
  double const number = std::abs(quantities::coordinate<double>(step, k.lag_unit()));
  if (options.accept_coarse || number <= k.shape().finest() * (1 + 1e-9)) { return; }
  throw parameter_error(
      {.category = "axis_too_coarse",
       .where = where,
       .argument = "step",
       .problem = "is too long for this kernel",
       .expected = convolt::detail::joined({"at most its time constant, ", quantities::coordinate_text(k.finest())}),
       .actual = quantities::coordinate_text(step),
       .advice = "take a finer axis, bin_integrals, or .accept_coarse = true"});
}

/// Evenly spaced lags as plain numbers in the lag unit of a kernel.
struct plain_lags {
  double start;
  double step;
  index count;
  double at(index i) const { return start + static_cast<double>(i) * step; }
};

template <ImpulseResponse K, AnyUnit U, std::floating_point A>
plain_lags lags_for(K const& k, axis<U, A> const& t) {
  return {quantities::coordinate<double>(t.start(), k.lag_unit()),
          quantities::coordinate<double>(t.step(), k.lag_unit()), t.count()};
}

/// The samples of scale * shape; a sample within `sample_tolerance` steps of a jump is at the jump.
template <Shape S, std::floating_point T>
void write_samples(S const& shape, double scale, plain_lags const& lags, at_jump rule, T* out) {
  for (index i = 0; i < lags.count; ++i) { out[i] = static_cast<T>(scale * shape.value(lags.at(i))); }
  for (plain_jump const& jump : shape.jumps()) {
    double const place = (jump.lag - lags.start) / lags.step;
    double const nearest = std::round(place);
    if (!(nearest >= 0 && nearest < static_cast<double>(lags.count))) { continue; }
    if (std::abs(place - nearest) > sample_tolerance) { continue; }
    double const value = shape.value(jump.lag) - (rule == at_jump::mean ? jump.size / 2 : 0);
    out[static_cast<index>(nearest)] = static_cast<T>(scale * value);
  }
}

template <std::floating_point T>
xt::xtensor<T, 1, xt::layout_type::row_major> room_for(index count) {
  return xt::xtensor<T, 1, xt::layout_type::row_major>(std::array<std::size_t, 1>{static_cast<std::size_t>(count)});
}

/// Lags n * dt from first to last; a lag that rounding puts outside is inside.
template <class Dt>
auto lags_within(plain_range const& support, double step, Dt const& dt) {
  double const first = std::ceil(support.first / step - sample_tolerance) + 0.;  // no -0
  double const last = std::floor(support.last / step + sample_tolerance);
  double const most = 1e15;
  if (!(last - first < most && std::abs(first) < most)) {
    throw parameter_error({.category = "size_overflow",
                           .where = "kernel::taps",
                           .argument = "dt",
                           .problem = "is so short that the kernel has more taps than memory can hold",
                           .actual = quantities::coordinate_text(dt)});
  }
  return axis(first * dt, dt, static_cast<index>(last - first) + 1);
}

}  // namespace detail

/// The values of k at the lags of an axis. Throws parameter_error where its step is longer than k.finest().
template <std::floating_point T = double, ImpulseResponse K, AnyUnit U, std::floating_point A>
  requires(!axis_measures_something_else<K, U>)
auto samples(K const& k, axis<U, A> const& lags, sampling const& options = {}) {
  detail::plain_lags const plain = detail::lags_for(k, lags);
  detail::check_step("kernel::samples", k, tag(static_cast<double>(lags.step().raw()), lags.unit()), options);
  auto numbers = detail::room_for<T>(lags.count());
  detail::write_samples(k.shape(), k.scale(), plain, options.jump, numbers.data());
  return sampled<typename K::unit_type, T, axis<U, A>>(tag(std::move(numbers), k.unit()), lags);
}
template <std::floating_point T = double, ImpulseResponse K, AnyUnit U, std::floating_point A>
  requires axis_measures_something_else<K, U>
void samples(K const&, axis<U, A> const&, sampling const& = {}) CONVOLT_REFUSED("this axis is not one of lags of k");

/// The values of k at all lags n * dt in its support (see ImpulseResponse), n from where that begins. Throws
/// parameter_error for a dt that is not positive and finite, or longer than k.finest().
template <std::floating_point T = double, ImpulseResponse K, quantities::Coordinate Dt>
  requires(!units_measure_different_things<unit_t<Dt>, typename K::lag_unit_type>)
auto taps(K const& k, Dt const& dt, sampling const& options = {}) {
  double const step = detail::width("kernel::taps", "dt", dt, k.lag_unit());
  auto const given = tag(static_cast<double>(raw(dt)), unit_of(dt));
  detail::check_step("kernel::taps", k, given, options);
  return samples<T>(k, detail::lags_within(support_of(k.shape(), options.tolerance), step, given), options);
}
template <std::floating_point T = double, ImpulseResponse K, quantities::Coordinate Dt>
  requires units_measure_different_things<unit_t<Dt>, typename K::lag_unit_type>
void taps(K const&, Dt const&, sampling const& = {}) CONVOLT_REFUSED("dt does not measure what the lags of k measure");

/// The integrals of k over the bins of an axis, [t_n, t_n + step): exact for any step.
template <std::floating_point T = double, ImpulseResponse K, AnyUnit U, std::floating_point A>
  requires(!axis_measures_something_else<K, U>)
auto bin_integrals(K const& k, axis<U, A> const& bins) {
  detail::plain_lags const plain = detail::lags_for(k, bins);
  auto numbers = detail::room_for<T>(bins.count());
  for (index i = 0; i < plain.count; ++i) {
    double const a = plain.at(i);
    double const b = plain.at(i + 1);
    numbers(i) = static_cast<T>(k.scale() * k.shape().integral(std::min(a, b), std::max(a, b)));
  }
  auto const unit = k.unit() * k.lag_unit();
  return sampled<std::remove_const_t<decltype(unit)>, T, axis<U, A>>(tag(std::move(numbers), unit), bins);
}
template <std::floating_point T = double, ImpulseResponse K, AnyUnit U, std::floating_point A>
  requires axis_measures_something_else<K, U>
void bin_integrals(K const&, axis<U, A> const&) CONVOLT_REFUSED("this axis is not one of lags of k");
template <std::floating_point T = double, ImpulseResponse K, class Bins>
  requires(!quantities::is_axis<Bins>)
void bin_integrals(K const&, Bins const&) CONVOLT_REFUSED("bins are an axis(0. * ms, 1. * ms, count)");

}  // namespace convolt::kernel
