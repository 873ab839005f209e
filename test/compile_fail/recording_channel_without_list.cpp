// SPDX-License-Identifier: BSD-3-Clause
// Channels of a recording are chosen by lists, of one too.
// EXPECT: channels are chosen by lists: channels({name}), channels({3})
#include <convolt/io/recording.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

auto one(convolt::io::recording const& r) {
#ifdef CONVOLT_FAIL
  return r.channels("AP3");
#else
  return r.channels({"AP3"});
#endif
}
