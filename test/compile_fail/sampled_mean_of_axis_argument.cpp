// SPDX-License-Identifier: BSD-3-Clause
// The type of a result depends on the dimension that is reduced: it is a template argument.
// EXPECT: the dimension is a template argument, as in mean<1>(x)
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto average(convolt::series<mV, float, 2> const& recording) {
#ifdef CONVOLT_FAIL
  return convolt::mean(recording, 1);
#else
  return convolt::mean<1>(recording);
#endif
}
