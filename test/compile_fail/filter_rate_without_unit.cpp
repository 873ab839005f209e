// SPDX-License-Identifier: BSD-3-Clause
// A plain number is no rate: it might be in Hz or in kHz.
// EXPECT: a_rate_is_a_frequency_with_its_unit_as_in_30_kHz
// MAX_LINES_CLANG: 20
#include <convolt/dsp.hpp>
#include <convolt/units.hpp>

using namespace convolt::units;
namespace dsp = convolt::dsp;

auto low(convolt::tensor<uV, float, 1> const& x) {
  auto const design = dsp::firwin(101, dsp::lowpass(300. * Hz));
#ifdef CONVOLT_FAIL
  return dsp::filter(design, x, 30000.);
#else
  return dsp::filter(design, x, 30000. * Hz);
#endif
}
