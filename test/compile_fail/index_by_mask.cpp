// SPDX-License-Identifier: BSD-3-Clause
// A mask is no index.
// EXPECT: a mask chooses with filter
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto high(convolt::tensor<mV, double, 1> const& v) {
#ifdef CONVOLT_FAIL
  return v[v > 3. * mV];
#else
  return filter(v, v > 3. * mV);
#endif
}
