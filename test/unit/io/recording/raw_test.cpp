// SPDX-License-Identifier: BSD-3-Clause
/// Files of bare counts.
#include <convolt/io/recording/raw.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

TEST_CASE("counts are read in both byte orders, behind a header") {
  scratch_folder const folder;
  auto const path = folder.put("a", std::string("#\x01\x00\xFF\xFF\x00\x80\xFF\x7F", 9));
  io::recording const r = io::open_raw(path, 0.5F * uV, 30'000 * Hz, {.channels = 2, .skip_bytes = 1});
  CHECK(r.samples() == 2);
  CHECK(r.channel(1).name == "1");
  CHECK((r.load<double>(uV).raw() == xt::xtensor<double, 2>{{0.5, -0.5}, {-16384., 16383.5}}));
  CHECK(io::open_raw(path, 1. * mV, 1. * Hz, {.skip_bytes = 1, .big_endian = true}).load_counts()(0, 0) == 256);
  CHECK(io::open_raw(path, 1. * mV, 1. * Hz, {.channels = 5, .skip_bytes = 9}).samples() == 0);
}

TEST_CASE("channels of their own gains may have a name, and the path be a text") {
  scratch_folder const folder;
  std::string const path = folder.put("a", std::string("\x01\x00\x02\x00", 4)).string();
  std::vector<io::recorded_channel> const channels = {{.name = "A", .gain = 3., .unit = mV}, {.name = "B", .unit = uV}};
  CHECK((io::open_raw(path.c_str(), channels, 1. * Hz).load<double>(uV).raw() == xt::xtensor<double, 2>{{3000., 2.}}));
}

TEST_CASE("files that are not whole samples are refused with both sizes") {
  scratch_folder const folder;
  auto const path = folder.put("a", "1234567");
  CHECK_THROWS_WITH(io::open_raw(path, 1. * uV, 1. * Hz, {.channels = 2}),
                    "convolt::io::open_raw: " + path.string() +
                        ": does not consist of whole samples; expected 0 bytes and a multiple of 2 * 2 bytes, got 7 "
                        "bytes, 3 too many");
  CHECK_THROWS_AS(io::open_raw(path, 1. * uV, 1. * Hz, {.skip_bytes = 8}), io::io_error);
  CHECK_THROWS_AS(io::open_raw(folder / "none", 1. * uV, 1. * Hz), io::io_error);
  CHECK_THROWS_AS(io::open_raw(path, 1. * uV, 1. * Hz, {.channels = 0}), convolt::parameter_error);
  CHECK_THROWS_AS(io::open_raw(path, 1. * uV, 1. * Hz, {.channels = std::numeric_limits<convolt::index>::max()}),
                  convolt::parameter_error);
  CHECK_THROWS_AS(io::open_raw(path, 1. * uV, 1. * Hz, {.skip_bytes = -1}), convolt::parameter_error);
  CHECK_THROWS_AS(io::open_raw(path, 1. * uV, 1. * Hz, {.channels = std::numeric_limits<std::size_t>::max()}),
                  convolt::parameter_error);
  CHECK(io::open_raw(path, 1. * uV, 1. * Hz, {.channels = std::size_t{3}, .skip_bytes = 1U}).samples() == 1);
  CHECK_THROWS_AS(io::open_raw(path, std::vector<io::recorded_channel>{}, 1. * Hz), convolt::parameter_error);
  CHECK_THROWS_AS(io::open_raw(path, 0. * uV, 1. * Hz, {.skip_bytes = 1}), io::io_error);
}

}  // namespace
