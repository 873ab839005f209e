// SPDX-License-Identifier: BSD-3-Clause
// The bias of a layer has the dimension of its result, which is decided by the input: mV nS is a current, mA nS is not.
// EXPECT: this layer does not take this input
// EXPECT: bias_needs_a_unit_of_the_dimension_of_lhs_times_rhs
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;

auto current(convolt::nn::Conv1d<nS, pA> const& synapse, xt::xtensor<float, 3> const& x) {
#ifdef CONVOLT_FAIL
  return synapse(x * mA);
#else
  return synapse(x * mV);
#endif
}
