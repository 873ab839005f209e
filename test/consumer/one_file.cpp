// SPDX-License-Identifier: BSD-3-Clause
/// A program with nothing of convolt but the one file that tools/amalgamate makes.
#include <convolt/convolt.hpp>

int main() {
  using namespace convolt::units;
  auto const v = xt::xtensor<double, 3>{{{1., 2., 3.}}} * mV;
  auto const g = xt::xtensor<double, 3>{{{1., 1.}}} * nS;
  convolt::tensor<pA, double, 3> const i = convolt::lax::conv(v, g, {1}, convolt::valid);
  return i.raw()(0, 0, 0) == 3. && i.raw()(0, 0, 1) == 5. ? 0 : 1;
}
