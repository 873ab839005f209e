// SPDX-License-Identifier: BSD-3-Clause
/// dsp::filter and dsp::filtfilt against plain recursions and sums, one element at a time: any shape, any dimension for
/// time, extents of 0, 1 and primes, arrays that lie in any way. All numbers are small whole ones, so that both are
/// exact and must be equal.

#include <convolt/dsp/filters/filter.hpp>
#include <convolt/dsp/filters/filtfilt.hpp>
#include <convolt/units.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

class draws {
 public:
  explicit draws(std::uint64_t seed) : engine_(seed) {}
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  std::size_t size(std::vector<int> const& of) {
    return static_cast<std::size_t>(of[static_cast<std::size_t>(whole(0, static_cast<int>(of.size()) - 1))]);
  }

 private:
  std::mt19937_64 engine_;
};

struct whole_sections {
  std::vector<dsp::section> chain;
  std::vector<dsp::section> sections_at(double) const { return chain; }
};
struct whole_taps {
  std::vector<double> list;
  std::vector<double> taps_at(double) const { return list; }
};

using line = std::vector<double>;

line plain(whole_sections const& d, line x) {
  for (dsp::section const& s : d.chain) {
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
    for (double& at : x) {
      double const y = s.b0 * at + s.b1 * x1 + s.b2 * x2 - s.a1 * y1 - s.a2 * y2;
      x2 = x1;
      x1 = at;
      y2 = y1;
      y1 = at = y;
    }
  }
  return x;
}
/// With `before` instead of zeros in front of the first sample.
line sums(line const& taps, line const& x, double before) {
  line y;
  for (std::size_t n = 0; n < x.size(); ++n) {
    double sum = 0;
    for (std::size_t k = 0; k < taps.size(); ++k) { sum += taps[k] * (k <= n ? x[n - k] : before); }
    y.push_back(sum);
  }
  return y;
}
line plain(whole_taps const& d, line const& x) { return sums(d.list, x, 0); }
line plain_both_ways(line const& taps, line const& x) {
  std::size_t const beyond = 3 * taps.size(), n = x.size();
  line longer;
  for (std::size_t i = beyond; i > 0; --i) { longer.push_back(2 * x[0] - x[i]); }
  longer.insert(longer.end(), x.begin(), x.end());
  for (std::size_t i = 1; i <= beyond; ++i) { longer.push_back(2 * x[n - 1] - x[n - 1 - i]); }
  for (int way = 0; way < 2; ++way) {
    longer = sums(taps, longer, longer[0]);
    longer = line(longer.rbegin(), longer.rend());
  }
  return line(longer.begin() + static_cast<std::ptrdiff_t>(beyond),
              longer.begin() + static_cast<std::ptrdiff_t>(beyond + n));
}

/// A random array of three dimensions, every line of the result along `axis` compared with what `of` makes of the line.
template <class Filtered, class Of>
void compare(xt::xtensor<double, 3> const& x, Filtered const& y, std::size_t axis, Of const& of) {
  REQUIRE(y.shape() == x.shape());
  std::size_t const a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;
  std::array<std::size_t, 3> at{};
  std::size_t different = 0;
  for (at[a] = 0; at[a] < x.shape(a); ++at[a]) {
    for (at[b] = 0; at[b] < x.shape(b); ++at[b]) {
      line given, found;
      for (at[axis] = 0; at[axis] < x.shape(axis); ++at[axis]) {
        given.push_back(x[at]);
        found.push_back(static_cast<double>(y[at]));
      }
      different += of(given) == found ? 0u : 1u;
    }
  }
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("every line is filtered as it would be alone") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    draws next(seed);
    std::size_t const axis = static_cast<std::size_t>(next.whole(0, 2));
    std::array<std::size_t, 3> shape{next.size({0, 1, 2, 5, 37}), next.size({1, 2, 3, 7}), next.size({1, 3, 33, 64})};
    std::swap(shape[axis], shape[static_cast<std::size_t>(next.whole(0, 2))]);
    shape[axis] = next.size({0, 1, 2, 13, 17});
    xt::xtensor<double, 3> x(shape);
    for (double& number : x) { number = next.whole(-3, 3); }
    dsp::filter_options const o{.axis = static_cast<int>(axis) - (next.whole(0, 1) == 0 ? 0 : 3)};

    whole_sections recursive;
    for (int i = next.whole(1, 3); i > 0; --i) {
      auto const number = [&] { return static_cast<double>(next.whole(-1, 1)); };
      recursive.chain.push_back({number() + 2, number(), number(), number(), number()});
    }
    auto const of_sections = [&](line const& one_line) { return plain(recursive, one_line); };
    compare(x, dsp::filter(recursive, x, 1. * Hz, o), axis, of_sections);
    xt::xtensor<double, 3, xt::layout_type::column_major> const columns = x;
    compare(x, dsp::filter(recursive, columns, 1. * Hz, o), axis, of_sections);

    whole_taps finite;
    for (int i = next.whole(1, 6); i > 0; --i) { finite.list.push_back(next.whole(-3, 3)); }
    compare(x, dsp::filter(finite, x, 1. * Hz, o), axis, [&](line const& l) { return plain(finite, l); });
    if (shape[axis] > 3 * finite.list.size()) {
      compare(x, dsp::filtfilt(finite, x, 1. * Hz, {.axis = o.axis}), axis,
              [&](line const& l) { return plain_both_ways(finite.list, l); });
    }
  }
}
