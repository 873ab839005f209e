// SPDX-License-Identifier: BSD-3-Clause
/// Recordings as acquisition systems write them: 16-bit counts, sample after sample with all channels of a sample side
/// by side, and a gain, which is what one count means.
/// Layer: io.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/io/file.hpp>
#include <convolt/io/recording/channel.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/tag.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::io {

/// How a file of bare numbers is laid out. Any integers say it: those without a sign too, as `x.shape(1)`.
struct raw_options {
  checked_index channels = 1;
  checked_index skip_bytes = 0;  ///< of a header
  bool big_endian = false;
};

/// What one count means: a floating-point number with a unit, `0.195f * uV`.
template <class G>
concept Gain = AnyQuantity<G> && Scalar<wrapped_t<G>> && std::floating_point<element_t<G>>;

namespace detail {

/// Throws parameter_error for channels that are not positive, or millions, and for a header of less than nothing.
inline void check_raw_options(raw_options const& o, std::string_view where) {
  bool const header = !o.skip_bytes.overflowed && o.skip_bytes.value >= 0;
  if (header && is_channel_count(o.channels)) { return; }
  throw parameter_error({.category = "bad_raw_options",
                         .where = "io::" + std::string(where),
                         .argument = header ? "channels" : "skip_bytes",
                         .problem = header ? "must be positive, and not millions" : "must be a number of bytes",
                         .actual = text_of(header ? o.channels : o.skip_bytes)});
}

/// The bytes of the counts of a file, and how many samples they are.
inline std::pair<std::string, std::size_t> read_raw(std::filesystem::path const& path, raw_options const& o) {
  check_raw_options(o, "load_raw_int16");
  input_file file(path, "load_raw_int16");
  std::size_t const skip = static_cast<std::size_t>(o.skip_bytes.value);
  std::size_t const channels = static_cast<std::size_t>(o.channels.value);
  bool const whole = skip <= file.left() && (file.left() - skip) % 2 == 0 && (file.left() - skip) / 2 % channels == 0;
  if (!whole) {
    throw_io_error(path, {.category = "raw_size",
                          .where = "load_raw_int16",
                          .problem = "does not consist of whole samples",
                          .expected = std::to_string(skip) + " bytes and a multiple of 2 * " + std::to_string(channels),
                          .actual = std::to_string(file.left()) + " bytes"});
  }
  std::string bytes = file.rest();
  bytes.erase(0, skip);
  std::size_t const samples = bytes.size() / 2 / channels;
  return {std::move(bytes), samples};
}

inline std::int16_t count_at(std::string const& bytes, std::size_t i, bool big_endian) {
  auto const byte = [&](std::size_t k) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[2 * i + k])); };
  unsigned const word = big_endian ? byte(0) << 8 | byte(1) : byte(1) << 8 | byte(0);
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(word));
}

}  // namespace detail

/// The counts times the gain, in the unit and element type of the gain, as an array (samples, channels):
/// `load_raw_int16("lfp.dat", 0.195f * uV, {.channels = 384})`. Throws io_error, parameter_error.
template <Gain G>
auto load_raw_int16(std::filesystem::path const& path, G const& gain, raw_options const& options = {}) {
  using T = element_t<G>;
  auto const [bytes, samples] = detail::read_raw(path, options);
  auto numbers = xt::xtensor<T, 2>::from_shape({samples, static_cast<std::size_t>(options.channels.value)});
  T const factor = raw(gain);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers.storage()[i] = static_cast<T>(detail::count_at(bytes, i, options.big_endian)) * factor;
  }
  return tag(std::move(numbers), unit_of(gain));
}

/// Saves q, (samples, channels) or one channel, as the nearest counts of this gain, lowest byte first. Throws
/// parameter_error "count_out_of_range" where a number is beyond 16 bits or not finite, unit_error, shape_error,
/// io_error.
template <AnyQuantity Q, Gain G>
  requires(ArrayExpression<wrapped_t<Q>> && std::floating_point<element_t<Q>> && OneDimension<Q, G>)
void save_raw_int16(std::filesystem::path const& path, Q const& q, G const& gain) {
  auto const numbers = quantities::owned(in(q, unit_of(gain)));
  if (numbers.dimension() != 1 && numbers.dimension() != 2) {
    throw shape_error({.category = "rank_mismatch",
                       .where = "io::save_raw_int16",
                       .problem = "needs (samples, channels), or samples",
                       .actual = list_text(numbers.shape())});
  }
  std::string bytes;
  std::size_t const columns = numbers.dimension() == 2 ? numbers.shape()[1] : 1;
  for (auto const x : numbers.storage()) {
    double const count = std::round(static_cast<double>(x) / static_cast<double>(raw(gain)));
    if (bits::is_nan(count) || !(count >= -32768. && count <= 32767.)) {
      throw parameter_error({.category = "count_out_of_range",
                             .where = "io::save_raw_int16",
                             .problem = "has a number that 16 bits do not hold with this gain",
                             .expected = "-32768 to 32767 counts",
                             .actual = quantities::number_text(count) + detail::place_of(bytes.size() / 2, columns),
                             .advice = "take a larger gain, and put numbers in place of NaN"});
    }
    auto const word = static_cast<std::uint16_t>(static_cast<std::int16_t>(count));
    bytes += static_cast<char>(static_cast<unsigned char>(word & 0xFFU));
    bytes += static_cast<char>(static_cast<unsigned char>(word >> 8));
  }
  detail::write_text(path, bytes, "save_raw_int16");
}

}  // namespace convolt::io
