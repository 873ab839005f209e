// SPDX-License-Identifier: BSD-3-Clause
// A shape that is a container makes no tensor either.
// EXPECT: zeros<mV>({3, 4})
#include <convolt/quantity.hpp>

#include <vector>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
auto quiet(std::vector<std::size_t> const& shape) { return convolt::tensor<mV, double, 2>(shape); }
#else
auto quiet(std::vector<std::size_t> const& shape) { return convolt::zeros<mV>(shape); }
#endif
