// SPDX-License-Identifier: BSD-3-Clause
// Integer gradients have no place for the scale of a unit that folds away, here 1/1000.
// EXPECT: integer_gradients_cannot_take_in_the_scale_of_these_units
// EXPECT: milli<second>
#include <convolt/convolt.hpp>

using namespace convolt::units;

auto gradients(xt::xtensor<int, 3> const& x, xt::xtensor<int, 3> const& weight, xt::xtensor<int, 3> const& error) {
#ifdef CONVOLT_FAIL
  return convolt::lax::conv_general_dilated_vjp(x * mV, weight * Hz, error * ms, {1}, convolt::same);
#else
  return convolt::lax::conv_general_dilated_vjp(x * mV, weight * Hz, error * s, {1}, convolt::same);
#endif
}
