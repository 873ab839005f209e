// SPDX-License-Identifier: BSD-3-Clause
/// Spikes that a spike sorter has left for phy.
/// Layer: neuro.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/io/npy.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/neuro/text_file.hpp>
#include <convolt/quantity/arithmetic.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::neuro {

namespace detail {

[[noreturn]] inline void throw_bad_phy(std::filesystem::path const& path, std::string problem, std::string expected,
                                       std::string found) {
  throw io::io_error({.category = "bad_phy",
                      .where = "neuro::load_phy",
                      .argument = path.string() + ":",
                      .problem = std::move(problem),
                      .expected = std::move(expected),
                      .actual = std::move(found)});
}

template <class T>
integer_list integers_of(std::filesystem::path const& path) {
  auto const numbers = io::load_npy<T>(path);
  try {
    return integer_list(std::vector<T>(numbers.begin(), numbers.end()));
  } catch (parameter_error const& e) {
    throw_bad_phy(path, "holds a number that is too large", e.expected(), e.actual());
  }
}

/// A list of integers of 4 or 8 bytes, in one column where it has two axes.
inline integer_list load_integers(std::filesystem::path const& path) {
  io::npy_header const header = io::read_npy_header(path);
  bool const one_column = header.shape.size() == 2 && (header.shape[0] == 1 || header.shape[1] == 1);
  if (header.shape.size() != 1 && !one_column) {
    throw_bad_phy(path, "is not a list", "shape [n] or [n, 1]", io::list_text(header.shape));
  }
  bool const integers = header.kind == 'i' || header.kind == 'u';
  if (!integers || (header.item_size != 4 && header.item_size != 8)) {
    throw_bad_phy(path, "does not hold integers of 4 or 8 bytes", "<i4, <u4, <i8 or <u8", header.type());
  }
  if (header.item_size == 4) {
    return header.kind == 'i' ? integers_of<std::int32_t>(path) : integers_of<std::uint32_t>(path);
  }
  return header.kind == 'i' ? integers_of<std::int64_t>(path) : integers_of<std::uint64_t>(path);
}

/// The value that params.py, a list of assignments in Python, gives to `sample_rate`.
inline double sample_rate_of(std::filesystem::path const& path) {
  text_file file(path, "neuro::load_phy");
  while (file.next()) {
    std::string_view const line = file.line().substr(0, file.line().find('#'));
    std::size_t const equals = line.find('=');
    auto const bare = [](std::string_view s) {
      std::size_t const first = s.find_first_not_of(" \t");
      return first == std::string_view::npos ? s.substr(0, 0) : s.substr(first, s.find_last_not_of(" \t") - first + 1);
    };
    if (equals == std::string_view::npos || bare(line.substr(0, equals)) != "sample_rate") { continue; }
    double const rate = file.number(bare(line.substr(equals + 1)), "a sample rate in Hz");
    if (!(bits::is_finite(rate) && rate > 0)) {
      file.fail("has no rate that can be", "a positive number of Hz", io::printable(file.line()));
    }
    return rate;
  }
  file.fail_whole("says nothing of the rate of the samples", "a line such as 'sample_rate = 30000.'", "none");
}

}  // namespace detail

/// The spikes in a folder for phy: sample numbers from spike_times.npy, at this rate, and for each of them its cluster
/// from spike_clusters.npy, which becomes the number of the neuron. Times stay exact sample numbers.
///
/// Throws io_error, with the file, where one is missing, damaged or not a list of integers, or where the two differ in
/// length.
template <detail::Rate R>
spike_trains load_phy(std::filesystem::path const& folder, R const& rate) {
  auto const samples = detail::load_integers(folder / "spike_times.npy");
  auto const clusters = detail::load_integers(folder / "spike_clusters.npy");
  if (clusters.size() != samples.size()) {
    detail::throw_bad_phy(folder / "spike_clusters.npy", "does not have as many numbers as spike_times.npy",
                          std::to_string(samples.size()), std::to_string(clusters.size()));
  }
  try {
    return spike_trains(clusters, samples, rate);
  } catch (parameter_error const& e) {
    if (e.category() != "bad_sample_number") { throw; }
    detail::throw_bad_phy(folder / "spike_times.npy", "holds a number that is too large", e.expected(), e.actual());
  }
}
/// The same at the rate that params.py in the folder says, in Hz. Throws io_error, with the line, where it says none.
inline spike_trains load_phy(std::filesystem::path const& folder) {
  return load_phy(folder, detail::sample_rate_of(folder / "params.py") * hertz{});
}

}  // namespace convolt::neuro
