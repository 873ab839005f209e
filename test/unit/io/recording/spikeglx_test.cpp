// SPDX-License-Identifier: BSD-3-Clause
/// Recordings of SpikeGLX: gains of every kind of probe and card, and files that lie.
#include <convolt/io/recording/spikeglx.hpp>

#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <string>
#include <string_view>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

/// Three channels of AP and the digital one, two samples.
constexpr std::string_view one =
    "typeThis=imec\nimSampRate=30000\nnSavedChans=4\nsnsApLfSy=3,0,1\nacqApLfSy=4,4,1\n"
    "snsSaveChanSubset=0:1,3,8\nimAiRangeMax=0.6\nimAiRangeMin=-0.6\n"
    "fileSizeBytes=16\nfileTimeSecs=6.7e-5\nimDatPrb_type=0\n"
    "~imroTbl=(0,4)(0 0 0 500 250 1)(1 0 0 1000 250 1)(2 0 0 500 250 1)(3 0 0 50 125 1)\n";
std::string const two_samples("\x01\x00\x02\x00\x03\x00\x40\x00\xFF\xFF\xFE\xFF\xFD\xFF\x41\x00", 16);

std::string with(std::string_view text, std::string_view old, std::string_view changed) {
  std::string s(text);
  return s.replace(s.find(old), old.size(), changed);
}

class saved {
 public:
  explicit saved(std::string_view meta, std::string_view bytes = two_samples) {
    folder_.put("g0_t0.imec0.ap.meta", meta);
    folder_.put("g0_t0.imec0.ap.bin", bytes);
  }
  io::recording open() const { return io::open_spikeglx(folder_ / "g0_t0.imec0.ap.bin"); }
  std::string complaint() const {
    try {
      static_cast<void>(open());
    } catch (io::io_error const& e) { return std::string(e.category()) + ": " + e.what(); }
    return "nothing was thrown";
  }

 private:
  scratch_folder folder_;
};

TEST_CASE("each channel has the gain of its entry in the table") {
  saved const files(one);
  io::recording const r = files.open();
  CHECK(r.samples() == 2);
  CHECK(r.rate().raw() == Approx(30000.));
  CHECK(r.channel_count() == 3);
  CHECK(r.channel(2).name == "AP3");
  CHECK(r.channel(0).gain == 0.6 / 512. / 500.);
  CHECK(r.channel(1).gain == 0.6 / 512. / 1000.);
  CHECK(r.channel(2).gain == 0.6 / 512. / 50.);
  CHECK(r.load<double>(uV).raw()(1, 0) == Approx(-2.34375));
  CHECK(r.sync_channel(0).name == "SY0");
  CHECK(r.load_sync()(1, 0) == 0x41);
}

TEST_CASE("files of LF channels, of probes with one gain, and of other cards") {
  std::string const lf = with(with(one, "snsApLfSy=3,0,1", "snsApLfSy=0,3,1"), "0:1,3,8", "4:5,7,8");
  CHECK(saved(lf).open().channel(2).name == "LF3");
  CHECK(saved(lf).open().channel(2).gain == 0.6 / 512. / 125.);
  std::string const two_0 = with(with(one, "type=0", "type=24\nimMaxInt=8192"), "=0.6", "=0.5");
  CHECK(saved(two_0).open().channel(1).gain == 0.5 / 8192. / 80.);
  CHECK(saved(with(one, "type=0", "type=2013\nimMaxInt=2048\nimChan0apGain=120")).open().channel(1).gain ==
        0.6 / 2048. / 120.);
  CHECK(saved(with(one, "type=0", "type=2013")).open().channel(1).gain == 0.6 / 512. / 100.);
  CHECK(saved(with(with(one, "type=0", "type=1110"), "(0,4)", "(1110,0,0,500,250,1)")).open().channel(1).gain ==
        0.6 / 512. / 500.);
  CHECK(saved(with(one, "snsSaveChanSubset=0:1,3,8\nimAiRangeMax", "acqOld=1\nsnsSaveChanSubset=0:1,3,8\nimAiRangeMax"))
            .open()
            .channel_count() == 3);
  saved const nidq(
      "typeThis=nidq\nniSampRate=25000\nnSavedChans=4\nsnsMnMaXaDw=1,1,1,1\nsnsSaveChanSubset=all\n"
      "niAiRangeMax=5\nniMNGain=200\nniMAGain=10\n");
  io::recording const n = nidq.open();
  CHECK(n.channel(0).gain == 5. / 32768. / 200.);
  CHECK(n.channel(1).gain == 5. / 32768. / 10.);
  CHECK(n.channel(2).name == "XA0");
  CHECK(n.channel(2).gain == 5. / 32768.);
  CHECK(n.sync_channel(0).name == "XD0");
  CHECK(saved("typeThis=obx\nobSampRate=30000\nnSavedChans=4\nsnsXaDwSy=2,1,1\nsnsSaveChanSubset=0:3\n"
              "obAiRangeMax=5\n")
            .open()
            .sync_count() == 2);
}

TEST_CASE("a file that lies is refused with what was found and what was expected") {
  CHECK_THAT(saved(one, two_samples + "xxxxxxxx").complaint(),
             Catch::Contains("raw_size") && Catch::Contains("ap.bin: does not have the size that g0_t0.imec0.ap.meta "
                                                            "says; expected 16 bytes, got 24 bytes"));
  CHECK_THAT(saved(one, "xx").complaint(), Catch::Contains("expected 0 bytes and a multiple of 2 * 4 bytes, got 2"));
  CHECK_THAT(saved(with(one, "nSavedChans=4", "nSavedChans=5")).complaint(),
             Catch::Contains("nSavedChans; expected 4 channels, as snsApLfSy says, got '5'"));
  CHECK_THAT(saved(with(one, "0:1,3,8", "0:2,4")).complaint(),
             Catch::Contains("meta_channels") && Catch::Contains("expected [3, 0, 1], got [3, 1, 0]"));
  CHECK_THAT(saved(with(one, "0:1,3,8", "0:1,3,9")).complaint(), Catch::Contains("channels that acqApLfSy has"));
  CHECK_THAT(saved(with(one, "(3 0 0 50 125 1)", "")).complaint(),
             Catch::Contains("lacks an entry of imroTbl; expected 5 entries or more, got 4"));
  CHECK_THAT(saved(with(one, "(3 0 0 50 125 1)", "(3 0)")).complaint(), Catch::Contains("has too few numbers"));
  CHECK_THAT(saved(with(one, " 50 ", " 0 ")).complaint(), Catch::Contains("AP3: 0"));
  CHECK_THAT(saved(with(one, "type=0", "type=77")).complaint(), Catch::Contains("lacks the gain of AP channels"));
  CHECK_THAT(saved(with(one, "6.7e-5", "100")).complaint(), Catch::Contains("meta_time"));
  CHECK_THAT(saved(with(one, "=imec", "=probe")).complaint(), Catch::Contains("expected imec, nidq or obx"));
  CHECK_THAT(saved(with(one, "imSampRate", "imRate")).complaint(), Catch::Contains("expected imSampRate"));
  CHECK_THAT(saved(with(one, "3,0,1\n", "3,0\n")).complaint(), Catch::Contains("expected 3 numbers of channels"));
}

}  // namespace
