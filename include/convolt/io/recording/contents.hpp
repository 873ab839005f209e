// SPDX-License-Identifier: BSD-3-Clause
/// The channels of a recording: which there are, which are chosen, and what their numbers mean in a unit.
/// Layer: io.
#pragma once

#include <convolt/io/recording/channel.hpp>
#include <convolt/io/recording/numbers.hpp>
#include <convolt/io/recording/source.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::io::detail {

/// A source, what is known of its channels, and the columns of those that are chosen. Copies share source and channels.
class contents {
 public:
  contents(std::shared_ptr<sample_source const> source, std::vector<recorded_channel> channels)
      : source_(std::move(source)) {
    if (std::ssize(channels) != source_->channels()) {
      throw parameter_error({.category = "channel_count",
                             .where = "io::recording",
                             .argument = path().string() + ": channels",
                             .problem = "are not as many as the file has",
                             .expected = std::to_string(source_->channels()),
                             .actual = std::to_string(channels.size())});
    }
    for (std::size_t i = 0; i < channels.size(); ++i) {
      if (!is_meaning(channels[i].gain, channels[i].offset)) { throw_bad_gain(channels[i]); }
      (channels[i].sync ? sync_ : chosen_).push_back(static_cast<index>(i));
    }
    channels_ = std::make_shared<std::vector<recorded_channel> const>(std::move(channels));
  }

  std::filesystem::path const& path() const { return source_->path(); }
  sample_source const& source() const { return *source_; }
  std::vector<index> const& chosen() const { return chosen_; }
  std::vector<index> const& sync() const { return sync_; }

  recorded_channel const& channel(std::size_t i) const { return at(chosen_, i); }
  recorded_channel const& sync_channel(std::size_t i) const { return at(sync_, i); }

  /// What is told of the chosen channels, or of the digital ones.
  std::vector<recorded_channel> list(std::vector<index> const& columns) const {
    std::vector<recorded_channel> all;
    for (index const c : columns) { all.push_back((*channels_)[static_cast<std::size_t>(c)]); }
    return all;
  }

  std::size_t index_of(std::string_view name) const {
    std::size_t found = chosen_.size();
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (channel(i).name != name) { continue; }
      if (found < chosen_.size()) { throw_not_unique(name, found, i); }
      found = i;
    }
    if (found < chosen_.size()) { return found; }
    throw parameter_error({.category = "channel_missing",
                           .where = "io::recording::channels",
                           .argument = path().string() + ":",
                           .problem = "has no channel of this name among the chosen ones",
                           .expected = some_names(),
                           .actual = printable(name)});
  }

  // ---- choosing ----

  /// Those that a list names, in its order.
  template <class List>
  contents only(List const& list) const {
    std::vector<index> const numbers = numbers_of(list);
    static_cast<void>(marked(numbers));  // all there, and once each
    contents c = *this;
    c.chosen_.clear();
    for (index const n : numbers) { c.chosen_.push_back(chosen_[static_cast<std::size_t>(n)]); }
    return c;
  }
  /// The others.
  template <class List>
  contents without(List const& list) const {
    std::vector<bool> const left_out = marked(numbers_of(list));
    return where([&](std::size_t i) { return !left_out[i]; });
  }
  /// Those for which it is so, by their number.
  template <class Wanted>
  contents where(Wanted const& wanted) const {
    contents c = *this;
    c.chosen_.clear();
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (wanted(i)) { c.chosen_.push_back(chosen_[i]); }
    }
    return c;
  }
  contents slice(index first, index count) const {
    index const all = std::ssize(chosen_);
    if (first > all || count > all - first) {
      throw parameter_error({.category = "channel_missing",
                             .where = "io::recording::slice_channels",
                             .argument = path().string() + ":",
                             .problem = "has not all of these channels",
                             .expected = "at most " + std::to_string(all) + " channels",
                             .actual = "first " + std::to_string(first) + ", count " + std::to_string(count)});
    }
    contents c = *this;
    c.chosen_.assign(chosen_.begin() + first, chosen_.begin() + first + count);
    return c;
  }
  contents without_sync() const {
    contents c = *this;
    c.sync_.clear();
    return c;
  }

  // ---- what numbers mean ----

  /// The unit of the first chosen channel, `one` where there is none.
  any_unit unit() const { return chosen_.empty() ? any_unit() : channel(0).unit; }

  /// Throws unit_error where a channel measures something else.
  scales scales_in(any_unit const& unit) const {
    scales s;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      recorded_channel const& c = channel(i);
      if (!same_dimension(c.unit, unit)) { throw_wrong_unit(c, unit); }
      add_scale(s, c, unit, path().string());
    }
    return s;
  }

  double common_gain(any_unit const& unit) const {
    scales const s = scales_in(unit);
    for (std::size_t i = 0; i < s.gains.size(); ++i) {
      if (s.gains[i] == s.gains[0] && s.offsets[i] == 0.) { continue; }
      throw parameter_error({.category = "gains_differ",
                             .where = "io::recording::gain",
                             .argument = path().string() + ":",
                             .problem = "has no gain that is that of all chosen channels",
                             .expected = described(0, s, unit) + " and offset 0",
                             .actual = described(i, s, unit) + " and offset " + number(s.offsets[i]),
                             .advice = "ask for gains() and offsets()"});
    }
    return s.gains.empty() ? 1. : s.gains[0];
  }

  // ---- numbers as they are ----

  void read_counts(index first, index count, std::vector<index> const& columns, std::int16_t* out) const {
    if (source_->kind() != number_kind::int16) {
      throw_io_error(path(), {.category = "element_type",
                              .where = "recording::load_counts",
                              .problem = "does not hold counts of 16 bits",
                              .expected = "int16",
                              .actual = name_of(source_->kind()),
                              .advice = "load() reads numbers of every type"});
    }
    if (columns.empty() || count == 0) { return; }
    std::size_t const bytes = static_cast<std::size_t>(count) * columns.size() * sizeof(std::int16_t);
    source_->read(first, count, columns, std::span<char>(reinterpret_cast<char*>(out), bytes));
  }

 private:
  static std::string number(double x) { return quantities::number_text(x); }

  std::string described(std::size_t i, scales const& s, any_unit const& unit) const {
    return channel(i).name + ": " + number(s.gains[i]) + quantities::unit_suffix(unit);
  }

  recorded_channel const& at(std::vector<index> const& columns, std::size_t i) const {
    if (i < columns.size()) { return (*channels_)[static_cast<std::size_t>(columns[i])]; }
    throw parameter_error({.category = "channel_missing",
                           .where = "io::recording::channels",
                           .argument = path().string() + ":",
                           .problem = "has no channel of this number among the chosen ones",
                           .expected = "a number below " + std::to_string(columns.size()),
                           .actual = std::to_string(static_cast<index>(i))});
  }

  /// The numbers of what a list has: names, or numbers already.
  template <class List>
  std::vector<index> numbers_of(List const& list) const {
    std::vector<index> numbers;
    for (auto const& item : list) {
      if constexpr (std::is_convertible_v<decltype(item), std::string_view>) {
        numbers.push_back(static_cast<index>(index_of(item)));
      } else {
        checked_index const n(item);
        numbers.push_back(n.overflowed ? std::numeric_limits<index>::max() : n.value);
      }
    }
    return numbers;
  }

  /// Which of the chosen channels are among these; once each.
  std::vector<bool> marked(std::vector<index> const& numbers) const {
    std::vector<bool> marks(chosen_.size(), false);
    for (index const n : numbers) {
      recorded_channel const& chosen = at(chosen_, static_cast<std::size_t>(n));
      auto const i = static_cast<std::size_t>(n);
      if (marks[i]) {
        throw parameter_error({.category = "channel_twice",
                               .where = "io::recording::channels",
                               .argument = path().string() + ":",
                               .problem = "is asked twice for a channel",
                               .actual = chosen.name});
      }
      marks[i] = true;
    }
    return marks;
  }

  [[noreturn]] void throw_not_unique(std::string_view name, std::size_t i, std::size_t k) const {
    throw parameter_error({.category = "channel_not_unique",
                           .where = "io::recording::channels",
                           .argument = path().string() + ":",
                           .problem = "has two channels of this name",
                           .expected = "one",
                           .actual = printable(name) + ", numbers " + std::to_string(i) + " and " + std::to_string(k),
                           .advice = "choose by number"});
  }

  std::string some_names() const {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, chosen_.size()); ++i) {
      text += (i > 0 ? ", " : "") + printable(channel(i).name);
    }
    return text + (chosen_.size() > most ? " or others, " + std::to_string(chosen_.size()) + " in all" : "");
  }

  [[noreturn]] void throw_bad_gain(recorded_channel const& c) const {
    throw_io_error(path(), {.category = "bad_gain",
                            .where = "recording",
                            .problem = "has a channel " + printable(c.name) + " whose numbers mean nothing",
                            .expected = "a gain that is finite and not 0, and a finite offset",
                            .actual = "gain " + number(c.gain) + ", offset " + number(c.offset)});
  }
  [[noreturn]] void throw_wrong_unit(recorded_channel const& c, any_unit const& unit) const {
    throw unit_error({.category = "unit_mismatch",
                      .where = "io::recording",
                      .argument = path().string() + ":",
                      .problem = "has a channel " + printable(c.name) + " that measures something else",
                      .expected = to_string(unit),
                      .actual = to_string(c.unit),
                      .advice = "choose channels that measure the same"});
  }

  std::shared_ptr<sample_source const> source_;
  std::shared_ptr<std::vector<recorded_channel> const> channels_;
  std::vector<index> chosen_;
  std::vector<index> sync_;
};

}  // namespace convolt::io::detail
