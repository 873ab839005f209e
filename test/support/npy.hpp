// SPDX-License-Identifier: BSD-3-Clause
/// Reads NumPy's .npy files (format versions 1 to 3): C order, little-endian numbers. Everything else is refused with
/// the reason, in particular Fortran order, which would silently transpose.
/// Layer: test support, knows nothing of the library.
#pragma once

#include <bit>
#include <charconv>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

namespace convolt::test {

static_assert(std::endian::native == std::endian::little, "the files hold little-endian numbers");

class npy_error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file as it is: element type in NumPy's spelling ("<f4"), extents, raw bytes in C order.
struct npy_file {
  std::string element_type;
  std::vector<std::size_t> shape;
  std::string bytes;
};

/// NumPy's spelling of a C++ type.
template <class T>
std::string npy_element_type() {
  std::string const size = std::to_string(sizeof(T));
  if constexpr (std::is_floating_point_v<T>) {
    return "<f" + size;
  } else if constexpr (std::is_integral_v<T>) {
    return std::string(sizeof(T) == 1 ? "|" : "<") + (std::is_signed_v<T> ? "i" : "u") + size;
  } else {
    static_assert(std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>);
    return "<c" + size;
  }
}

namespace detail {

/// The header is the text of a Python dictionary with three known members.
class npy_header {
 public:
  explicit npy_header(std::string_view text) : text_(text) {}

  npy_file read() {
    npy_file file;
    bool has_type = false;
    bool has_order = false;
    bool has_shape = false;
    expect('{');
    while (!take('}')) {
      std::string const name = quoted();
      expect(':');
      if (name == "descr") {
        file.element_type = quoted();
        has_type = true;
      } else if (name == "fortran_order") {
        refuse_fortran_order();
        has_order = true;
      } else if (name == "shape") {
        file.shape = extents();
        has_shape = true;
      } else {
        throw npy_error("unknown member '" + name + "' in the header");
      }
      take(',');
    }
    if (!has_type || !has_order || !has_shape) { throw npy_error("the header lacks descr, fortran_order or shape"); }
    return file;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) { ++at_; }
  }

  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) { return false; }
    ++at_;
    return true;
  }

  void expect(char c) {
    if (!take(c)) { throw npy_error(std::string("expected '") + c + "' in the header " + std::string(text_)); }
  }

  std::string quoted() {
    char const mark = take('"') ? '"' : '\'';
    if (mark == '\'' && !take('\'')) {
      throw npy_error("only plain element types are read; header " + std::string(text_));
    }
    std::size_t const end = text_.find(mark, at_);
    if (end == std::string_view::npos) { throw npy_error("a text of the header does not end"); }
    std::string s(text_.substr(at_, end - at_));
    at_ = end + 1;
    return s;
  }

  void refuse_fortran_order() {
    skip_blanks();
    if (text_.substr(at_, 4) == "True") { throw npy_error("the file is in Fortran order; save it in C order"); }
    if (text_.substr(at_, 5) != "False") { throw npy_error("fortran_order must be True or False"); }
    at_ += 5;
  }

  std::vector<std::size_t> extents() {
    std::vector<std::size_t> shape;
    expect('(');
    while (!take(')')) {
      skip_blanks();
      std::size_t extent = 0;
      char const* const first = text_.data() + at_;
      auto const [end, fault] = std::from_chars(first, text_.data() + text_.size(), extent);
      if (fault != std::errc{}) { throw npy_error("the shape holds something that is not an extent"); }
      at_ += static_cast<std::size_t>(end - first);
      shape.push_back(extent);
      if (!take(',')) {
        expect(')');
        break;
      }
    }
    return shape;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline std::size_t npy_element_size(std::string const& type) {
  if (type.size() < 3 || (type[0] != '<' && type[0] != '|')) {
    throw npy_error("element type '" + type + "' is not a little-endian number");
  }
  std::size_t size = 0;
  char const* const last = type.data() + type.size();
  auto const [end, fault] = std::from_chars(type.data() + 2, last, size);
  if (std::string_view("fiucb").find(type[1]) == std::string_view::npos || fault != std::errc{} || end != last) {
    throw npy_error("element type '" + type + "' is not read here");
  }
  return size;
}

inline std::size_t npy_byte_count(npy_file const& file) {
  std::size_t count = npy_element_size(file.element_type);
  bool overflow = false;
  bool empty = false;
  for (std::size_t const extent : file.shape) {
    empty = empty || extent == 0;
    overflow = __builtin_mul_overflow(count, extent, &count) || overflow;
  }
  if (overflow && !empty) { throw npy_error("the shape is larger than the address space"); }
  return empty ? 0 : count;
}

}  // namespace detail

/// Takes a whole file apart.
inline npy_file parse_npy(std::string_view text) {
  if (text.size() < 10 || text.substr(0, 6) != std::string_view("\x93NUMPY", 6)) { throw npy_error("not an npy file"); }
  auto const byte = [text](std::size_t i) { return std::size_t{static_cast<unsigned char>(text[i])}; };
  std::size_t const version = byte(6);
  if (version < 1 || version > 3) { throw npy_error("unknown format version " + std::to_string(version)); }
  std::size_t const start = version == 1 ? 10 : 12;
  if (text.size() < start) { throw npy_error("the file ends inside its header"); }
  std::size_t length = byte(8) | byte(9) << 8;
  if (version > 1) { length |= byte(10) << 16 | byte(11) << 24; }
  if (text.size() - start < length) { throw npy_error("the file ends inside its header"); }
  npy_file file = detail::npy_header(text.substr(start, length)).read();
  std::string_view const data = text.substr(start + length);
  std::size_t const wanted = detail::npy_byte_count(file);
  if (data.size() != wanted) {
    throw npy_error("the data has " + std::to_string(data.size()) + " bytes; the shape needs " +
                    std::to_string(wanted));
  }
  file.bytes = std::string(data);
  return file;
}

/// Reads a file.
inline npy_file read_npy(std::filesystem::path const& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) { throw npy_error("cannot open " + path.string()); }
  std::string const text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (stream.bad()) { throw npy_error("cannot read " + path.string()); }
  try {
    return parse_npy(text);
  } catch (npy_error const& e) { throw npy_error(path.string() + ": " + e.what()); }
}

/// The elements, which must be of type T in the file too.
template <class T>
std::vector<T> npy_values(npy_file const& file) {
  if (file.element_type != npy_element_type<T>()) {
    throw npy_error("the file holds elements of type '" + file.element_type + "', not '" + npy_element_type<T>() + "'");
  }
  std::vector<T> values(file.bytes.size() / sizeof(T));
  if (!values.empty()) { std::memcpy(values.data(), file.bytes.data(), file.bytes.size()); }
  return values;
}

}  // namespace convolt::test
