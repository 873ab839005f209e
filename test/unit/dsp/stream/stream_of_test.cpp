// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/stream_of.hpp>

#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/stream/section_runner.hpp>
#include <convolt/dsp/stream/tap_runner.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace {

using namespace convolt::units::spelled;
using convolt::axis, convolt::no_axis, convolt::sampled, convolt::tag_ref;
namespace dsp = convolt::dsp;
namespace detail = convolt::dsp::detail;
using array = xt::xtensor<float, 2>;
using counts = xt::xtensor<std::int16_t, 2>;

template <class U>
using fir = dsp::stream_of<float, detail::fir_runner<float>, U, convolt::target_arch>;

/// y[n] = x[n] + 2 x[n - 1], at 1 kHz, times a gain.
template <class U>
auto two_taps(U const& unit, double gain = 1) {
  return fir<U>(detail::fir_runner<float>({1, 2}, 2), 1000, gain, unit);
}
array const x{{1, 2}, {3, 4}, {5, 6}};
array const y{{1, 2}, {5, 8}, {11, 14}};

auto const over_time = [](array const& numbers, double start, double step) {
  return sampled(numbers * mV, axis(start * ms, step * ms, numbers.shape(0)), no_axis);
};

}  // namespace

TEST_CASE("results have the unit of the chunk times that of the stream", "[dsp]") {
  auto plain = two_taps(convolt::one);
  CHECK((plain.process(x) == y));
  auto with_unit = two_taps(convolt::one);
  auto const r = with_unit.process(x * mV);
  static_assert(std::same_as<convolt::unit_t<decltype(r)>, std::remove_const_t<decltype(mV)>>);
  CHECK((r.raw() == y));
  auto current = two_taps(nS);
  CHECK((current.process(x * mV).in(pA) == y));
  auto folded = two_taps(Hz);
  array const thousandth = folded.process(x * ms);
  CHECK(thousandth(2, 1) == Approx(0.014F));
}

TEST_CASE("counts times a gain have its unit, and results become counts again", "[dsp]") {
  auto s = two_taps(uV, 2.5);
  counts const c{{1, 2}, {3, 4}, {5, 6}};
  CHECK(s.process(c).in(uV)(1, 0) == 12.5F);
  s.reset();
  counts out{{0, 0}, {0, 0}, {0, 0}};
  auto view = tag_ref(out, uV);
  s.process_into(view, c);
  CHECK((out == counts{{2, 5}, {12, 20}, {28, 35}}));  // 2.5, 5, 12.5, 20, 27.5, 35
  auto plain = two_taps(convolt::one);
  plain.process_into(out, counts{{30'000, -30'000}, {30'000, -30'000}, {0, 0}});
  CHECK(out(1, 0) == 32'767);
  CHECK(out(1, 1) == -32'768);
}

TEST_CASE("process_into writes in the unit of its destination, into views too, and not over its chunk", "[dsp]") {
  auto s = two_taps(convolt::one);
  xt::xtensor<float, 2, xt::layout_type::column_major> turned = xt::zeros<float>({3, 2});
  auto out = tag_ref(turned, uV);
  s.process_into(out, x * mV);
  CHECK(turned(2, 1) == 14'000.F);
  array wide = xt::zeros<float>({3, 4});
  auto plain = two_taps(convolt::one);
  plain.process_into(xt::view(wide, xt::all(), xt::range(1, 3)), x);
  CHECK(wide(2, 2) == 14.F);
  CHECK(wide(2, 3) == 0.F);
  array same = x, short_one = xt::zeros<float>({2, 2});
  CHECK_THROWS_WITH(plain.process_into(same, same), Catch::Contains("shares memory"));
  CHECK_THROWS_WITH(plain.process_into(short_one, x), Catch::Contains("expected [3, 2], got [2, 2]"));
}

TEST_CASE("a stream that threw is as it was", "[dsp]") {
  auto s = two_taps(convolt::one);
  s.process(over_time(x, 0, 1));
  auto const copy = s;
  CHECK_THROWS_AS(s.process(over_time(x, 4, 1)), convolt::parameter_error);
  CHECK_THROWS_AS(s.process(x * uV), convolt::unit_error);
  CHECK_THROWS_AS(s.process(xt::xtensor<float, 2>(xt::zeros<float>({3, 3})) * mV), convolt::shape_error);
  auto other = copy;
  CHECK((s.process(over_time(x, 3, 1)).raw() == other.process(over_time(x, 3, 1)).raw()));
}

TEST_CASE("sampled chunks give sampled results that lie where they belong", "[dsp]") {
  auto s = two_taps(convolt::one);
  auto const first = s.process(over_time(x, 7, 1));
  CHECK((first.raw() == y));
  CHECK(first.axis<0>().start().in(ms) == 7);
  CHECK(first.axis<0>().count() == 3);
  s.process(over_time(x, 10, 1));
  auto const rest = s.flush();
  CHECK((rest.in(mV) == array{{10, 12}}));
  CHECK(rest.axis<0>().start().in(ms) == Approx(13));
  convolt::tensor<mV, float, 2> const converted = rest;
  CHECK(converted.raw()(0, 1) == 12.F);
  // It has begun again.
  CHECK((s.process(over_time(x, 100, 1)).raw() == y));
}

TEST_CASE("chunks of no samples, of one, lazy ones, and those in double", "[dsp]") {
  auto s = two_taps(convolt::one);
  CHECK(s.process(array(xt::zeros<float>({0, 2}))).shape(0) == 0);
  CHECK((s.process(xt::view(x, xt::range(0, 1), xt::all())) == array{{1, 2}}));
  CHECK((s.process(1.F * xt::view(x, xt::range(1, 2), xt::all())) == array{{5, 8}}));
  CHECK((s.process(xt::xarray<double>{{5, 6}}) == array{{11, 14}}));
  CHECK((s.flush().raw() == array{{10, 12}}));
  CHECK(s.flush().shape(0) == 0);
}

TEST_CASE("one channel may be time alone", "[dsp]") {
  fir<convolt::dimensionless> s(detail::fir_runner<float>({1, 2}, 1), 1000, 1, convolt::one);
  CHECK((s.process(xt::xtensor<float, 1>{1, 2, 3}) == xt::xtensor<float, 1>{1, 4, 7}));
  CHECK((s.process(array{{1}}) == array{{7}}));
}

TEST_CASE("a stream says what it makes of time", "[dsp]") {
  auto s = two_taps(convolt::one);
  CHECK(s.channels() == 2);
  CHECK(s.rate().in(kHz) == 1.);
  CHECK(s.output_count(5) == 5);
  CHECK(s.latency() == 0. * ms);
  CHECK(s.preferred_block() > 0);
  CHECK(s.group_delay(0. * Hz).in(ms) == Approx(2. / 3));
  CHECK_NOTHROW(s.group_delay(500. * Hz));
  for (double const f : {501., -1.}) {
    auto const e = convolt::test::thrown_by<convolt::parameter_error>([&] { s.group_delay(f * Hz); });
    CHECK(e.category() == "bad_frequency");
    CHECK(e.expected() == "0 to 500 Hz");
    CHECK(e.actual() == (f < 0 ? "-1 Hz" : "501 Hz"));
  }
  dsp::stream_of<float, detail::section_runner, convolt::dimensionless, convolt::target_arch> const recursive(
      detail::section_runner({dsp::section{1, 0, 0, -0.5, 0}}, 2), 1000, 1, convolt::one);
  CHECK(recursive.group_delay(0. * Hz).in(ms) == Approx(1));
}
