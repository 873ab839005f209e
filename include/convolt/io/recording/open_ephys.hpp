// SPDX-License-Identifier: BSD-3-Clause
/// Opens what Open Ephys has saved in its binary format: structure.oebin and the continuous.dat of its streams.
/// Layer: io.
#pragma once

#include <convolt/io/json.hpp>
#include <convolt/io/recording/raw.hpp>
#include <convolt/io/recording/unit_text.hpp>
#include <convolt/units/si.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io {

/// A stream of samples in a folder of Open Ephys.
struct open_ephys_stream {
  std::string name = {};            ///< "ProbeA-AP", or the name of its folder in older files
  std::filesystem::path data = {};  ///< its continuous.dat
  quantity<hertz, double> rate = tag(0., hertz{});
  std::vector<recorded_channel> channels = {};
};

namespace detail {

inline constexpr std::string_view open_ephys_where = "open_ephys";

[[noreturn]] inline void throw_oebin(std::filesystem::path const& path, std::string_view category, std::string problem,
                                     std::string expected, std::string actual) {
  throw_io_error(path, {.category = category,
                        .where = open_ephys_where,
                        .problem = std::move(problem),
                        .expected = std::move(expected),
                        .actual = std::move(actual)});
}

/// Without a unit in the file, channels of electrodes are in microvolts and ADC channels in volts, says the manual.
inline any_unit open_ephys_unit(json const& channel, std::string const& name, std::filesystem::path const& path) {
  json const* const units = channel.find("units");
  std::string const text = units == nullptr ? std::string() : units->as_string();
  if (text.empty()) { return name.find("ADC") != std::string::npos ? any_unit(volt{}) : any_unit(micro<volt>{}); }
  return unit_of_text(text, path, open_ephys_where, "channel " + printable(name));
}

inline recorded_channel open_ephys_channel(json const& channel, std::filesystem::path const& path) {
  recorded_channel c{.name = channel.at("channel_name").as_string()};
  c.sync = c.name.find("SYNC") != std::string::npos && c.name.find("ADC") == std::string::npos;
  if (c.sync) { return c; }
  json const* const gain = channel.find("bit_volts");
  if (gain == nullptr || !(gain->as_double() > 0.)) {
    throw_oebin(path, "oebin_gain_missing", "has no gain of channel " + printable(c.name), "bit_volts above 0",
                gain == nullptr ? "none" : quantities::number_text(gain->as_double()));
  }
  c.gain = gain->as_double();
  c.unit = open_ephys_unit(channel, c.name, path);
  return c;
}

/// The folder of a stream is one beside structure.oebin, and not anywhere on the disk.
inline std::filesystem::path open_ephys_folder(std::string name, std::filesystem::path const& path) {
  while (!name.empty() && (name.back() == '/' || name.back() == '\\')) { name.pop_back(); }
  bool const plain = !name.empty() && name != "." && name != ".." && name.find_first_of("/\\:") == std::string::npos &&
                     name.find('\0') == std::string::npos;
  if (!plain) { throw_oebin(path, "bad_oebin", "has a folder_name that is no name", "a name", printable(name)); }
  return path.parent_path() / "continuous" / name;
}

inline open_ephys_stream open_ephys_stream_of(json const& value, std::filesystem::path const& path) {
  open_ephys_stream s;
  std::filesystem::path const folder = open_ephys_folder(value.at("folder_name").as_string(), path);
  json const* const name = value.find("stream_name");
  s.name = name == nullptr ? folder.filename().string() : name->as_string();
  s.data = folder / "continuous.dat";
  s.rate = tag(value.at("sample_rate").as_double(), hertz{});
  if (!(s.rate.raw() > 0.)) {
    throw_oebin(path, "bad_oebin", "has a sample_rate of " + printable(s.name) + " that is not positive", "",
                quantities::number_text(s.rate.raw()) + " Hz");
  }
  for (json const& channel : value.at("channels").items()) { s.channels.push_back(open_ephys_channel(channel, path)); }
  auto const told = value.at("num_channels").as_integer();
  if (told != std::ssize(s.channels) || told < 1) {
    throw_oebin(path, "channel_count", "does not describe as many channels of " + printable(s.name) + " as it has",
                std::to_string(told) + ", its num_channels", std::to_string(s.channels.size()));
  }
  return s;
}

inline std::filesystem::path oebin_path(std::filesystem::path const& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored) ? path / "structure.oebin" : path;
}

inline std::string stream_names(std::vector<open_ephys_stream> const& all) {
  std::string text;
  for (open_ephys_stream const& s : all) { text += (text.empty() ? "" : ", ") + printable(s.name); }
  return text.empty() ? "none" : text;
}

}  // namespace detail

/// The continuous streams that structure.oebin lists; `path` is this file or its folder. Throws io_error.
inline std::vector<open_ephys_stream> open_ephys_streams(std::filesystem::path const& path) {
  std::filesystem::path const file = detail::oebin_path(path);
  json const all = read_json(file);
  try {
    std::vector<open_ephys_stream> streams;
    for (json const& s : all.at("continuous").items()) { streams.push_back(detail::open_ephys_stream_of(s, file)); }
    return streams;
  } catch (json_error const& fault) {
    std::string_view what = fault.what();
    what.remove_prefix(std::string_view("convolt::io::json: ").size());
    detail::throw_oebin(file, "bad_oebin", "does not describe streams as Open Ephys does", "", std::string(what));
  }
}

/// Opens a stream, `open_ephys("recording1", "ProbeA-AP")`; `path` is structure.oebin or its folder, and without a name
/// there must be one stream. Channels have the units that the file tells; SYNC channels are digital. Time begins at
/// zero with the first sample in the file. Throws io_error.
inline recording open_ephys(std::filesystem::path const& path, std::string_view stream = {}) {
  std::vector<open_ephys_stream> all = open_ephys_streams(path);
  open_ephys_stream* chosen = nullptr;
  for (open_ephys_stream& s : all) {
    if (stream.empty() ? all.size() == 1 : s.name == stream) { chosen = &s; }
  }
  if (chosen == nullptr) {
    detail::throw_oebin(detail::oebin_path(path), "stream_missing",
                        stream.empty() ? "has not one stream: name the one to open" : "has no stream of this name",
                        stream.empty() ? "1 stream" : printable(stream), detail::stream_names(all));
  }
  auto source = detail::open_counts(chosen->data, {.channels = std::ssize(chosen->channels)}, detail::open_ephys_where);
  return {std::move(source), std::move(chosen->channels), chosen->rate};
}

}  // namespace convolt::io
