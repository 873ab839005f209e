// SPDX-License-Identifier: BSD-3-Clause
/// A recording that opens can be read to its end, in chunks as whole, and by single channels.
/// Layer: test support.
#pragma once

#include <convolt/io/recording.hpp>
#include <fuzz/input.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::test {

namespace fuzz {

inline bool same_number(double a, double b) { return a == b || (a != a && b != b); }

template <class V>
void check_chunks(io::recording const& r, V const& whole, fuzz_input& input) {
  index const length = 1 + static_cast<index>(input.below(70)), margin = static_cast<index>(input.below(70));
  index at = 0;
  for (auto const& c : r.chunks(length, margin)) {
    auto const part = c.drop_margin(c.template load<double>());
    for (std::size_t i = 0; i < part.size(); ++i) {
      double const there = whole.raw().storage()[static_cast<std::size_t>(at) * whole.shape(1) + i];
      must(same_number(part.raw().storage()[i], there), "other numbers in a chunk");
    }
    at += c.core().samples();
  }
  must(at == r.samples(), "other samples in chunks");
}

template <class V>
void check_channel(io::recording const& r, V const& whole, fuzz_input& input) {
  if (r.channel_count() == 0) { return; }
  std::size_t const channel = input.below(r.channel_count());
  auto const one = r.channels({static_cast<index>(channel)}).template load<double>(whole.unit());
  for (std::size_t i = 0; i < one.size(); ++i) {
    must(same_number(one.raw()(i, 0), whole.raw()(i, channel)), "other numbers of a channel alone");
  }
}

}  // namespace fuzz

/// Looks at the last samples, not many, so that a file which says it is large takes no longer.
inline void read_whole(io::recording const& all, fuzz_input input) {
  constexpr index most = 200;
  if (all.channel_count() > 256 || all.sync_count() > 256) { return; }
  index const n = std::min(most, all.samples());
  io::recording const r = all.slice(all.samples() - n, n);
  auto const v = r.load<double>();
  must(static_cast<index>(v.shape(0)) == n && v.shape(1) == r.channel_count(), "another shape");
  fuzz::check_chunks(r, v, input);
  fuzz::check_channel(r, v, input);
  if (all.kind() == io::number_kind::int16) {
    must(r.load_counts().shape()[1] == r.channel_count(), "other counts");
    must(r.load_sync().shape()[1] == r.sync_count(), "other words");
  }
}

}  // namespace convolt::test
