// SPDX-License-Identifier: BSD-3-Clause
/// Writes recordings of any size as 16-bit counts, piece after piece.
/// Layer: io.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/io/file.hpp>
#include <convolt/io/recording/numbers.hpp>
#include <convolt/io/recording/recording.hpp>
#include <convolt/quantity/owning.hpp>

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

namespace detail {

/// Throws parameter_error at the first NaN in rows of numbers.
template <std::floating_point T>
void refuse_nan(T const* numbers, std::size_t rows, std::size_t columns) {
  for (std::size_t i = 0; i < rows * columns; ++i) {
    if (!bits::is_nan(numbers[i])) { continue; }
    throw parameter_error({.category = "count_of_nan",
                           .where = "io::recording_writer::write",
                           .problem = "cannot write NaN as a count",
                           .actual = "NaN" + place_of(i, columns) + " of what was given",
                           .advice = "put numbers in its place first"});
  }
}

/// Numbers that are not NaN as the nearest counts. Returns how many were beyond 16 bits. A function of its own: g++
/// makes no vectors where it has inlined the loop into code that runs once.
template <std::floating_point T>
CONVOLT_NOINLINE std::int64_t counts_of_row(T const* numbers, std::size_t columns, double const* gains,
                                            double const* offsets, std::int16_t* out) {
  std::int64_t beyond = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    double const x = (static_cast<double>(numbers[c]) - offsets[c]) / gains[c];
    beyond += x > 32767.5 ? 1 : 0;
    beyond += x < -32768.5 ? 1 : 0;
    out[c] = nearest_count(x);
  }
  return beyond;
}

/// The same of rows, into rows of `width` columns.
template <std::floating_point T>
std::size_t counts_of_rows(T const* numbers, std::size_t rows, scales const& by, std::size_t width, std::int16_t* out) {
  std::int64_t beyond = 0;
  std::size_t const columns = by.gains.size();
  for (std::size_t r = 0; r < rows; ++r) {
    beyond += counts_of_row(numbers + r * columns, columns, by.gains.data(), by.offsets.data(), out + r * width);
  }
  return static_cast<std::size_t>(beyond);
}

/// The bytes of counts, the lower one first.
inline std::string_view bytes_of_counts(std::vector<std::int16_t>& counts) {
  char* const bytes = reinterpret_cast<char*>(counts.data());
  std::size_t const size = counts.size() * sizeof(std::int16_t);
  if constexpr (std::endian::native == std::endian::big) {
    for (std::size_t i = 0; i < size; i += 2) { std::swap(bytes[i], bytes[i + 1]); }
  }
  return {bytes, size};
}

}  // namespace detail

/// Writes 16-bit counts, sample after sample with all channels side by side. The file appears under its name in
/// commit(); without that nothing is left of it.
class recording_writer {
 public:
  /// A file with these channels, in this order, digital ones behind the others. Throws io_error where it cannot be
  /// made, parameter_error for channels without a gain.
  recording_writer(std::filesystem::path const& path, std::vector<recorded_channel> channels)
      : file_(path, "recording_writer") {
    for (recorded_channel& c : channels) {
      if (!c.sync && !detail::is_meaning(c.gain, c.offset)) {
        throw parameter_error(
            {.category = "bad_gain",
             .where = "io::recording_writer",
             .argument = printable(c.name),
             .problem = "needs a gain that is finite and not 0, and a finite offset",
             .actual = "gain " + quantities::number_text(c.gain) + ", offset " + quantities::number_text(c.offset)});
      }
      (c.sync ? sync_ : channels_).push_back(std::move(c));
    }
  }
  /// A file with the chosen channels of a recording, their gains and offsets, and behind them its digital channels.
  recording_writer(std::filesystem::path const& path, recording const& like)
      : recording_writer(path, channels_of(like)) {}

  /// The next samples, (time, channel) with the channels that are not digital, as the nearest counts: halves to the
  /// even one, what is beyond 16 bits as the last count there. `sync` has the digital words of the same samples. Throws
  /// unit_error, shape_error, parameter_error for NaN, io_error where the disk is full.
  template <Operand Q>
    requires(ArrayExpression<wrapped_t<Q>> && std::floating_point<element_t<Q>>)
  void write(Q const& q, xt::xtensor<std::int16_t, 2> const& sync) {
    decltype(auto) numbers = quantities::contiguous(raw(q));
    check_shape(numbers.dimension(), std::span(numbers.shape().begin(), numbers.shape().end()), sync);
    write_rows(numbers.data(), numbers.size() == 0 ? 0 : numbers.shape()[0], any_unit(unit_of(q)), sync);
  }
  template <AnySampled S>
  void write(S const& y, xt::xtensor<std::int16_t, 2> const& sync) {
    write(y.quantity(), sync);
  }
  /// The same for a file without digital channels.
  template <class Q>
    requires(AnySampled<Q> || Operand<Q>)
  void write(Q const& q) {
    write(q, no_sync(static_cast<std::size_t>(q.shape(0))));
  }

  /// The channels in the order in which they are in the file: `open_raw(path, out.channels(), rate)` reads it.
  std::vector<recorded_channel> channels() const {
    std::vector<recorded_channel> all = channels_;
    all.insert(all.end(), sync_.begin(), sync_.end());
    return all;
  }
  /// How many samples were written of each channel.
  index samples() const { return samples_; }
  /// How many numbers were beyond 16 bits, over all channels.
  std::size_t saturated() const { return saturated_; }

  /// Completes the file and puts it in its place. Throws io_error, after which nothing is left of it.
  void commit() { file_.commit(); }

 private:
  static std::vector<recorded_channel> channels_of(recording const& r) {
    std::vector<recorded_channel> all = r.channels();
    for (recorded_channel& c : r.sync_channels()) { all.push_back(std::move(c)); }
    return all;
  }
  xt::xtensor<std::int16_t, 2> no_sync(std::size_t samples) const {
    return xt::xtensor<std::int16_t, 2>(std::array<std::size_t, 2>{samples, 0});
  }

  template <class Shape>
  void check_shape(std::size_t rank, Shape const& shape, xt::xtensor<std::int16_t, 2> const& sync) const {
    bool const right = rank == 2 && static_cast<std::size_t>(shape[1]) == channels_.size();
    if (!right) {
      fail_shape("needs (time, channel)", "any number of samples of " + std::to_string(channels_.size()) + " channels",
                 list_text(shape));
    }
    if (sync.shape()[1] != sync_.size() || sync.shape()[0] != static_cast<std::size_t>(shape[0])) {
      fail_shape("needs the digital words of the same samples",
                 list_text(std::array<std::size_t, 2>{static_cast<std::size_t>(shape[0]), sync_.size()}),
                 list_text(sync.shape()));
    }
  }
  void fail_shape(std::string problem, std::string expected, std::string actual) const {
    throw shape_error({.category = "recording_shape",
                       .where = "io::recording_writer::write",
                       .argument = file_.path().string() + ":",
                       .problem = std::move(problem),
                       .expected = std::move(expected),
                       .actual = std::move(actual)});
  }

  /// Gains and offsets in the unit of what is written.
  detail::scales scales_in(any_unit const& unit) const {
    detail::scales s;
    for (recorded_channel const& c : channels_) {
      if (!same_dimension(c.unit, unit)) {
        throw unit_error({.category = "unit_mismatch",
                          .where = "io::recording_writer::write",
                          .argument = file_.path().string() + ":",
                          .problem = "is given a unit that measures something else than channel " + printable(c.name),
                          .expected = to_string(c.unit),
                          .actual = to_string(unit)});
      }
      detail::add_scale(s, c, unit, file_.path().string());
    }
    return s;
  }

  template <class T>
  void write_rows(T const* numbers, std::size_t rows, any_unit const& unit, xt::xtensor<std::int16_t, 2> const& sync) {
    detail::scales const by = scales_in(unit);
    detail::refuse_nan(numbers, rows, channels_.size());  // before anything is written
    std::size_t const width = channels_.size() + sync_.size();
    auto const most = static_cast<std::size_t>(detail::samples_at_a_time(width, sizeof(std::int16_t)));
    for (std::size_t done = 0; done < rows; done += most) {
      std::size_t const n = std::min(most, rows - done);
      counts_.resize(n * width);
      saturated_ += detail::counts_of_rows(numbers + done * channels_.size(), n, by, width, counts_.data());
      for (std::size_t r = 0; r < n; ++r) {
        std::copy_n(sync.data() + (done + r) * sync_.size(), sync_.size(),
                    counts_.data() + r * width + channels_.size());
      }
      file_.write(detail::bytes_of_counts(counts_));
    }
    samples_ += static_cast<index>(rows);
  }

  detail::output_file file_;
  std::vector<recorded_channel> channels_;
  std::vector<recorded_channel> sync_;
  std::vector<std::int16_t> counts_;
  index samples_ = 0;
  std::size_t saturated_ = 0;
};

}  // namespace convolt::io
