// SPDX-License-Identifier: BSD-3-Clause
/// The same statements on plain and on tagged operands. Compiled once with CONVOLT_TAGGED 0 and once with 1; the machine
/// code of the loops must not differ. REAL is float or double.
#include <convolt/quantity.hpp>

#include <cstddef>
#include <type_traits>

using namespace convolt::units;

#if CONVOLT_TAGGED
using voltages = convolt::tensor<mV, REAL, 1>;
using conductances = convolt::tensor<nS, REAL, 1>;
using currents = convolt::tensor<pA, REAL, 1>;
using voltage = convolt::quantity<std::remove_cv_t<decltype(mV)>, REAL>;
using conductance = convolt::quantity<std::remove_cv_t<decltype(nS)>, REAL>;
using current = convolt::quantity<std::remove_cv_t<decltype(pA)>, REAL>;
#else
using voltages = xt::xtensor<REAL, 1>;
using conductances = voltages;
using currents = voltages;
using voltage = REAL;
using conductance = REAL;
using current = REAL;
#endif

void assign_expression(currents& out, voltages const& v, conductances const& g, currents const& i) { out = v * g + i; }

void scale_in_place(currents& out, REAL factor) { out *= factor; }

void loop_over_scalars(current* out, voltage const* v, conductance const* g, current const* i, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) { out[k] = v[k] * g[k] + i[k]; }
}
