// SPDX-License-Identifier: BSD-3-Clause
/// The program of a user of convolt::once: it fails unless a convolution has the right numbers.
#include <convolt/convolt.hpp>

#if !defined(CONVOLT_LOOPS_ELSEWHERE)
#error "who links convolt::once must have CONVOLT_LOOPS_ELSEWHERE"
#endif

int main() {
  using namespace convolt::units;
  auto const voltages = xt::xtensor<float, 3>{{{1.f, 2.f, 4.f}}} * mV;
  auto const conductances = xt::xtensor<float, 3>{{{10.f, 1.f}}} * nS;
  auto const currents = convolt::lax::conv(voltages, conductances, {1}, convolt::valid);
  xt::xtensor<float, 3> const numbers = currents.in(pA);
  return numbers.size() == 2 && numbers(0, 0, 0) == 12.f && numbers(0, 0, 1) == 24.f ? 0 : 1;
}
