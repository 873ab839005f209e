// SPDX-License-Identifier: BSD-3-Clause
// Readers of recordings. The text that describes them is made up, and for bare counts how they are said to lie; the
// counts themselves say nothing.
#include <fuzz/reader.hpp>
#include <fuzz/whole_recording.hpp>

#include <convolt/io/recording.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace convolt::test {

namespace {

using namespace convolt::units;

/// Samples of 4 channels, 100 of them in most files.
std::string counts_of_four(fuzz_input& input) {
  std::string bytes(input.below(8) == 7 ? input.below(256) : 800, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) { bytes[i] = static_cast<char>(i * 73 + i / 256); }
  return bytes;
}

void read_raw(scratch_folder const& folder, fuzz_input input) {
  io::raw_options const options{.channels = static_cast<index>(input.below(7)) - 1,
                                .skip_bytes = static_cast<index>(input.below(20)) - 1,
                                .big_endian = input.below(2) == 0};
  bool const own_channels = input.below(2) == 0;
  double const gain = input.strange_number(), offset = input.strange_number(), rate = input.strange_number();
  auto const path = folder.put("a.dat", input.rest());
  if (!own_channels) { return read_whole(io::open_raw(path, gain * uV, rate * kHz, options), input); }
  std::vector<io::recorded_channel> const channels = {{.name = "a", .gain = gain, .offset = offset, .unit = mV},
                                                      {.name = "s", .gain = 1., .sync = true}};
  read_whole(io::open_raw(path, channels, rate * Hz, options), input);
}
std::vector<std::string> raw_seeds() {
  std::string const counts(96, '\x31');
  return {counts + std::string("\x09\x00\x0C\x01\x01\x01\x03", 7),
          counts + std::string("\x09\x0C\x0C\x00\x01\x01\x03", 7)};
}

void read_spikeglx(scratch_folder const& folder, fuzz_input input) {
  folder.put("a.bin", counts_of_four(input));
  folder.put("a.meta", input.rest());
  read_whole(io::open_spikeglx(folder / "a.bin"), input);
}
std::vector<std::string> spikeglx_seeds() {
  return {
      "typeThis=imec\nimSampRate=30000\nnSavedChans=4\nsnsApLfSy=3,0,1\nacqApLfSy=4,4,1\nsnsSaveChanSubset=0:1,3,8\n"
      "imAiRangeMax=0.6\nimMaxInt=512\nfileSizeBytes=800\nfileTimeSecs=0.00333\nimDatPrb_type=0\nimChan0apGain=80\n"
      "~imroTbl=(0,4)(0 0 0 500 250 1)(1 0 0 1000 250 1)(2 0 0 500 250 1)(3 0 0 50 125 1)\n",
      "typeThis=imec\nimSampRate=2500\nnSavedChans=4\nsnsApLfSy=0,3,1\nacqApLfSy=4,4,1\nsnsSaveChanSubset=4:6,8\n"
      "imAiRangeMax=0.6\nimDatPrb_type=1110\n~imroTbl=(1110,3,1,500,250,0)\n",
      "typeThis=imec\nimSampRate=30000\nnSavedChans=4\nsnsApLfSy=4,0,0\nsnsSaveChanSubset=all\nimAiRangeMax=0.62\n"
      "imDatPrb_type=2013\n",
      "typeThis=nidq\nniSampRate=25000\nnSavedChans=4\nsnsMnMaXaDw=1,1,1,1\nsnsSaveChanSubset=all\nniAiRangeMax=5\n"
      "niMNGain=200\nniMAGain=10\nfileSizeBytes=800\n",
      "typeThis=obx\nobSampRate=30303\nnSavedChans=4\nsnsXaDwSy=2,1,1\nacqXaDwSy=2,1,1\nsnsSaveChanSubset=0:3\n"
      "obAiRangeMax=5\nobMaxInt=32768\n"};
}

void read_open_ephys(scratch_folder const& folder, fuzz_input input) {
  std::filesystem::create_directories(folder / "continuous/a");
  folder.put("continuous/a/continuous.dat", counts_of_four(input));
  folder.put("structure.oebin", input.rest());
  read_whole(io::open_ephys(folder.path()), input);
}
std::vector<std::string> open_ephys_seeds() {
  return {
      R"({"GUI version": "0.6.7", "continuous": [{"folder_name": "a/", "sample_rate": 30000, "stream_name": "h",
 "num_channels": 4, "channels": [{"channel_name": "CH1", "bit_volts": 0.195, "units": "uV"},
 {"channel_name": "CH2", "bit_volts": 0.195, "units": ""}, {"channel_name": "ADC1", "bit_volts": 0.00015},
 {"channel_name": "SYNC", "bit_volts": 1}]}]} )"};
}

void read_npy_recording(scratch_folder const& folder, fuzz_input input) {
  int const axis = static_cast<int>(input.below(2));
  auto const path = folder.put("a.npy", input.rest());
  read_whole(io::open_npy(path, 1. * uV, 1. * kHz, {.time_axis = axis}), input);
}
template <class T>
std::string npy_text(xt::xtensor<T, 2> const& numbers) {
  std::string text = io::detail::npy_preamble(io::detail::header_of(numbers));
  return text.append(io::detail::bytes_of(numbers)) + '\0';  // the choice of the axis
}
std::vector<std::string> npy_recording_seeds() {
  std::array<std::size_t, 2> const shape{20, 3};
  std::string turned = npy_text(xt::xtensor<double, 2>(shape, 0.5));
  turned.replace(turned.find("False"), 5, "True ");
  return {npy_text(xt::xtensor<std::int16_t, 2>(shape, 7)), npy_text(xt::xtensor<float, 2>(shape, 0.5F)),
          npy_text(xt::xtensor<std::uint8_t, 2>(shape, 9)), turned};
}

}  // namespace

std::vector<fuzz_reader> recording_readers() {
  return {{"raw", read_raw, raw_seeds},
          {"spikeglx", read_spikeglx, spikeglx_seeds},
          {"open_ephys", read_open_ephys, open_ephys_seeds},
          {"npy_chunks", read_npy_recording, npy_recording_seeds}};
}

}  // namespace convolt::test
