// SPDX-License-Identifier: BSD-3-Clause
/// Opens .npy files of any size as recordings.
/// Layer: io.
#pragma once

#include <convolt/io/npy.hpp>
#include <convolt/io/recording/raw.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::io {

/// How the numbers of an .npy file are a recording.
struct npy_recording_options {
  /// The axis that is time: 0 for (time, channel), 1 for (channel, time). An array of one axis is one channel.
  int time_axis = 0;
};

namespace detail {

/// The kind of the numbers; complex ones are refused.
inline number_kind kind_of(npy_header const& h, std::filesystem::path const& path) {
  bool const floats = h.kind == 'f';
  if (h.kind == 'c') {
    throw_io_error(path, {.category = "npy_element_type",
                          .where = "open_npy",
                          .problem = "holds complex numbers, which no recording does",
                          .expected = "integers or floating-point numbers",
                          .actual = printable(h.type())});
  }
  if (floats) { return h.item_size == 4 ? number_kind::float32 : number_kind::float64; }
  bool const with_sign = h.kind == 'i';
  switch (h.item_size) {
    case 1:
      return with_sign ? number_kind::int8 : number_kind::uint8;
    case 2:
      return with_sign ? number_kind::int16 : number_kind::uint16;
    case 4:
      return with_sign ? number_kind::int32 : number_kind::uint32;
    default:
      return with_sign ? number_kind::int64 : number_kind::uint64;
  }
}

inline file_layout layout_of_npy(std::filesystem::path const& path, int time_axis) {
  if (time_axis != 0 && time_axis != 1) {
    throw parameter_error({.category = "bad_time_axis",
                           .where = "io::open_npy",
                           .argument = "time_axis",
                           .problem = "is not an axis of a recording",
                           .expected = "0 or 1",
                           .actual = std::to_string(time_axis)});
  }
  input_file file(path, "open_npy");
  std::size_t const size = file.left();
  npy_header const h = read_npy_header(file, "open_npy");
  std::size_t const rank = h.shape.size();
  std::size_t const channels = rank == 2 ? h.shape[time_axis == 0 ? 1 : 0] : 1;
  if (rank < 1 || rank > 2 || channels < 1 || channels > most_channels) {
    throw_io_error(
        path, {.category = "npy_rank",
               .where = "open_npy",
               .problem = "is not an array of samples and channels",
               .expected = "1 or 2 axes, and 1 to " + std::to_string(most_channels) + " channels",
               .actual = "shape " + list_text(h.shape) + ", of which axis " + std::to_string(time_axis) + " is time"});
  }
  std::size_t const samples = h.shape[rank == 2 ? static_cast<std::size_t>(time_axis) : 0];
  return {.kind = kind_of(h, path),
          .samples = static_cast<index>(samples),
          .channels = static_cast<index>(channels),
          .skip_bytes = static_cast<index>(size - file.left()),
          .big_endian = h.big_endian,
          .channel_after_channel = rank == 2 && h.fortran_order == (time_axis == 0)};
}

}  // namespace detail

/// Opens an array of real numbers of any size; the number 1 means `gain`: `open_npy("lfp.npy", 1. * uV, 2.5 * kHz)`.
/// Its channels are named "0", "1", ... and its time begins at zero. Throws io_error, parameter_error.
template <Gain G, detail::Rate R>
recording open_npy(std::filesystem::path const& path, G const& gain, R const& rate,
                   npy_recording_options const& options = {}) {
  detail::file_layout const layout = detail::layout_of_npy(path, options.time_axis);
  return {std::make_shared<detail::file_source>(path, layout, "open_npy"),
          detail::equal_channels(layout.channels, static_cast<double>(raw(gain)), any_unit(unit_of(gain))),
          detail::in_hertz(rate)};
}
template <class P, class G, class R>
  requires(!Gain<G> || !detail::Rate<R>)
void open_npy(P const&, G const&, R const&, npy_recording_options const& = {}) CONVOLT_REFUSED("1. * uV, 30. * kHz");

}  // namespace convolt::io
