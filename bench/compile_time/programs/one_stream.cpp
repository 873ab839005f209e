// SPDX-License-Identifier: BSD-3-Clause
/// A filter for chunks of a recording, and nothing else of signals.
/// Layer: bench.
#include <convolt/dsp.hpp>

#include <iostream>

using namespace convolt::units;
namespace dsp = convolt::dsp;

int main() {
  auto probe = dsp::stream<float>(dsp::butterworth(3, dsp::bandpass(300. * Hz, 6. * kHz)), 30. * kHz, {.channels = 4});
  xt::xtensor<float, 2> const chunk = xt::ones<float>({300, 4});
  std::cout << probe.process(chunk * uV);
}
