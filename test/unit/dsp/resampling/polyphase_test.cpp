// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/polyphase.hpp.
#include <convolt/dsp/resampling/polyphase.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

namespace {

using namespace convolt::dsp::detail;
using convolt::boundary;
using sample_number = convolt::index;
using convolt::target_arch;

template <class T>
struct change_of_rate {
  sample_number up, down, offset, taps, outer, samples, inner, results;
  boundary around;
  std::vector<T> h, x;
};

template <class T>
change_of_rate<T> random_change(std::mt19937& random) {
  auto const any = [&](sample_number from, sample_number to) {
    return std::uniform_int_distribution<sample_number>(from, to)(random);
  };
  change_of_rate<T> c{any(1, 5),  any(1, 5),  any(-9, 30),
                      any(0, 23), any(1, 3),  any(0, 70),
                      any(1, 19), any(0, 90), static_cast<boundary>(any(0, 4)),
                      {},         {}};
  if (any(0, 3) == 0) { c.up = 160; }
  if (any(0, 3) == 0) { c.outer = any(1, 19), c.inner = 1; }
  auto const fill = [&](std::vector<T>& v, sample_number n) {
    for (sample_number i = 0; i < n; ++i) { v.push_back(static_cast<T>(std::normal_distribution<>()(random))); }
  };
  fill(c.h, c.taps);
  fill(c.x, c.outer * c.samples * c.inner);
  return c;
}

template <class T>
std::vector<T> computed(change_of_rate<T> const& c, sample_number first, sample_number count) {
  std::vector<T> y(static_cast<std::size_t>(c.outer * count * c.inner), T(-99));
  phase_table<T> const table(c.h.data(), c.taps, c.up, c.down, c.offset);
  convolt::engine::workspace space;
  polyphase<T, target_arch> const filter(table);
  filter({c.x.data(), c.outer, c.samples, c.inner}, {c.around, T(0)}, first, {y.data(), c.outer, count, c.inner},
         space);
  return y;
}

/// As it is defined, in double; `bound` is what rounding may make of it.
template <class T>
double defined(change_of_rate<T> const& c, sample_number signal, sample_number o, double& bound) {
  signal_block<T const> const x{c.x.data(), c.outer, c.samples, c.inner};
  double sum = 0, sizes = 0;
  int terms = 0;
  for (sample_number k = 0; k < c.taps; ++k) {
    sample_number const position = o * c.down + c.offset - k;
    if (floor_remainder(position, c.up) != 0) { continue; }
    sample_number const t = convolt::geometry::source_of(c.around, floor_quotient(position, c.up), c.samples);
    ++terms;
    if (t < 0) { continue; }
    double const product = double(c.h[static_cast<std::size_t>(k)]) * double(x.of_signal(signal)[t * c.inner]);
    sum += product;
    sizes += std::abs(product);
  }
  // A product and a sum are rounded for each term; the reference is off by as much in double.
  bound = (terms + 2) * sizes * (double(std::numeric_limits<T>::epsilon()) + std::numeric_limits<double>::epsilon());
  return sum;
}

template <class T>
void compare_with_definition() {
  unsigned const seed = 20260;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int n = 0; n < 150; ++n) {
    change_of_rate<T> const c = random_change<T>(random);
    std::vector<T> const y = computed(c, 0, c.results);
    INFO("case " << n << ": " << c.up << "/" << c.down << ", " << c.taps << " taps, " << c.samples << " samples");
    std::size_t at = 0;
    for (sample_number o = 0; o < c.outer; ++o) {
      for (sample_number t = 0; t < c.results; ++t) {
        for (sample_number i = 0; i < c.inner; ++i, ++at) {
          double bound = 0;
          double const expected = defined(c, o * c.inner + i, t, bound);
          if (!(std::abs(double(y[at]) - expected) <= bound)) { CHECK(double(y[at]) == expected); }
        }
      }
    }
    REQUIRE(at == y.size());
  }
}

TEST_CASE("outputs are the sums that define them, in every layout and beyond both ends") {
  compare_with_definition<double>();
  compare_with_definition<float>();
}

TEST_CASE("any cutting into ranges of outputs gives the same bits, and any layout") {
  std::mt19937 random(77);
  for (int n = 0; n < 40; ++n) {
    change_of_rate<float> c = random_change<float>(random);
    c.outer = 1;
    c.results = 200;
    c.x.resize(static_cast<std::size_t>(c.samples * c.inner));
    std::vector<float> const whole = computed(c, 0, c.results);
    std::vector<float> pieces;
    for (sample_number done = 0; done < c.results;) {
      sample_number const some = std::min(1 + static_cast<sample_number>(random() % 37), c.results - done);
      std::vector<float> const piece = computed(c, done, some);
      pieces.insert(pieces.end(), piece.begin(), piece.end());
      done += some;
    }
    REQUIRE(std::memcmp(whole.data(), pieces.data(), whole.size() * sizeof(float)) == 0);
    change_of_rate<float> lines = c;
    lines.outer = c.inner;
    lines.inner = 1;
    for (sample_number i = 0; i < c.inner; ++i) {
      for (sample_number t = 0; t < c.samples; ++t) {
        lines.x[static_cast<std::size_t>(i * c.samples + t)] = c.x[static_cast<std::size_t>(t * c.inner + i)];
      }
    }
    std::vector<float> const by_lines = computed(lines, 0, c.results);
    for (sample_number i = 0; i < c.inner; ++i) {
      for (sample_number t = 0; t < c.results; ++t) {
        float const by_line = by_lines[static_cast<std::size_t>(i * c.results + t)];
        REQUIRE(by_line == whole[static_cast<std::size_t>(t * c.inner + i)]);
      }
    }
  }
}

TEST_CASE("a window with the samples that outputs meet is as good as all of them") {
  std::mt19937 random(5);
  change_of_rate<double> c = random_change<double>(random);
  c.up = 3, c.down = 2, c.offset = 0, c.outer = 1, c.inner = 4, c.samples = 400, c.around = boundary::zero;
  c.x.resize(1600, 0.5);
  std::vector<double> const whole = computed(c, 0, 500);
  phase_table<double> const table(c.h.data(), c.taps, 3, 2);
  convolt::engine::workspace space;
  sample_number const first = 123, count = 77;
  sample_number const oldest = table.oldest_of(first), there = table.behind_newest_of(first, count) - oldest;
  std::vector<double> const window(c.x.begin() + oldest * 4, c.x.begin() + (oldest + there) * 4);
  std::vector<double> y(count * 4);
  polyphase<double, target_arch> const filter(table);
  filter({window.data(), 1, there, 4, oldest}, {}, first, {y.data(), 1, count, 4}, space);
  CHECK(std::equal(y.begin(), y.end(), whole.begin() + first * 4));
}

TEST_CASE("a sample that is not a number reaches the outputs that meet it alone") {
  change_of_rate<float> c{
      3, 2, 0, 7, 1, 60, 1, 90, boundary::zero, std::vector<float>(7, 1.F), std::vector<float>(60, 1.F)};
  c.x[20] = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> const y = computed(c, 0, 90);
  phase_table<float> const table(c.h.data(), 7, 3, 2);
  for (sample_number o = 0; o < 90; ++o) {
    phase_sum<float> const sum = table.of_output(o);
    bool const met = sum.oldest <= 20 && 20 < sum.oldest + sum.count;
    REQUIRE(std::isnan(y[static_cast<std::size_t>(o)]) == met);
  }
}

}  // namespace
