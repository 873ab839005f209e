// SPDX-License-Identifier: BSD-3-Clause
// Channels are counted by integers, of any type; a number with a fraction is not narrowed.
// EXPECT: raw_options
#include <convolt/io/raw.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

#include <cstddef>

using namespace convolt::units;

auto load(char const* path, [[maybe_unused]] std::size_t channels, [[maybe_unused]] double half) {
#ifdef CONVOLT_FAIL
  return convolt::io::load_raw_int16(path, 0.195 * uV, {.channels = half});
#else
  return convolt::io::load_raw_int16(path, 0.195 * uV, {.channels = channels});
#endif
}
