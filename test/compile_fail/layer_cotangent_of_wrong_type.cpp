// SPDX-License-Identifier: BSD-3-Clause
// The cotangent of a result has its element type.
// EXPECT: not this input, or not this cotangent
// EXPECT: cotangent_needs_the_element_type_of_the_result<double, float>
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;

auto gradients(convolt::nn::Conv1d<nS> const& layer, xt::xtensor<float, 3> const& x) {
#ifdef CONVOLT_FAIL
  xt::xtensor<double, 3> const error = xt::ones<double>({2, 7, 4});
#else
  xt::xtensor<float, 3> const error = xt::ones<float>({2, 7, 4});
#endif
  return layer.backward(x * mV, error * pA);
}
