// SPDX-License-Identifier: BSD-3-Clause
/// What a user of xtensor has without convolt: two arrays, a loop over them, and the result on the screen. All other
/// programs are measured against this one.
/// Layer: bench.
#include <xtensor/xio.hpp>
#include <xtensor/xtensor.hpp>

#include <iostream>

int main() {
  xt::xtensor<float, 3> x = xt::ones<float>({1, 28, 16}), y = xt::zeros<float>({1, 56, 8});
  for (int l = 0; l < 28; ++l) { y(0, 2 * l, 0) += x(0, l, 0); }
  std::cout << y;
}
