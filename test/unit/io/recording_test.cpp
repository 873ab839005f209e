// SPDX-License-Identifier: BSD-3-Clause
/// Recordings from file to file: what is cut, loaded, written and opened again is the same.
#include <convolt/io/recording.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <cstdint>
#include <random>
#include <string>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::index;
using convolt::test::scratch_folder;

std::string random_counts(std::mt19937& random, index samples, index channels) {
  std::string bytes;
  for (index i = 0; i < 2 * samples * channels; ++i) { bytes += static_cast<char>(random() & 0xFFU); }
  return bytes;
}

std::vector<io::recorded_channel> three_and_sync() {
  return {{.name = "A", .gain = 0.195, .unit = uV},
          {.name = "B", .gain = 0.5, .offset = -3., .unit = uV},
          {.name = "S", .sync = true},
          {.name = "C", .gain = 1e-6, .unit = V}};
}

TEST_CASE("chunks with any cut and margin hold what the whole recording holds") {
  auto const seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  scratch_folder const folder;
  for (index const samples : {0, 1, 7, 211}) {
    auto const path = folder.put("a.dat", random_counts(random, samples, 4));
    io::recording const r = io::open_raw(path, three_and_sync(), 1. * kHz);
    auto const whole = r.load<double>(uV);
    auto const words = r.load_sync();
    for (int trial = 0; trial < 5; ++trial) {
      index const length = 1 + static_cast<index>(random() % 60);
      index const margin = static_cast<index>(random() % 90);
      CAPTURE(samples, length, margin);
      index at = 0;
      for (io::recording_chunk const& c : r.chunks(length, margin)) {
        CHECK(c.core().first_sample() == at);
        CHECK(c.margin_before() == std::min(margin, at));
        CHECK(c.margin_behind() == std::min(margin, samples - at - c.core().samples()));
        auto const v = c.load<double>(uV);
        CHECK((v.raw() == whole.slice<0>(at - c.margin_before(), c.with_margin().samples()).raw()));
        CHECK(v.axis<0>().start().raw() == Approx(1e-3 * static_cast<double>(at - c.margin_before())));
        CHECK((c.drop_margin(v).raw() == c.core().load<double>(uV).raw()));
        auto const sync = c.core().load_sync();
        for (index i = 0; i < c.core().samples(); ++i) { CHECK(sync(i, 0) == words(at + i, 0)); }
        at += c.core().samples();
      }
      CHECK(at == samples);
    }
  }
}

TEST_CASE("what is written from chunks is the file that was read, digital words too") {
  auto const seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  scratch_folder const folder;
  auto const bytes = random_counts(random, 101, 4);
  auto const path = folder.put("a.dat", bytes);
  auto channels = three_and_sync();
  std::swap(channels[2], channels[3]);  // digital channels last, as acquisition systems have them
  io::recording const r = io::open_raw(path, channels, 30. * kHz);
  io::recording_writer out(folder / "b.dat", r);
  for (io::recording_chunk const& c : r.chunks(13, 4)) {
    out.write(c.drop_margin(c.load<float>(mV)), c.core().load_sync());
  }
  CHECK(folder.get("b.dat").empty());
  out.commit();
  CHECK(folder.get("b.dat") == bytes);
  CHECK(out.samples() == 101);
  CHECK(out.saturated() == 0);
  CHECK(folder.count() == 2);
  io::recording const again = io::open_raw(folder / "b.dat", out.channels(), r.rate());
  CHECK((again.load<double>(uV).raw() == r.load<double>(uV).raw()));
  CHECK((again.load_sync() == r.load_sync()));
}

}  // namespace
