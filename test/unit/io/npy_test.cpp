// SPDX-License-Identifier: BSD-3-Clause
/// Arrays and quantities through npy files: round trips, both byte orders and orders of axes, and hostile files,
/// against which the reader of the tests is a second opinion.
#include <convolt/io/npy.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/npy.hpp>
#include <support/scratch_folder.hpp>
#include <support/small_disk.hpp>

#include <algorithm>
#include <complex>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
namespace io = convolt::io;
using convolt::test::scratch_folder;

std::string file_of(std::string const& header, std::string const& data, char version = 1) {
  std::string text = "\x93NUMPY";
  text += version;
  text += '\0';
  std::size_t const n = header.size();
  text += static_cast<char>(n & 0xFF);
  text += static_cast<char>(n >> 8 & 0xFF);
  if (version > 1) { text += std::string(2, '\0'); }
  return text + header + data;
}

std::string header_of(std::string const& type, std::string const& shape, bool fortran = false) {
  return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }\n";
}

template <class T>
std::string bytes_of(std::vector<T> const& values) {
  return {reinterpret_cast<char const*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
void check_round_trip(std::vector<T> const& values) {
  scratch_folder const folder;
  xt::xtensor<T, 3> array(std::array<std::size_t, 3>{1, values.size(), 1});
  std::copy(values.begin(), values.end(), array.begin());
  io::save_npy(folder / "a.npy", array);
  CHECK((io::load_npy<T, 3>(folder / "a.npy") == array));
  xt::xarray<T> const dynamic = io::load_npy<T>(folder / "a.npy");
  CHECK((dynamic == array));
  CHECK(folder.count() == 1);
  auto const second = convolt::test::read_npy(folder / "a.npy");
  CHECK(convolt::test::npy_values<T>(second) == values);
  CHECK(second.shape == std::vector<std::size_t>{1, values.size(), 1});
}

TEST_CASE("arrays of every element type survive a round trip bit for bit") {
  check_round_trip<float>({1.5F, -0.F, std::numeric_limits<float>::infinity()});
  check_round_trip<double>({1.5, 1e300, -0.25});
  check_round_trip<std::int8_t>({-128, 127});
  check_round_trip<std::uint8_t>({0, 255});
  check_round_trip<std::int16_t>({-300, 300});
  check_round_trip<std::uint16_t>({65535});
  check_round_trip<std::int32_t>({-70000, 70000});
  check_round_trip<std::uint32_t>({4294967295U});
  check_round_trip<std::int64_t>({INT64_MIN, INT64_MAX});
  check_round_trip<std::uint64_t>({UINT64_MAX});
  check_round_trip<std::complex<float>>({{1.F, -2.F}});
  check_round_trip<std::complex<double>>({{1., -2.}, {3., 4.}});
  check_round_trip<float>({});
}

TEST_CASE("a quantity is saved and loaded in a unit that is named") {
  scratch_folder const folder;
  xt::xtensor<double, 1> const numbers = {1., 2.5};
  io::save_npy(folder / "volts.npy", numbers * mV, V);
  CHECK(io::load_npy<double, 1>(folder / "volts.npy")(1) == 0.0025);
  auto const v = io::load_npy<double, 1>(folder / "volts.npy", V);
  static_assert(std::is_same_v<convolt::unit_t<decltype(v)>, convolt::volt>);
  CHECK(v.in(mV)(0) == 1.);
  auto const at_run_time = io::load_npy<double>(folder / "volts.npy", convolt::any_unit(V));
  CHECK(at_run_time.in(mV)(1) == 2.5);
  CHECK_THROWS_AS(io::save_npy(folder / "x.npy", at_run_time, s), convolt::unit_error);
  CHECK(folder.count() == 1);
}

TEST_CASE("expressions, views and other layouts are saved in row-major order") {
  scratch_folder const folder;
  xt::xtensor<int, 2, xt::layout_type::column_major> const a = {{1, 2, 3}, {4, 5, 6}};
  io::save_npy(folder / "a.npy", a);
  io::save_npy(folder / "b.npy", xt::transpose(a));
  io::save_npy(folder / "c.npy", a + a);
  CHECK((io::load_npy<int, 2>(folder / "a.npy") == a));
  CHECK(io::load_npy<int, 2>(folder / "b.npy")(2, 0) == 3);
  CHECK(io::load_npy<int, 2>(folder / "c.npy")(1, 1) == 10);
  xt::xarray<double> const number = 4.;
  io::save_npy(folder / "d.npy", number);
  CHECK(io::load_npy<double>(folder / "d.npy")() == 4.);
  CHECK(io::load_npy<double, 0>(folder / "d.npy")() == 4.);
}

TEST_CASE("Fortran order and the other byte order are turned round") {
  scratch_folder const folder;
  auto const f =
      folder.put("f.npy", file_of(header_of("<i4", "(2, 3)", true), bytes_of<std::int32_t>({1, 4, 2, 5, 3, 6})));
  xt::xtensor<std::int32_t, 2> const expected = {{1, 2, 3}, {4, 5, 6}};
  CHECK((io::load_npy<std::int32_t, 2>(f) == expected));
  CHECK((io::load_npy<std::int32_t>(f) == expected));
  auto const b = folder.put("b.npy", file_of(header_of(">i2", "(2,)"), std::string("\x01\x02\xFF\xFE", 4)));
  xt::xtensor<std::int16_t, 1> const swapped = {0x0102, -2};
  CHECK((io::load_npy<std::int16_t, 1>(b) == swapped));
  std::string big = bytes_of<double>({1.5, -2.});
  std::reverse(big.begin(), big.begin() + 8);
  std::reverse(big.begin() + 8, big.end());
  auto const c = folder.put("c.npy", file_of(header_of(">c16", "(1,)", true), big));
  CHECK(io::load_npy<std::complex<double>, 1>(c)(0) == std::complex<double>(1.5, -2.));
}

TEST_CASE("versions 1 to 3 are read") {
  scratch_folder const folder;
  for (char const version : {'\1', '\2', '\3'}) {
    auto const path = folder.put("a.npy", file_of(header_of("<f4", "(2,)"), bytes_of<float>({3.F, 4.F}), version));
    CHECK(io::load_npy<float, 1>(path)(1) == 4.F);
  }
  for (char const version : {'\0', '\4'}) {
    auto const path = folder.put("a.npy", file_of(header_of("<f4", "(0,)"), "", version));
    CHECK_THROWS_WITH((io::load_npy<float, 1>(path)), Catch::Matchers::Contains("format version"));
  }
}

std::string category_of(std::string const& bytes) {
  scratch_folder const folder;
  try {
    (void)io::load_npy<float, 1>(folder.put("a.npy", bytes));
  } catch (io::io_error const& e) {
    CHECK(e.argument().find("a.npy") != std::string::npos);
    return std::string(e.category());
  }
  return "nothing was thrown";
}

TEST_CASE("a file that is cut off anywhere is refused") {
  std::string const good = file_of(header_of("<f4", "(2,)"), bytes_of<float>({1.F, 2.F}));
  for (std::size_t length = 0; length < good.size(); ++length) {
    INFO("first " << length << " bytes");
    CHECK(category_of(good.substr(0, length)) == (length + 8 < good.size() ? "bad_npy_header" : "npy_size"));
  }
  CHECK(category_of(good + "x") == "npy_size");
  CHECK(category_of("not an npy file at all") == "bad_npy_header");
}

TEST_CASE("absurd shapes are refused before anything is allocated") {
  for (char const* shape : {"(1000000000000000,)", "(4294967296, 4294967296)", "(18446744073709551615,)",
                            "(9223372036854775807, 2)", "(0, 18446744073709551615)"}) {
    INFO(shape);
    std::string const category = category_of(file_of(header_of("<f4", shape), bytes_of<float>({1.F})));
    CHECK(category == "npy_size");
  }
  std::string header = file_of("", "", 2);
  header.replace(8, 4, std::string(4, '\xFF'));
  CHECK(category_of(header) == "bad_npy_header");
}

TEST_CASE("another element type or number of axes is refused with both facts") {
  scratch_folder const folder;
  auto const path = folder.put("a.npy", file_of(header_of("<f8", "(1, 2)"), bytes_of<double>({1., 2.})));
  CHECK_THROWS_WITH((io::load_npy<float, 2>(path)), "convolt::io::load_npy: " + path.string() +
                                                        ": holds elements of another type; expected '<f4', got '<f8'; "
                                                        "load them as what they are and convert them");
  CHECK_THROWS_WITH((io::load_npy<double, 3>(path)),
                    "convolt::io::load_npy: " + path.string() +
                        ": holds an array with another number of axes; expected 3, got "
                        "2, shape [1, 2]");
  CHECK_THROWS_AS((io::load_npy<std::int64_t, 2>(path)), io::io_error);
  CHECK_THROWS_AS(io::load_npy<double>(folder / "none.npy"), io::io_error);
  CHECK(io::read_npy_header(path).shape == std::vector<std::size_t>{1, 2});
}

TEST_CASE("damaged files are read or refused, and nothing else happens") {
  std::string const good = file_of(header_of("<f4", "(2,)"), bytes_of<float>({1.F, 2.F}));
  std::uint32_t state = 5;  // a linear congruential generator, seed 5
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = good;
    for (int change = 0; change < 2; ++change) {
      state = state * 1664525U + 1013904223U;
      bytes[state / 7 % (good.size() - 8)] = static_cast<char>(static_cast<unsigned char>(state >> 24));
    }
    if (category_of(bytes) != "nothing was thrown") { ++refused; }
  }
  CHECK(refused > 900);
}

#if __has_include(<sys/resource.h>)

TEST_CASE("an array appears complete or not at all") {
  scratch_folder const folder;
  folder.put("a.npy", "older");
  {
    convolt::test::small_disk const disk(100'000);
    CHECK_THROWS_WITH(io::save_npy(folder / "a.npy", xt::xtensor<double, 1>(std::array<std::size_t, 1>{20'000}, 1.)),
                      Catch::Contains("a.npy: cannot be written; got the disk may be full"));
  }
  CHECK(folder.get("a.npy") == "older");
  CHECK(folder.count() == 1);
}

#endif

}  // namespace
