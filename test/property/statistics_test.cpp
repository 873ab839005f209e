// SPDX-License-Identifier: BSD-3-Clause
/// Statistics against loops that say what each means: with NaN, infinities, ties, no sample and one.

#include <convolt/statistics.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

using numbers = std::vector<double>;

class draws {
 public:
  explicit draws(std::uint64_t seed) : engine_(seed) {}
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  /// Whole numbers with many ties; one line in four has what is none.
  numbers line(int n) {
    bool const holey = whole(0, 3) == 0;
    numbers x;
    for (int k = 0; k < n; ++k) {
      int const kind = holey ? whole(0, 9) : 9;
      x.push_back(kind == 0 ? std::nan("") : kind == 1 ? HUGE_VAL : kind == 2 ? -HUGE_VAL : whole(-6, 6));
    }
    return x;
  }

 private:
  std::mt19937_64 engine_;
};

auto array_of(numbers const& x) {
  xt::xtensor<double, 1> a(std::array<std::size_t, 1>{x.size()});
  std::copy(x.begin(), x.end(), a.begin());
  return a * mV;
}
bool has_nan(numbers const& x) {
  return std::any_of(x.begin(), x.end(), [](double v) { return std::isnan(v); });
}
bool near(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-9; }

double naive_percentile(numbers x, double p) {
  if (has_nan(x)) { return std::nan(""); }
  std::sort(x.begin(), x.end());
  double const place = p / 100 * static_cast<double>(x.size() - 1);
  auto const low = static_cast<std::size_t>(std::floor(place)), high = static_cast<std::size_t>(std::ceil(place));
  if (x[low] == x[high]) { return x[low]; }
  return x[low] * (1 - (place - std::floor(place))) + x[high] * (place - std::floor(place));
}

/// Whether sample i is the middle of a plateau, or alone, with a lower neighbour on both sides.
bool is_peak(numbers const& x, std::size_t i) {
  std::size_t first = i, last = i;
  while (first > 0 && x[first - 1] == x[i]) { --first; }
  while (last + 1 < x.size() && x[last + 1] == x[i]) { ++last; }
  return first > 0 && last + 1 < x.size() && x[first - 1] < x[i] && x[last + 1] < x[i] && (first + last) / 2 == i;
}
/// Peaks from the highest down, each unless one that was taken is nearer than `dead` samples.
std::vector<std::size_t> naive_peaks(numbers const& x, double level, int dead) {
  std::vector<std::size_t> left, taken;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_peak(x, i) && x[i] >= level) { left.push_back(i); }
  }
  while (!left.empty()) {
    auto best = left.begin();
    for (auto it = left.begin(); it != left.end(); ++it) {
      if (x[*it] > x[*best]) { best = it; }
    }
    bool const free = std::all_of(taken.begin(), taken.end(), [&](std::size_t t) {
      return std::abs(static_cast<int>(t) - static_cast<int>(*best)) >= dead;
    });
    if (free) { taken.push_back(*best); }
    left.erase(best);
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

}  // namespace

TEST_CASE("percentiles, root mean squares and covariances of drawn lines") {
  std::uint64_t const seed = 41;
  draws next(seed);
  for (int i = 0; i < 500; ++i) {
    int const n = next.whole(1, 12);
    numbers const x = next.line(n), y = next.line(n);
    double const p = next.whole(0, 8) * 12.5;
    auto const q = array_of(x), r = array_of(y);
    INFO("seed " << seed << ", case " << i << ": " << q << ", p " << p);
    REQUIRE(near(percentile(q, p).raw(), naive_percentile(x, p)));
    double squares = 0, mean_x = 0, mean_y = 0, product = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      squares += x[k] * x[k];
      mean_x += x[k] / n;
      mean_y += y[k] / n;
    }
    for (std::size_t k = 0; k < x.size(); ++k) { product += (x[k] - mean_x) * (y[k] - mean_y); }
    REQUIRE(near(rms(q).raw(), std::sqrt(squares / n)));
    REQUIRE(near(covariance(q, r, ddof{0}).raw(), product / n));
    double const middle = naive_percentile(x, 50);
    numbers distances;
    for (double const v : x) { distances.push_back(std::abs(v - middle)); }
    REQUIRE(near(mad(q).raw(), naive_percentile(distances, 50)));
  }
}

TEST_CASE("histograms of drawn lines count every sample once") {
  std::uint64_t const seed = 42;
  draws next(seed);
  for (int i = 0; i < 500; ++i) {
    numbers const x = next.line(next.whole(0, 20));
    int const bins = next.whole(1, 5), low = next.whole(-7, 3), high = low + next.whole(1, 8);
    auto const q = array_of(x);
    INFO("seed " << seed << ", case " << i << ": " << q << ", " << bins << " bins, " << low << " to " << high);
    auto const h = histogram(q, bins, 1. * low * mV, 1. * high * mV);
    std::int64_t missing = 0, below = 0, above = 0;
    std::vector<std::int64_t> counts(static_cast<std::size_t>(bins), 0);
    for (double const v : x) {
      if (std::isnan(v)) {
        ++missing;
        continue;
      }
      below += v < low ? 1 : 0;
      above += v > high ? 1 : 0;
      for (int b = 0; b < bins; ++b) {
        double const from = h.edges.raw()(b), to = h.edges.raw()(b + 1);
        if (v >= from && (v < to || (b + 1 == bins && v == to))) { ++counts[static_cast<std::size_t>(b)]; }
      }
    }
    REQUIRE(h.missing == missing);
    REQUIRE(h.below == below);
    REQUIRE(h.above == above);
    REQUIRE(std::equal(counts.begin(), counts.end(), h.counts.raw().begin()));
  }
}

TEST_CASE("trends of drawn lines leave what is orthogonal to 1 and to k") {
  std::uint64_t const seed = 43;
  draws next(seed);
  for (int i = 0; i < 300; ++i) {
    numbers const x = next.line(next.whole(0, 12));
    auto const q = array_of(x);
    INFO("seed " << seed << ", case " << i << ": " << q);
    auto const left = detrend(q).raw();
    bool const finite = std::all_of(x.begin(), x.end(), [](double v) { return std::isfinite(v); });
    double sum = 0, moment = 0, bend = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      REQUIRE((finite == std::isfinite(left(k))));
      sum += left(k);
      moment += left(k) * static_cast<double>(k);
      // What was taken off is a straight line.
      if (k > 1) { bend += std::abs((x[k] - left(k)) - 2 * (x[k - 1] - left(k - 1)) + (x[k - 2] - left(k - 2))); }
    }
    if (finite) {
      REQUIRE(std::abs(sum) < 1e-9);
      REQUIRE(std::abs(moment) < 1e-9);
      REQUIRE(bend < 1e-9);
    }
  }
}

TEST_CASE("peaks of drawn lines are taken from the highest down") {
  std::uint64_t const seed = 44;
  draws next(seed);
  for (int i = 0; i < 600; ++i) {
    numbers const x = next.line(next.whole(0, 25));
    int const level = next.whole(-6, 3), dead = next.whole(0, 6);
    auto const q = array_of(x);
    INFO("seed " << seed << ", case " << i << ": " << q << ", level " << level << ", dead " << dead);
    REQUIRE(find_peaks(q, 1. * level * mV, dead).samples == naive_peaks(x, level, dead));
  }
}
