// SPDX-License-Identifier: BSD-3-Clause
/// The head of NumPy's .npy files (NEP 1), format versions 1 to 3: element type, byte order, order of the axes,
/// extents.
/// Layer: io.
#pragma once

#include <convolt/io/error.hpp>

#include <bit>
#include <charconv>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::io {

/// What a file says of its array.
struct npy_header {
  char kind = 'f';            ///< f: floating point, i: integer, u: unsigned, c: complex
  std::size_t item_size = 0;  ///< bytes of an element
  bool big_endian = false;
  bool fortran_order = false;  ///< the first axis is the fastest
  std::vector<std::size_t> shape = {};

  /// NumPy's spelling: "<f4".
  std::string type() const {
    std::string text(1, item_size == 1 ? '|' : (big_endian ? '>' : '<'));
    text += kind;
    return text += std::to_string(item_size);
  }
};

/// Element types that .npy files hold here.
template <class T>
concept NpyElement = std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, std::complex<float>> ||
                     std::same_as<T, std::complex<double>> ||
                     (std::integral<T> && sizeof(T) <= 8 && !std::same_as<T, bool> && !std::same_as<T, char> &&
                      !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> &&
                      !std::same_as<T, char32_t>);

/// The header of an array of T in the byte order of this machine.
template <NpyElement T>
npy_header npy_header_of(std::vector<std::size_t> shape) {
  npy_header h{
      .item_size = sizeof(T), .big_endian = std::endian::native == std::endian::big, .shape = std::move(shape)};
  h.kind = std::integral<T> ? (std::is_signed_v<T> ? 'i' : 'u') : (std::floating_point<T> ? 'f' : 'c');
  return h;
}

namespace detail {

/// Reads the text of the header, a Python dictionary with three known members. It lives no longer than one call.
class npy_header_parser {
 public:
  npy_header_parser(std::string_view text, std::filesystem::path const& file, std::string_view where)
      : text_(text), file_(file), where_(where) {}

  npy_header parse() {
    npy_header h;
    bool has_type = false, has_order = false, has_shape = false;
    expect('{');
    while (!take('}')) {
      std::string_view const name = quoted();
      expect(':');
      if (name == "descr" && !std::exchange(has_type, true)) {
        read_type(h);
      } else if (name == "fortran_order" && !std::exchange(has_order, true)) {
        h.fortran_order = boolean();
      } else if (name == "shape" && !std::exchange(has_shape, true)) {
        h.shape = extents();
      } else {
        fail("has an unknown or repeated member " + printable(name) + " in its header");
      }
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    skip_blanks();
    if (at_ < text_.size()) { fail("has more in its header than a dictionary"); }
    if (!has_type || !has_order || !has_shape) { fail("lacks descr, fortran_order or shape in its header"); }
    return h;
  }

 private:
  [[noreturn]] void fail(std::string problem, std::string_view category = "bad_npy_header") const {
    throw_io_error(file_, {.category = category,
                           .where = where_,
                           .problem = std::move(problem),
                           .expected = "the header of an npy file",
                           .actual = printable(text_)});
  }

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
    if (!take(c)) { fail(std::string("has no '") + c + "' where its header needs one"); }
  }

  std::string_view quoted() {
    char const mark = take('"') ? '"' : '\'';
    if (mark == '\'' && !take('\'')) {
      fail("has something in its header that is not a name; records are not read here");
    }
    std::size_t const end = text_.find(mark, at_);
    if (end == std::string_view::npos) { fail("has a text in its header that does not end"); }
    std::size_t const begin = std::exchange(at_, end + 1);
    return text_.substr(begin, end - begin);
  }

  bool boolean() {
    skip_blanks();
    for (std::string_view const word : {"True", "False"}) {
      if (text_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return word == "True";
      }
    }
    fail("has a fortran_order that is neither True nor False");
  }

  std::optional<std::size_t> number() {
    std::size_t n = 0;
    char const* const first = text_.data() + at_;
    auto const [end, fault] = std::from_chars(first, text_.data() + text_.size(), n);
    if (fault != std::errc{}) { return std::nullopt; }
    at_ += static_cast<std::size_t>(end - first);
    return n;
  }

  std::vector<std::size_t> extents() {
    constexpr std::size_t most = 64;  // NumPy's own limit
    std::vector<std::size_t> shape;
    expect('(');
    while (!take(')')) {
      skip_blanks();
      std::optional<std::size_t> const extent = number();
      if (!extent) { fail("has a shape with something that is not an extent"); }
      if (at_ < text_.size() && text_[at_] == 'L') { ++at_; }  // as Python 2 wrote it
      if (shape.size() == most) { fail("has more than 64 axes"); }
      shape.push_back(*extent);
      if (!take(',')) {
        expect(')');
        break;
      }
    }
    return shape;
  }

  void read_type(npy_header& h) {
    std::string_view const type = quoted();
    char const order = type.empty() ? '?' : type[0];
    std::string_view const digits = type.substr(type.size() < 2 ? type.size() : 2);
    h.kind = type.size() < 2 ? '?' : type[1];
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), h.item_size);
    bool const known = fault == std::errc{} && end == digits.data() + digits.size() && is_known(h.kind, h.item_size) &&
                       (order == '<' || order == '>' || (order == '|' && h.item_size == 1));
    if (!known) {
      throw_io_error(file_, {.category = "npy_element_type",
                             .where = where_,
                             .problem = "has elements of a type that is not read here",
                             .expected = "integers, floating-point or complex numbers of 32 or 64 bits each",
                             .actual = printable(type)});
    }
    h.big_endian = order == '>';
  }

  static bool is_known(char kind, std::size_t size) {
    switch (kind) {
      case 'i':
      case 'u':
        return size == 1 || size == 2 || size == 4 || size == 8;
      case 'f':
        return size == 4 || size == 8;
      case 'c':
        return size == 8 || size == 16;
      default:
        return false;
    }
  }

  std::string_view text_;
  std::filesystem::path const& file_;
  std::string_view where_;
  std::size_t at_ = 0;
};

/// The bytes before the numbers: magic number, version 1.0, length, and the dictionary, filled up to a multiple of 64.
inline std::string npy_preamble(npy_header const& h) {
  std::string shape = "(";
  for (std::size_t n : h.shape) { shape += std::to_string(n) + (h.shape.size() == 1 ? "," : ", "); }
  if (h.shape.size() > 1) { shape.resize(shape.size() - 2); }
  std::string text = "{'descr': '" + h.type() + "', 'fortran_order': " + (h.fortran_order ? "True" : "False") +
                     ", 'shape': " + shape + "), }";
  constexpr std::size_t fixed = 10;
  text.append(63 - (fixed + text.size()) % 64, ' ');
  text += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(static_cast<unsigned char>(text.size() & 0xFFU));
  bytes += static_cast<char>(static_cast<unsigned char>(text.size() >> 8 & 0xFFU));
  return bytes + text;
}

}  // namespace detail
}  // namespace convolt::io
