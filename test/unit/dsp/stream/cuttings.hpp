// SPDX-License-Identifier: BSD-3-Clause
/// Streams through random cuttings of one signal: what they all give must be the same.
/// Layer: test support.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace convolt::test {

/// Between -1 and 1.
template <class T>
std::vector<T> noise(std::uint64_t seed, index count) {
  std::mt19937_64 random(seed);
  std::vector<T> x(static_cast<std::size_t>(count));
  for (T& v : x) { v = static_cast<T>(static_cast<double>(random() % 2'000'001) * 1e-6 - 1); }
  return x;
}

/// Lengths of chunks: of none, of one, of a few, and of many samples.
inline std::vector<index> random_cutting(std::mt19937_64& random, index rows) {
  std::vector<index> chunks;
  for (index left = rows; left > 0;) {
    index const kind = pick(random, 0, 3);
    index const n = std::min(left, kind < 2 ? kind : kind == 2 ? pick(random, 2, 9) : pick(random, 10, 10 + rows));
    chunks.push_back(n);
    left -= n;
  }
  return chunks;
}

/// The rows through a copy of the runner, chunk by chunk, and what flush would give.
template <class T, class Runner, class In>
std::vector<T> run_in_chunks(Runner runner, std::vector<In> const& x, std::vector<index> const& chunks) {
  index const channels = runner.channels();
  std::vector<T> y;
  auto const run = [&](dsp::lane_rows<In const> const& from, index rows, index kept) {
    std::size_t const before = y.size();
    y.resize(before + static_cast<std::size_t>(runner.ready(rows) * channels) + 1);
    runner.template run<target_arch>(from, rows, dsp::lane_rows<T>{y.data() + before, channels, 1}, {});
    y.resize(before + static_cast<std::size_t>(kept * channels));
  };
  index done = 0;
  for (index const n : chunks) {
    run({x.data() + done * channels, channels, 1}, n, runner.ready(n));
    done += n;
  }
  In const zero{};
  index const zeros = runner.zeros_for_tail();
  run({&zero, 0, 0}, zeros, runner.tail());
  return y;
}

/// So many cuttings of one signal, all to the bit like that in one piece, which is returned.
template <class T, class Runner, class In>
std::vector<T> check_cuttings(Runner const& runner, std::vector<In> const& x, std::uint64_t seed, int cuttings = 1000) {
  index const rows = static_cast<index>(x.size()) / runner.channels();
  std::vector<T> const whole = run_in_chunks<T>(runner, x, {rows});
  std::mt19937_64 random(seed);
  for (int cutting = 0; cutting < cuttings; ++cutting) {
    std::vector<index> const chunks = random_cutting(random, rows);
    if (run_in_chunks<T>(runner, x, chunks) != whole) {
      CAPTURE(seed, cutting, chunks, rows, runner.channels());
      FAIL_CHECK("chunks do not give what the whole gives");
      break;
    }
  }
  return whole;
}

}  // namespace convolt::test
