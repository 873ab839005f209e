// SPDX-License-Identifier: BSD-3-Clause
// Power per bandwidth and power are not the same, though both come from welch.
// EXPECT: operator+
#include <convolt/dsp.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>
#include <convolt/quantity/series.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto both(convolt::series<mV, double, 1> const& x) {
#ifdef CONVOLT_FAIL
  return dsp::welch(x, 256. * ms) + dsp::welch(x, 256. * ms, dsp::spectrum);
#else
  return dsp::welch(x, 256. * ms) + dsp::welch(x, 256. * ms, dsp::density);
#endif
}
