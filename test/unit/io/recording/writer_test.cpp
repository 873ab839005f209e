// SPDX-License-Identifier: BSD-3-Clause
/// Writing counts: rounding, saturation, channels, full disks, and files that are never completed.
#include <convolt/io/recording/writer.hpp>

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
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::tensor;
using convolt::test::scratch_folder;
using convolt::test::thrown_by;

std::vector<io::recorded_channel> two_and_sync() {
  return {{.name = "S", .sync = true},
          {.name = "A", .gain = 0.5, .unit = uV},
          {.name = "B", .gain = 2e-3, .offset = 1., .unit = mV}};
}

TEST_CASE("numbers become the nearest counts of their channel, digital words come last as they are") {
  scratch_folder const folder;
  io::recording_writer out(folder / "a", two_and_sync());
  out.write(tensor<uV, double, 2>{{0.25, 1000.}, {0.75, 1003.}, {1e9, 998.}}, {{-1}, {2}, {3}});
  CHECK(out.samples() == 3);
  CHECK(out.saturated() == 1);
  out.commit();
  CHECK(folder.get("a") == std::string("\x00\x00\x00\x00\xFF\xFF\x02\x00\x02\x00\x02\x00\xFF\x7F\xFF\xFF\x03\x00", 18));
  CHECK(folder.count() == 1);
}

TEST_CASE("a file without digital channels needs no words") {
  scratch_folder const folder;
  io::recording_writer out(folder / "a", {{.gain = 1., .unit = mV}});
  out.write(tensor<uV, float, 2>{{-1500.F}, {-2500.F}});
  out.write(tensor<mV, float, 2>{{7.F}});
  out.write(tensor<mV, float, 2>(xt::xtensor<float, 2>(std::array<std::size_t, 2>{0, 1}) * mV));
  out.commit();
  CHECK(folder.get("a") == std::string("\xFE\xFF\xFE\xFF\x07\x00", 6));
}

TEST_CASE("what does not fit the file is refused, and nothing is left of it") {
  scratch_folder const folder;
  {
    io::recording_writer out(folder / "a", two_and_sync());
    auto const words = thrown_by<convolt::shape_error>([&] { out.write(tensor<uV, double, 2>{{0., 0.}}, {{1}, {2}}); });
    CHECK(words.category() == "recording_shape");
    CHECK(words.argument() == (folder / "a").string() + ":");
    CHECK(words.expected() == "[1, 1]");
    CHECK(words.actual() == "[2, 1]");
    auto const none = thrown_by<convolt::shape_error>([&] { out.write(tensor<uV, double, 2>{{0., 0.}}); });
    CHECK(none.category() == "recording_shape");
    CHECK(none.actual() == "[1, 0]");
    auto const narrow = thrown_by<convolt::shape_error>([&] { out.write(tensor<uV, double, 2>{{0.}}, {{1}}); });
    CHECK(narrow.category() == "recording_shape");
    CHECK(narrow.expected() == "any number of samples of 2 channels");
    CHECK(narrow.actual() == "[1, 1]");
    CHECK_THROWS_WITH(out.write(tensor<pA, double, 2>{{0., 0.}}, {{1}}),
                      Catch::Contains("something else than channel 'A'; expected uV, got pA"));
    auto const hole = thrown_by<convolt::parameter_error>([&] {
      out.write(tensor<uV, double, 2>{{0., 0.}, {1., std::numeric_limits<double>::quiet_NaN()}}, {{1}, {1}});
    });
    CHECK(hole.category() == "count_of_nan");
    CHECK(hole.actual() == "NaN in sample 1, channel 1 of what was given");
    out.write(tensor<uV, double, 2>{{std::numeric_limits<double>::infinity(), -1e300}}, {{1}});
    CHECK(out.saturated() == 2);
  }
  CHECK(folder.count() == 0);
  CHECK_THROWS_AS(io::recording_writer(folder / "a", {{.gain = 0.}}), convolt::parameter_error);
  CHECK_THROWS_AS(io::recording_writer(folder / "none/a", two_and_sync()), io::io_error);
  CHECK(folder.count() == 0);
}

TEST_CASE("of samples with a NaN none is written, however many come before it") {
  scratch_folder const folder;
  io::recording_writer out(folder / "a", {{.unit = mV}});
  xt::xtensor<float, 2> v(std::array<std::size_t, 2>{2'000'000, 1}, 1.F);
  v(1'999'999, 0) = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_WITH(out.write(v * mV), Catch::Contains("got NaN in sample 1999999, channel 0 of"));
  out.write(tensor<mV, float, 2>{{7.F}});
  out.commit();
  CHECK(folder.get("a") == std::string("\x07\x00", 2));
}

TEST_CASE("a unit in which a gain of the file is no number is refused") {
  scratch_folder const folder;
  io::recording_writer out(folder / "a", {{.name = "A", .gain = 1e306, .unit = V}});
  CHECK_THROWS_WITH(out.write(tensor<nV, double, 2>{{7.}}), Catch::Contains("'A' whose numbers mean nothing in nV"));
}

#if __has_include(<sys/resource.h>)

TEST_CASE("on a full disk an error names the file, and an older file stays as it was") {
  scratch_folder const folder;
  folder.put("a", "older");
  std::string message;
  {
    convolt::test::small_disk const disk(100'000);
    io::recording_writer out(folder / "a", {{.unit = mV}});
    try {
      for (int i = 0; i < 100; ++i) {
        out.write(tensor<mV, float, 2>(xt::xtensor<float, 2>(std::array<std::size_t, 2>{1000, 1}, 1.F) * mV));
      }
      out.commit();
    } catch (io::io_error const& e) { message = e.what(); }
    CHECK_THROWS_AS(out.commit(), io::io_error);
    CHECK_THROWS_AS(out.commit(), io::io_error);
  }
  CHECK_THAT(message, Catch::Contains("a: cannot be written; got the disk may be full"));
  CHECK(folder.get("a") == "older");
  CHECK(folder.count() == 1);
}

#endif

}  // namespace
