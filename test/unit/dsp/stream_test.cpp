// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream.hpp>

#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <random>
#include <string_view>
#include <vector>

namespace {

std::atomic<std::size_t> allocations = 0;

void* counted(std::size_t n, std::size_t alignment) {
  ++allocations;
  if (void* p = std::aligned_alloc(alignment, (n + alignment - 1) / alignment * alignment)) { return p; }
  throw std::bad_alloc();
}

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

void* operator new(std::size_t n) { return counted(n == 0 ? 1 : n, alignof(std::max_align_t)); }
void* operator new(std::size_t n, std::align_val_t alignment) {
  return counted(n, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t n, std::nothrow_t const&) noexcept {
  ++allocations;
  return std::malloc(n == 0 ? 1 : n);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

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
    std::size_t const before = allocations;
    stream.process_into(outs[0], x);
    stream.process_into(outs[1], counts);
    stream.process_into(outs[2], x);
    stream.process_into(outs[3], counts);
    CHECK(allocations == before);
  });
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
