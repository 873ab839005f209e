// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/engine/loops/channel_sums.hpp: the sums themselves, in all layouts, and how exact they are.

#include <convolt/engine/loops/channel_sums.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

using convolt::index;
using convolt::engine::sum_channels;
using convolt::engine::summed_axes;

namespace {

/// The same one after the other, as positions are listed.
template <class Sum, class T>
std::vector<Sum> plain_sums(T const* first, index channels, index channel_step, summed_axes const& axes) {
  std::vector<Sum> sums(static_cast<std::size_t>(channels));
  std::vector<index> offsets{0};
  for (auto const& axis : axes) {
    std::vector<index> next;
    for (index const o : offsets) {
      for (index i = 0; i < axis.extent; ++i) { next.push_back(o + i * axis.step); }
    }
    offsets = next;
  }
  for (index c = 0; c < channels; ++c) {
    for (index const o : offsets) {
      sums[static_cast<std::size_t>(c)] += static_cast<Sum>(first[c * channel_step + o]);
    }
  }
  return sums;
}

template <class T>
std::vector<T> whole_numbers(std::size_t size) {
  std::vector<T> numbers(size);
  for (std::size_t i = 0; i < size; ++i) { numbers[i] = static_cast<T>(static_cast<std::int8_t>(i * i % 23 - 9)); }
  return numbers;
}

template <class T>
std::vector<T> sums_of(T const* first, index channels, index channel_step, summed_axes const& axes, T factor = T(1)) {
  std::vector<T> sums(static_cast<std::size_t>(channels), T(99));
  sum_channels(first, channels, channel_step, axes, factor, sums.data());
  return sums;
}

}  // namespace

TEMPLATE_TEST_CASE("sums are exact for whole numbers, for all extents and layouts", "", float, double, std::int16_t,
                   std::complex<float>) {
  auto const x = whole_numbers<TestType>(std::size_t{3} * 70 * 4 * 37 + 8);
  for (index const channels : {1, 2, 15, 16, 17, 37}) {
    for (index const length : {1, 3, 31, 32, 33, 70}) {
      CAPTURE(channels, length);
      index const c = channels, n = length;
      auto const check = [&](index channel_step, summed_axes const& axes) {
        CHECK(sums_of(x.data(), c, channel_step, axes) == plain_sums<TestType>(x.data(), c, channel_step, axes));
      };
      check(1, {{3, n * c}, {n, c}});                                  // channels last
      check(n, {{3, n * c}, {n, 1}});                                  // channels first
      check(n * 2, {{3, n * c * 2}, {n, 2}});                          // neighbours have a gap
      check(1, {{2, n * 2 * (c + 1)}, {2, n * (c + 1)}, {n, c + 1}});  // rows have a gap
      check(n, {{4, 1}, {3, c * n}, {n - n / 2, 1}});                  // windows that overlap
      check(1, {{n, 0}, {2, c}});                                      // repeated
      check(0, {{n, 1}});                                              // channels that are one
    }
  }
  CHECK(sums_of(x.data() + 300, 2, 40, {{5, -3}, {4, -20}}) ==
        plain_sums<TestType>(x.data() + 300, 2, 40, {{5, -3}, {4, -20}}));
  CHECK(sums_of(x.data(), 3, 5, {}) == std::vector<TestType>{x[0], x[5], x[10]});
}

TEST_CASE("a sum over nothing is zero, and needs no numbers") {
  CHECK(sums_of<double>(nullptr, 2, 1, {{0, 2}, {7, 2}}) == std::vector<double>{0, 0});
  CHECK(sums_of<double>(nullptr, 0, 1, {{3, 2}}).empty());
}

TEST_CASE("the factor scales each sum once; what is not finite stays in its channel") {
  std::vector<float> x = whole_numbers<float>(120);
  x[4] = std::numeric_limits<float>::infinity();
  x[7] = std::numeric_limits<float>::quiet_NaN();
  for (index const step : {1, 40}) {
    summed_axes const axes{{40, step == 1 ? 3 : 1}};
    auto const sums = sums_of(x.data(), 3, step, axes, 0.5F);
    auto const plain = plain_sums<float>(x.data(), 3, step, axes);
    for (std::size_t c = 0; c < 3; ++c) {
      CHECK(std::isnan(sums[c]) == std::isnan(plain[c]));
      if (std::isfinite(plain[c])) { CHECK(sums[c] == 0.5F * plain[c]); }
    }
  }
  std::vector<std::int8_t> const large(300, 100);
  CHECK(sums_of<std::int8_t>(large.data(), 1, 1, {{300, 1}})[0] == static_cast<std::int8_t>(300 * 100 % 256));
}

TEST_CASE("the error of long sums is a few roundings, measured in higher precision") {
  std::mt19937_64 random(7);
  std::vector<float> x(16 * 50000);
  for (float& number : x) { number = static_cast<float>(random() >> 40) * 0x1p-24F; }
  for (bool const last : {true, false}) {
    index const step = last ? 1 : 50000;
    summed_axes const axes{{50000, last ? 16 : 1}};
    auto const sums = sums_of(x.data(), 16, step, axes);
    auto const exact = plain_sums<double>(x.data(), 16, step, axes);
    for (std::size_t c = 0; c < 16; ++c) {
      double const error = std::abs(static_cast<double>(sums[c]) - exact[c]) / exact[c];
      CHECK(error < 8 * static_cast<double>(std::numeric_limits<float>::epsilon()));  // one by one: some hundreds
    }
  }
}
