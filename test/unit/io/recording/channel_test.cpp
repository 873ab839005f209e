// SPDX-License-Identifier: BSD-3-Clause
/// What is not said of a channel.
#include <convolt/io/recording/channel.hpp>

#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

namespace {

TEST_CASE("a channel of which only the unit is known has its numbers in this unit") {
  convolt::io::recorded_channel const c{.name = "A", .unit = convolt::units::uV};
  CHECK(c.gain == 1.);
  CHECK(c.offset == 0.);
  CHECK(!c.sync);
  CHECK(convolt::io::recorded_channel{}.unit == convolt::one);
}

}  // namespace
