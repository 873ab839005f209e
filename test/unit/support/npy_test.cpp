// SPDX-License-Identifier: BSD-3-Clause
/// The npy reader of the tests, on files made here byte by byte.

#include <support/catch.hpp>
#include <support/npy.hpp>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using convolt::test::npy_element_type;
using convolt::test::npy_error;
using convolt::test::npy_file;
using convolt::test::npy_values;
using convolt::test::parse_npy;
using convolt::test::read_npy;

namespace {

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

std::string header_of(std::string const& type, std::string const& shape) {
  return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }          \n";
}

template <class T>
std::string bytes_of(std::vector<T> const& values) {
  return {reinterpret_cast<char const*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
void check_round_trip(std::string const& type, std::vector<T> const& values) {
  INFO(type);
  std::string const shape = "(" + std::to_string(values.size()) + ",)";
  npy_file const file = parse_npy(file_of(header_of(type, shape), bytes_of(values)));
  CHECK(file.element_type == type);
  CHECK(npy_element_type<T>() == type);
  CHECK(file.shape == std::vector<std::size_t>{values.size()});
  CHECK(npy_values<T>(file) == values);
}

std::string complaint(std::string const& text) {
  try {
    parse_npy(text);
  } catch (npy_error const& e) { return e.what(); }
  return "no complaint";
}

}  // namespace

TEST_CASE("npy reads every element type of the suite") {
  check_round_trip<float>("<f4", {1.5F, -2.F});
  check_round_trip<double>("<f8", {1.5, 1e300, -0.25});
  check_round_trip<std::int8_t>("|i1", {-128, 127});
  check_round_trip<std::uint8_t>("|u1", {0, 255});
  check_round_trip<std::int16_t>("<i2", {-300, 300});
  check_round_trip<std::int32_t>("<i4", {-70000, 70000});
  check_round_trip<std::int64_t>("<i8", {INT64_MIN, INT64_MAX});
  check_round_trip<std::complex<float>>("<c8", {{1.F, -2.F}});
  check_round_trip<std::complex<double>>("<c16", {{1., -2.}, {3., 4.}});
}

TEST_CASE("npy reads every shape") {
  std::string const one_float = bytes_of<float>({2.F});
  CHECK(parse_npy(file_of(header_of("<f4", "()"), one_float)).shape.empty());
  CHECK(parse_npy(file_of(header_of("<f4", "(1, 1)"), one_float)).shape == std::vector<std::size_t>{1, 1});
  npy_file const empty = parse_npy(file_of(header_of("<f4", "(2, 0, 3)"), ""));
  CHECK(empty.shape == std::vector<std::size_t>{2, 0, 3});
  CHECK(npy_values<float>(empty).empty());
}

TEST_CASE("npy reads versions 1 to 3 and members in any order") {
  std::string const header = "{\"shape\": (2,), \"fortran_order\": False, \"descr\": \"<f4\"}\n";
  for (char const version : {'\1', '\2', '\3'}) {
    npy_file const file = parse_npy(file_of(header, bytes_of<float>({3.F, 4.F}), version));
    CHECK(npy_values<float>(file) == std::vector<float>{3.F, 4.F});
  }
  CHECK(complaint(file_of(header, "", '\4')) == "unknown format version 4");
}

TEST_CASE("npy refuses Fortran order and says so") {
  std::string const header = "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }\n";
  CHECK(complaint(file_of(header, bytes_of<float>({1.F, 2.F}))) == "the file is in Fortran order; save it in C order");
}

TEST_CASE("npy refuses types that it would read wrongly") {
  CHECK(complaint(file_of(header_of(">f4", "(0,)"), "")).find("little-endian") != std::string::npos);
  CHECK(complaint(file_of(header_of("|O", "(0,)"), "")).find("little-endian") != std::string::npos);
  CHECK(complaint(file_of(header_of("<U8", "(0,)"), "")).find("not read here") != std::string::npos);
  std::string const record = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (0,), }";
  CHECK(complaint(file_of(record, "")).find("plain element types") != std::string::npos);
  npy_file const file = parse_npy(file_of(header_of("<f4", "(1,)"), bytes_of<float>({1.F})));
  CHECK_THROWS_WITH(npy_values<double>(file), "the file holds elements of type '<f4', not '<f8'");
  CHECK_THROWS_AS(npy_values<std::int32_t>(file), npy_error);
}

TEST_CASE("npy refuses data that is not as long as its shape") {
  CHECK(complaint(file_of(header_of("<f4", "(2,)"), bytes_of<float>({1.F}))) ==
        "the data has 4 bytes; the shape needs 8");
  CHECK(complaint(file_of(header_of("<f4", "(1,)"), bytes_of<float>({1.F, 2.F}))) ==
        "the data has 8 bytes; the shape needs 4");
  std::string const too_large = file_of(header_of("<f4", "(4294967296, 4294967296)"), "");
  CHECK(complaint(too_large).find("address space") != std::string::npos);
  CHECK(complaint(file_of(header_of("<f4", "(99999999999999999999,)"), "")).find("extent") != std::string::npos);
}

TEST_CASE("npy refuses files that are damaged") {
  std::string const good = file_of(header_of("<f4", "(1,)"), bytes_of<float>({1.F}));
  for (std::size_t length = 0; length < good.size(); ++length) {
    INFO("first " << length << " bytes");
    CHECK_THROWS_AS(parse_npy(good.substr(0, length)), npy_error);
  }
  for (char const* header : {"", "{", "{}", "[]", "{'descr': '<f4', 'shape': (1,)}", "{'descr': '<f4",
                             "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,)}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (1}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (x,)}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'other': 'x'}"}) {
    INFO("header: " << header);
    CHECK_THROWS_AS(parse_npy(file_of(header, bytes_of<float>({1.F}))), npy_error);
  }
}

TEST_CASE("npy names a file that is missing") {
  CHECK_THROWS_WITH(read_npy("no/such/file.npy"), "cannot open no/such/file.npy");
}
