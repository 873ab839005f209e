// SPDX-License-Identifier: BSD-3-Clause
/// Series of NWB files (Neurodata Without Borders 2) as recordings. Without HDF5 this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/core/finite.hpp>
#include <convolt/io/hdf5/open.hpp>
#include <convolt/io/hdf5/timestamps.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

namespace detail {

/// The paths of all groups of a file.
inline std::vector<std::string> hdf5_groups(hdf5_file const& file) {
  hdf5_session const session;
  std::vector<std::string> names;
  H5Ovisit_by_name2(
      file.id(), "/", H5_INDEX_NAME, H5_ITER_NATIVE,  // others sort, where HDF5 1.10 crashes on damaged files
      [](hid_t, char const* name, H5O_info_t const* info, void* all) -> herr_t {
        if (info->type == H5O_TYPE_GROUP && std::string_view(name) != ".") {
          static_cast<std::vector<std::string>*>(all)->emplace_back(name);
        }
        return 0;
      },
      &names, H5O_INFO_BASIC, H5P_DEFAULT);
  std::sort(names.begin(), names.end());
  return names;
}

inline std::vector<std::string> nwb_series(hdf5_file const& file) {
  std::vector<std::string> series = hdf5_groups(file);
  std::erase_if(series, [&](std::string const& name) {
    return file.text(name, "neurodata_type").value_or("") != "ElectricalSeries";
  });
  return series;
}

/// All numbers of a small dataset of one axis, of which there must be so many.
inline std::vector<double> numbers_of(hdf5_dataset const& data, index wanted) {
  if (data.extents().size() != 1 || data.extents()[0] != wanted) {
    data.refuse("a number for each of " + std::to_string(wanted) + " channels", "shape " + list_text(data.extents()));
  }
  std::vector<double> numbers(static_cast<std::size_t>(wanted));
  data.read({0}, {wanted}, number_kind::float64, numbers.data());
  return numbers;
}

/// When the samples of a series were taken, in seconds.
struct nwb_times {
  double rate = 0.;
  double start = 0.;
};

inline void check_seconds(hdf5_file const& file, std::string const& name) {
  std::optional<std::string> const text = file.text(name, "unit");
  if (!text || unit_of_text(*text, file.path(), file.where(), printable(name)) == any_unit(second{})) { return; }
  throw_io_error(file.path(), {.category = "unit_mismatch",
                               .where = file.where(),
                               .problem = printable(name) + " is not in seconds",
                               .expected = "seconds",
                               .actual = printable(*text)});
}

inline nwb_times times_by_rate(std::shared_ptr<hdf5_file const> const& file, std::string const& name) {
  hdf5_dataset const data(file, name);
  check_seconds(*file, name);
  if (data.extents().size() > 1 || (data.extents().size() == 1 && data.extents()[0] != 1)) {
    data.refuse("one number", "shape " + list_text(data.extents()));
  }
  nwb_times t{.rate = needed_rate(*file, name)};
  std::vector<index> const all(data.extents().size(), 1);
  data.read(std::vector<index>(all.size(), 0), all, number_kind::float64, &t.start);
  if (!bits::is_finite(t.start)) { data.refuse("a finite time in s", quantities::number_text(t.start)); }
  return t;
}

inline nwb_times times_by_timestamps(std::shared_ptr<hdf5_file const> const& file, std::string const& name,
                                     index samples, double tolerance) {
  hdf5_dataset const data(file, name);
  check_seconds(*file, name);
  if (data.extents().size() != 1 || data.extents()[0] != samples || samples < 2) {
    data.refuse("a time for each of " + std::to_string(samples) + " samples, two or more, to tell a rate from",
                "shape " + list_text(data.extents()));
  }
  double first = 0., last = 0.;
  data.read({0}, {1}, number_kind::float64, &first);
  data.read({samples - 1}, {1}, number_kind::float64, &last);
  regular_times times(first, last, samples, tolerance);
  if (!bits::is_finite(times.step()) || !(times.step() > 0.)) {
    using quantities::number_text;
    data.refuse("times that ascend", number_text(first) + " s first and " + number_text(last) + " s last");
  }
  constexpr index most = index{1} << 16;
  std::vector<double> part(static_cast<std::size_t>(std::min(most, samples)));
  for (index done = 0; done < samples; done += most) {
    index const n = std::min(most, samples - done);
    data.read({done}, {n}, number_kind::float64, part.data());
    times.look_at(std::span<double const>(part).first(static_cast<std::size_t>(n)));
  }
  if (!times.regular()) { times.refuse(file->path(), file->where()); }
  return {1. / times.step(), first};
}

inline nwb_times nwb_times_of(std::shared_ptr<hdf5_file const> const& file, std::string const& series, index samples,
                              double tolerance) {
  if (file->has(series + "/starting_time")) { return times_by_rate(file, series + "/starting_time"); }
  if (file->has(series + "/timestamps")) {
    return times_by_timestamps(file, series + "/timestamps", samples, tolerance);
  }
  throw_io_error(file->path(), {.category = "rate_missing",
                                .where = file->where(),
                                .problem = printable(series) + " does not say when its samples were taken",
                                .expected = "starting_time with a rate, or timestamps",
                                .actual = "neither"});
}

/// data * conversion * channel_conversion + offset. Channels are named by their rows in the table of electrodes.
inline std::vector<recorded_channel> nwb_channels(std::shared_ptr<hdf5_file const> const& file,
                                                  std::string const& series, index count) {
  hdf5_meaning const means = meaning_of(*file, series + "/data");
  std::vector<recorded_channel> channels = equal_channels(count, means.conversion, means.unit);
  if (file->has(series + "/channel_conversion")) {
    std::vector<double> const each = numbers_of(hdf5_dataset(file, series + "/channel_conversion"), count);
    for (std::size_t i = 0; i < each.size(); ++i) { channels[i].gain *= each[i]; }
  }
  if (file->has(series + "/electrodes")) {
    std::vector<double> const rows = numbers_of(hdf5_dataset(file, series + "/electrodes"), count);
    for (std::size_t i = 0; i < rows.size(); ++i) { channels[i].name = quantities::number_text(rows[i]); }
  }
  for (recorded_channel& c : channels) { c.offset = means.offset; }
  return channels;
}

/// The series to open: what is asked for, or the only one.
inline std::string chosen_series(hdf5_file const& file, std::string series) {
  while (!series.empty() && series.back() == '/') { series.pop_back(); }
  if (!series.empty()) { return series; }
  std::vector<std::string> const all = nwb_series(file);
  if (all.size() == 1) { return all.front(); }
  std::string names;
  for (std::string const& name : all) { names += (names.empty() ? "" : ", ") + printable(name); }
  throw_io_error(file.path(), {.category = "series_missing",
                               .where = file.where(),
                               .problem = "has not one ElectricalSeries: name the one to open",
                               .expected = "1 series",
                               .actual = names.empty() ? "none" : names});
}

}  // namespace detail

/// The paths of the ElectricalSeries in an NWB file: "acquisition/ElectricalSeries". Throws io_error.
inline std::vector<std::string> nwb_series(std::filesystem::path const& path) {
  return detail::nwb_series(detail::hdf5_file(path, "nwb_series"));
}

/// Opens an ElectricalSeries, or another series with data, unit and times: `open_nwb("a.nwb", "acquisition/raw")`;
/// without a name there must be one ElectricalSeries. A number means data * conversion * channel_conversion + offset in
/// the unit of the file, on times that begin at starting_time or at the first timestamp. Timestamps must be regular but
/// for `.tolerance` of a step. Throws io_error, which names the first sample that is not.
inline recording open_nwb(std::filesystem::path const& path, std::string const& series = {},
                          hdf5_options const& options = {}) {
  auto const file = std::make_shared<detail::hdf5_file const>(path, "open_nwb");
  std::size_t const time_axis = detail::checked_time_axis(options, "open_nwb");
  std::string const name = detail::chosen_series(*file, series);
  auto const data = std::make_shared<detail::hdf5_dataset const>(file, name + "/data");
  auto source = std::make_shared<detail::hdf5_source const>(data, time_axis);
  std::vector<recorded_channel> channels = detail::nwb_channels(file, name, source->channels());
  detail::nwb_times const times = detail::nwb_times_of(file, name, source->samples(), options.tolerance);
  return {std::move(source), std::move(channels), tag(times.rate, hertz{}), tag(times.start, second{})};
}

}  // namespace convolt::io

#endif
