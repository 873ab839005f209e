// SPDX-License-Identifier: BSD-3-Clause
// What a stream writes into has a unit of the dimension of its results.
// EXPECT: in_a_unit_of_the_dimension_of_the_result
// EXPECT: volt
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;

void run(convolt::tensor<mV, float, 2>& out, convolt::tensor<uV, float, 2> const& recording,
         convolt::tensor<pA, float, 2>& current) {
  auto probe = convolt::dsp::stream<float>(xt::xtensor<double, 1>{1, 2}, 30. * kHz, {.channels = 4});
  probe.process_into(out, recording);
#ifdef CONVOLT_FAIL
  probe.process_into(current, recording);
#else
  static_cast<void>(current);
#endif
}
