// SPDX-License-Identifier: BSD-3-Clause
// In functionals the bias comes before the options, as in PyTorch.
// EXPECT: bias, then options
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& w, xt::xtensor<float, 1> const& bias) {
#ifdef CONVOLT_FAIL
  convolt::nn::conv1d(x, w, {.padding = 1}, bias);
#else
  convolt::nn::conv1d(x, w, bias, {.padding = 1});
#endif
}
