// SPDX-License-Identifier: BSD-3-Clause
// Readers of HDF5 and NWB. An input says how attributes, shapes and numbers of a right file are changed, by HDF5
// itself: what convolt reads is made up, while the structure of the file, which HDF5 reads, stays right. (Version 1.10
// crashes on structures that are damaged; docs/hdf5.md says so.)
#include <fuzz/reader.hpp>

#if __has_include(<hdf5.h>)

#include <fuzz/whole_recording.hpp>

#include <convolt/io/hdf5.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace convolt::test {

namespace {

using io::detail::hdf5_handle;

constexpr std::array<char const*, 12> objects{"acquisition/raw/data",
                                              "acquisition/raw/starting_time",
                                              "acquisition/raw/channel_conversion",
                                              "acquisition/raw/electrodes",
                                              "acquisition/raw/timestamps",
                                              "acquisition/one/data",
                                              "acquisition/one/timestamps",
                                              "acquisition/gap/timestamps",
                                              "acquisition/one",
                                              "plain/turned",
                                              "plain/half",
                                              "plain/weights"};
constexpr std::array<char const*, 7> attributes{"unit", "units", "conversion",    "offset",
                                                "rate", "start", "neurodata_type"};
constexpr std::array<char const*, 10> words{"volts", "uV",  "seconds",          "milliseconds", "",
                                            "a.u.",  "mV/", "ElectricalSeries", "nan",          "Volts"};

/// A type of numbers, and a space of 0 to 3 axes for at most 120 of them.
hid_t type_of(fuzz_input& input) {
  std::array<hid_t, 6> const types{H5T_NATIVE_DOUBLE, H5T_NATIVE_FLOAT, H5T_NATIVE_INT16,
                                   H5T_NATIVE_UINT64, H5T_STD_I32BE,    H5T_NATIVE_LDOUBLE};
  return types[input.below(types.size())];
}
hdf5_handle space_of(fuzz_input& input) {
  std::array<hsize_t, 3> extents{};
  std::size_t const rank = input.below(4);
  for (hsize_t& n : extents) { n = input.below(rank == 1 ? 121 : rank == 2 ? 11 : 5); }
  if (rank == 1 && input.below(2) == 0) { extents[0] = 40; }  // as many as there are samples
  if (rank == 0) { return {H5Screate(input.below(4) == 0 ? H5S_NULL : H5S_SCALAR), H5Sclose}; }
  return {H5Screate_simple(static_cast<int>(rank), extents.data(), nullptr), H5Sclose};
}

void replace_number(hid_t file, char const* object, char const* name, fuzz_input& input) {
  hdf5_handle const space(input.below(4) == 0 ? space_of(input) : hdf5_handle(H5Screate(H5S_SCALAR), H5Sclose));
  std::array<double, 128> numbers{};
  numbers.fill(input.strange_number());
  hdf5_handle const made(
      H5Acreate_by_name(file, object, name, type_of(input), space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
      H5Aclose);
  H5Awrite(made.get(), H5T_NATIVE_DOUBLE, numbers.data());
}
void replace_text(hid_t file, char const* object, char const* name, fuzz_input& input) {
  hdf5_handle const space(H5Screate(H5S_SCALAR), H5Sclose);
  hdf5_handle const type(H5Tcopy(H5T_C_S1), H5Tclose);
  bool const variable = input.below(2) == 0;
  std::string text = words[input.below(words.size())];
  for (std::size_t n = input.below(4); n > 0 && !text.empty(); --n) {
    text[input.below(text.size())] = static_cast<char>(input.below(256));
  }
  text += '\0';
  H5Tset_size(type.get(), variable ? H5T_VARIABLE : text.size());
  hdf5_handle const made(
      H5Acreate_by_name(file, object, name, type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  char const* const characters = text.c_str();
  H5Awrite(made.get(), type.get(), variable ? static_cast<void const*>(&characters) : text.data());
}

/// Numbers that ascend by a thirtieth of a millisecond, but for one, where there was a dataset or none.
void replace_dataset(hid_t file, char const* name, fuzz_input& input) {
  std::array<double, 128> numbers{};
  for (double& x : numbers) { x = 10. + static_cast<double>(&x - numbers.data()) / 30000.; }
  numbers[input.below(40)] = input.strange_number();
  H5Ldelete(file, name, H5P_DEFAULT);
  hdf5_handle const space = space_of(input);
  hdf5_handle const made(H5Dcreate2(file, name, type_of(input), space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                         H5Dclose);
  H5Dwrite(made.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
}

void change(std::filesystem::path const& path, fuzz_input& input) {
  io::detail::hdf5_session const session;
  hdf5_handle const file(H5Fopen(path.string().c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  must(static_cast<bool>(file), "no file");
  for (std::size_t n = input.below(6); n > 0; --n) {
    char const* const object = objects[input.below(objects.size())];
    char const* const name = attributes[input.below(attributes.size())];
    std::size_t const how = input.below(8);
    if (how == 0) {
      H5Ldelete(file.get(), object, H5P_DEFAULT);
    } else if (how < 4) {
      replace_dataset(file.get(), object, input);
    } else {
      H5Adelete_by_name(file.get(), object, name, H5P_DEFAULT);
      if (how == 5) { replace_number(file.get(), object, name, input); }
      if (how > 5) { replace_text(file.get(), object, name, input); }
    }
  }
}

std::string const& right_file() {
  static std::string const whole = [] {
    std::ifstream file(CONVOLT_TEST_FILES "/unit/io/hdf5/fixtures/small.nwb", std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }();
  must(!whole.empty(), "no right file");
  return whole;
}

/// One of the series and datasets that changes concern.
void read_hdf5(scratch_folder const& folder, fuzz_input input) {
  auto const path = folder.put("a.nwb", right_file());
  std::size_t const which = input.below(8);
  int const axis = static_cast<int>(input.below(4) == 0);
  change(path, input);
  must(io::nwb_series(path).size() < 20, "more series than there are");
  switch (which) {
    case 0:
    case 1:
      return read_whole(io::open_nwb(path, "acquisition/raw", {.time_axis = axis}), input);
    case 2:
    case 3:
      return read_whole(io::open_nwb(path, "acquisition/one"), input);
    case 4:
      return read_whole(io::open_nwb(path, "acquisition/gap", {.tolerance = 20.}), input);
    case 5:
      return read_whole(io::open_hdf5(path, "plain/turned", {.time_axis = 1 - axis}), input);
    case 6:
      return read_whole(io::open_hdf5(path, "plain/half"), input);
    default:
      must(io::load_hdf5<double>(path, "plain/weights").size() <= 121, "more numbers than there are");
  }
}
/// Changes of a timestamp, of a unit, of a shape, and none: choices, the first one last.
std::vector<std::string> hdf5_seeds() {
  std::vector<std::string> all;
  for (char which = 0; which < 8; ++which) {
    std::string const tail{'\1', which};  // the axis, and which is read
    all.push_back(std::string("\0", 1) + tail);
    all.push_back(std::string("\0\0\0\0\x28\x01\x05\x11\x02\x00\x06\x01", 12) + tail);
    all.push_back(std::string("\0\0\0\0\x01\x01\x06\x00\x00\x01", 10) + tail);
    all.push_back(std::string("\0\0\0\x09\x00\x00\x05\x02\x00\x01", 10) + tail);
  }
  return all;
}

}  // namespace

std::vector<fuzz_reader> hdf5_readers() { return {{"hdf5", read_hdf5, hdf5_seeds}}; }

}  // namespace convolt::test

#else

namespace convolt::test {
std::vector<fuzz_reader> hdf5_readers() { return {}; }
}  // namespace convolt::test

#endif
