// SPDX-License-Identifier: BSD-3-Clause
/// Streams of Open Ephys, their units, and descriptions that lie.
#include <convolt/io/recording/open_ephys.hpp>

#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

constexpr std::string_view streams = R"({"GUI version": "0.6.7", "continuous": [
 {"folder_name": "Rhythm-100.0/", "sample_rate": 30000, "stream_name": "headstage", "num_channels": 4, "channels": [
   {"channel_name": "CH1", "bit_volts": 0.195, "units": "uV"},
   {"channel_name": "CH2", "bit_volts": 0.195, "units": ""},
   {"channel_name": "ADC1", "bit_volts": 0.00015},
   {"channel_name": "SYNC", "bit_volts": 1}]},
 {"folder_name": "NI-101.0/", "sample_rate": 1000.5, "num_channels": 1, "channels": [
   {"channel_name": "AI0", "bit_volts": 0.001, "units": "volts"}]}]})";

class saved {
 public:
  explicit saved(std::string_view text = streams) {
    std::filesystem::create_directories(folder_ / "continuous/Rhythm-100.0");
    std::filesystem::create_directories(folder_ / "continuous/NI-101.0");
    folder_.put("structure.oebin", text);
    folder_.put("continuous/Rhythm-100.0/continuous.dat", std::string("\x02\x00\x04\x00\x06\x00\x08\x00", 8));
    folder_.put("continuous/NI-101.0/continuous.dat", std::string("\x02\x00", 2));
  }
  std::filesystem::path const& path() const { return folder_.path(); }
  std::string complaint(std::string_view stream = "headstage") const {
    try {
      static_cast<void>(io::open_ephys(path(), stream));
    } catch (io::io_error const& e) { return e.what(); }
    return "nothing was thrown";
  }

 private:
  scratch_folder folder_;
};

std::string with(std::string_view old, std::string_view changed) {
  std::string s(streams);
  return s.replace(s.find(old), old.size(), changed);
}

TEST_CASE("channels have the units of the file, or those of the manual") {
  saved const files;
  io::recording const r = io::open_ephys(files.path(), "headstage");
  CHECK(r.channel_count() == 3);
  CHECK(r.rate().raw() == Approx(30000.));
  CHECK(r.channel(0).unit == uV);
  CHECK(r.channel(1).unit == uV);
  CHECK(r.channel(2).unit == V);
  CHECK(r.sync_channel(0).name == "SYNC");
  auto const v = r.load<double>(uV);
  CHECK(v.raw()(0, 1) == Approx(4 * 0.195));
  CHECK(v.raw()(0, 2) == Approx(900.));
  CHECK(r.load_sync()(0, 0) == 8);
  CHECK(io::open_ephys(files.path() / "structure.oebin", "NI-101.0").load<double>(mV).raw()(0, 0) == Approx(2.));
  CHECK(io::open_ephys_streams(files.path()).size() == 2);
}

TEST_CASE("a stream that is not there is refused, with those that are") {
  CHECK_THAT(saved().complaint(""), Catch::Contains("expected 1 stream, got 'headstage', 'NI-101.0'"));
  CHECK_THAT(saved().complaint("probe"), Catch::Contains("has no stream of this name; expected 'probe'"));
  CHECK_THAT(saved(R"({"continuous": []})").complaint(""), Catch::Contains("got none"));
}

TEST_CASE("descriptions that lie are refused with their file and line") {
  CHECK_THAT(
      saved(with("\"num_channels\": 4", "\"num_channels\": 5")).complaint(),
      Catch::Contains("structure.oebin: does not describe as many channels of 'headstage' as it has; expected 5, "
                      "its num_channels, got 4"));
  CHECK_THAT(saved(with("\"bit_volts\": 0.195, \"units\": \"uV\"", "\"units\": \"uV\"")).complaint(),
             Catch::Contains("has no gain of channel 'CH1'; expected bit_volts above 0, got none"));
  CHECK_THAT(saved(with("0.195", "-1")).complaint(), Catch::Contains("has no gain of channel 'CH1'"));
  CHECK_THAT(saved(with("\"uV\"", "\"counts\"")).complaint(), Catch::Contains("names a unit of channel 'CH1'"));
  CHECK_THAT(saved(with("30000", "0")).complaint(), Catch::Contains("has a sample_rate of 'headstage'"));
  CHECK_THAT(saved(with("Rhythm-100.0/", "../../etc")).complaint(), Catch::Contains("folder_name that is no name"));
  CHECK_THAT(saved(with("\"num_channels\": 4,", "")).complaint(), Catch::Contains("line 2: member 'num_channels' is"));
  CHECK_THAT(saved("{").complaint(), Catch::Contains("structure.oebin:1: expected the name of a member"));
  CHECK_THAT(saved(with("{\"channel_name\": \"CH1\", \"bit_volts\": 0.195, \"units\": \"uV\"},", "")).complaint(),
             Catch::Contains("expected 4, its num_channels, got 3"));
  std::string short_one = with("\"num_channels\": 4", "\"num_channels\": 3");
  short_one.replace(short_one.find(",\n   {\"channel_name\": \"SYNC\", \"bit_volts\": 1}"), 45, "");
  CHECK_THAT(saved(short_one).complaint(), Catch::Contains("continuous.dat: does not consist of whole samples"));
}

}  // namespace
