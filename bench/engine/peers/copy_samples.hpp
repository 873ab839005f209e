// SPDX-License-Identifier: BSD-3-Clause
/// Copies between arrays of signals that lie one after the other and arrays whose neighbours are samples of different
/// signals. Without a decent transposition the peer would be slow for a reason that is not its own.
/// Layer: bench.
#pragma once

#include <convolt/core/index.hpp>

#include <algorithm>
#include <cstring>

namespace convolt::bench {

/// Two directions of a copy: along the samples of a lane and from lane to lane.
struct distances {
  index sample = 1, lane = 0;
};

namespace detail {

/// Four neighbours in each of four rows become columns.
template <class T>
void transpose_4x4(T const* from, index from_row, T* to, index to_row) {
  typedef T four __attribute__((vector_size(4 * sizeof(T))));
  four row[4];
  for (int i = 0; i < 4; ++i) { std::memcpy(&row[i], from + i * from_row, sizeof(four)); }
  four const low_02 = __builtin_shufflevector(row[0], row[2], 0, 4, 1, 5);
  four const high_02 = __builtin_shufflevector(row[0], row[2], 2, 6, 3, 7);
  four const low_13 = __builtin_shufflevector(row[1], row[3], 0, 4, 1, 5);
  four const high_13 = __builtin_shufflevector(row[1], row[3], 2, 6, 3, 7);
  four const column[4] = {
      __builtin_shufflevector(low_02, low_13, 0, 4, 1, 5), __builtin_shufflevector(low_02, low_13, 2, 6, 3, 7),
      __builtin_shufflevector(high_02, high_13, 0, 4, 1, 5), __builtin_shufflevector(high_02, high_13, 2, 6, 3, 7)};
  for (int i = 0; i < 4; ++i) { std::memcpy(to + i * to_row, &column[i], sizeof(four)); }
}

template <class T>
void copy_one_by_one(index samples, index lanes, T const* from, distances f, T* to, distances t) {
  for (index i = 0; i < samples; ++i) {
    for (index j = 0; j < lanes; ++j) { to[i * t.sample + j * t.lane] = from[i * f.sample + j * f.lane]; }
  }
}

/// In tiles of 16 x 16, whose rows and columns fill cache lines: sources have neighbouring lanes, or else destinations.
template <class T>
void copy_transposed(index samples, index lanes, T const* from, distances f, T* to, distances t) {
  bool const from_lanes = f.lane == 1;
  index const row = from_lanes ? f.sample : f.lane;
  index const to_row = from_lanes ? t.lane : t.sample;
  index const full_samples = samples - samples % 16;
  index const full_lanes = lanes - lanes % 16;
  for (index i = 0; i < full_samples; i += 16) {
    for (index j = 0; j < full_lanes; j += 16) {
      T const* const source = from + i * f.sample + j * f.lane;
      T* const destination = to + i * t.sample + j * t.lane;
      for (index r = 0; r < 16; r += 4) {
        for (index c = 0; c < 16; c += 4) {
          transpose_4x4(source + r * row + c, row, destination + c * to_row + r, to_row);
        }
      }
    }
  }
  copy_one_by_one(full_samples, lanes - full_lanes, from + full_lanes * f.lane, f, to + full_lanes * t.lane, t);
  copy_one_by_one(samples - full_samples, lanes, from + full_samples * f.sample, f, to + full_samples * t.sample, t);
}

}  // namespace detail

/// Copy `samples` samples of `lanes` lanes.
template <class T>
void copy_samples(index samples, index lanes, T const* from, distances f, T* to, distances t) {
  if (f.lane == 1 && t.lane == 1) {
    for (index i = 0; i < samples; ++i) { std::copy_n(from + i * f.sample, lanes, to + i * t.sample); }
  } else if (f.sample == 1 && t.sample == 1) {
    for (index j = 0; j < lanes; ++j) { std::copy_n(from + j * f.lane, samples, to + j * t.lane); }
  } else if ((f.lane == 1 && t.sample == 1) || (f.sample == 1 && t.lane == 1)) {
    detail::copy_transposed(samples, lanes, from, f, to, t);
  } else {
    detail::copy_one_by_one(samples, lanes, from, f, to, t);
  }
}

}  // namespace convolt::bench
