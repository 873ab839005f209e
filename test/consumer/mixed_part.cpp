// SPDX-License-Identifier: BSD-3-Clause
/// The file of the other flags.
#include <convolt/convolt.hpp>

double convolved_elsewhere(double first) {
  using namespace convolt::units;
  auto const v = xt::xtensor<double, 3>{{{first, 2., 3.}}} * mV;
  auto const g = xt::xtensor<double, 3>{{{1., 1.}}} * nS;
  return convolt::lax::conv(v, g, {1}, convolt::valid).in(pA)(0, 0, 0);
}
