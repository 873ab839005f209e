// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/filters/section_lanes.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/design.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::dsp::lane_rows;
using convolt::dsp::section;
using convolt::dsp::section_lanes;
using arch = convolt::target_arch;

/// scipy.signal.butter(4, 0.2, output="sos")
std::vector<section> const butterworth{
    {0.004824343357716231, 0.009648686715432462, 0.004824343357716231, -1.0485995763626117, 0.2961403575616696},
    {1., 2., 1., -1.320913430819426, 0.6327387928852765}};

template <class T>
std::vector<T> run(section_lanes& filter, std::vector<T> const& x, std::size_t first, std::size_t rows) {
  convolt::index const c = filter.channels();
  std::vector<T> y(rows * static_cast<std::size_t>(c));
  filter.run<arch>(lane_rows<T const>{x.data() + static_cast<convolt::index>(first) * c, c, 1},
                   lane_rows<T>{y.data(), c, 1}, static_cast<convolt::index>(rows));
  return y;
}

}  // namespace

TEST_CASE("an impulse through a Butterworth filter is SciPy's", "[dsp]") {
  section_lanes filter(butterworth, 1);
  std::vector<double> x(6, 0.);
  x[0] = 1;
  // scipy.signal.sosfilt(sos, [1, 0, 0, 0, 0, 0])
  std::vector<double> const want{0.004824343357716231, 0.0307287177680858, 0.09059468195488292,
                                 0.16794482184473727,  0.2246412713440282, 0.23345718786760047};
  auto const y = run(filter, x, 0, x.size());
  for (std::size_t n = 0; n < want.size(); ++n) { CHECK(y[n] == Approx(want[n]).epsilon(1e-12)); }
}

TEST_CASE("a settled filter passes what was always there", "[dsp]") {
  auto const settled = convolt::dsp::settled_sections(butterworth);
  REQUIRE(settled.size() == 2);
  CHECK(settled[0].before == 1);
  CHECK(settled[1].before == settled[0].behind);
  CHECK(settled[1].behind == Approx(1).epsilon(1e-12));
  section_lanes filter(butterworth, 40);
  std::vector<float> x(40 * 30);
  for (std::size_t i = 0; i < x.size(); ++i) { x[i] = static_cast<float>(i % 40) - 7.F; }
  filter.settle(lane_rows<float const>{x.data(), 40, 1});
  auto const y = run(filter, x, 0, 30);
  for (std::size_t i = 0; i < x.size(); ++i) { CHECK(y[i] == Approx(x[i]).margin(1e-5)); }
}

TEST_CASE("sections over lanes go on where they stopped, in copies too, and begin again", "[dsp]") {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<float> anywhere(-1, 1);
  std::size_t const rows = 200, channels = 35;
  std::vector<float> x(rows * channels);
  for (float& v : x) { v = anywhere(random); }
  section_lanes filter(butterworth, channels);
  auto const whole = run(filter, x, 0, rows);
  filter.reset();
  auto first = run(filter, x, 0, 77);
  section_lanes copy = filter;
  auto const second = run(filter, x, 77, rows - 77);
  CHECK(run(copy, x, 77, rows - 77) == second);
  first.insert(first.end(), second.begin(), second.end());
  CHECK(first == whole);
}

TEST_CASE("a channel alone, at any steps, has the bits that it has among others", "[dsp]") {
  std::mt19937_64 random(6);
  std::uniform_real_distribution<double> anywhere(-1, 1);
  std::size_t const rows = 150, channels = 34, channel = 7;
  std::vector<double> x(rows * channels);
  for (double& v : x) { v = anywhere(random); }
  for (std::size_t order = 1; order <= 9; ++order) {
    CAPTURE(order);
    auto const chain = convolt::dsp::sections(
        convolt::dsp::butterworth(static_cast<int>(order), convolt::dsp::bandpass(300. * Hz, 3. * kHz)), 30. * kHz);
    section_lanes all(chain, static_cast<convolt::index>(channels)), alone(chain, 1);
    auto const want = run(all, x, 0, rows);
    std::vector<double> got(3 * rows, 5.);
    convolt::index const c = channels;
    for (std::size_t first = 0; first < rows; first += 50) {
      alone.run<arch>(lane_rows<double const>{x.data() + first * channels + channel, c, 100},
                      lane_rows<double>{got.data() + 3 * first, 3, -1}, 50);
    }
    for (std::size_t n = 0; n < rows; ++n) {
      CHECK(got[3 * n] == want[n * channels + channel]);
      CHECK((got[3 * n + 1] == 5 && got[3 * n + 2] == 5));
    }
  }
}

TEST_CASE("counts with a gain go in, counts come out, and what is not finite stays in its channel", "[dsp]") {
  section_lanes filter({section{.b0 = 0.5}}, 2);
  std::vector<std::int16_t> const counts{3, 5, -3, 32767};
  std::vector<std::int16_t> out(4);
  filter.run<arch>(lane_rows<std::int16_t const>{counts.data(), 2, 1}, lane_rows<std::int16_t>{out.data(), 2, 1}, 2,
                   3.);
  CHECK(out == std::vector<std::int16_t>{4, 8, -4, 32767});  // 4.5, 7.5, -4.5, far too much
  section_lanes recursive(butterworth, 2);
  std::vector<double> x(8, 1.);
  x[2] = std::numeric_limits<double>::quiet_NaN();
  auto const y = run(recursive, x, 0, 4);
  CHECK(std::isfinite(y[0]));
  CHECK((std::isnan(y[2]) && std::isnan(y[6])));
  CHECK(std::isfinite(y[7]));
}

TEST_CASE("sections over no channels or no rows, and chains of none", "[dsp]") {
  section_lanes none(butterworth, 0), empty({}, 1);
  CHECK(run<double>(none, {}, 0, 0).empty());
  CHECK(run<double>(empty, {1., 2.}, 0, 2) == std::vector<double>{1., 2.});
}

TEST_CASE("the gain of zeros at the ends goes ahead of the sections, where it stays a number", "[dsp]") {
  section const other{.b0 = 3, .b1 = 1, .b2 = 3};
  auto const scaled = convolt::dsp::with_gain_ahead({{.b0 = 0.1, .b1 = 0.2, .b2 = 0.1, .a1 = -0.5},
                                                     other,
                                                     {.b0 = -2, .b1 = 4, .b2 = -2},
                                                     {.b0 = 4, .b1 = -8, .b2 = 4},
                                                     {.b0 = 0.5, .b1 = 0, .b2 = -0.5}});
  CHECK(scaled.gain == Approx(-0.4).epsilon(1e-15));
  section const both{.b0 = 1, .b1 = 0, .b2 = -1}, high{.b0 = 1, .b1 = -2, .b2 = 1};
  CHECK(scaled.sections == std::vector<section>{{.b0 = 1, .b1 = 2, .b2 = 1, .a1 = -0.5}, other, high, high, both});
  // As many at one end as at the other: one of each in every section, unless one half is much nearer to its end.
  auto const alike = convolt::dsp::with_gain_ahead({{.b0 = 1, .b1 = 2, .b2 = 1, .a1 = -0.5}, other, high, both});
  CHECK(alike.sections == std::vector<section>{{.b0 = 1, .b1 = 0, .b2 = -1, .a1 = -0.5}, other, both, both});
  section const near_zero{.b0 = 1, .b1 = -2, .b2 = 1, .a1 = -1.9999, .a2 = 0.999901}, far{.b0 = 1, .b1 = 2, .b2 = 1};
  std::vector<section> const wide{near_zero, near_zero, far, far};
  CHECK(convolt::dsp::with_gain_ahead(wide).sections == wide);
  // Products that would come near the end of double's range stay in their sections.
  section const tiny{.b0 = 1e-60, .b1 = 2e-60, .b2 = 1e-60}, huge{.b0 = 1e120, .b1 = 2e120, .b2 = 1e120};
  auto const kept = convolt::dsp::with_gain_ahead({tiny, tiny, huge});
  CHECK(kept.gain == 1e-60 * 1e120);
  CHECK(kept.sections[1] == tiny);
  section const none{.b0 = 0, .b1 = 0, .b2 = 0};
  CHECK(convolt::dsp::with_gain_ahead({none}).sections.front() == none);
}

/// @brief The coefficients b0, b1, b2, a1, a2 of a section, with more digits than the filter has.
std::array<long double, 5> widened(section const& part) {
  return {static_cast<long double>(part.b0), static_cast<long double>(part.b1), static_cast<long double>(part.b2),
          static_cast<long double>(part.a1), static_cast<long double>(part.a2)};
}

TEST_CASE("sections of narrow and wide bands are the difference equation, beside an offset too", "[dsp]") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> anywhere(1000, 1);
  std::vector<double> x(20000);
  for (double& v : x) { v = anywhere(random); }
  struct wanted {
    int order;
    double low, high;
  };
  for (wanted const w :
       {wanted{4, 300, 6000}, {4, 0.1, 14000}, {8, 1, 100}, {8, 100, 9000}, {3, 8, 13}, {4, 300, 14900}}) {
    CAPTURE(w.order, w.low, w.high);
    auto const chain = convolt::dsp::sections(
        convolt::dsp::butterworth(w.order, convolt::dsp::bandpass(w.low * Hz, w.high * Hz)), 30. * kHz);
    section_lanes filter(chain, 1);
    auto const y = run(filter, x, 0, x.size());
    std::vector<long double> want(x.begin(), x.end());
    for (section const& part : chain) {
      auto const [b0, b1, b2, a1, a2] = widened(part);
      long double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
      for (long double& v : want) {
        long double const now = b0 * v + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
        x2 = std::exchange(x1, v);
        y2 = std::exchange(y1, now);
        v = now;
      }
    }
    long double largest = 0, error = 0;
    for (std::size_t n = x.size() / 2; n < x.size(); ++n) {
      largest = std::max(largest, std::abs(want[n]));
      error = std::max(error, std::abs(want[n] - static_cast<long double>(y[n])));
    }
    // Poles of a band at 0.1 Hz remember for 10^5 samples, and roundings with them.
    CHECK(static_cast<double>(error) <= 2e-9 * static_cast<double>(largest));
  }
}
