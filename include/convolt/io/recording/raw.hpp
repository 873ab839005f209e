// SPDX-License-Identifier: BSD-3-Clause
/// Opens files of bare 16-bit counts as recordings.
/// Layer: io.
#pragma once

#include <convolt/io/raw.hpp>
#include <convolt/io/recording/file_source.hpp>
#include <convolt/io/recording/recording.hpp>

#include <concepts>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

namespace detail {

/// The layout of a file of 16-bit counts, all channels of a sample side by side, which must be whole samples.
inline file_layout layout_of_counts(std::filesystem::path const& path, raw_options const& o, std::string_view where) {
  check_raw_options(o, where);
  index const channels = o.channels.value, skip = o.skip_bytes.value;
  index const size = positioned_file(path, where).size();
  index const row = 2 * channels;
  index const counts = size - skip;
  if (counts < 0 || counts % row != 0) {
    throw_io_error(
        path, {.category = "raw_size",
               .where = where,
               .problem = "does not consist of whole samples",
               .expected = std::to_string(skip) + " bytes and a multiple of 2 * " + std::to_string(channels) + " bytes",
               .actual = std::to_string(size) + " bytes" +
                         (counts < 0 ? "" : ", " + std::to_string(counts % row) + " too many")});
  }
  return {.samples = counts / row, .channels = channels, .skip_bytes = skip, .big_endian = o.big_endian};
}

inline std::shared_ptr<sample_source const> open_counts(std::filesystem::path const& path, raw_options const& o,
                                                        std::string_view where) {
  return std::make_shared<file_source>(path, layout_of_counts(path, o, where), where);
}

/// Channels that differ in their number alone: "0", "1", ...
inline std::vector<recorded_channel> equal_channels(index count, double gain, any_unit const& unit) {
  std::vector<recorded_channel> all;
  all.reserve(static_cast<std::size_t>(count));
  for (index i = 0; i < count; ++i) { all.push_back({.name = std::to_string(i), .gain = gain, .unit = unit}); }
  return all;
}

inline quantity<hertz, double> in_hertz(auto const& rate) {
  return tag(quantities::coordinate<double>(rate, hertz{}), hertz{});
}

}  // namespace detail

/// Opens a file of 16-bit counts of any size, all channels of a sample side by side; each count means `gain`. Its
/// channels are named "0", "1", ... and its time begins at zero.
/// `open_raw("session.dat", 0.195 * uV, 30. * kHz, {.channels = 385})`. Throws io_error, parameter_error.
template <Gain G, detail::Rate R>
recording open_raw(std::filesystem::path const& path, G const& gain, R const& rate, raw_options const& options = {}) {
  auto source = detail::open_counts(path, options, "open_raw");
  return {std::move(source),
          detail::equal_channels(options.channels.value, static_cast<double>(raw(gain)), any_unit(unit_of(gain))),
          detail::in_hertz(rate)};
}

/// The same with channels of their own names, gains, offsets and units, one for each in the file.
template <detail::Rate R>
recording open_raw(std::filesystem::path const& path, std::vector<recorded_channel> channels, R const& rate,
                   raw_options options = {}) {
  options.channels = std::ssize(channels);
  auto source = detail::open_counts(path, options, "open_raw");
  return {std::move(source), std::move(channels), detail::in_hertz(rate)};
}

template <class P, class G, class R>
  requires((!Gain<G> && !std::convertible_to<G, std::vector<recorded_channel>>) || !detail::Rate<R>)
void open_raw(P const&, G const&, R const&, raw_options const& = {}) CONVOLT_REFUSED("0.195 * uV a count, 30. * kHz");

}  // namespace convolt::io
