// SPDX-License-Identifier: BSD-3-Clause
/// The program of a user: it fails unless the library computes 1500 mV = 1.5 V, for a number here and in the other
/// translation unit, and for an array.
#include <convolt/convolt.hpp>
#include <convolt/quantity.hpp>

double in_volts(double millivolts);

int main() {
  using namespace convolt::units;
  auto const voltages = xt::xtensor<double, 1>{500., 1500.} * mV;
  xt::xtensor<double, 1> const volts = voltages.in(V);
  bool const right = in_volts(1500.) == 1.5 && volts.size() == 2 && volts(1) == 1.5;
  return right ? 0 : 1;
}
