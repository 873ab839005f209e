// SPDX-License-Identifier: BSD-3-Clause
// A product, and a copy, are gone at once: what is assigned to them would be lost.
// EXPECT: this is constant, or a result that would be gone at once
#include <convolt/quantity.hpp>

using namespace convolt::units;

void twice(convolt::tensor<mV, double, 2>& v, convolt::tensor<mV, double, 1> const& w) {
#ifdef CONVOLT_FAIL
  row(v * 2., 0) = w;
#else
  row(v, 0) = w;
#endif
}
