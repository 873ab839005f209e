// SPDX-License-Identifier: BSD-3-Clause
// Counts of a converter would be rounded at every sample: they become floating-point numbers first.
// EXPECT: convert_integers_first
// MAX_LINES_CLANG: 20
#include <convolt/dsp/resample.hpp>

#include <cstdint>

auto slower(xt::xtensor<std::int16_t, 1> const& counts) {
#ifdef CONVOLT_FAIL
  return convolt::dsp::resample(counts, 1, 30);
#else
  return convolt::dsp::resample(xt::cast<float>(counts), 1, 30);
#endif
}
