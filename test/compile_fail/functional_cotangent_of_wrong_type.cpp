// SPDX-License-Identifier: BSD-3-Clause
// The cotangent of the result of a functional has its element type.
// EXPECT: cotangent_needs_the_element_type_of_the_result<double, float>
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;

auto gradients(xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& weight) {
#ifdef CONVOLT_FAIL
  xt::xtensor<double, 3> const error = xt::ones<double>({2, 4, 5});
#else
  xt::xtensor<float, 3> const error = xt::ones<float>({2, 4, 5});
#endif
  return convolt::nn::conv1d_backward(x * mV, weight * nS, error * pA);
}
