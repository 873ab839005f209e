// SPDX-License-Identifier: BSD-3-Clause
/// Times two candidates against each other in alternating rounds, so that what else the machine does meets both alike.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>
#include <engine/element.hpp>
#include <engine/options.hpp>
#include <engine/peak.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <thread>
#include <vector>

#include <time.h>

namespace convolt::bench {

/// What time means: of the clock on the wall, or of the processor, which stands still while another program runs. The
/// latter is right for one thread on a busy machine and wrong for several threads.
enum class clock_kind { wall, processor };

inline clock_kind& chosen_clock() {
  static clock_kind kind = clock_kind::wall;
  return kind;
}

inline double now() {
  timespec t{};
  clock_gettime(chosen_clock() == clock_kind::wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Not a number if there are no values.
inline double median(std::vector<double> values) {
  if (values.empty()) { return std::numeric_limits<double>::quiet_NaN(); }
  std::sort(values.begin(), values.end());
  std::size_t const half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

inline double seconds_of_calls(timed& c, long calls) {
  double const begin = now();
  for (long i = 0; i < calls; ++i) { c.run(); }
  return now() - begin;
}

/// How many calls one sample needs to last for the given time. The first call is not representative.
inline long calls_for(timed& c, double sample_seconds) {
  c.run();
  long calls = 1;
  double spent = seconds_of_calls(c, calls);
  while (spent < sample_seconds / 4) {
    calls *= 4;
    spent = seconds_of_calls(c, calls);
  }
  return std::max(1L, std::lround(std::ceil(static_cast<double>(calls) * sample_seconds / spent)));
}

/// Threads look out for further work for a while before they sleep. Where there are several, those of one candidate
/// would take the processors from the other: so long it is left in peace.
inline constexpr std::chrono::milliseconds time_to_fall_asleep{20};

/// Seconds of one call, after one that is not counted and warms the caches.
inline double sample(timed& c, long calls, int threads = 1) {
  if (threads > 1) { std::this_thread::sleep_for(time_to_fall_asleep); }
  if (calls > 1 || threads > 1) { c.run(); }
  return seconds_of_calls(c, calls) / static_cast<double>(calls);
}

struct timing {
  double ours = std::numeric_limits<double>::quiet_NaN();   // seconds, median of the rounds
  double peers = std::numeric_limits<double>::quiet_NaN();  // likewise
  double ratio = std::numeric_limits<double>::quiet_NaN();  // median of the ratios of the rounds
  double peak = std::numeric_limits<double>::quiet_NaN();   // multiply-adds per second, median of the rounds
};

/// Of the numbers that these are made of, or null: nobody measures one for integers.
[[nodiscard]] inline double (*peak_of(element numbers))() {
  if (is_integer(numbers)) { return nullptr; }
  return numbers == element::f64 ? &measure_peak<double> : &measure_peak<float>;
}

/// Either side may be missing, and so may the measure of the peak.
inline timing time_rounds(timed* ours, timed* peer, options const& o, double (*peak)() = nullptr) {
  long const our_calls = ours == nullptr ? 0 : calls_for(*ours, o.sample_seconds);
  long const peer_calls = peer == nullptr ? 0 : calls_for(*peer, o.sample_seconds);
  std::vector<double> our_times, peer_times, ratios, peaks;
  for (int round = 0; round < o.rounds; ++round) {
    if (peak != nullptr) { peaks.push_back(peak()); }
    bool const peer_first = round % 2 == 1;
    if (peer != nullptr && peer_first) { peer_times.push_back(sample(*peer, peer_calls, o.threads)); }
    if (ours != nullptr) { our_times.push_back(sample(*ours, our_calls, o.threads)); }
    if (peer != nullptr && !peer_first) { peer_times.push_back(sample(*peer, peer_calls, o.threads)); }
    if (ours != nullptr && peer != nullptr) { ratios.push_back(peer_times.back() / our_times.back()); }
  }
  return {median(our_times), median(peer_times), median(ratios), median(peaks)};
}

}  // namespace convolt::bench
