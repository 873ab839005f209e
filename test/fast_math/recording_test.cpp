// SPDX-License-Identifier: BSD-3-Clause
/// Counts that are written, in a program that is compiled with -ffast-math: rounding, saturation, and what is refused.
#include <convolt/io/recording.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/fast_math.hpp>
#include <support/scratch_folder.hpp>

#include <cstddef>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {

using numbers = tensor<uV, float, 2>;
constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

}  // namespace

TEST_CASE("counts are rounded to the even one, and held within 16 bits") {
  test::scratch_folder const folder;
  io::recording_writer out(folder / "a", {{.gain = 1., .unit = uV}});
  out.write(numbers{{0.5F}, {1.5F}, {2.5F}, {-0.5F}, {-1.5F}, {-2.5F}, {1e9F}, {-1e9F}, {infinite}, {-infinite}});
  CHECK(out.saturated() == 4);
  out.commit();
  CHECK(folder.get("a") ==
        std::string("\x00\x00\x02\x00\x02\x00\x00\x00\xFE\xFF\xFE\xFF\xFF\x7F\x00\x80\xFF\x7F\x00\x80", 20));
}

TEST_CASE("NaN is no count, and no gain or rate") {
  test::scratch_folder const folder;
  io::recording_writer out(folder / "a", {{.gain = 1., .unit = uV}, {.gain = 1., .unit = uV}});
  CHECK_THROWS_AS(out.write(numbers{{1.F, 2.F}, {3.F, unknown}}), parameter_error);
  CHECK(out.samples() == 0);
  out.write(numbers{{1.F, 2.F}});
  out.commit();
  CHECK(io::open_raw(folder / "a", 1. * uV, 1. * kHz, {.channels = 2}).samples() == 1);
  auto const open = [&](double gain, double rate) {
    return io::open_raw(folder / "a", gain * uV, rate * kHz, {.channels = 2});
  };
  for (double const wrong : {static_cast<double>(unknown), static_cast<double>(infinite)}) {
    CHECK_THROWS_AS(open(wrong, 1.), io::io_error);
    CHECK_THROWS_AS(open(1., wrong), parameter_error);
  }
}
