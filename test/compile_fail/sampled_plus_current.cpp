// SPDX-License-Identifier: BSD-3-Clause
// Sampled voltages and currents are not added.
// EXPECT: measure different things
#include <convolt/quantity.hpp>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
using other = convolt::series<pA, double>;
#else
using other = convolt::series<V, double>;
#endif

auto total(convolt::series<mV, double> const& voltage, other const& added) { return voltage + added; }
