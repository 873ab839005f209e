// SPDX-License-Identifier: BSD-3-Clause
/// A step of a Hodgkin-Huxley neuron and one of a population of integrate-and-fire neurons, written once. Compiled with
/// CONVOLT_TAGGED 0 the numbers are plain, with 1 they are quantities, and the functions must not be longer for it.
#include <convolt/quantity.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

using namespace convolt::units;

#if CONVOLT_TAGGED
#define OF(number, unit) ((number) * (unit))
template <auto Unit>
using scalar = convolt::quantity<std::remove_cv_t<decltype(Unit)>, double>;
template <auto Unit>
using line = convolt::tensor<Unit, double, 1>;
#else
#define OF(number, unit) (number)
template <auto>
using scalar = double;
template <auto>
using line = xt::xtensor<double, 1>;
#endif

inline constexpr auto conductance_density = mS / (cm * cm);
inline constexpr auto current_density = uA / (cm * cm);
inline constexpr auto capacitance_density = uF / (cm * cm);
// With CONVOLT_OTHER_SCALE conversions are really needed, and the comparison must see them.
#if defined(CONVOLT_OTHER_SCALE)
inline constexpr auto step_unit = s;
#else
inline constexpr auto step_unit = ms;
#endif

struct neuron {
  scalar<mV> voltage;
  double activation;
  double inactivation;
  double recovery;
};

// Hodgkin and Huxley, J. Physiol. 117 (1952), with the rest at -65 mV.
void step_hodgkin_huxley(neuron& n, scalar<current_density> drive, scalar<step_unit> dt) {
  auto const v = n.voltage;
  auto const opening = OF(0.1, one / (mV * ms)) * (v + OF(40., mV)) / (1. - std::exp((v + OF(40., mV)) / OF(-10., mV)));
  auto const closing = OF(4., one / ms) * std::exp((v + OF(65., mV)) / OF(-18., mV));
  n.activation += dt * (opening * (1. - n.activation) - closing * n.activation);
  auto const freeing = OF(0.07, one / ms) * std::exp((v + OF(65., mV)) / OF(-20., mV));
  auto const blocking = OF(1., one / ms) / (1. + std::exp((v + OF(35., mV)) / OF(-10., mV)));
  n.inactivation += dt * (freeing * (1. - n.inactivation) - blocking * n.inactivation);
  auto const rising = OF(0.01, one / (mV * ms)) * (v + OF(55., mV)) / (1. - std::exp((v + OF(55., mV)) / OF(-10., mV)));
  auto const falling = OF(0.125, one / ms) * std::exp((v + OF(65., mV)) / OF(-80., mV));
  n.recovery += dt * (rising * (1. - n.recovery) - falling * n.recovery);
  auto const sodium =
      OF(120., conductance_density) * (n.activation * n.activation * n.activation * n.inactivation) * (v - OF(50., mV));
  auto const potassium =
      OF(36., conductance_density) * (n.recovery * n.recovery * n.recovery * n.recovery) * (v - OF(-77., mV));
  auto const leak = OF(0.3, conductance_density) * (v - OF(-54.387, mV));
  n.voltage += dt * (drive - sodium - potassium - leak) / OF(1., capacitance_density);
}

std::size_t step_integrate_and_fire(line<mV>& voltage, line<pA> const& drive, scalar<step_unit> dt) {
  std::size_t spikes = 0;
  for (std::size_t i = 0; i < voltage.size(); ++i) {
    auto& v = voltage(i);
    v += dt * ((OF(-65., mV) - v) / OF(20., ms) + drive(i) / OF(200., pF));
    if (v > OF(-50., mV)) {
      v = OF(-65., mV);
      ++spikes;
    }
  }
  return spikes;
}
