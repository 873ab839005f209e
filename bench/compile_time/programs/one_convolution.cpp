// SPDX-License-Identifier: BSD-3-Clause
/// The first program: one transposed convolution of arrays with units.
/// Layer: bench.
#include <convolt/convolt.hpp>

#include <iostream>

using namespace convolt::units;

int main() {
  xt::xtensor<float, 3> const x = xt::ones<float>({1, 28, 16}), k = xt::ones<float>({4, 16, 8});
  std::cout << convolt::lax::conv_transpose(x * mV, k * nS, {2}, convolt::same);
}
