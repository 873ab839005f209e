// SPDX-License-Identifier: BSD-3-Clause
/// Recordings of any size: what a file says of its samples, and its numbers when they are asked for, whole or a chunk
/// at a time.
/// Layer: io.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/io/recording/channel.hpp>
#include <convolt/io/recording/contents.hpp>
#include <convolt/io/recording/cuts.hpp>
#include <convolt/io/recording/filter_margin.hpp>
#include <convolt/io/recording/numbers.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/si.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::io {

class recording_chunks;

namespace detail {

template <class X>
concept ChannelKey = Integer<std::remove_cvref_t<X>> || std::convertible_to<X, std::string_view>;

/// A container of names, or of integers.
template <class L>
concept ChannelList = requires(L const& list) {
  { *std::begin(list) } -> ChannelKey;
  std::end(list);
};

inline std::array<std::size_t, 2> shape_of(index samples, std::size_t channels) {
  checked_index const bytes = checked_index(samples) * checked_index(channels) * checked_index(sizeof(double));
  if (bytes.overflowed) {
    throw shape_error({.category = "size_overflow",
                       .where = "io::recording",
                       .problem = "has more samples than memory can hold",
                       .actual = std::to_string(samples) + " samples of " + std::to_string(channels) + " channels",
                       .advice = "load it in chunks"});
  }
  return {static_cast<std::size_t>(samples), channels};
}

inline xt::xtensor<double, 1> array_of(std::vector<double> const& numbers) {
  xt::xtensor<double, 1> array(std::array<std::size_t, 1>{numbers.size()});
  std::copy(numbers.begin(), numbers.end(), array.begin());
  return array;
}

inline axis<second, double> axis_of_rate(contents const& c, double rate, double start) {
  using quantities::number_text;
  index const samples = c.source().samples();
  double const step = 1. / rate;
  bool const rated = bits::is_finite(rate) && rate > 0. && bits::is_finite(step);
  if (!rated || !bits::is_finite(start + step * static_cast<double>(samples))) {
    throw parameter_error({.category = rated ? "bad_start" : "bad_rate",
                           .where = "io::recording",
                           .argument = c.path().string() + (rated ? ": start" : ": rate"),
                           .problem = rated ? "must be finite, and the end too" : "must be positive and finite",
                           .actual = rated ? number_text(start) + " s, before " + std::to_string(samples) +
                                                 " samples at " + number_text(rate) + " Hz"
                                           : number_text(rate) + " Hz"});
  }
  return {tag(start, second{}), tag(step, second{}), samples};
}

}  // namespace detail

/// Samples of channels in a file, on a time axis. It holds no numbers: load() reads those that are asked for, and what
/// between() and channels() return looks at the same file. Copies are cheap; several threads may read at the same time.
///
/// Channels are those with a meaning in a unit. Those of digital words, as the synchronisation inputs of acquisition
/// systems, stand apart, and stay with the recording whatever channels are chosen: load_sync().
class recording {
 public:
  /// The time axis of a recording: seconds.
  using time_axis = axis<second, double>;
  /// What load() returns: (time, channel).
  template <AnyUnit U, class T>
  using samples_in = sampled<U, T, time_axis, no_axis_t>;

  /// What the functions that open files make. `rate` is in hertz, `start` in seconds. Throws parameter_error for a
  /// number of channels other than that of the source, a rate that is not positive, and times that no axis has.
  recording(std::shared_ptr<sample_source const> source, std::vector<recorded_channel> channels,
            quantity<hertz, double> rate, quantity<second, double> start = tag(0., second{}))
      : contents_(std::move(source), std::move(channels)),
        time_(detail::axis_of_rate(contents_, rate.raw(), start.raw())) {}

  std::filesystem::path const& path() const { return contents_.path(); }
  /// How many samples each channel has.
  index samples() const { return time_.count(); }
  /// How many channels with a meaning in a unit are chosen.
  std::size_t channel_count() const { return contents_.chosen().size(); }
  std::size_t sync_count() const { return contents_.sync().size(); }
  /// What the file says of chosen channel i. Throws parameter_error when there is none.
  recorded_channel const& channel(std::size_t i) const { return contents_.channel(i); }
  recorded_channel const& sync_channel(std::size_t i) const { return contents_.sync_channel(i); }
  /// What the file says of all chosen channels, and of those of digital words.
  std::vector<recorded_channel> channels() const { return contents_.list(contents_.chosen()); }
  std::vector<recorded_channel> sync_channels() const { return contents_.list(contents_.sync()); }
  /// Where a name stands among the chosen channels. Throws parameter_error, and lists some names that are there.
  std::size_t index_of(std::string_view name) const { return contents_.index_of(name); }
  /// The types of the numbers in the file.
  number_kind kind() const { return contents_.source().kind(); }

  /// When the samples were taken.
  time_axis const& time() const { return time_; }
  auto rate() const { return time_.rate(); }
  /// The number in the file of the first sample.
  index first_sample() const { return first_; }

  /// "2 channels, 1 of digital words, 0 .. 0.999967 step 3.33333e-05 s, 30000 samples".
  friend std::ostream& operator<<(std::ostream& os, recording const& r) {
    os << r.channel_count() << (r.channel_count() == 1 ? " channel, " : " channels, ");
    if (r.sync_count() > 0) { os << r.sync_count() << " of digital words, "; }
    return os << r.time();
  }

  // ---- choosing ----

  /// These channels in this order, by a list of names or of their numbers among the chosen ones: `{"AP3", "AP0"}`,
  /// a vector of integers of any type. Throws parameter_error for what is not there, stands twice, or is the name of
  /// two.
  recording channels(std::initializer_list<std::string_view> names) const { return with(contents_.only(names)); }
  template <Integer I>
  recording channels(std::initializer_list<I> numbers) const {
    return with(contents_.only(numbers));
  }
  template <detail::ChannelList L>
  recording channels(L const& list) const {
    return with(contents_.only(list));
  }
  template <class L>
    requires(!detail::ChannelList<L>)
  void channels(L const&) const CONVOLT_REFUSED("channels are chosen by lists: channels({name}), channels({3})");

  /// The chosen channels but these, named in the same ways: references, and channels that are broken.
  recording without_channels(std::initializer_list<std::string_view> names) const {
    return with(contents_.without(names));
  }
  template <Integer I>
  recording without_channels(std::initializer_list<I> numbers) const {
    return with(contents_.without(numbers));
  }
  template <detail::ChannelList L>
  recording without_channels(L const& list) const {
    return with(contents_.without(list));
  }
  /// Chosen channels first .. first + count - 1. Throws parameter_error when they are not all there.
  template <Integer First, Integer Count>
  recording slice_channels(First first, Count count) const {
    index const from = quantities::sample_number(first, "io::recording::slice_channels", "first");
    index const n = quantities::sample_number(count, "io::recording::slice_channels", "count");
    return with(contents_.slice(from, n));
  }
  /// The chosen channels of which this is true: `[](io::recorded_channel const& c) { return c.name.starts_with("AP");
  /// }`.
  template <std::predicate<recorded_channel const&> Wanted>
  recording channels_where(Wanted const& wanted) const {
    return with(contents_.where([&](std::size_t i) { return wanted(contents_.channel(i)); }));
  }
  /// Without the channels of digital words.
  recording without_sync() const { return with(contents_.without_sync()); }

  /// The samples with times in [from, to). Throws parameter_error as `axis::between`.
  template <detail::Time From, detail::Time To>
  recording between(From const& from, To const& to) const {
    sample_run const run = time_.between(from, to);
    return slice(run.first, run.count);
  }
  template <class From, class To>
    requires(!detail::Time<From> || !detail::Time<To>)
  void between(From const&, To const&) const CONVOLT_REFUSED("recordings are cut by times: 10. * s");

  /// Samples first .. first + count - 1. Throws parameter_error when they are not all there.
  template <Integer First, Integer Count>
  recording slice(First first, Count count) const {
    recording r = *this;
    r.time_ = time_.slice(first, count);
    r.first_ = first_ + static_cast<index>(first);
    return r;
  }

  /// The same samples on an axis that begins at another time, as that of a clock which several files share.
  template <detail::Time Start>
  recording starting_at(Start const& start) const {
    recording r = *this;
    r.time_ = time_axis(start, time_.step(), time_.count());
    return r;
  }

  // ---- what counts mean ----

  /// What one count means in each channel. Throws unit_error where a channel measures something else.
  template <AnyUnit U>
  auto gains(U const& unit) const {
    return tag(detail::array_of(contents_.scales_in(any_unit(unit)).gains), unit);
  }
  /// What count zero means in each channel.
  template <AnyUnit U>
  auto offsets(U const& unit) const {
    return tag(detail::array_of(contents_.scales_in(any_unit(unit)).offsets), unit);
  }
  /// What one count means, where that is the same in all channels and count zero means zero. Throws parameter_error
  /// with the first channel that differs.
  template <AnyUnit U>
  auto gain(U const& unit) const {
    return tag(contents_.common_gain(any_unit(unit)), unit);
  }

  // ---- reading ----

  /// The numbers in `unit`, (time, channel): `r.load<float>(uV)`. Throws unit_error where a channel measures something
  /// else, io_error.
  template <std::floating_point T = float, AnyUnit U>
  samples_in<U, T> load(U const& unit) const {
    return samples_in<U, T>(tag(scaled<T>(contents_.scales_in(any_unit(unit))), unit), time_, no_axis);
  }
  /// The numbers in the unit of the file, which is known when the program runs. Throws unit_error where the units of
  /// channels measure different things.
  template <std::floating_point T = float>
  samples_in<any_unit, T> load() const {
    return load<T>(contents_.unit());
  }
  /// The numbers in the unit of q, into q: an array (time, channel), which is made anew only where it has another
  /// shape. Throws as load().
  template <AnyUnit U, std::floating_point T>
  void load_into(quantity<U, xt::xtensor<T, 2>>& q) const {
    detail::scales const by = contents_.scales_in(any_unit(q.unit()));
    auto& numbers = q.raw();
    numbers.resize(detail::shape_of(samples(), channel_count()));
    detail::read_scaled(contents_.source(), first_, samples(), contents_.chosen(), by, numbers.data());
  }

  /// The numbers as they are in the file, 16-bit integers, (time, channel). Throws io_error "element_type" where the
  /// file has others.
  xt::xtensor<std::int16_t, 2> load_counts() const { return counts(contents_.chosen()); }
  /// The digital words of the synchronisation inputs, (time, channel). Throws as load_counts().
  xt::xtensor<std::int16_t, 2> load_sync() const { return counts(contents_.sync()); }

  /// The recording in pieces of `length`, the last one maybe shorter, each with `margin` more samples on both sides for
  /// what a filter reaches over. At the ends of the recording the margin is what there is: nothing is made up. Both are
  /// numbers of samples, or times: a length is rounded to samples, at least one; a margin up to whole samples. A margin
  /// may be the filter itself, a design as `dsp::butterworth` and `dsp::firwin` make them: then it is as long as what
  /// is filtered of a chunk needs to be what is filtered of the whole, to rounding. Throws parameter_error. Defined in
  /// io/recording/chunks.hpp.
  template <class Length, class Margin = int>
    requires(detail::Cut<Length> && detail::Margin<Margin>)
  recording_chunks chunks(Length const& length, Margin const& margin = 0) const;
  template <class Length, class Margin = int>
    requires(!detail::Cut<Length> || !detail::Margin<Margin>)
  void chunks(Length const&, Margin const& = 0) const
      CONVOLT_REFUSED("chunks are cut by times or numbers of samples, margins by filters too");

 private:
  recording with(detail::contents&& c) const {
    recording r = *this;
    r.contents_ = std::move(c);
    return r;
  }
  template <class T>
  xt::xtensor<T, 2> scaled(detail::scales const& by) const {
    xt::xtensor<T, 2> numbers(detail::shape_of(samples(), channel_count()));
    detail::read_scaled(contents_.source(), first_, samples(), contents_.chosen(), by, numbers.data());
    return numbers;
  }
  xt::xtensor<std::int16_t, 2> counts(std::vector<index> const& columns) const {
    xt::xtensor<std::int16_t, 2> numbers(detail::shape_of(samples(), columns.size()));
    contents_.read_counts(first_, samples(), columns, numbers.data());
    return numbers;
  }

  detail::contents contents_;
  time_axis time_;
  index first_ = 0;
};

}  // namespace convolt::io
