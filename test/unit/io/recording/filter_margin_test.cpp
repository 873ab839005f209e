// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/io/recording/filter_margin.hpp: chunks that are filtered with the margin that their filter
/// asks for are the whole recording, filtered.
#include <convolt/io/recording/filter_margin.hpp>

#include <convolt/dsp/filters/bessel.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/filter.hpp>
#include <convolt/dsp/filters/filtfilt.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/notch.hpp>
#include <convolt/io/recording.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace dsp = convolt::dsp;
namespace io = convolt::io;
using convolt::index;

io::recording random_recording(convolt::test::scratch_folder const& folder, index samples, unsigned seed) {
  std::mt19937 random(seed);
  std::string bytes;
  for (index i = 0; i < 2 * 2 * samples; ++i) { bytes += static_cast<char>(random() & 0xFFU); }
  return io::open_raw(folder.put("a.dat", bytes), 1. * uV, 1. * kHz, {.channels = 2});
}

/// The largest difference between filtered chunks and the filtered whole, as a part of the largest sample.
template <class Design, class Apply>
double largest_difference(io::recording const& r, Design const& d, index length, Apply const& apply) {
  auto const whole = apply(r.load<double>(uV));
  double worst = 0, largest = 0;
  std::size_t at = 0;
  for (auto const& chunk : r.chunks(length, d)) {
    auto const y = chunk.drop_margin(apply(chunk.template load<double>(uV)));
    for (std::size_t n = 0; n < y.shape(0); ++n, ++at) {
      for (std::size_t c = 0; c < 2; ++c) {
        worst = std::max(worst, std::abs(y.raw()(n, c) - whole.raw()(at, c)));
        largest = std::max(largest, std::abs(whole.raw()(at, c)));
      }
    }
  }
  CHECK(at == whole.shape(0));
  return worst / largest;
}

template <class Design>
void check_margin_of(Design const& d, index length) {
  convolt::test::scratch_folder const folder;
  auto const r = random_recording(folder, 4000, 7);
  REQUIRE(r.chunks(length, d).margin() < 1500);  // so that there are chunks with less than all of it
  CHECK(largest_difference(r, d, length, [&](auto const& x) { return dsp::filter(d, x); }) < 1e-13);
  CHECK(largest_difference(r, d, length, [&](auto const& x) { return dsp::filtfilt(d, x); }) < 1e-12);
}

TEST_CASE("chunks filtered with the margin that their filter asks for are the whole, filtered") {
  for (index const length : {700, 1999}) {  // the last chunk has 500 samples, or two
    check_margin_of(dsp::firwin(dsp::lowpass(80. * Hz), 20. * Hz, 60.), length);
    check_margin_of(dsp::butterworth(3, dsp::bandpass(30. * Hz, 80. * Hz)), length);
    check_margin_of(dsp::bessel(4, dsp::lowpass(60. * Hz)), length);
    check_margin_of(dsp::notch(50. * Hz, 4.), length);
  }
}

TEST_CASE("with less than they ask for there is a difference") {
  convolt::test::scratch_folder const folder;
  auto const r = random_recording(folder, 4000, 8);
  auto const d = dsp::butterworth(3, dsp::bandpass(30. * Hz, 80. * Hz));
  auto const whole = dsp::filter(d, r.load<double>(uV));
  auto const chunk = r.chunks(700, r.chunks(700, d).margin() / 8)[1];
  auto const y = chunk.drop_margin(dsp::filter(d, chunk.load<double>(uV)));
  CHECK(std::abs(y.raw()(0, 0) - whole.raw()(700, 0)) > 1e-6);
}

TEST_CASE("a margin is what a filter remembers") {
  using io::detail::margin_in_samples;
  using io::detail::seconds;
  seconds const step = 1. * ms;
  CHECK(margin_in_samples(dsp::firwin(31, dsp::lowpass(80. * Hz)), step, 1000) == 93);
  CHECK(margin_in_samples(dsp::firwin(31, dsp::lowpass(80. * Hz)), step, 10) == 10);
  CHECK(io::detail::left_after_a_sample(0, 0) == 0);
  CHECK(io::detail::left_after_a_sample(-0.9, 0) == Approx(0.9));
  CHECK(io::detail::left_after_a_sample(0.5, -0.5) == Approx(1));
  CHECK(io::detail::left_after_a_sample(0, 0.81) == Approx(0.9));
  CHECK(io::detail::samples_until_rounding(0) == 0);
  CHECK(io::detail::samples_until_rounding(0.5) == 52);
  CHECK_THROWS_AS(io::detail::samples_until_rounding(1), convolt::parameter_error);
  CHECK_THROWS_AS(io::detail::samples_until_rounding(std::nan("")), convolt::parameter_error);
}

}  // namespace
