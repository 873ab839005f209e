// SPDX-License-Identifier: BSD-3-Clause
/// A recording in pieces, each with a margin for what a filter reaches over.
/// Layer: io.
#pragma once

#include <convolt/io/recording/recording.hpp>

#include <cstddef>
#include <iterator>
#include <string>

namespace convolt::io {

/// A piece of a recording: its own samples, and around them as much of the margin as there is.
class recording_chunk {
 public:
  recording_chunk(recording const& whole, detail::cuts const& cuts, index number)
      : core_(whole.slice(cuts.core(number).first, cuts.core(number).count)),
        before_(cuts.before(number)),
        with_margin_(
            whole.slice(cuts.core(number).first - before_, before_ + cuts.core(number).count + cuts.behind(number))) {}

  /// The samples of the piece alone: those of all pieces are those of the recording, each once.
  recording const& core() const { return core_; }
  /// The samples of the piece with its margin.
  recording const& with_margin() const { return with_margin_; }
  /// How many samples of margin there are before and behind the piece.
  index margin_before() const { return before_; }
  index margin_behind() const { return with_margin_.samples() - before_ - core_.samples(); }

  /// The numbers of the piece with its margin, as `recording::load`.
  template <std::floating_point T = float, AnyUnit U>
  auto load(U const& unit) const {
    return with_margin_.load<T>(unit);
  }
  template <std::floating_point T = float>
  auto load() const {
    return with_margin_.load<T>();
  }
  xt::xtensor<std::int16_t, 2> load_counts() const { return with_margin_.load_counts(); }

  /// What was made of load(), without the margin: the samples of the piece. y has time first, and as many samples as
  /// were loaded. Throws shape_error.
  template <AnySampled S>
  S drop_margin(S const& y) const {
    if (static_cast<index>(y.shape(0)) != with_margin_.samples()) {
      throw shape_error({.category = "chunk_length",
                         .where = "io::recording_chunk::drop_margin",
                         .problem = "needs what was made of all samples that were loaded, time first",
                         .expected = std::to_string(with_margin_.samples()) + " samples",
                         .actual = std::to_string(y.shape(0))});
    }
    return y.template slice<0>(before_, core_.samples());
  }

 private:
  recording core_;
  index before_;
  recording with_margin_;
};

/// The pieces of a recording in order, for a loop: `for (auto const& c : r.chunks(1. * s, 20. * ms))`.
class recording_chunks {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = recording_chunk;
    using difference_type = index;
    using pointer = void;
    using reference = recording_chunk;

    iterator() = default;
    iterator(recording_chunks const& all, index number) : all_(&all), number_(number) {}
    recording_chunk operator*() const { return (*all_)[number_]; }
    iterator& operator++() {
      ++number_;
      return *this;
    }
    iterator operator++(int) {
      iterator const before = *this;
      ++number_;
      return before;
    }
    friend bool operator==(iterator const& a, iterator const& b) { return a.number_ == b.number_; }

   private:
    recording_chunks const* all_ = nullptr;
    index number_ = 0;
  };

  recording_chunks(recording whole, detail::cuts const& cuts) : whole_(std::move(whole)), cuts_(cuts) {}

  std::size_t size() const { return static_cast<std::size_t>(cuts_.count()); }
  iterator begin() const { return {*this, 0}; }
  iterator end() const { return {*this, cuts_.count()}; }
  /// How many samples the pieces have, but the last one, and their margin.
  index length() const { return cuts_.length; }
  index margin() const { return cuts_.margin; }

  /// Piece i. Throws parameter_error when there is none.
  template <Integer I>
  recording_chunk operator[](I i) const {
    checked_index const n(i);
    if (n.overflowed || n.value < 0 || n.value >= cuts_.count()) {
      throw parameter_error({.category = "chunk_out_of_range",
                             .where = "io::recording_chunks",
                             .problem = "has no chunk of this number",
                             .expected = "a number below " + std::to_string(cuts_.count()),
                             .actual = std::to_string(i)});
    }
    return {whole_, cuts_, n.value};
  }

 private:
  recording whole_;
  detail::cuts cuts_;
};

template <class Length, class Margin>
  requires(detail::Cut<Length> && detail::Margin<Margin>)
recording_chunks recording::chunks(Length const& length, Margin const& margin) const {
  return {*this, detail::cuts{samples(), detail::length_in_samples(length, time_.step(), samples()),
                              detail::margin_in_samples(margin, time_.step(), samples())}};
}

}  // namespace convolt::io
