// SPDX-License-Identifier: BSD-3-Clause
/// The program of a user of the compiled library: it fails unless a convolution of the library has the right numbers.
#include <convolt/convolt.hpp>
#include <convolt/engine/entry/isa.hpp>

#if !defined(CONVOLT_COMPILED)
#error "who links convolt::compiled must have CONVOLT_COMPILED"
#endif

int main() {
  using namespace convolt::units;
  auto const voltages = xt::xtensor<double, 3>{{{1., 2., 4.}}} * mV;
  auto const conductances = xt::xtensor<double, 3>{{{10., 1.}}} * nS;
  auto const currents = convolt::lax::conv(voltages, conductances, {1}, convolt::valid);
  xt::xtensor<double, 3> const numbers = currents.in(pA);
  bool const right = numbers.size() == 2 && numbers(0, 0, 0) == 12. && numbers(0, 0, 1) == 24.;
  return right && !convolt::isa().empty() ? 0 : 1;
}
