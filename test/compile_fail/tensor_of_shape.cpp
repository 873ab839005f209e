// SPDX-License-Identifier: BSD-3-Clause
// Numbers make a tensor, a shape does not: of one number in braces nobody could tell which it is.
// EXPECT: zeros<mV>({3, 4})
#include <convolt/quantity.hpp>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
convolt::tensor<mV, double, 1> const quiet({3, 4});
#else
convolt::tensor<mV, double, 1> const trace({3., 4.});
auto const quiet = convolt::zeros<mV>({3, 4});
#endif
