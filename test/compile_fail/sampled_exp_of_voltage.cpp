// SPDX-License-Identifier: BSD-3-Clause
// Sampled voltages have no exponential.
// EXPECT: divide by a quantity of that dimension
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto activation(convolt::series<mV, float> const& v) {
#ifdef CONVOLT_FAIL
  return convolt::exp(v);
#else
  return convolt::exp(v / (10.f * mV));
#endif
}
