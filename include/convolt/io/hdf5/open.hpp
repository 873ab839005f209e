// SPDX-License-Identifier: BSD-3-Clause
/// Datasets of HDF5 files that say their unit: as recordings, and as whole arrays. Without HDF5 this declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/io/hdf5/source.hpp>
#include <convolt/io/npy.hpp>
#include <convolt/io/recording/raw.hpp>
#include <convolt/io/recording/unit_text.hpp>
#include <convolt/quantity/tag.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

/// How a dataset is a recording.
struct hdf5_options {
  /// The axis that is time: 0 for (time, channel), 1 for (channel, time). A dataset of one axis is one channel.
  int time_axis = 0;
  /// The part of a step by which a timestamp may lie beside its place.
  double tolerance = 0.05;
};

namespace detail {

/// What the numbers of a dataset mean: (number * conversion + offset) in unit.
struct hdf5_meaning {
  any_unit unit;
  double conversion = 1.;
  double offset = 0.;
};

/// From the attributes unit (or units), conversion and offset. Throws io_error without a unit.
inline hdf5_meaning meaning_of(hdf5_file const& file, std::string const& name) {
  std::optional<std::string> text = file.text(name, "unit");
  if (!text) { text = file.text(name, "units"); }
  if (!text) {
    throw_io_error(file.path(), {.category = "unit_missing",
                                 .where = file.where(),
                                 .problem = printable(name) + " does not say its unit",
                                 .expected = "an attribute unit, a text",
                                 .actual = "none"});
  }
  return {unit_of_text(*text, file.path(), file.where(), printable(name)), file.number(name, "conversion").value_or(1.),
          file.number(name, "offset").value_or(0.)};
}

inline std::size_t checked_time_axis(hdf5_options const& o, std::string_view where) {
  if ((o.time_axis == 0 || o.time_axis == 1) && o.tolerance >= 0.) { return static_cast<std::size_t>(o.time_axis); }
  bool const axis = o.time_axis == 0 || o.time_axis == 1;
  throw parameter_error({.category = "bad_hdf5_options",
                         .where = "io::" + std::string(where),
                         .argument = axis ? "tolerance" : "time_axis",
                         .problem = axis ? "must not be negative" : "is not an axis of a recording",
                         .expected = axis ? "" : "0 or 1",
                         .actual = axis ? std::to_string(o.tolerance) : std::to_string(o.time_axis)});
}

/// The rate of a dataset that is called in hertz. Throws io_error where there is none.
inline double needed_rate(hdf5_file const& file, std::string const& name) {
  std::optional<double> const rate = file.number(name, "rate");
  if (rate && *rate > 0.) { return *rate; }
  throw_io_error(file.path(), {.category = "rate_missing",
                               .where = file.where(),
                               .problem = printable(name) + " does not say its rate",
                               .expected = "an attribute rate above 0, in Hz",
                               .actual = rate ? quantities::number_text(*rate) + " Hz" : "none"});
}

inline recording open_hdf5(std::shared_ptr<hdf5_file const> const& file, std::string const& name,
                           std::optional<double> rate, hdf5_options const& options) {
  std::size_t const time_axis = checked_time_axis(options, file->where());
  auto const data = std::make_shared<hdf5_dataset const>(file, name);
  hdf5_meaning const means = meaning_of(*file, name);
  double const start = file->number(name, "start").value_or(0.);
  auto source = std::make_shared<hdf5_source const>(data, time_axis);
  std::vector<recorded_channel> channels = equal_channels(source->channels(), means.conversion, means.unit);
  for (recorded_channel& c : channels) { c.offset = means.offset; }
  return {std::move(source), std::move(channels), tag(rate ? *rate : needed_rate(*file, name), hertz{}),
          tag(start, second{})};
}

}  // namespace detail

/// Opens a dataset of any size, (time, channel), with the attributes unit, rate (in Hz) and, where it has them, start
/// (in s), conversion and offset, as hdf5_writer writes them. Throws io_error where one of them is missing.
inline recording open_hdf5(std::filesystem::path const& path, std::string const& dataset,
                           hdf5_options const& options = {}) {
  auto const file = std::make_shared<detail::hdf5_file const>(path, "open_hdf5");
  return detail::open_hdf5(file, dataset, std::nullopt, options);
}
/// The same with a rate that the file does not tell.
template <detail::Rate R>
recording open_hdf5(std::filesystem::path const& path, std::string const& dataset, R const& rate,
                    hdf5_options const& options = {}) {
  auto const file = std::make_shared<detail::hdf5_file const>(path, "open_hdf5");
  return detail::open_hdf5(file, dataset, detail::in_hertz(rate).raw(), options);
}

/// A whole dataset with an attribute unit, as a quantity of run-time unit: `load_hdf5<float, 3>("net.h5", "weights")`.
/// HDF5 converts the numbers to T. Throws io_error.
template <NpyElement T, std::size_t Rank = any_rank>
  requires(!quantities::is_complex<T>)
auto load_hdf5(std::filesystem::path const& path, std::string const& dataset) {
  auto const file = std::make_shared<detail::hdf5_file const>(path, "load_hdf5");
  detail::hdf5_dataset const data(file, dataset);
  detail::hdf5_meaning const means = detail::meaning_of(*file, dataset);
  std::vector<index> const& extents = data.extents();
  if (Rank != any_rank && extents.size() != Rank) {
    data.refuse("an array of " + std::to_string(Rank) + " axes", "shape " + list_text(extents));
  }
  bool const scaled = means.conversion != 1. || means.offset != 0.;
  if (scaled && !std::floating_point<T>) {
    data.refuse("numbers without conversion and offset for integers",
                "a conversion of " + quantities::number_text(means.conversion));
  }
  auto numbers = detail::loaded_t<T, Rank>::from_shape(detail::as_extents<std::vector<index>, Rank>(extents));
  data.read(std::vector<index>(extents.size(), 0), extents, detail::kind_of_type<T>(), numbers.data());
  if (scaled) {
    for (T& x : numbers.storage()) { x = static_cast<T>(static_cast<double>(x) * means.conversion + means.offset); }
  }
  return tag(std::move(numbers), means.unit);
}
/// The same in a unit. Throws unit_error where it measures something else than the dataset.
template <NpyElement T, std::size_t Rank = any_rank, AnyUnit U>
  requires(!quantities::is_complex<T>)
auto load_hdf5(std::filesystem::path const& path, std::string const& dataset, U const& unit) {
  auto loaded = load_hdf5<T, Rank>(path, dataset);
  if (!same_dimension(loaded.unit(), any_unit(unit))) {
    throw unit_error({.category = "unit_mismatch",
                      .where = "io::load_hdf5",
                      .argument = path.string() + ": " + printable(dataset),
                      .problem = "has a unit that measures something else",
                      .expected = to_string(unit),
                      .actual = to_string(loaded.unit())});
  }
  return tag(detail::loaded_t<T, Rank>(std::move(loaded).in(unit)), unit);
}

}  // namespace convolt::io

#endif
