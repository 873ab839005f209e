// SPDX-License-Identifier: BSD-3-Clause
/// A file of bare numbers as the source of a recording: sample after sample, or channel after channel.
/// Layer: io.
#pragma once

#include <convolt/io/recording/positioned_file.hpp>
#include <convolt/io/recording/source.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace convolt::io::detail {

/// Where the numbers lie in a file.
struct file_layout {
  number_kind kind = number_kind::int16;
  index samples = 0;
  index channels = 1;
  index skip_bytes = 0;
  bool big_endian = false;
  bool channel_after_channel = false;  ///< all samples of a channel side by side
};

/// Turns the bytes of every number round.
inline void reverse_bytes(std::span<char> bytes, std::size_t size) {
  for (std::size_t i = 0; i + size <= bytes.size(); i += size) { std::reverse(&bytes[i], &bytes[i] + size); }
}

/// The numbers of a file that is as large as its layout says.
class file_source final : public sample_source {
 public:
  file_source(std::filesystem::path const& path, file_layout const& layout, std::string_view where)
      : sample_source(path, layout.kind, layout.samples, layout.channels), layout_(layout), file_(path, where) {}

  void read(index first, index count, std::span<index const> columns, std::span<char> bytes) const override {
    if (columns.empty() || count == 0) { return; }
    if (layout_.channel_after_channel) {
      read_lines(first, count, columns, bytes);
    } else {
      read_rows(first, count, columns, bytes);
    }
    if (layout_.big_endian != (std::endian::native == std::endian::big)) { reverse_bytes(bytes, item()); }
  }

 private:
  std::size_t item() const { return size_of(kind()); }
  index place(index number) const { return layout_.skip_bytes + number * static_cast<index>(item()); }

  void read_rows(index first, index count, std::span<index const> columns, std::span<char> bytes) const {
    if (std::ssize(columns) == channels() && columns[0] == 0 && side_by_side(columns)) {
      file_.read(place(first * channels()), bytes);
      return;
    }
    index const most = samples_of_all_channels();
    std::vector<char> rows(static_cast<std::size_t>(std::min(most, count) * channels()) * item());
    std::size_t const wanted = columns.size() * item();
    for (index done = 0; done < count; done += most) {
      index const n = std::min(most, count - done);
      auto const part = std::span(rows).first(static_cast<std::size_t>(n * channels()) * item());
      file_.read(place((first + done) * channels()), part);
      pick_columns(part, 0, channels(), item(), columns, &bytes[static_cast<std::size_t>(done) * wanted]);
    }
  }
  /// What is not asked for is read too, but not much of it at a time.
  index samples_of_all_channels() const {
    return std::max<index>(1, (index{1} << 20) / (channels() * static_cast<index>(item())));
  }

  void read_lines(index first, index count, std::span<index const> columns, std::span<char> bytes) const {
    std::vector<char> line(static_cast<std::size_t>(count) * item());
    for (std::size_t c = 0; c < columns.size(); ++c) {
      file_.read(place(columns[c] * samples() + first), line);
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        std::memcpy(&bytes[(i * columns.size() + c) * item()], &line[i * item()], item());
      }
    }
  }

  file_layout layout_;
  positioned_file file_;
};

}  // namespace convolt::io::detail
