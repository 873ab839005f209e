// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/lanes/sections.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

using convolt::engine::lane_group;
using convolt::engine::numbers_of_section;
using arch = convolt::engine::vectors_of<convolt::target_arch>;

constexpr auto group = static_cast<std::size_t>(lane_group);

std::vector<double> random_numbers(std::mt19937_64& random, std::size_t count, double size) {
  std::uniform_real_distribution<double> anywhere(-size, size);
  std::vector<double> numbers(count);
  for (double& x : numbers) { x = anywhere(random); }
  return numbers;
}

/// Poles within a circle of 0.9, and zeros anywhere, or as low and high passes have them: alike, or all kinds in turn.
enum class zeros { anywhere, low_pass, high_pass, band_pass, mixed };

std::vector<double> random_sections(std::mt19937_64& random, std::size_t chain, zeros which) {
  std::vector<double> all = random_numbers(random, chain * numbers_of_section, 1);
  std::uniform_real_distribution<double> radius(0, 0.9), angle(0, 3.1);
  for (std::size_t s = 0; s < chain; ++s) {
    zeros const here = which == zeros::mixed ? static_cast<zeros>(random() % 4) : which;
    if (here != zeros::anywhere) {
      all[s * numbers_of_section] = 1;
      all[s * numbers_of_section + 1] = here == zeros::low_pass ? 2 : here == zeros::high_pass ? -2 : 0;
      all[s * numbers_of_section + 2] = here == zeros::band_pass ? -1 : 1;
    }
    double const r = radius(random);
    all[s * numbers_of_section + 3] = -2 * r * std::cos(angle(random));
    all[s * numbers_of_section + 4] = r * r;
  }
  return all;
}

struct signal {
  std::vector<double> rows, state;

  void run(std::vector<double> const& sections, std::size_t first, std::size_t count, convolt::index lanes = lane_group,
           double gain = 1) {
    auto const chain = static_cast<convolt::index>(sections.size()) / numbers_of_section;
    convolt::engine::run_sections<arch>({.from = rows.data() + first * group,
                                         .from_step = lane_group,
                                         .to = rows.data() + first * group,
                                         .to_step = lane_group,
                                         .count = static_cast<convolt::index>(count),
                                         .lanes = lanes,
                                         .sections = sections.data(),
                                         .chain = chain,
                                         .state = state.data(),
                                         .gain = gain});
  }
};

std::vector<double> at_rest(std::size_t chain) {
  return std::vector<double>(static_cast<std::size_t>(convolt::engine::states_of_section) * chain * group, 0.);
}

/// f(a chain and its length) of every length and all kinds of zeros.
template <class F>
void for_chains(std::mt19937_64& random, std::size_t longest, F const& f) {
  for (std::size_t chain = 0; chain <= longest; ++chain) {
    for (zeros const which : {zeros::anywhere, zeros::low_pass, zeros::high_pass, zeros::band_pass, zeros::mixed}) {
      f(random_sections(random, chain, which), chain);
    }
  }
}

/// One channel by the difference equation, in long double.
std::vector<double> by_equation(std::vector<double> const& sections, std::vector<double> x) {
  for (std::size_t s = 0; s < sections.size(); s += numbers_of_section) {
    std::vector<long double> const f(sections.begin() + static_cast<std::ptrdiff_t>(s),
                                     sections.begin() + static_cast<std::ptrdiff_t>(s + numbers_of_section));
    long double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
    for (double& value : x) {
      long double const y = f[0] * static_cast<long double>(value) + f[1] * x1 + f[2] * x2 - f[3] * y1 - f[4] * y2;
      x2 = x1;
      x1 = static_cast<long double>(value);
      y2 = y1;
      y1 = y;
      value = static_cast<double>(y);
    }
  }
  return x;
}

}  // namespace

TEST_CASE("sections are the difference equation, for chains of any length", "[engine]") {
  std::mt19937_64 random(1);
  for_chains(random, 7, [&](std::vector<double> const& sections, std::size_t chain) {
    std::size_t const count = 50;
    double const gain = 0.75;
    signal s{random_numbers(random, count * group, 1), at_rest(chain)};
    signal const before = s;
    s.run(sections, 0, count, lane_group, gain);
    for (std::size_t l = 0; l < group; l += 7) {
      std::vector<double> channel(count);
      for (std::size_t n = 0; n < count; ++n) { channel[n] = gain * before.rows[n * group + l]; }
      auto const want = by_equation(sections, channel);
      double largest = 1;
      for (double const y : want) { largest = std::max(largest, std::abs(y)); }
      // Five roundings per section and sample, each remembered for about 1 / (1 - 0.9)^2 samples, amplified behind it
      // by no more than the largest number tells.
      double const bound = 5e2 * static_cast<double>(chain) * largest * std::numeric_limits<double>::epsilon();
      for (std::size_t n = 0; n < count; ++n) { CHECK(std::abs(s.rows[n * group + l] - want[n]) <= bound); }
    }
  });
}

TEST_CASE("sections give the same bits however rows are cut, and whatever the other lanes hold", "[engine]") {
  std::mt19937_64 random(2);
  for_chains(random, 7, [&](std::vector<double> const& sections, std::size_t chain) {
    std::size_t const count = 40;
    signal whole{random_numbers(random, count * group, 1), at_rest(chain)};
    signal cut = whole;
    signal narrow = whole;
    whole.run(sections, 0, count, lane_group, 0.7);
    for (std::size_t first = 0; first < count;) {
      auto const n = std::min(count - first, static_cast<std::size_t>(random() % 7));
      cut.run(sections, first, n, lane_group, 0.7);
      first += n;
    }
    CHECK(cut.rows == whole.rows);
    CHECK(cut.state == whole.state);
    std::size_t const lanes = 1 + random() % group;
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t l = lanes; l < group; ++l) {
        narrow.rows[n * group + l] = std::numeric_limits<double>::quiet_NaN();
      }
    }
    narrow.run(sections, 0, count, static_cast<convolt::index>(lanes), 0.7);
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t l = 0; l < lanes; ++l) { REQUIRE(narrow.rows[n * group + l] == whole.rows[n * group + l]); }
    }
  });
}

TEST_CASE("sections read rows and write rows elsewhere, at steps of their own", "[engine]") {
  std::mt19937_64 random(3);
  for_chains(random, 5, [&](std::vector<double> const& sections, std::size_t chain) {
    std::size_t const count = 9;
    signal in_place{random_numbers(random, count * group, 1), at_rest(chain)};
    std::vector<double> spread(2 * count * group, 99.), out(3 * count * group, 99.), state = in_place.state;
    for (std::size_t n = 0; n < count; ++n) {
      std::copy_n(in_place.rows.data() + n * group, group, spread.data() + 2 * n * group);
    }
    convolt::engine::run_sections<arch>({.from = spread.data(),
                                         .from_step = 2 * lane_group,
                                         .to = out.data(),
                                         .to_step = 3 * lane_group,
                                         .count = static_cast<convolt::index>(count),
                                         .lanes = lane_group,
                                         .sections = sections.data(),
                                         .chain = static_cast<convolt::index>(chain),
                                         .state = state.data()});
    in_place.run(sections, 0, count);
    CHECK(state == in_place.state);
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t l = 0; l < group; ++l) {
        REQUIRE(out[3 * n * group + l] == in_place.rows[n * group + l]);
        REQUIRE(out[(3 * n + 1) * group + l] == 99.);
      }
    }
  });
}
