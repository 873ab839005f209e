// SPDX-License-Identifier: BSD-3-Clause
// Currents are compared with currents, of any scale.
// EXPECT: target and result have two dimensions or types
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;

auto error(convolt::tensor<pA, double, 3> const& current, xt::xtensor<double, 3> const& recorded) {
#ifdef CONVOLT_FAIL
  return convolt::nn::mean_squared_error(current, recorded * mV);
#else
  return convolt::nn::mean_squared_error(current, recorded * nA);
#endif
}
