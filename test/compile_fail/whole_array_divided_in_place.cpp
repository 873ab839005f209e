// SPDX-License-Identifier: BSD-3-Clause
// Arrays of integers lose their fractions too.
// EXPECT: double
#include <convolt/quantity.hpp>

using namespace convolt::units;

template <class T>
using voltage = convolt::tensor<mV, T, 1>;

void halve([[maybe_unused]] voltage<int>& counts, [[maybe_unused]] voltage<double>& halves) {
#ifdef CONVOLT_FAIL
  counts /= 2;
#else
  halves /= 2;
#endif
}
