// SPDX-License-Identifier: BSD-3-Clause
/// First steps: arrays with units, arithmetic that multiplies and converts them, and a convolution that does the same.
#include <convolt/convolt.hpp>

#include <iostream>

using namespace convolt::units;

/// Takes any voltage, in any scale, and says so in its signature.
auto driving_force(convolt::QuantityOf<convolt::volt> auto const& v,
                   convolt::QuantityOf<convolt::volt> auto const& reversal) {
  return convolt::eval(v - reversal);
}

int main() {
  // A membrane potential: an xtensor array tagged with its unit. The tag costs no memory.
  auto const vm = xt::xtensor<double, 1>{-65., -60., -55., -50., -45., -40.} * mV;
  static_assert(sizeof(vm) == sizeof(xt::xtensor<double, 1>));
  std::cout << "vm            = " << vm << '\n';
  std::cout << "in volt       = " << vm.as(V) << '\n';

  // Ohm's law. Units multiply at compile time: mV * nS is pA, without a factor.
  auto const conductance = 2. * nS;
  auto const reversal = -0.08 * V;  // another scale: converted, exactly
  convolt::tensor<pA, double, 1> const current = conductance * driving_force(vm, reversal);
  std::cout << "g (vm - E)    = " << current << '\n';
  std::cout << "mean current  = " << convolt::mean(current).as(nA) << '\n';

  // A synapse as a causal filter: conductance per lag times voltage. The convolution multiplies units too.
  auto const x = xt::xtensor<double, 3>{{{-65., -60., -55., -50., -45., -40.}}} * mV;
  auto const synapse = xt::xtensor<double, 3>{{{0.25, 0.5, 1.}}} * nS;
  auto const filtered = convolt::lax::conv(x, synapse, {1}, {{2, 0}});
  std::cout << "filtered      = " << filtered << '\n';

  // A time axis knows its step and its rate.
  auto const t = convolt::axis(0. * ms, 0.1 * ms, 6);
  std::cout << "sampled at      " << t.rate().as(kHz) << '\n';

  // Units from files are values; they are checked when they meet a type.
  auto const unit = convolt::any_unit::parse("uF/cm^2");
  auto const density = 1. * unit;
  std::cout << "capacitance   = " << density << " = " << density.as(F / convolt::pow<2>(m)) << '\n';
  try {
    convolt::quantity<convolt::volt, double> const wrong = density;
    std::cout << wrong << '\n';
  } catch (convolt::unit_error const& e) { std::cout << "refused:        " << e.what() << '\n'; }
}
