// SPDX-License-Identifier: BSD-3-Clause
/// Spikes that NEST has written as text.
/// Layer: neuro.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/neuro/text_file.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::neuro {

namespace detail {

/// The lines of one file. A file has times in ms, or steps and the offset from their end, which need the resolution.
class nest_reader {
 public:
  nest_reader(std::filesystem::path const& path, double resolution)
      : file_(path, "neuro::load_nest"), resolution_(resolution) {}

  /// Appends the senders and their times in ms.
  void read(std::vector<index>& senders, std::vector<double>& times) {
    while (file_.next()) {
      auto const& fields = file_.fields();
      if (fields.empty()) { continue; }
      if (fields.front().starts_with('#') || fields.front() == "sender") {
        read_head(fields);
        continue;
      }
      if (fields.size() != columns()) {
        file_.fail("does not hold a spike", in_steps_ ? "a sender, a step and an offset" : "a sender and a time in ms",
                   io::printable(file_.line()));
      }
      senders.push_back(file_.integer(fields[0], "the number of a sender"));
      times.push_back(time_of(fields));
    }
  }

 private:
  std::size_t columns() const { return in_steps_ ? 3 : 2; }

  /// A line of remarks, or the one that names the columns: `sender time_ms`, also behind a `#`.
  void read_head(std::vector<std::string_view> const& fields) {
    std::size_t const first = fields.front() == "#" ? 1 : 0;
    if (fields.size() <= first || fields[first] != "sender") { return; }
    auto const names = std::span(fields).subspan(first + 1);
    in_steps_ = names.size() == 2 && names[0] == "time_step" && names[1] == "time_offset";
    if (!in_steps_ && !(names.size() == 1 && names[0] == "time_ms")) {
      file_.fail("names other columns than those of spikes", "'sender time_ms' or 'sender time_step time_offset'",
                 io::printable(file_.line()));
    }
    if (in_steps_ && !(resolution_ > 0)) {
      file_.fail("gives times in steps", "the resolution of the simulation as an argument: load_nest(path, 0.1 * ms)",
                 "none");
    }
  }

  double time_of(std::vector<std::string_view> const& fields) const {
    double const time = in_steps_ ? static_cast<double>(file_.integer(fields[1], "a number of steps")) * resolution_ -
                                        file_.number(fields[2], "an offset in ms")
                                  : file_.number(fields[1], "a time in ms");
    if (!bits::is_finite(time)) {
      file_.fail("has a time that is not finite", "a time in ms", io::printable(file_.line()));
    }
    return time;
  }

  text_file file_;
  double resolution_;
  bool in_steps_ = false;
};

inline spike_trains trains_of_nest(std::span<std::filesystem::path const> paths, double resolution) {
  std::vector<index> senders;
  std::vector<double> times;
  for (std::filesystem::path const& path : paths) { nest_reader(path, resolution).read(senders, times); }
  return spike_trains(senders, tag(xt::adapt(times, std::array<std::size_t, 1>{times.size()}), millisecond{}));
}

template <Time Q>
double positive_resolution(Q const& resolution) {
  double const ms = milliseconds(resolution, "neuro::load_nest", "resolution");
  if (!(ms > 0)) {
    throw parameter_error({.category = "bad_resolution",
                           .where = "neuro::load_nest",
                           .argument = "resolution",
                           .problem = "must be positive",
                           .actual = quantities::coordinate_text(resolution)});
  }
  return ms;
}

}  // namespace detail

/// The spikes of a file that a spike recorder of NEST has written with `record_to: ascii` (NEST 3), or of a .gdf file
/// (NEST 2): a sender and a time in ms per line, below lines that begin with # or name the columns. The trains are
/// numbered by their senders; those that were silent are in no file, see spike_trains::select.
///
/// Throws io_error, with file, line, what was expected and what was found, where a line is something else - the file
/// of a multimeter, for instance, or one that ends within a line - and where times are in steps, which need the
/// resolution.
inline spike_trains load_nest(std::filesystem::path const& path) {
  return detail::trains_of_nest(std::span(&path, 1), 0.);
}
/// The same, also of files with `time_in_steps`: a step, of this resolution, and how long before its end the spike was.
template <detail::Time Q>
spike_trains load_nest(std::filesystem::path const& path, Q const& resolution) {
  return detail::trains_of_nest(std::span(&path, 1), detail::positive_resolution(resolution));
}
template <class Q>
  requires(!detail::Time<Q>)
void load_nest(std::filesystem::path const&, Q const&) CONVOLT_REFUSED("a resolution is a time, as 0.1 * ms");
/// The same of all files of one recorder: NEST writes one for each thread.
inline spike_trains load_nest(std::span<std::filesystem::path const> paths) {
  return detail::trains_of_nest(paths, 0.);
}
template <detail::Time Q>
spike_trains load_nest(std::span<std::filesystem::path const> paths, Q const& resolution) {
  return detail::trains_of_nest(paths, detail::positive_resolution(resolution));
}

}  // namespace convolt::neuro
