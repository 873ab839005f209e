// SPDX-License-Identifier: BSD-3-Clause
/// The same statements on plain and on tagged operands. Compiled once with CONVOLT_TAGGED 0 and once with 1; the
/// machine code of the loops must not differ. REAL is float or double.
#include <convolt/quantity.hpp>

#include <cstddef>
#include <type_traits>

using namespace convolt::units;

// With another scale a conversion is really needed, and the comparison must see it.
#if defined(CONVOLT_OTHER_SCALE)
inline constexpr auto current_unit = nA;
#else
inline constexpr auto current_unit = pA;
#endif

#if CONVOLT_TAGGED
using voltages = convolt::tensor<mV, REAL, 1>;
using conductances = convolt::tensor<nS, REAL, 1>;
using currents = convolt::tensor<current_unit, REAL, 1>;
using voltage = convolt::quantity<std::remove_cv_t<decltype(mV)>, REAL>;
using conductance = convolt::quantity<std::remove_cv_t<decltype(nS)>, REAL>;
using current = convolt::quantity<std::remove_cv_t<decltype(current_unit)>, REAL>;
#else
using voltages = xt::xtensor<REAL, 1>;
using conductances = voltages;
using currents = voltages;
using voltage = REAL;
using conductance = REAL;
using current = REAL;
#endif

void assign_expression(currents& out, voltages const& drive, conductances const& open, currents const& leak) {
  out = drive * open + leak;
}

void scale_in_place(currents& out, REAL factor) { out *= factor; }

void loop_over_scalars(current* out, voltage const* drive, conductance const* open, current const* leak,
                       std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) { out[i] = drive[i] * open[i] + leak[i]; }
}

void loop_over_elements(currents& out, voltages const& drive, conductances const& open, currents const& leak) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto const i_drive = drive(i) * open(i);
    auto& y = out(i);
    y = i_drive + leak(i);
    y -= REAL(0.5) * y;
  }
}

void loop_with_iterators(currents& out, REAL factor) {
  for (auto& y : out) { y *= factor; }
}

REAL loop_to_a_ratio(voltages const& drive, voltage threshold) {
  REAL total = 0;
  for (auto const& v : drive) { total += v / threshold * (1 - v / threshold); }
  return total;
}
