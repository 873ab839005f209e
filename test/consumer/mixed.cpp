// SPDX-License-Identifier: BSD-3-Clause
/// The program of a user who compiles one of two files for newer processors: both convolve, each with its own loops.
#include <convolt/convolt.hpp>

double convolved_elsewhere(double first);

int main() {
  using namespace convolt::units;
  auto const v = xt::xtensor<double, 3>{{{1., 2., 3.}}} * mV;
  auto const g = xt::xtensor<double, 3>{{{1., 1.}}} * nS;
  double const here = convolt::lax::conv(v, g, {1}, convolt::valid).in(pA)(0, 0, 1);
  return here == 5. && convolved_elsewhere(7.) == 9. ? 0 : 1;
}
