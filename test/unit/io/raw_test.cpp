// SPDX-License-Identifier: BSD-3-Clause
/// Raw counts with a gain: both byte orders, headers, rounding and sizes.
#include <convolt/io/raw.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>
#include <support/thrown_by.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

TEST_CASE("counts become numbers in the unit of the gain, a row per sample") {
  scratch_folder const folder;
  auto const path = folder.put("a.dat", std::string("\x01\x00\xFF\xFF\x00\x80\xFF\x7F", 8));
  auto const v = io::load_raw_int16(path, 0.5F * uV, {.channels = 2});
  static_assert(std::is_same_v<std::remove_cv_t<decltype(v)>,
                               convolt::quantity<std::remove_cv_t<decltype(uV)>, xt::xtensor<float, 2>>>);
  CHECK((v.raw() == xt::xtensor<float, 2>{{0.5F, -0.5F}, {-16384.F, 16383.5F}}));
  CHECK(io::load_raw_int16(path, 1. * mV).shape(0) == 4);
  CHECK(io::load_raw_int16(path, 1. * mV, {.big_endian = true}).raw()(0, 0) == 256.);
  CHECK(io::load_raw_int16(path, 1. * mV, {.channels = 3, .skip_bytes = 2}).raw()(0, 1) == -32768.);
  CHECK(io::load_raw_int16(path, 1. * mV, {.skip_bytes = 8}).size() == 0);
}

TEST_CASE("what is saved with a gain is loaded within half a count") {
  scratch_folder const folder;
  xt::xtensor<double, 2> const v = {{0.1, -0.26, 3.}, {32.767, -32.768, 0.0004}};
  io::save_raw_int16(folder / "a.dat", v * mV, 1. * uV);
  CHECK(folder.get("a.dat").size() == 12);
  auto const back = io::load_raw_int16(folder / "a.dat", 1. * uV, {.channels = 3});
  CHECK((back.raw() == xt::xtensor<double, 2>{{100., -260., 3000.}, {32767., -32768., 0.}}));
  xt::xtensor<float, 1> const one_channel = {1.F, 2.F};
  io::save_raw_int16(folder / "b.dat", one_channel * mV, 0.5F * mV);
  CHECK(folder.get("b.dat") == std::string("\x02\x00\x04\x00", 4));
}

TEST_CASE("numbers that 16 bits do not hold are refused, and nothing is written") {
  scratch_folder const folder;
  for (double const bad :
       {32.768, -32.769, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    xt::xtensor<double, 1> const v = {0., bad};
    auto const e = thrown_by<convolt::parameter_error>([&] { io::save_raw_int16(folder / "a.dat", v * mV, 1. * uV); });
    CHECK(e.category() == "count_out_of_range");
    CHECK(e.expected() == "-32768 to 32767 counts");
    CHECK_THAT(e.actual(), Catch::EndsWith(" in sample 1, channel 0"));
  }
  xt::xtensor<double, 2> const two = {{0., 1.}, {2., 3.}, {-4., 32.768}};
  auto const large =
      thrown_by<convolt::parameter_error>([&] { io::save_raw_int16(folder / "a.dat", two * mV, 1. * uV); });
  CHECK(large.actual() == "32768 in sample 2, channel 1");
  auto const huge =
      thrown_by<convolt::parameter_error>([&] { io::save_raw_int16(folder / "a.dat", 1e300 * two * mV, 1. * uV); });
  CHECK(huge.actual() == "1e+303 in sample 0, channel 1");
  CHECK(folder.count() == 0);
}

TEST_CASE("files that are not whole samples are refused by size") {
  scratch_folder const folder;
  auto const path = folder.put("a.dat", "123456");
  CHECK_THROWS_WITH(io::load_raw_int16(path, 1. * mV, {.channels = 2}),
                    "convolt::io::load_raw_int16: " + path.string() +
                        ": does not consist of whole samples; expected 0 bytes and a multiple of 2 * 2, got 6 bytes");
  CHECK_THROWS_AS(io::load_raw_int16(path, 1. * mV, {.skip_bytes = 1}), io::io_error);
  CHECK_THROWS_AS(io::load_raw_int16(path, 1. * mV, {.skip_bytes = 8}), io::io_error);
  CHECK_THROWS_AS(io::load_raw_int16(path, 1. * mV, {.channels = std::numeric_limits<convolt::index>::max()}),
                  convolt::parameter_error);
  CHECK_THROWS_AS(io::load_raw_int16(path, 1. * mV, {.channels = 0}), convolt::parameter_error);
  CHECK_THROWS_AS(io::load_raw_int16(path, 1. * mV, {.skip_bytes = -1}), convolt::parameter_error);
  CHECK_THROWS_AS(io::load_raw_int16(folder / "none", 1. * mV), io::io_error);
}

TEST_CASE("channels and headers are counted by any integer, and none is narrowed") {
  scratch_folder const folder;
  auto const path = folder.put("a", "12345678");
  CHECK(io::load_raw_int16(path, 1. * mV, {.channels = std::size_t{2}, .skip_bytes = std::uintmax_t{4}}).shape(0) == 1);
  CHECK_THROWS_WITH(io::load_raw_int16(path, 1. * mV, {.channels = std::numeric_limits<std::uint64_t>::max()}),
                    "convolt::io::load_raw_int16: channels must be positive, and not millions; got a number beyond 64 "
                    "bits with a sign");
  CHECK_THROWS_WITH(io::load_raw_int16(path, 1. * mV, {.skip_bytes = std::numeric_limits<std::uint64_t>::max()}),
                    Catch::Contains("skip_bytes must be a number of bytes; got a number beyond"));
  static_assert(!std::is_convertible_v<double, decltype(io::raw_options::channels)>);
  static_assert(!std::is_convertible_v<bool, decltype(io::raw_options::channels)>);
}

#if __has_include(<sys/resource.h>)

TEST_CASE("counts appear complete or not at all") {
  scratch_folder const folder;
  folder.put("a", "older");
  {
    convolt::test::small_disk const disk(100'000);
    CHECK_THROWS_AS(
        io::save_raw_int16(folder / "a", xt::xtensor<double, 1>(std::array<std::size_t, 1>{60'000}, 1.) * mV, 1. * mV),
        io::io_error);
  }
  CHECK(folder.get("a") == "older");
  CHECK(folder.count() == 1);
}

#endif

}  // namespace
