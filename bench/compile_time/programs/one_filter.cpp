// SPDX-License-Identifier: BSD-3-Clause
/// A recording filtered forwards and backwards, and nothing else of signals.
/// Layer: bench.
#include <convolt/dsp.hpp>

#include <iostream>

using namespace convolt::units;
namespace dsp = convolt::dsp;

int main() {
  xt::xtensor<float, 1> const v = xt::ones<float>({300});
  auto const x = convolt::sampled(v * uV, convolt::axis(0. * ms, 0.1 * ms, 300));
  std::cout << dsp::filtfilt(dsp::butterworth(3, dsp::bandpass(300. * Hz, 3. * kHz)), x);
}
