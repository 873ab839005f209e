// SPDX-License-Identifier: BSD-3-Clause
// Opens files of recordings that were changed at random. Each must be refused by an error of the library, or read
// without one that is not: in chunks as it is read whole. To be run with sanitizers, as ./dev sanitize builds it.
// usage: fuzz_readers FORMAT COUNT [SEED]    with FORMAT one of raw, spikeglx, open_ephys, npy, csv, json, hdf5;
// hdf5_bytes
//        changes bytes of HDF5's own structures, and is no test of this library: HDF5 1.10 crashes on some of them
#include <convolt/io.hpp>
#include <convolt/io/hdf5.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <fuzz/mutate.hpp>
#include <support/scratch_folder.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <limits>
#include <map>
#include <new>
#include <random>
#include <string>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::index;
using convolt::test::mutator;
using convolt::test::scratch_folder;

/// A bound on what is loaded, so that a file which says it is large takes no longer.
constexpr index most_samples = 200;

void same(bool right, char const* what) {
  if (!right) { throw std::logic_error(what); }
}

/// A recording that opens must be readable to its end, in chunks as whole.
void read(io::recording const& whole, mutator& random) {
  index const n = std::min(most_samples, whole.samples());
  if (whole.channel_count() > 4096 || whole.sync_count() > 4096) { return; }
  io::recording const r = whole.slice(whole.samples() - n, n);
  auto const v = r.load<double>();
  same(static_cast<index>(v.shape(0)) == n && v.shape(1) == r.channel_count(), "another shape");
  index at = 0;
  for (auto const& c : r.chunks(1 + random.below(70), random.below(70))) {
    auto const part = c.drop_margin(c.load<double>());
    for (std::size_t i = 0; i < part.size(); ++i) {
      double const a = part.raw().storage()[i];
      double const b = v.raw().storage()[static_cast<std::size_t>(at) * v.shape(1) + i];
      same(a == b || (a != a && b != b), "other numbers in a chunk");
    }
    at += c.core().samples();
  }
  same(at == n, "other samples in chunks");
  if (whole.kind() == io::number_kind::int16) { same(r.load_sync().shape()[1] == r.sync_count(), "other words"); }
}

std::string contents(char const* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string const meta =
    "typeThis=imec\nimSampRate=30000\nnSavedChans=4\nsnsApLfSy=3,0,1\nacqApLfSy=4,4,1\nsnsSaveChanSubset=0:1,3,8\n"
    "imAiRangeMax=0.6\nimMaxInt=512\nfileSizeBytes=800\nfileTimeSecs=0.00333\nimDatPrb_type=0\nimChan0apGain=80\n"
    "~imroTbl=(0,4)(0 0 0 500 250 1)(1 0 0 1000 250 1)(2 0 0 500 250 1)(3 0 0 50 125 1)\n";
std::string const nidq_meta =
    "typeThis=nidq\nniSampRate=25000\nnSavedChans=4\nsnsMnMaXaDw=1,1,1,1\nsnsSaveChanSubset=all\nniAiRangeMax=5\n"
    "niMNGain=200\nniMAGain=10\nfileSizeBytes=800\n";
std::string const oebin =
    R"({"GUI version": "0.6.7", "continuous": [{"folder_name": "a/", "sample_rate": 30000, "stream_name": "h",
 "num_channels": 4, "channels": [{"channel_name": "CH1", "bit_volts": 0.195, "units": "uV"},
 {"channel_name": "CH2", "bit_volts": 0.195, "units": ""}, {"channel_name": "ADC1", "bit_volts": 0.00015},
 {"channel_name": "SYNC", "bit_volts": 1}]}]})";

/// 100 samples of 4 channels, seldom of another size.
std::string data(mutator& random) {
  std::string bytes(random.below(8) == 0 ? random.below(900) : 800, '\0');
  for (char& c : bytes) { c = static_cast<char>(random.below(256)); }
  return bytes;
}

void spikeglx(scratch_folder const& folder, mutator& random) {
  folder.put("a.bin", data(random));
  folder.put("a.meta", random(random.below(3) == 0 ? nidq_meta : meta));
  read(io::open_spikeglx(folder / "a.bin"), random);
}

void open_ephys(scratch_folder const& folder, mutator& random) {
  std::filesystem::create_directories(folder / "continuous/a");
  folder.put("continuous/a/continuous.dat", data(random));
  folder.put("structure.oebin", random(oebin));
  read(io::open_ephys(folder.path()), random);
}

void raw(scratch_folder const& folder, mutator& random) {
  folder.put("a.dat", data(random));
  io::raw_options const options{.channels = static_cast<index>(random.below(7)) - 1,
                                .skip_bytes = static_cast<index>(random.below(20)) - 1,
                                .big_endian = random.below(2) == 0};
  read(io::open_raw(folder / "a.dat", 0.5 * uV, 1. * kHz, options), random);
}

void npy(scratch_folder const& folder, mutator& random) {
  io::save_npy(folder / "a.npy", xt::xtensor<std::int16_t, 2>(std::array<std::size_t, 2>{100, 4}, 7));
  std::string bytes = folder.get("a.npy");
  bytes.replace(0, 128, random(bytes.substr(0, 128)));
  folder.put("b.npy", bytes);
  read(io::open_npy(folder / "b.npy", 1. * uV, 1. * kHz, {.time_axis = static_cast<int>(random.below(2))}), random);
}

void csv(scratch_folder const& folder, mutator& random) {
  folder.put("a.csv", random("time (ms),v [mV],\"a b\"\n0,-65,1e3\n0.1,-64.5,nan\n0.2,-63,7\n"));
  auto const table = io::load_csv(folder / "a.csv");
  for (auto const& column : table.columns()) {
    same(column.numbers.size() == table.rows(), "columns of other lengths");
  }
}

void json(scratch_folder const&, mutator& random) {
  io::json const value = io::parse_json(random(oebin));
  same(io::to_text(io::parse_json(io::to_text(value))) == io::to_text(value), "another value from its text");
}

#if __has_include(<hdf5.h>)

using io::detail::hdf5_handle;

double strange_number(mutator& random) {
  static constexpr std::array<double, 12> numbers{
      0., -1., 1e-320, 1e308, -1e308, HUGE_VAL, std::numeric_limits<double>::quiet_NaN(), 1e9, 30000., 1., -0., 1e-9};
  return numbers[random.below(numbers.size())];
}

/// Another value of an attribute, a number or a text.
void change_attribute(hid_t file, char const* object, char const* name, mutator& random) {
  hdf5_handle const space(H5Screate(H5S_SCALAR), H5Sclose);
  hdf5_handle const text(H5Tcopy(H5T_C_S1), H5Tclose);
  bool const number = random.below(2) == 0;
  std::string const word = random("volts") + '\0';
  H5Tset_size(text.get(), word.size());
  H5Adelete_by_name(file, object, name, H5P_DEFAULT);
  hid_t const type = number ? H5T_NATIVE_DOUBLE : text.get();
  hdf5_handle const made(
      H5Acreate_by_name(file, object, name, type, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  double const x = strange_number(random);
  H5Awrite(made.get(), type, number ? static_cast<void const*>(&x) : word.data());
}

/// Other numbers, or other extents, where there was a dataset.
void change_numbers(hid_t file, char const* name, mutator& random) {
  std::array<double, 40> numbers{};
  for (double& x : numbers) { x = 10. + static_cast<double>(&x - numbers.data()) / 30000.; }
  numbers[random.below(40)] = strange_number(random);
  std::array<hsize_t, 2> const extents{random.below(4) == 0 ? random.below(40) : 40, 1};
  H5Ldelete(file, name, H5P_DEFAULT);
  hdf5_handle const space(H5Screate_simple(random.below(6) == 0 ? 2 : 1, extents.data(), nullptr), H5Sclose);
  hdf5_handle const made(H5Dcreate2(file, name, H5T_NATIVE_DOUBLE, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                         H5Dclose);
  H5Dwrite(made.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
}

/// What a whole file says becomes something else.
void damage(std::filesystem::path const& path, mutator& random) {
  static constexpr std::array<char const*, 9> objects{"acquisition/raw/data",
                                                      "acquisition/raw/starting_time",
                                                      "acquisition/raw/channel_conversion",
                                                      "acquisition/raw/electrodes",
                                                      "acquisition/one/data",
                                                      "acquisition/one/timestamps",
                                                      "acquisition/gap/timestamps",
                                                      "acquisition/one",
                                                      "plain/turned"};
  static constexpr std::array<char const*, 6> names{"unit", "units", "conversion", "offset", "rate", "start"};
  io::detail::hdf5_session const session;
  hdf5_handle const file(H5Fopen(path.string().c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  for (std::size_t n = 1 + random.below(4); n > 0; --n) {
    char const* const object = objects[random.below(objects.size())];
    switch (random.below(8)) {
      case 0:
        H5Ldelete(file.get(), object, H5P_DEFAULT);
        break;
      case 1:
      case 2:
        change_numbers(file.get(), object, random);
        break;
      default:
        change_attribute(file.get(), object, names[random.below(names.size())], random);
    }
  }
}

void read_all(std::filesystem::path const& path, mutator& random) {
  for (std::string const& name : io::nwb_series(path)) {
    try {
      read(io::open_nwb(path, name), random);
    } catch (convolt::error const&) {}  // others may be whole
  }
  read(io::open_hdf5(path, "plain/turned", {.time_axis = 1}), random);
}

std::string const& fixture() {
  static std::string const whole = contents("unit/io/hdf5/fixtures/small.nwb");
  same(!whole.empty(), "no fixture: the working directory is test/");
  return whole;
}

void hdf5(scratch_folder const& folder, mutator& random) {
  auto const path = folder.put("a.nwb", fixture());
  damage(path, random);
  read_all(path, random);
}

/// Here HDF5's own reading is damaged too: version 1.10 crashes on some files.
void hdf5_bytes(scratch_folder const& folder, mutator& random) {
  read_all(folder.put("a.nwb", random(fixture())), random);
}

#endif

std::map<std::string, std::function<void(scratch_folder const&, mutator&)>> const formats = {
    {"raw", raw},   {"spikeglx", spikeglx},     {"open_ephys", open_ephys}, {"npy", npy}, {"csv", csv}, {"json", json},
#if __has_include(<hdf5.h>)
    {"hdf5", hdf5}, {"hdf5_bytes", hdf5_bytes},
#endif
};

/// True where the reader does what it must.
bool run(std::string const& format, unsigned seed, int& refused) {
  scratch_folder const folder;
  mutator random(seed);
  try {
    formats.at(format)(folder, random);
    return true;
  } catch (convolt::error const&) {
    ++refused;
    return true;
  } catch (std::bad_alloc const&) { return true; } catch (std::exception const& e) {
    std::cerr << format << ", seed " << seed << ": " << e.what() << '\n';
  }
  return false;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3 || formats.find(arguments[1]) == formats.end()) {
    std::cerr << "usage: fuzz_readers raw|spikeglx|open_ephys|npy|csv|json|hdf5|hdf5_bytes COUNT [SEED]\n";
    return 2;
  }
  long const runs = std::atol(arguments[2]);
  unsigned const first = count > 3 ? static_cast<unsigned>(std::atol(arguments[3])) : std::random_device{}();
  std::cout << arguments[1] << ": " << runs << " files from seed " << first << std::endl;  // also if it dies
  int faults = 0, refused = 0;
  for (long i = 0; i < runs; ++i) { faults += run(arguments[1], first + static_cast<unsigned>(i), refused) ? 0 : 1; }
  std::cout << refused << " refused, " << faults << " faults\n";
  return faults == 0 ? 0 : 1;
}
