// SPDX-License-Identifier: BSD-3-Clause
// A pitch is a length.
// EXPECT: a pitch is a length
#include <convolt/neuro.hpp>

using namespace convolt::units;

auto density(convolt::tensor<uV, double, 2> const& v) {
#ifdef CONVOLT_FAIL
  return convolt::neuro::current_source_density(v, 2. * ms, 0.3 * S / m);
#else
  return convolt::neuro::current_source_density(v, 100. * um, 0.3 * S / m);
#endif
}
