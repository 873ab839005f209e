// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream.hpp>

#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/allocations.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <support/replaced_new.hpp>
#include <support/thrown_by.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <random>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace convolt::units::spelled;
namespace dsp = convolt::dsp;
using list = xt::xtensor<double, 1>;
using array = xt::xtensor<float, 2>;

array noise(std::size_t rows, std::size_t channels) {
  std::mt19937_64 random(7);
  array x = xt::zeros<float>({rows, channels});
  for (float& v : x) { v = static_cast<float>(convolt::test::pick(random, -1000, 1000)); }
  return x;
}

/// f with one stream of each kind, of four channels at 1 kHz.
template <class F>
void with_each_kind(F const& f) {
  dsp::stream_options const four{.channels = 4};
  f("taps", dsp::stream<float>(list{1, -0.5, 0.25}, 1. * kHz, four));
  f("sections", dsp::stream<float>(std::vector<dsp::section>{{0.1, 0.2, 0.1, -1.2, 0.5}}, 1. * kHz, four));
  f("resampling", dsp::stream<float>(dsp::resampling(3, 2), 1. * kHz, four));
  f("delays", dsp::stream<float>(dsp::delays(list{0, 0.1, 0.2, 2.5} * ms), 1. * kHz));
  f("partitioned", dsp::stream<float>(dsp::partitioned(list{1, 2, 3, 4, 5}, 3), 1. * kHz, four));
}

}  // namespace

TEST_CASE("sampled chunks of every kind of stream make one sampled signal, however they are cut", "[dsp]") {
  array const x = noise(50, 4);
  auto const whole = convolt::sampled(x * mV, convolt::axis(100. * ms, 1. * ms, 50), convolt::no_axis);
  with_each_kind([&](char const* kind, auto const& stream) {
    auto once = stream;
    auto const want = once.process(whole);
    auto const want_rest = once.flush();
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      CAPTURE(kind, seed);
      std::mt19937_64 random(seed);
      auto s = stream;
      std::size_t done = 0;
      double const step = want.template axis<0>().step().in(ms);
      for (convolt::index at = 0; at < 50;) {
        convolt::index const n = std::min<convolt::index>(50 - at, convolt::test::pick(random, 0, 17));
        convolt::index const expected = s.output_count(n);
        auto const y = s.process(whole.template slice<0>(at, n));
        REQUIRE(y.template axis<0>().count() == expected);
        CHECK(y.template axis<0>().start().in(ms) == Approx(100 + static_cast<double>(done) * step).epsilon(1e-12));
        for (std::size_t i = 0; i < y.shape(0); ++i) {
          for (std::size_t c = 0; c < 4; ++c) { REQUIRE(y.raw()(i, c) == want.raw()(done + i, c)); }
        }
        done += y.shape(0);
        at += n;
      }
      REQUIRE(done == want.shape(0));
      auto const rest = s.flush();
      CHECK((rest.raw() == want_rest.raw()));
      CHECK(rest.template axis<0>().start().in(ms) == Approx(100 + static_cast<double>(done) * step).epsilon(1e-12));
      CHECK((s.process(whole).raw() == want.raw()));  // from the beginning again
    }
  });
}

TEST_CASE("process_into allocates nothing after the first chunk", "[allocations]") {
  array const x = noise(40, 4);
  xt::xtensor<std::int16_t, 2> const counts = xt::cast<std::int16_t>(x);
  with_each_kind([&](char const* kind, auto stream) {
    CAPTURE(kind);
    array out = xt::zeros<float>({stream.output_count(1), convolt::index(4)});
    stream.process_into(out, array(xt::view(x, xt::range(0, 1), xt::all())));
    std::vector<array> outs;
    auto measuring = stream;
    for (int i = 0; i < 4; ++i) {
      outs.push_back(array(xt::zeros<float>({measuring.output_count(40), convolt::index(4)})));
      measuring.process_into(outs.back(), x);
    }
    std::size_t const before = convolt::test::allocations();
    stream.process_into(outs[0], x);
    stream.process_into(outs[1], counts);
    stream.process_into(outs[2], x);
    stream.process_into(outs[3], counts);
    CHECK(convolt::test::allocations() == before);
  });
}

TEST_CASE("process_into allocates nothing on another thread either", "[allocations]") {
  array const x = noise(40, 4);
  with_each_kind([&](char const* kind, auto stream) {
    CAPTURE(kind);
    array first = xt::zeros<float>({stream.output_count(40), convolt::index(4)});
    stream.process_into(first, x);
    array second_one = xt::zeros<float>({stream.output_count(40), convolt::index(4)});
    std::size_t allocated = 1;
    std::thread([&] {
      std::size_t const before = convolt::test::allocations();
      stream.process_into(second_one, x);
      allocated = convolt::test::allocations() - before;
    }).join();
    CHECK(allocated == 0);
  });
}

TEST_CASE("a stream whose memory fails at any allocation is as it was", "[allocations]") {
  array const x = noise(40, 4);
  auto const chunk = convolt::sampled(x * mV, convolt::axis(100. * ms, 1. * ms, 40), convolt::no_axis);
  auto const later = convolt::sampled(x * mV, convolt::axis(140. * ms, 1. * ms, 40), convolt::no_axis);
  with_each_kind([&](char const* kind, auto const& stream) {
    // f(stream) fails at every allocation of it, until it needs no more; what it gives then is what it always gives.
    auto const fails = [&](auto begun, auto const& f) {
      CAPTURE(kind);
      auto untouched = begun;
      auto const expected = f(untouched);
      for (std::int64_t number = 0;; ++number) {
        try {
          convolt::test::failing_allocation const failure(number);
          auto const y = f(begun);
          CHECK((number > 0 || y.size() == 0));
          CHECK((y.raw() == expected.raw()));
          CHECK(same_samples(y.template axis<0>(), expected.template axis<0>()));
          break;
        } catch (std::bad_alloc const&) { continue; }
      }
    };
    auto const process_first = [&](auto& s) { return s.process(chunk); };
    auto const process_next = [&](auto& s) { return s.process(later); };
    auto const flush = [](auto& s) { return s.flush(); };
    fails(stream, process_first);
    auto begun = stream;
    begun.process(chunk);
    fails(begun, process_next);
    fails(begun, flush);
  });
}

TEST_CASE("a change of rate takes memory for its filter, not for all that a large ratio brings", "[allocations]") {
  std::size_t const before = convolt::test::allocated_bytes;
  auto up = dsp::stream<float>(dsp::resampling(1 << 14, 1), 1. * Hz);
  CHECK(convolt::test::allocated_bytes - before < 40 * 1000 * 1000);  // 20 * 2^14 taps, and two copies of them
  xt::xtensor<float, 1> const x{1, -2, 3};
  CHECK(up.process(x).size() == 0);
  auto const y = up.flush();
  REQUIRE(y.size() == 3 << 14);
  CHECK(y.raw()(0, 0) == Approx(1).epsilon(1e-2));
  CHECK(y.raw()(1 << 14, 0) == Approx(-2).epsilon(1e-2));
  CHECK_THROWS_WITH(dsp::stream<float>(dsp::resampling(1, 1 << 20), 1. * Hz),
                    Catch::Contains("expected down to 1 / 104857, got 1 / 1048576"));
}

TEST_CASE("latencies are those of buffers alone", "[dsp]") {
  with_each_kind([](std::string_view kind, auto const& stream) {
    CAPTURE(kind);
    double const want = kind == "resampling" ? 10 : kind == "delays" ? 15 : kind == "partitioned" ? 2 : 0;
    CHECK(stream.latency().in(ms) == Approx(want).margin(1e-12));
  });
  auto const d = dsp::stream<double>(dsp::delays(list{0, 2.5} * ms), 1. * kHz);
  CHECK(d.group_delay(10. * Hz).in(ms)(1) == Approx(2.5));
}

TEST_CASE("streams of bad rates, gains, channels and taps are refused", "[dsp]") {
  list const taps{1, 2};
  CHECK_THROWS_WITH(dsp::stream<float>(taps, 0. * Hz), Catch::Contains("must be positive"));
  CHECK_THROWS_AS(dsp::stream<float>(taps, std::numeric_limits<double>::quiet_NaN() * Hz), convolt::parameter_error);
  CHECK_THROWS_WITH(dsp::stream<float>(taps, 1. * kHz, {.channels = 0}), Catch::Contains("got 0"));
  CHECK_THROWS_AS(dsp::stream<float>(list(), 1. * kHz), convolt::shape_error);
  CHECK_THROWS_WITH(dsp::stream<float>(taps, 1. * kHz, std::numeric_limits<double>::infinity() * uV),
                    Catch::Contains("inf uV"));
  CHECK_THROWS_WITH(dsp::stream<float>(dsp::delays(taps * ms), 1. * kHz, {.channels = 3}),
                    Catch::Contains("expected 2, got 3"));
}

TEST_CASE("a change of rate that remembers too much is refused, with how far down one step goes", "[dsp]") {
  auto const e = convolt::test::thrown_by<convolt::parameter_error>(
      [] { dsp::stream<float>(dsp::resampling(3, 200'000), 30. * kHz, {.channels = 4}); });
  CHECK(e.category() == "ratio_too_large");
  CHECK(e.expected() == "down to 1 / 104857");  // 2^28 bytes are 20 * 104857 samples of 32 channels of float
  CHECK(e.actual() == "3 / 200000");
  CHECK_THAT(e.what(), Catch::Contains("change the rate in two steps"));
}
