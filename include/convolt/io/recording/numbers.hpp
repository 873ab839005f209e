// SPDX-License-Identifier: BSD-3-Clause
/// Numbers of files as numbers with a meaning, and back: count * gain + offset, and the nearest count.
/// Layer: io.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/error.hpp>
#include <convolt/io/recording/channel.hpp>
#include <convolt/io/recording/source.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/conversion.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace convolt::io::detail {

/// Gain and offset of each column, in the unit that is asked for.
struct scales {
  std::vector<double> gains;
  std::vector<double> offsets;
};

/// Appends those of a channel that measures what `unit` does. Throws parameter_error where the unit is so much larger
/// or smaller than that of the file that they are no numbers any more.
inline void add_scale(scales& s, recorded_channel const& c, any_unit const& unit, std::string const& file) {
  double const gain = quantities::convert(c.gain, c.unit, unit), offset = quantities::convert(c.offset, c.unit, unit);
  if (!is_meaning(gain, offset)) {
    throw parameter_error(
        {.category = "bad_gain",
         .where = "io::recording",
         .argument = file + ":",
         .problem = "has a channel " + printable(c.name) + " whose numbers mean nothing in " + to_string(unit),
         .expected = "a gain that is finite and not 0, and a finite offset",
         .actual = "gain " + quantities::number_text(gain) + ", offset " + quantities::number_text(offset)});
  }
  s.gains.push_back(gain);
  s.offsets.push_back(offset);
}

/// Rows of X as rows of T. Computed in T where it holds every X, else in double.
template <class X, class T>
void scale_rows(char const* bytes, std::size_t rows, scales const& by, T* out) {
  using wide = std::conditional_t<(std::numeric_limits<X>::digits <= std::numeric_limits<T>::digits), T, double>;
  std::vector<wide> const gains(by.gains.begin(), by.gains.end());
  std::vector<wide> const offsets(by.offsets.begin(), by.offsets.end());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < gains.size(); ++c) {
      X x;
      std::memcpy(&x, bytes, sizeof(X));
      bytes += sizeof(X);
      *out++ = static_cast<T>(static_cast<wide>(x) * gains[c] + offsets[c]);
    }
  }
}

/// The same for a type that is known when the program runs.
template <std::floating_point T>
void scale_rows(number_kind kind, char const* bytes, std::size_t rows, scales const& by, T* out) {
  switch (kind) {
    case number_kind::int8:
      return scale_rows<std::int8_t>(bytes, rows, by, out);
    case number_kind::uint8:
      return scale_rows<std::uint8_t>(bytes, rows, by, out);
    case number_kind::int16:
      return scale_rows<std::int16_t>(bytes, rows, by, out);
    case number_kind::uint16:
      return scale_rows<std::uint16_t>(bytes, rows, by, out);
    case number_kind::int32:
      return scale_rows<std::int32_t>(bytes, rows, by, out);
    case number_kind::uint32:
      return scale_rows<std::uint32_t>(bytes, rows, by, out);
    case number_kind::int64:
      return scale_rows<std::int64_t>(bytes, rows, by, out);
    case number_kind::uint64:
      return scale_rows<std::uint64_t>(bytes, rows, by, out);
    case number_kind::float32:
      return scale_rows<float>(bytes, rows, by, out);
    case number_kind::float64:
      return scale_rows<double>(bytes, rows, by, out);
  }
}

/// How many samples are read at a time: about a megabyte, whatever the length of a recording.
inline index samples_at_a_time(std::size_t columns, std::size_t item) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  return static_cast<index>(std::max<std::size_t>(1, piece / std::max<std::size_t>(1, columns * item)));
}

/// Samples first .. first + count - 1 of some columns, scaled, row after row into `out`.
template <std::floating_point T>
void read_scaled(sample_source const& source, index first, index count, std::span<index const> columns,
                 scales const& by, T* out) {
  if (columns.empty()) { return; }
  std::size_t const row = columns.size() * size_of(source.kind());
  index const most = samples_at_a_time(columns.size(), size_of(source.kind()));
  std::vector<char> bytes(static_cast<std::size_t>(std::min(most, count)) * row);
  for (index done = 0; done < count; done += most) {
    index const n = std::min(most, count - done);
    source.read(first + done, n, columns, std::span(bytes).first(static_cast<std::size_t>(n) * row));
    scale_rows(source.kind(), bytes.data(), static_cast<std::size_t>(n), by, out);
    out += static_cast<std::size_t>(n) * columns.size();
  }
}

/// The nearest whole number, halves to the even one, beyond 16 bits the last one there. x is not NaN.
inline std::int16_t nearest_count(double x) {
  double const not_below = x < -32768. ? -32768. : x;
  double const held = not_below > 32767. ? 32767. : not_below;
  // Doubles of this size are whole numbers: the sum is rounded, and its last bits are those of the count. Compilers
  // make vectors of it, and -ffast-math finds no difference to take for nothing.
  return static_cast<std::int16_t>(std::bit_cast<std::int64_t>(held + 0x1.8p52));
}

}  // namespace convolt::io::detail
