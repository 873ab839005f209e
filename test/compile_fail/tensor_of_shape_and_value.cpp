// SPDX-License-Identifier: BSD-3-Clause
// As xtensor's arrays are made of a shape and a value: those with a unit are by functions.
// EXPECT: filled<mV>({3}, 0. * mV) fills
#include <convolt/quantity.hpp>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
convolt::tensor<mV, double, 1> const rest({3}, -65. * mV);
#else
convolt::tensor<mV, double, 1> const rest = convolt::filled<mV>({3}, -65. * mV);
#endif
