// SPDX-License-Identifier: BSD-3-Clause
// A list as deep as the tensor has axes.
// EXPECT: {1., 2.}, nested for more axes
#include <convolt/quantity.hpp>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
convolt::tensor<mV, double, 2> const traces{1., 2.};
#else
convolt::tensor<mV, double, 2> const traces{{1., 2.}};
#endif
