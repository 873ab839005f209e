// SPDX-License-Identifier: BSD-3-Clause
/// One spectrum of a recording of several channels.
/// Layer: bench.
#include <convolt/convolt.hpp>
#include <convolt/dsp.hpp>

#include <iostream>

using namespace convolt::units;

int main() {
  xt::xtensor<double, 2> const a = xt::ones<double>({4, 1000});
  auto const x = convolt::sampled(a * mV, convolt::no_axis, convolt::axis(0. * ms, 1. * ms, 1000));
  std::cout << convolt::dsp::welch(x, 200. * ms);
}
