// SPDX-License-Identifier: BSD-3-Clause
/// A dataset of HDF5 as the source of a recording. Without HDF5 this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/io/hdf5/dataset.hpp>
#include <convolt/io/recording/channel.hpp>
#include <convolt/io/recording/source.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace convolt::io::detail {

/// Samples and channels of a dataset of one or two axes, of which `time_axis` is time.
class hdf5_source final : public sample_source {
 public:
  hdf5_source(std::shared_ptr<hdf5_dataset const> data, std::size_t time_axis)
      : sample_source(data->file().path(), data->kind(), samples_of(*data, time_axis), channels_of(*data, time_axis)),
        data_(std::move(data)),
        time_axis_(time_axis) {}

  void read(index first, index count, std::span<index const> columns, std::span<char> bytes) const override {
    if (columns.empty() || count == 0) { return; }
    auto const [least, last] = std::minmax_element(columns.begin(), columns.end());
    index const begin = *least;
    index const width = *last - begin + 1;
    std::size_t const item = size_of(kind());
    if (width == std::ssize(columns) && side_by_side(columns) && rows_first()) {
      read_box(first, count, begin, width, bytes.data());
      return;
    }
    index const most = std::max<index>(1, (index{1} << 20) / (width * static_cast<index>(item)));
    std::vector<char> box(static_cast<std::size_t>(std::min(most, count) * width) * item);
    for (index done = 0; done < count; done += most) {
      index const n = std::min(most, count - done);
      read_box(first + done, n, begin, width, box.data());
      char* const out = &bytes[static_cast<std::size_t>(done) * columns.size() * item];
      auto const part = std::span<char const>(box).first(static_cast<std::size_t>(n * width) * item);
      if (rows_first()) {
        pick_columns(part, begin, width, item, columns, out);
      } else {
        pick_lines(part, n, begin, columns, out);
      }
    }
  }

 private:
  static void check(hdf5_dataset const& data, std::size_t time_axis) {
    std::size_t const rank = data.extents().size();
    index const channels = rank == 2 && time_axis < 2 ? data.extents()[1 - time_axis] : 1;
    if (rank < 1 || rank > 2 || time_axis > 1 || channels < 1 || channels > static_cast<index>(most_channels)) {
      data.refuse("time and 1 to " + std::to_string(most_channels) + " channels, on 1 or 2 axes",
                  "shape " + list_text(data.extents()) + ", of which axis " + std::to_string(time_axis) + " is time");
    }
  }
  static index samples_of(hdf5_dataset const& data, std::size_t time_axis) {
    check(data, time_axis);
    return data.extents()[data.extents().size() == 2 ? time_axis : 0];
  }
  static index channels_of(hdf5_dataset const& data, std::size_t time_axis) {
    return data.extents().size() == 2 ? data.extents()[1 - time_axis] : 1;
  }

  bool rows_first() const { return data_->extents().size() == 1 || time_axis_ == 0; }

  void read_box(index first, index count, index begin, index width, char* out) const {
    if (data_->extents().size() == 1) {
      data_->read({first}, {count}, kind(), out);
    } else if (time_axis_ == 0) {
      data_->read({first, begin}, {count, width}, kind(), out);
    } else {
      data_->read({begin, first}, {width, count}, kind(), out);
    }
  }

  /// Rows out of lines of `count` samples, one for each channel from `begin` on.
  void pick_lines(std::span<char const> lines, index count, index begin, std::span<index const> columns,
                  char* out) const {
    std::size_t const item = size_of(kind());
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      for (index const c : columns) {
        std::size_t const at = static_cast<std::size_t>((c - begin) * count) + i;
        std::memcpy(out, &lines[at * item], item);
        out += item;
      }
    }
  }

  std::shared_ptr<hdf5_dataset const> data_;
  std::size_t time_axis_;
};

}  // namespace convolt::io::detail

#endif
