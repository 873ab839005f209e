// SPDX-License-Identifier: BSD-3-Clause
/// Sampled quantities against loops that index one element at a time: reductions, broadcasting, epochs. Extents may be
/// 0 and 1, numbers NaN and infinite, axes descend.

#include <convolt/quantity.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

class draws {
 public:
  explicit draws(std::uint64_t seed) : engine_(seed) {}
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  /// Small whole numbers, and now and then what is none.
  double number() {
    if (whole(0, 60) == 0) { return std::numeric_limits<double>::quiet_NaN(); }
    if (whole(0, 60) == 0) { return whole(0, 1) == 0 ? HUGE_VAL : -HUGE_VAL; }
    return whole(-9, 9);
  }

 private:
  std::mt19937_64 engine_;
};

struct extents3 {
  int trials, channels, samples;
};

auto draw_trials(draws& next, extents3 const& e) {
  xt::xtensor<double, 3> x(
      std::array<std::size_t, 3>{std::size_t(e.trials), std::size_t(e.channels), std::size_t(e.samples)});
  for (double& v : x) { v = next.number(); }
  double const step = next.whole(0, 3) == 0 ? -0.5 : 0.5;
  return sampled(std::move(x) * mV, no_axis, no_axis, convolt::axis(1. * ms, step * ms, e.samples));
}

/// Equal, or NaN both.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// The sum and the largest of x(t, c, .), as NumPy has it.
double naive_sum(auto const& x, int t, int c) {
  double s = 0;
  for (std::size_t k = 0; k < x.shape(2); ++k) { s += x(t, c, k); }
  return s;
}
double naive_max(auto const& x, int t, int c) {
  double best = x(t, c, 0);
  for (std::size_t k = 1; k < x.shape(2); ++k) {
    double const v = x(t, c, k);
    if (std::isnan(best)) { break; }
    if (std::isnan(v) || v > best) { best = v; }
  }
  return best;
}

}  // namespace

TEST_CASE("reductions and what meets them, against plain loops") {
  std::uint64_t const seed = 21;
  draws next(seed);
  for (int i = 0; i < 200; ++i) {
    extents3 const e{next.whole(0, 3), next.whole(0, 3), next.whole(0, 5)};
    INFO("seed " << seed << ", case " << i << ": " << e.trials << " x " << e.channels << " x " << e.samples);
    auto const x = draw_trials(next, e);
    auto const sums = x.sum<ms>();
    auto const kept = x.sum<-1>(keepdims);
    auto const centred = x - sums;
    auto in_place = x;
    in_place -= kept;
    auto const per_channel = x.sum<0>(keepdims);
    auto const scaled = x * per_channel;
    auto const total = x.cumsum<2>();
    for (int t = 0; t < e.trials; ++t) {
      for (int c = 0; c < e.channels; ++c) {
        double const sum = naive_sum(x.raw(), t, c);
        REQUIRE(same(sums.raw()(t, c), sum));
        REQUIRE(same(kept.raw()(t, c, 0), sum));
        if (e.samples > 0) { REQUIRE(same(x.max<2>().raw()(t, c), naive_max(x.raw(), t, c))); }
        double running = 0;
        for (int k = 0; k < e.samples; ++k) {
          double const v = x.raw()(t, c, k);
          running += v;
          double across = 0;
          for (int other = 0; other < e.trials; ++other) { across += x.raw()(other, c, k); }
          REQUIRE(same(total.raw()(t, c, k), running));
          REQUIRE(same(centred.raw()(t, c, k), v - sum));
          REQUIRE(same(in_place.raw()(t, c, k), v - sum));
          REQUIRE(same(scaled.raw()(t, c, k), v * across));
        }
      }
    }
  }
}

TEST_CASE("epochs hold the samples whose distance from the onset's is a lag, or are dropped") {
  std::uint64_t const seed = 22;
  draws next(seed);
  for (int i = 0; i < 300; ++i) {
    extents3 const e{next.whole(0, 2), next.whole(0, 2), next.whole(0, 12)};
    auto const x = draw_trials(next, e);
    auto const& t = x.axis<2>();
    std::vector<quantity<milli<second>, double>> onsets;
    for (int n = next.whole(0, 4); n > 0; --n) { onsets.push_back(0.125 * next.whole(-30, 60) * ms); }
    int const from = next.whole(-3, 3), to = from + next.whole(0, 4);  // steps of 0.5 ms
    INFO("seed " << seed << ", case " << i << ": lags " << from << " to " << to << ", " << t);
    auto const [ep, dropped] = x.around(onsets, 0.5 * from * ms, 0.5 * to * ms, drop_incomplete);
    std::size_t trial = 0, missing = 0;
    for (std::size_t n = 0; n < onsets.size(); ++n) {
      double const steps = (onsets[n].raw() - t.start().raw()) / t.step().raw();
      int const at = static_cast<int>(std::floor(std::abs(steps) + 0.5)) * (steps < 0 ? -1 : 1);
      std::vector<int> samples;  // those at the lags that lie in [from, to), in the order of the axis
      for (int k = -20; k <= 20; ++k) {
        double const lag = k * t.step().raw();
        if (lag >= 0.5 * from && lag < 0.5 * to) { samples.push_back(at + k); }
      }
      bool const whole = samples.empty() || (samples.front() >= 0 && samples.back() < e.samples);
      if (samples.empty()) { break; }  // no lag, no sample: where the epoch would begin does not matter
      if (!whole) {
        REQUIRE(dropped.at(missing++) == n);
        continue;
      }
      REQUIRE(trial < ep.shape(0));
      REQUIRE(ep.shape(3) == samples.size());
      for (int a = 0; a < e.trials; ++a) {
        for (int c = 0; c < e.channels; ++c) {
          for (std::size_t k = 0; k < samples.size(); ++k) {
            REQUIRE(same(ep.raw()(trial, a, c, k), x.raw()(a, c, samples[k])));
          }
        }
      }
      ++trial;
    }
    REQUIRE(ep.shape(0) + dropped.size() == onsets.size());
  }
}
