// SPDX-License-Identifier: BSD-3-Clause
/// The kernels of rates: gaussian, boxcar, triangular, epanechnikov, laplacian. They are symmetric, and their area is
/// 1, or the second argument; so their unit is 1/time. For filters over space: spatial_gaussian.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/impulse_response.hpp>
#include <convolt/kernel/scale.hpp>
#include <convolt/kernel/symmetric.hpp>

namespace convolt::kernel {

/// exp(-t^2 / (2 sd^2)) / (sd sqrt(2 pi)), sd the standard deviation. Throws parameter_error for a width that is not
/// positive and finite.
template <TimeWidth Width, Amplitude Q = double>
auto gaussian(Width const& sd, Q const& area = 1.) {
  auto const unit = detail::time_unit(sd);
  gaussian_shape const shape(detail::width("kernel::gaussian", "sd", sd, unit));
  return detail::made_with_area("kernel::gaussian", shape, area, unit);
}
template <class Width, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Width>
void gaussian(Width const&, Q const& = 1.) CONVOLT_REFUSED("a width is a time, as 50. * ms");

/// 1 / width from -width/2 on, to before width/2. Throws as gaussian does.
template <TimeWidth Width, Amplitude Q = double>
auto boxcar(Width const& full_width, Q const& area = 1.) {
  auto const unit = detail::time_unit(full_width);
  boxcar_shape const shape(detail::width("kernel::boxcar", "full_width", full_width, unit));
  return detail::made_with_area("kernel::boxcar", shape, area, unit);
}
template <class Width, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Width>
void boxcar(Width const&, Q const& = 1.) CONVOLT_REFUSED("a width is a time, as 50. * ms");

/// (1 - |t| / h) / h, h the half width: zero from there on. Throws as gaussian does.
template <TimeWidth Width, Amplitude Q = double>
auto triangular(Width const& half_width, Q const& area = 1.) {
  auto const unit = detail::time_unit(half_width);
  triangular_shape const shape(detail::width("kernel::triangular", "half_width", half_width, unit));
  return detail::made_with_area("kernel::triangular", shape, area, unit);
}
template <class Width, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Width>
void triangular(Width const&, Q const& = 1.) CONVOLT_REFUSED("a width is a time, as 50. * ms");

/// (1 - t^2 / h^2) 3 / (4 h), h the half width: zero from there on. Throws as gaussian does.
template <TimeWidth Width, Amplitude Q = double>
auto epanechnikov(Width const& half_width, Q const& area = 1.) {
  auto const unit = detail::time_unit(half_width);
  epanechnikov_shape const shape(detail::width("kernel::epanechnikov", "half_width", half_width, unit));
  return detail::made_with_area("kernel::epanechnikov", shape, area, unit);
}
template <class Width, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Width>
void epanechnikov(Width const&, Q const& = 1.) CONVOLT_REFUSED("a width is a time, as 50. * ms");

/// exp(-|t| / scale) / (2 scale). Throws as gaussian does.
template <TimeWidth Width, Amplitude Q = double>
auto laplacian(Width const& scale, Q const& area = 1.) {
  auto const unit = detail::time_unit(scale);
  laplacian_shape const shape(detail::width("kernel::laplacian", "scale", scale, unit));
  return detail::made_with_area("kernel::laplacian", shape, area, unit);
}
template <class Width, class Q = double>
  requires time_constant_must_be_a_time_with_a_unit<Width>
void laplacian(Width const&, Q const& = 1.) CONVOLT_REFUSED("a width is a time, as 50. * ms");

/// A gaussian over lengths, or over angles: `spatial_gaussian(2. * degree)`. In two dimensions it is applied along
/// each.
template <SpaceWidth Width, Amplitude Q = double>
auto spatial_gaussian(Width const& sd, Q const& area = 1.) {
  auto const unit = unit_of(sd);
  gaussian_shape const shape(detail::width("kernel::spatial_gaussian", "sd", sd, unit));
  return detail::made_with_area("kernel::spatial_gaussian", shape, area, unit);
}
template <class Width, class Q = double>
  requires width_in_space_must_be_a_length_or_an_angle<Width>
void spatial_gaussian(Width const&, Q const& = 1.) CONVOLT_REFUSED("a width in space is as 20. * um or 2. * degree");

}  // namespace convolt::kernel
