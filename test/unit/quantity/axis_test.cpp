// SPDX-License-Identifier: BSD-3-Clause
/// The sampled axis: construction from mixed scales and types, coordinates without drift, the way back from coordinates
/// to samples, slices, and every hostile value that could slip in.
#include <convolt/quantity/axis.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr convolt::index huge = std::numeric_limits<convolt::index>::max();

/// The category of the error that f throws, or "none".
template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

template <class A>
std::string text(A const& a) {
  std::ostringstream os;
  os << a;
  return os.str();
}

static_assert(std::is_same_v<decltype(axis(0. * ms, 0.1 * ms, 10)), axis<convolt::milli<convolt::second>, double>>);
static_assert(std::is_same_v<decltype(axis(0.f * ms, 0.1f * ms, 10)), axis<convolt::milli<convolt::second>, float>>);
static_assert(std::is_same_v<decltype(axis(0 * ms, 1 * ms, 10u)), axis<convolt::milli<convolt::second>, double>>);
static_assert(std::is_same_v<decltype(axis(0. * s, 0.1 * ms, 10)), axis<convolt::milli<convolt::second>, double>>);
static_assert(std::is_same_v<decltype(axis(0., 1., 10)), axis<convolt::dimensionless, double>>);
static_assert(std::is_same_v<decltype(axis(0. * any_unit(ms), 1. * any_unit(s), 10)), axis<any_unit, double>>);

TEST_CASE("an axis has a start, a step, a count and coordinates") {
  auto const t = axis(0. * ms, 0.1 * ms, 10'000);
  CHECK(t.start().raw() == 0.);
  CHECK(t.step().raw() == 0.1);
  CHECK(t.count() == 10'000);
  CHECK(t.size() == 10'000u);
  CHECK(t(3).in(us) == Approx(300.));
  CHECK((t[3] == t(3)));
  CHECK(t.back().in(ms) == 9999 * 0.1);
  CHECK(t.stop().in(ms) == 1000.);
  CHECK(text(t) == "0 .. 999.9 step 0.1 ms, 10000 samples");
}

TEST_CASE("a step that is one over a rate is in the unit of the start") {
  auto const t = axis(0. * ms, 1. / (40. * kHz), 3);
  CHECK(text(t) == "0 .. 0.05 step 0.025 ms, 3 samples");
  CHECK(t.rate().in(kHz) == 40.);
  CHECK(axis(0. * s, 1. / (250. * Hz), 3).step().raw() == 0.004);
  CHECK(axis(0. * any_unit(s), 1. / (250. * Hz), 3).step().in(ms) == 4.);
  // What is a product at the start too keeps the unit of the step.
  CHECK((axis(0. * m / s, 1. * mm / s, 3).unit() == mm / s));
  CHECK((axis(0. * cm / s, 1. * any_unit(mm / s), 3).unit() == any_unit(mm / s)));
}

TEST_CASE("start and step in two scales give an axis in the unit of the step") {
  auto const t = axis(1. * s, 1. * ms, 3);
  CHECK(t.start().raw() == 1000.);
  CHECK(t.back().in(s) == Approx(1.002));
  auto const u = axis(500. * ms, 1. * s, 3);
  CHECK(u.start().raw() == 0.5);
  CHECK((u.unit() == s));
  CHECK(axis(1 * s, 1 * ms, 3).start().raw() == 1000.);
  CHECK(axis(1 * ms, 1 * s, 3).start().raw() == 0.001);  // integers would have lost it
}

TEST_CASE("the rate is one over the step, in whatever unit it is asked for") {
  auto const t = axis(0. * ms, 0.1 * ms, 10);
  CHECK(t.rate().raw() == 10.);
  CHECK(t.rate().in(kHz) == 10.);
  CHECK(t.rate().in(Hz) == 10'000.);
  CHECK(axis(0. * um, -20. * um, 3).rate().raw() == Approx(-0.05));
  CHECK(axis(0. * any_unit(s), 0.5 * any_unit(s), 3).rate().in(Hz) == 2.);
}

TEST_CASE("rates of axes in units of time are shown in hertz") {
  CHECK(text(axis(0. * ms, 0.1 * ms, 10).rate()) == "10 kHz");
  CHECK(text(axis(0. * s, 0.5 * s, 10).rate()) == "2 Hz");
  CHECK(text(axis(0. * us, 4. * us, 10).rate()) == "0.25 MHz");
  CHECK(text(axis(0. * um, 20. * um, 10).rate()) == "0.05 1/um");
  CHECK(text(axis(0. * minute, 2. * minute, 10).rate()) == "0.5 1/min");
}

TEST_CASE("an axis that is given later has no samples") {
  axis<convolt::milli<convolt::second>> t;
  CHECK(t.count() == 0);
  CHECK(t.step().raw() == 1.);
  t = axis(0. * ms, 0.1 * ms, 10);
  CHECK(t.count() == 10);
  CHECK((axis<any_unit>().unit() == convolt::one));
}

TEST_CASE("coordinates do not drift along a long axis") {
  auto const t = axis(0. * ms, 0.1 * ms, 36'000'000);  // an hour
  CHECK(t.back().raw() == 35'999'999 * 0.1);
  auto const f = axis(0.f * ms, 0.125f * ms, 10'000'000);
  CHECK(f.back().raw() == 1249999.875f);
}

TEST_CASE("values are the coordinates of all samples") {
  auto const t = axis(1. * s, -0.5 * ms, 5);
  auto const v = t.values();
  static_assert(std::is_same_v<decltype(v), convolt::tensor<ms, double, 1> const>);
  REQUIRE(v.size() == 5);
  for (int i = 0; i < 5; ++i) { CHECK(v.raw()(i) == 1000. - 0.5 * i); }
  CHECK(axis(0. * ms, 1. * ms, 0).values().size() == 0);
  CHECK(fault([] { axis(0. * ms, 1. * ms, huge).values(); }) == "size_overflow");
}

TEST_CASE("an axis is refused when its step is zero or not finite, or an end is not") {
  CHECK(fault([] { axis(0. * ms, 0. * ms, 3); }) == "bad_axis");
  CHECK(fault([] { axis(0. * ms, -0. * ms, 3); }) == "bad_axis");
  CHECK(fault([] { axis(0. * ms, nan * ms, 3); }) == "bad_axis");
  CHECK(fault([] { axis(0. * ms, infinity * ms, 0); }) == "bad_axis");
  CHECK(fault([] { axis(nan * ms, 1. * ms, 3); }) == "bad_axis");
  CHECK(fault([] { axis(-infinity * ms, 1. * ms, 3); }) == "bad_axis");
  CHECK(fault([] { axis(0. * ms, 1e308 * ms, 10); }) == "bad_axis");
  CHECK(fault([] { axis(0.f * ms, 1e38f * ms, 10); }) == "bad_axis");
  CHECK(fault([] { axis(1e308 * s, 1. * ms, 1); }) == "bad_axis");  // the conversion of the start overflows
  try {
    axis(0. * ms, 0. * ms, 3);
  } catch (convolt::parameter_error const& e) {
    CHECK(e.argument() == "step");
    CHECK(e.actual() == "0 ms");
  }
}

TEST_CASE("the count may be any integer that is an index") {
  CHECK(axis(0. * ms, 1. * ms, std::uint8_t{200}).count() == 200);
  CHECK(axis(0. * ms, 1. * ms, huge).count() == huge);
  CHECK(fault([] { axis(0. * ms, 1. * ms, -1); }) == "bad_sample_number");
  CHECK(fault([] { axis(0. * ms, 1. * ms, std::numeric_limits<std::uint64_t>::max()); }) == "bad_sample_number");
}

TEST_CASE("an empty axis has a start and a step but no samples") {
  auto const t = axis(5. * ms, 1. * ms, 0);
  CHECK(t.size() == 0);
  CHECK(t.stop().raw() == 5.);
  CHECK(fault([&] { t.back(); }) == "sample_out_of_range");
  CHECK(fault([&] { t(0); }) == "sample_out_of_range");
  CHECK(fault([&] { t.index_of(5. * ms); }) == "coordinate_out_of_range");
  CHECK(t.slice(0, 0).count() == 0);
  CHECK(t.between(5. * ms, 5. * ms).count == 0);
  CHECK(text(t) == "step 1 ms, 0 samples");
}

TEST_CASE("an axis of one sample") {
  auto const t = axis(5. * ms, 1. * ms, 1);
  CHECK((t.back() == t.start()));
  CHECK(t.index_of(5.4 * ms) == 0);
  CHECK(t.index_of(4.6 * ms) == 0);
  CHECK(fault([&] { t.index_of(5.5 * ms); }) == "coordinate_out_of_range");
  CHECK(text(t) == "5 .. 5 step 1 ms, 1 sample");
}

TEST_CASE("samples outside the axis are an error, with both numbers") {
  auto const t = axis(0. * ms, 1. * ms, 10);
  CHECK(fault([&] { t(10); }) == "sample_out_of_range");
  CHECK(fault([&] { t(-1); }) == "sample_out_of_range");
  CHECK(fault([&] { t[std::numeric_limits<std::uint64_t>::max()]; }) == "sample_out_of_range");
  try {
    t(12);
    FAIL("sample 12 of 10");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.actual() == "12");
    CHECK(e.expected() == "a number below 10");
  }
}

TEST_CASE("index_of finds the nearest sample, between samples and in other units") {
  auto const t = axis(0. * ms, 0.1 * ms, 100);
  CHECK(t.index_of(0.3 * ms) == 3);
  CHECK(t.index_of(300. * us) == 3);
  CHECK(t.index_of(0.34 * ms) == 3);
  CHECK(t.index_of(0.36 * ms) == 4);
  CHECK(t.index_of(0.004 * s) == 40);
  CHECK(t.index_of(4 * ms) == 40);
  CHECK(t.index_of(-0.04 * ms) == 0);
  CHECK(t.index_of(9.94 * ms) == 99);
  CHECK(axis(0. * ms, 1. * ms, 4).index_of(1.5 * ms) == 2);  // halfway: the later sample
  CHECK(fault([&] { t.index_of(-0.06 * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.index_of(9.96 * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.index_of(nan * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.index_of(infinity * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.index_of(0.1 * any_unit(mV)); }) == "unit_mismatch");
  CHECK(t.index_of(0.1 * any_unit(s) / 100.) == 10);
}

TEST_CASE("the largest axis neither overflows nor loses its ends") {
  auto const t = axis(0., 1., huge);
  CHECK(t.index_of(0.) == 0);
  CHECK(t.index_of(4e18) == 4'000'000'000'000'000'000);
  CHECK(fault([&] { t.index_of(1e19); }) == "coordinate_out_of_range");
  CHECK(t.between(0., 9223372036854775807.).count == huge);
  CHECK(fault([&] { t.slice(2, huge); }) == "sample_out_of_range");
  CHECK(fault([&] { t.slice(1, 3, huge); }) == "sample_out_of_range");
}

TEMPLATE_TEST_CASE("index_of is the inverse of the coordinates", "", float, double) {
  constexpr std::uint64_t seed = 20240611;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<TestType> uniform(TestType(-50), TestType(50));
  for (int trial = 0; trial < 200; ++trial) {
    TestType const step = uniform(random);
    if (step == 0) { continue; }
    auto const t = axis(uniform(random) * ms, step * ms, 1009);
    for (int i : {0, 1, 17, 504, 1008}) {
      INFO("axis " << t << ", sample " << i);
      CHECK(t.index_of(t(i)) == i);
      CHECK(t.index_of(t(i).in(us)*us) == i);
    }
  }
}

TEST_CASE("between takes the samples of a half-open interval") {
  auto const t = axis(0. * ms, 0.1 * ms, 300);
  auto const run = t.between(10. * ms, 20. * ms);
  CHECK(run.first == 100);
  CHECK(run.count == 100);
  CHECK(t.between(0.03 * s, 30. * ms).count == 0);
  CHECK(t.between(0. * ms, t.stop()).count == 300);
  CHECK(t.between(0.05 * ms, 0.25 * ms).first == 1);
  CHECK(t.between(0.05 * ms, 0.25 * ms).count == 2);
  CHECK(t.between(0.11 * ms, 0.19 * ms).count == 0);
}

TEST_CASE("between is not fooled by rounding: neighbouring intervals share and lose no sample") {
  auto const t = axis(0. * ms, 0.1 * ms, 1000);
  for (int i = 0; i < 1000; ++i) {
    auto const left = t.between(0. * ms, i / 10. * ms);
    auto const right = t.between(i / 10. * ms, t.stop());
    CHECK(left.count == i);
    CHECK(right.first == i);
    CHECK(left.count + right.count == 1000);
  }
}

TEST_CASE("on a descending axis between is about coordinates, not about order") {
  auto const depth = axis(0. * um, -20. * um, 10);  // 0, -20, ... -180
  auto const run = depth.between(-60. * um, -20. * um);
  CHECK(run.first == 2);  // -40, -60: the lower limit is in, the upper one is not
  CHECK(run.count == 2);
  CHECK(depth.between(-180. * um, 1. * um).count == 10);
  CHECK(fault([&] { depth.between(-20. * um, -60. * um); }) == "coordinate_out_of_range");
  CHECK(fault([&] { depth.between(-200. * um, 0. * um); }) == "coordinate_out_of_range");
}

TEST_CASE("between refuses what the axis does not have") {
  auto const t = axis(0. * ms, 0.1 * ms, 100);
  CHECK(fault([&] { t.between(20. * ms, 10. * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.between(-1. * ms, 5. * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.between(5. * ms, 10.2 * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.between(nan * ms, 5. * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.between(0. * ms, nan * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.between(0. * ms, infinity * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { t.between(0. * ms, 1. * any_unit(mV)); }) == "unit_mismatch");
}

TEST_CASE("a slice has the coordinates of its samples") {
  auto const t = axis(2. * ms, 0.5 * ms, 11);
  auto const every_third = t.slice(1, 4, 3);
  CHECK(every_third.count() == 4);
  for (int k = 0; k < 4; ++k) { CHECK((every_third(k) == t(1 + 3 * k))); }
  CHECK(t.slice(11, 0).count() == 0);
  CHECK((t.slice(10, 1).start() == t.back()));
  CHECK((t.slice(10, 1, 1000).step() == 500. * ms));
  CHECK(fault([&] { t.slice(0, 12); }) == "sample_out_of_range");
  CHECK(fault([&] { t.slice(1, 5, 3); }) == "sample_out_of_range");
  CHECK(fault([&] { t.slice(12, 0); }) == "sample_out_of_range");
  CHECK(fault([&] { t.slice(0, 3, 0); }) == "sample_out_of_range");
  CHECK(fault([&] { t.slice(-1, 3); }) == "bad_sample_number");
  CHECK(fault([&] { t.slice(0, -3); }) == "bad_sample_number");
  CHECK(fault([&] { t.slice(0, 3, -1); }) == "bad_sample_number");
}

TEST_CASE("the midpoints of an axis are one fewer and half a step on") {
  auto const m = axis(2. * ms, 0.5 * ms, 11).midpoints();
  CHECK(m.count() == 10);
  CHECK((m.start() == 2.25 * ms));
  CHECK((m.back() == 6.75 * ms));
  CHECK(axis(2. * ms, 0.5 * ms, 0).midpoints().count() == 0);
}

TEST_CASE("an axis in another unit has the same samples") {
  auto const t = axis(500. * ms, 250. * ms, 3).as(s);
  CHECK(t.start().raw() == 0.5);
  CHECK(t.step().raw() == 0.25);
  CHECK((t.unit() == s));
}

TEST_CASE("run-time units are checked when the axis is made") {
  auto const t = axis(1. * any_unit(s), 1. * any_unit(ms), 3);
  CHECK(t.start().raw() == 1000.);
  CHECK((t.unit() == any_unit(ms)));
  CHECK(text(t) == "1000 .. 1002 step 1 ms, 3 samples");
  CHECK(t.index_of(1.001 * s) == 1);
  CHECK(axis(1. * any_unit(s), 1. * ms, 3).start().in(ms) == 1000.);
  CHECK(fault([] { axis(1. * any_unit(mV), 1. * any_unit(ms), 3); }) == "unit_mismatch");
  axis<convolt::milli<convolt::second>> const fixed(0. * any_unit(s), 1. * any_unit(s), 3);
  CHECK(fixed.step().raw() == 1000.);
}

template <class... Q>
concept makes_an_axis = requires(Q... q) { axis(q..., 3); };
template <class A, class Q>
concept finds = requires(A a, Q q) { a.index_of(q); };
using time_axis = axis<convolt::milli<convolt::second>>;
static_assert(makes_an_axis<decltype(1. * ms), decltype(1. * s)>);
static_assert(!makes_an_axis<decltype(1. * ms), decltype(1. * mV)>);
static_assert(!makes_an_axis<double, decltype(1. * mV)>);
static_assert(finds<time_axis, decltype(1. * s)> && !finds<time_axis, decltype(1. * mV)> && !finds<time_axis, double>);

TEST_CASE("a sample number may come as a quantity in one") {
  auto const t = axis(0. * ms, 0.5 * ms, 10);
  CHECK(t(std::size_t{3} * convolt::one) == 1.5 * ms);
  CHECK(fault([&] { t(10 * convolt::one); }) == "sample_out_of_range");
}

}  // namespace
