// SPDX-License-Identifier: BSD-3-Clause
/// The text of npy headers: what is written is read back, and damage is refused by name.
#include <convolt/io/npy_header.hpp>

#include <support/catch.hpp>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace io = convolt::io;
using io::npy_header;

npy_header parse(std::string const& text) { return io::detail::npy_header_parser(text, "x.npy", "test").parse(); }

TEST_CASE("element types have NumPy's names") {
  CHECK(io::npy_header_of<float>({}).type() == "<f4");
  CHECK(io::npy_header_of<double>({}).type() == "<f8");
  CHECK(io::npy_header_of<std::int8_t>({}).type() == "|i1");
  CHECK(io::npy_header_of<std::uint16_t>({}).type() == "<u2");
  CHECK(io::npy_header_of<long long>({}).type() == "<i8");
  CHECK(io::npy_header_of<std::complex<float>>({}).type() == "<c8");
  CHECK(io::npy_header_of<std::complex<double>>({}).type() == "<c16");
  static_assert(!io::NpyElement<bool> && !io::NpyElement<char> && !io::NpyElement<long double>);
}

TEST_CASE("the bytes before the numbers are a multiple of 64 and can be read again") {
  for (std::vector<std::size_t> const& shape : std::vector<std::vector<std::size_t>>{
           {}, {3}, {2, 0, 5}, {123456789, 1}, std::vector<std::size_t>(64, 18446744073709551615U)}) {
    std::string const bytes = io::detail::npy_preamble(io::npy_header_of<std::int32_t>(shape));
    CHECK(bytes.size() % 64 == 0);
    CHECK(bytes.substr(0, 8) == std::string("\x93NUMPY\x01\0", 8));
    CHECK(bytes.back() == '\n');
    std::size_t const length = static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    CHECK(bytes.size() == 10 + length);
    npy_header const h = parse(bytes.substr(10));
    CHECK(h.shape == shape);
    CHECK(h.type() == "<i4");
    CHECK_FALSE(h.fortran_order);
  }
}

TEST_CASE("headers are read in every spelling that NumPy has written") {
  npy_header const h = parse("{\"shape\": (2L, 3L), \"fortran_order\": True, \"descr\": \">c16\"}\n");
  CHECK(h.shape == std::vector<std::size_t>{2, 3});
  CHECK(h.fortran_order);
  CHECK(h.big_endian);
  CHECK(h.kind == 'c');
  CHECK(h.item_size == 16);
}

TEST_CASE("damaged headers are refused") {
  for (char const* text : {"", "{", "{}", "[]", "{'descr': '<f4', 'shape': (1,)}", "{'descr': '<f4",
                           "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,)}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (1}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (x,)}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'other': 'x'}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (2,)}",
                           "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} 1",
                           "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}",
                           "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}"}) {
    INFO(text);
    CHECK_THROWS_AS(parse(text), io::io_error);
  }
  std::string axes = "(";
  for (int i = 0; i < 65; ++i) { axes += "1,"; }
  CHECK_THROWS_WITH(parse("{'descr': '<f4', 'fortran_order': False, 'shape': " + axes + ")}"),
                    Catch::Matchers::Contains("more than 64 axes"));
}

TEST_CASE("element types that would be read wrongly are refused by name") {
  for (char const* type : {"", "<", "<f", "f4", "=f4", "|f4", "<f2", "<f16", "<i3", "<c4", "|O", "<U8", "|b1", "<M8",
                           "<f4x", "<f-4", "<f99999999999999999999"}) {
    INFO(type);
    try {
      parse("{'descr': '" + std::string(type) + "', 'fortran_order': False, 'shape': (1,)}");
      FAIL("nothing was thrown");
    } catch (io::io_error const& e) {
      CHECK(e.category() == "npy_element_type");
      CHECK(e.actual() == io::printable(type));
    }
  }
}

}  // namespace
