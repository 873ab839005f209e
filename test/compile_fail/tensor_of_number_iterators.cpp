// SPDX-License-Identifier: BSD-3-Clause
// Iterators of quantities make an array; numbers have no unit.
// EXPECT: v * mV is of a std::vector v
#include <convolt/quantity.hpp>

#include <vector>

using namespace convolt::units;

std::vector<double> const list{-65., -70.};
#ifdef CONVOLT_FAIL
convolt::tensor<mV, double, 1> const trace(list.begin(), list.end());
#else
convolt::tensor<mV, double, 1> const trace = list * mV;
#endif
