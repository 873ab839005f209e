// SPDX-License-Identifier: BSD-3-Clause
/// Arrays as NumPy's .npy files. The format holds no unit: quantities are saved and loaded in a unit that is named.
/// What a file claims is compared with its size before anything is allocated.
/// Layer: io.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/io/file.hpp>
#include <convolt/io/npy_header.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/sample_list.hpp>
#include <convolt/quantity/tag.hpp>

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

/// As the rank of an array that is loaded: that of the file, in an xt::xarray.
inline constexpr std::size_t any_rank = quantities::dynamic_rank;

namespace detail {

template <class T, std::size_t Rank>
using loaded_t = typename quantities::owning_array<T, Rank>::type;

/// The header of an opened file. The numbers are what is left of it, exactly.
inline npy_header read_npy_header(input_file& file, std::string_view where) {
  auto const fail = [&](std::string_view category, std::string problem, std::string expected, std::string actual) {
    throw_io_error(file.path(), {category, where, std::move(problem), std::move(expected), std::move(actual)});
  };
  auto const need = [&](std::size_t bytes) {
    if (file.left() < bytes) {
      fail("bad_npy_header", "ends inside its header", std::to_string(bytes) + " bytes more",
           std::to_string(file.left()));
    }
  };
  unsigned char start[12] = {};
  auto const read_start = [&](std::size_t from, std::size_t count) {
    need(count);
    file.read(std::span<char>(reinterpret_cast<char*>(start) + from, count));
  };
  read_start(0, 10);
  if (std::memcmp(start, "\x93NUMPY", 6) != 0) { fail("bad_npy_header", "is not an npy file", "", ""); }
  if (start[6] < 1 || start[6] > 3) {
    fail("bad_npy_header", "has a format version that is not known", "1, 2 or 3", std::to_string(start[6]));
  }
  if (start[6] > 1) { read_start(10, 2); }
  std::size_t length = 0;
  for (std::size_t i = 12; i > 8; --i) { length = length << 8 | start[i - 1]; }
  if (length > 65535) {
    fail("bad_npy_header", "has a header that is too long", "65535 bytes or fewer", std::to_string(length));
  }
  need(length);
  std::string text(length, '\0');
  file.read(text);
  npy_header header = npy_header_parser(text, file.path(), where).parse();

  checked_index bytes = header.item_size;
  for (std::size_t n : header.shape) { bytes = bytes * checked_index(n == 0 ? 1 : n); }
  bool const empty = std::find(header.shape.begin(), header.shape.end(), 0U) != header.shape.end();
  std::size_t const wanted = empty ? 0 : static_cast<std::size_t>(bytes.value);
  if (bytes.overflowed || wanted != file.left()) {
    fail("npy_size", "has more or less data than its shape " + list_text(header.shape) + " needs",
         bytes.overflowed ? "more bytes than can be counted" : std::to_string(wanted) + " bytes",
         std::to_string(file.left()));
  }
  return header;
}

template <class T>
void check_npy_type(npy_header const& header, std::filesystem::path const& file, std::string_view where) {
  npy_header const wanted = npy_header_of<T>({});
  if (header.kind != wanted.kind || header.item_size != wanted.item_size) {
    throw_io_error(file, {.category = "npy_element_type",
                          .where = where,
                          .problem = "holds elements of another type",
                          .expected = printable(wanted.type()),
                          .actual = printable(header.type()),
                          .advice = "load them as what they are and convert them"});
  }
}

template <std::size_t Rank>
void check_npy_rank(npy_header const& header, std::filesystem::path const& file, std::string_view where) {
  if (Rank != any_rank && header.shape.size() != Rank) {
    throw_io_error(file, {.category = "npy_rank",
                          .where = where,
                          .problem = "holds an array with another number of axes",
                          .expected = std::to_string(Rank),
                          .actual = std::to_string(header.shape.size()) + ", shape " + list_text(header.shape)});
  }
}

/// Turns the bytes of every number of at most 8 bytes round; of a complex number, those of each part.
inline void swap_bytes(std::span<char> bytes, std::size_t size) {
  std::array<char, 8> reversed{};
  for (std::size_t i = 0; i + size <= bytes.size(); i += size) {
    for (std::size_t k = 0; k < size; ++k) { reversed[k] = bytes[i + size - 1 - k]; }
    std::memcpy(&bytes[i], reversed.data(), size);
  }
}

template <class List, std::size_t Rank>
auto as_extents(List const& shape) {
  typename loaded_t<double, Rank>::shape_type extents{};
  xt::resize_container(extents, shape.size());
  if constexpr (Rank != 0) { std::copy(shape.begin(), shape.end(), extents.begin()); }
  return extents;
}

/// The numbers that are left of a file whose header was read and checked. `inspect` sees their bytes as they are in the
/// file.
template <class T, std::size_t Rank, class Inspect>
loaded_t<T, Rank> read_npy_numbers(input_file& file, npy_header const& header, Inspect const& inspect) {
  using array = loaded_t<T, Rank>;
  auto const read = [&](std::vector<std::size_t> const& shape) {
    array numbers = array::from_shape(as_extents<std::vector<std::size_t>, Rank>(shape));
    std::span<char> const bytes(reinterpret_cast<char*>(numbers.data()), file.left());
    if (!bytes.empty()) { file.read(bytes); }
    inspect(std::string_view(bytes.data(), bytes.size()));
    if (header.big_endian != (std::endian::native == std::endian::big)) {
      swap_bytes(bytes, header.kind == 'c' ? header.item_size / 2 : header.item_size);
    }
    return numbers;
  };
  if (!header.fortran_order) { return read(header.shape); }
  array const reversed = read({header.shape.rbegin(), header.shape.rend()});
  return array(xt::transpose(reversed));
}

/// Opens, checks and reads a whole file.
template <class T, std::size_t Rank, class Inspect>
loaded_t<T, Rank> load_npy_numbers(std::filesystem::path const& path, std::string_view where, Inspect const& inspect) {
  input_file file(path, where);
  npy_header const header = read_npy_header(file, where);
  check_npy_type<T>(header, path, where);
  check_npy_rank<Rank>(header, path, where);
  return read_npy_numbers<T, Rank>(file, header, inspect);
}

/// An array in row-major order without gaps as bytes.
template <class A>
std::string_view bytes_of(A const& numbers) {
  return {reinterpret_cast<char const*>(numbers.data()), numbers.size() * sizeof(typename A::value_type)};
}

template <class A>
npy_header header_of(A const& numbers) {
  return npy_header_of<typename A::value_type>({numbers.shape().begin(), numbers.shape().end()});
}

template <class A>
void write_npy(output_file& file, A const& numbers) {
  file.write(npy_preamble(header_of(numbers)));
  file.write(bytes_of(numbers));
}

}  // namespace detail

/// Reads only what a file says of its array, after comparing it with the size of the file. Throws io_error.
inline npy_header read_npy_header(std::filesystem::path const& path) {
  detail::input_file file(path, "read_npy_header");
  return detail::read_npy_header(file, "read_npy_header");
}

/// Loads an array of T: `load_npy<float>(path)` as xt::xarray, `load_npy<float, 3>(path)` as xt::xtensor with 3 axes,
/// in either byte order and order of axes. Throws io_error where the file is damaged or holds something else.
template <NpyElement T, std::size_t Rank = any_rank>
auto load_npy(std::filesystem::path const& path) {
  return detail::load_npy_numbers<T, Rank>(path, "load_npy", [](std::string_view) {});
}

/// The same as a quantity, where the numbers are known to be in `unit`.
template <NpyElement T, std::size_t Rank = any_rank, AnyUnit U>
auto load_npy(std::filesystem::path const& path, U const& unit) {
  return tag(detail::load_npy_numbers<T, Rank>(path, "load_npy", [](std::string_view) {}), unit);
}

template <NpyElement T, std::size_t Rank = any_rank, AnyQuantity Q>
void load_npy(std::filesystem::path const&, Q const&) CONVOLT_REFUSED("a unit without a number, as nS");

/// Saves an array, in format version 1.0, C order and the byte order of this machine. The file appears when it is
/// complete. Throws io_error.
template <ArrayExpression A>
  requires NpyElement<element_t<A>>
void save_npy(std::filesystem::path const& path, A const& array) {
  decltype(auto) numbers = quantities::contiguous(array);
  detail::output_file file(path, "save_npy");
  detail::write_npy(file, numbers);
  file.commit();
}

/// Saves the numbers of a quantity in `unit`, which the file does not tell: name it well.
template <AnyQuantity Q, AnyUnit U>
  requires(ArrayExpression<wrapped_t<Q>> && NpyElement<element_t<Q>> && OneDimension<Q, quantity<U, element_t<Q>>>)
void save_npy(std::filesystem::path const& path, Q const& q, U const& unit) {
  save_npy(path, in(q, unit));
}
template <AnyQuantity Q>
void save_npy(std::filesystem::path const&, Q const&) CONVOLT_REFUSED("files have no unit: name it after the quantity");
template <class S, class... U>
  requires quantities::is_sampled<S>
void save_npy(std::filesystem::path const&, S const&, U const&...) CONVOLT_REFUSED("npy has no axes: x.quantity()");
template <AnyQuantity Q, class U>
  requires units_measure_different_things<unit_t<Q>, U>
void save_npy(std::filesystem::path const&, Q const&, U const&) CONVOLT_REFUSED("the unit measures something else");
template <class Q, AnyQuantity V>
void save_npy(std::filesystem::path const&, Q const&, V const&) CONVOLT_REFUSED("a unit without a number: mV");
template <class C, class... U>
  requires quantities::SampleList<C>
void save_npy(std::filesystem::path const&, C const&, U const&...) CONVOLT_REFUSED("make it an array: v * mV, v * one");

}  // namespace convolt::io
