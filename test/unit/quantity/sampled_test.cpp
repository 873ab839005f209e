// SPDX-License-Identifier: BSD-3-Clause
/// A quantity with its axes: what it accepts, and that slices, selections and reductions keep numbers, units and axes
/// together.
#include <convolt/quantity/sampled.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled_compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;
using convolt::no_axis;
using convolt::no_axis_t;
using convolt::same_samples;
using convolt::sampled;

using times = axis<convolt::milli<convolt::second>>;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

/// (channel, time): 100 c + t, so that every number says where it belongs.
template <class T = double>
auto recording(int channels = 3, int samples = 20) {
  xt::xtensor<T, 2> x(std::array<std::size_t, 2>{std::size_t(channels), std::size_t(samples)});
  for (int c = 0; c < channels; ++c) {
    for (int t = 0; t < samples; ++t) { x(c, t) = static_cast<T>(100 * c + t); }
  }
  return sampled(std::move(x) * mV, no_axis, axis(5. * ms, 0.1 * ms, samples));
}

static_assert(std::is_same_v<decltype(recording()), sampled<convolt::milli<convolt::volt>, double, no_axis_t, times>>);
static_assert(std::is_same_v<decltype(recording().quantity()), convolt::tensor<mV, double, 2>>);

TEST_CASE("sampled owns what it is given: containers, views, lazy expressions, plain arrays") {
  auto const t = axis(0. * ms, 1. * ms, 3);
  xt::xtensor<float, 1> x{1, 2, 3};
  xt::xarray<float> const any_rank{1, 2, 3};
  xt::xtensor<float, 2, xt::layout_type::column_major> const two{{1, 2, 3}, {4, 5, 6}};
  auto const kept = sampled(convolt::tag_ref(x, mV), t);
  CHECK((sampled(x * mV, t).raw() == x));
  CHECK((sampled(any_rank * mV, t).raw() == x));
  CHECK(sampled((x * mV) * 2.f, t).raw()(2) == 6.f);
  CHECK((sampled(x, t).unit() == convolt::one));
  CHECK(sampled(x * any_unit(mV), t).in(V)(1) == 0.002f);
  CHECK(sampled(convolt::tag(xt::view(two, 1, xt::all()), mV), t).raw()(2) == 6.f);
  CHECK(sampled(two * mV, no_axis, t).raw()(1, 0) == 4.f);
  x(0) = 99;
  CHECK(kept.raw()(0) == 1.f);
  xt::xtensor<float, 1> gone{1, 2, 3};
  float const* const where = gone.data();
  CHECK(sampled(std::move(gone) * mV, t).raw().data() == where);
}

TEST_CASE("axes must fit the array in number and length") {
  xt::xtensor<float, 2> const x{{1, 2, 3}, {4, 5, 6}};
  xt::xarray<float> const any_rank = x;
  auto const t = axis(0. * ms, 1. * ms, 3);
  CHECK(fault([&] { sampled(x * mV, t, no_axis); }) == "axis_mismatch");
  CHECK(fault([&] { sampled(any_rank * mV, t); }) == "rank_mismatch");
  CHECK(fault([&] { sampled(any_rank * mV, no_axis, no_axis, t); }) == "rank_mismatch");
  CHECK(fault([&] { sampled(any_rank * mV, no_axis, t); }) == "none");
  try {
    sampled(x * mV, no_axis, axis(0. * ms, 1. * ms, 4));
    FAIL("an axis of 4 samples for 3 numbers");
  } catch (convolt::shape_error const& e) {
    CHECK(e.axis() == "1");
    CHECK(e.expected() == "3");
    CHECK(e.actual() == "4");
  }
}

TEST_CASE("the quantity, its numbers and its unit can be taken out") {
  auto r = recording<float>();
  CHECK(&std::as_const(r).quantity().raw() == &r.raw());
  CHECK((convolt::unit_of(r) == mV));
  CHECK(convolt::raw(r)(2, 3) == 203.f);
  CHECK(convolt::in(r, V)(2, 3) == Approx(0.203f));
  CHECK(r.in(uV)(0, 1) == 1000.f);
  CHECK(r.as(V)(2, 3).in(mV) == Approx(203.));
  CHECK(same_samples(r.as(V).axis<1>(), r.axis<1>()));
  float const* const where = r.raw().data();
  auto const taken = std::move(r).quantity();
  CHECK(taken.raw().data() == where);
  CHECK(convolt::in(recording(), V)(1, 1) == Approx(0.101));
}

TEST_CASE("elements are read and written as quantities") {
  auto r = recording();
  r(1, 2) = 1. * V;
  CHECK(r.raw()(1, 2) == 1000.);
  CHECK(std::as_const(r)(1, 2).in(V) == 1.);
}

TEST_CASE("a slice takes the numbers and the coordinates of the same samples") {
  auto const r = recording();
  auto const part = r.slice<1>(2, 4, 5);
  REQUIRE(part.shape(0) == 3);
  REQUIRE(part.shape(1) == 4);
  for (int c = 0; c < 3; ++c) {
    for (int k = 0; k < 4; ++k) {
      CHECK(part.raw()(c, k) == 100 * c + 2 + 5 * k);
      CHECK(part.axis<1>()(k).raw() == Approx(r.axis<1>()(2 + 5 * k).raw()));
    }
  }
  auto const one_channel = r.slice<0>(1, 1);
  CHECK(one_channel.shape(0) == 1);
  CHECK(one_channel.raw()(0, 19) == 119.);
  CHECK(r.slice<1>(20, 0).size() == 0);
  CHECK((r.slice<1>(std::uint8_t{0}, 20u).raw() == r.raw()));
}

TEST_CASE("slices out of range are refused, with an axis and without") {
  auto const r = recording();
  CHECK(fault([&] { r.slice<1>(0, 21); }) == "sample_out_of_range");
  CHECK(fault([&] { r.slice<1>(16, 2, 4); }) == "sample_out_of_range");
  CHECK(fault([&] { r.slice<1>(-1, 2); }) == "bad_sample_number");
  CHECK(fault([&] { r.slice<1>(0, std::numeric_limits<std::uint64_t>::max()); }) == "bad_sample_number");
  CHECK(fault([&] { r.slice<0>(0, 4); }) == "sample_out_of_range");
  CHECK(fault([&] { r.slice<0>(0, 2, 0); }) == "sample_out_of_range");
  // Not a constant: g++ would warn of an overflow behind the check that throws.
  volatile std::int64_t const stride = std::numeric_limits<std::int64_t>::max();
  CHECK(fault([&] { r.slice<0>(2, 2, std::int64_t(stride)); }) == "sample_out_of_range");
}

TEST_CASE("between cuts by coordinates in any unit of the dimension") {
  auto const r = recording();  // 5 .. 6.9 ms
  auto const part = r.between<1>(5.5 * ms, 0.006 * s);
  CHECK(part.shape(1) == 5);
  CHECK(part.raw()(2, 0) == 205.);
  CHECK(part.axis<1>().start().raw() == Approx(5.5));
  CHECK((r.between<1>(5 * ms, 7 * ms).raw() == r.raw()));
  CHECK(fault([&] { r.between<1>(4. * ms, 6. * ms); }) == "coordinate_out_of_range");
  CHECK(fault([&] { r.between<1>(6. * ms, 5. * ms); }) == "coordinate_out_of_range");
}

TEST_CASE("at and select drop the dimension") {
  auto const r = recording();
  auto const moment = r.at<1>(5.31 * ms);
  static_assert(std::is_same_v<decltype(moment), sampled<convolt::milli<convolt::volt>, double, no_axis_t> const>);
  REQUIRE(moment.size() == 3);
  CHECK(moment.raw()(2) == 203.);
  auto const channel = r.select<0>(1);
  static_assert(std::is_same_v<decltype(channel), sampled<convolt::milli<convolt::volt>, double, times> const>);
  CHECK(channel.raw()(19) == 119.);
  CHECK(same_samples(channel.axis<0>(), r.axis<1>()));
  auto const number = channel.at<0>(6900. * us);
  static_assert(std::is_same_v<decltype(number), convolt::quantity<convolt::milli<convolt::volt>, double> const>);
  CHECK(number.raw() == 119.);
  CHECK(fault([&] { r.select<0>(3); }) == "sample_out_of_range");
  CHECK(fault([&] { r.select<0>(-1); }) == "sample_out_of_range");
  CHECK(fault([&] { r.at<1>(7. * ms); }) == "coordinate_out_of_range");
}

TEST_CASE("coordinates choose the axis that measures what they do, and brackets an element") {
  auto x = sampled(xt::xtensor<double, 2>{{1., 2., 3.}, {4., 5., 6.}} * mV, axis(0. * um, 20. * um, 2),
                   axis(0. * ms, 1. * ms, 3));
  CHECK(x.at(0.002 * s)(1) == 6. * mV);
  CHECK(x.at(20. * um)(1) == 5. * mV);
  CHECK(x.between(1. * ms, 3. * ms)(0, 1) == 3. * mV);
  CHECK_THROWS_AS(x.at(5. * ms), convolt::parameter_error);
  auto line = x.select<0>(1);
  line[2] = 7. * mV;
  CHECK(line[2] == 7. * mV);
  CHECK(x.select<0>(0)[0] == 1. * mV);
}

TEST_CASE("a dimension is chosen by number, from the end, or by the unit of its axis") {
  auto r = recording();
  CHECK(r.axis<-1>().count() == 20);
  CHECK(r.axis<ms>().count() == 20);
  CHECK((r.slice<-1>(2, 4) == r.slice<1>(2, 4)));
  CHECK((r.between<s>(5.5 * ms, 6. * ms) == r.between<1>(5.5 * ms, 6. * ms)));
  CHECK((r.between(5.5 * ms, 6000. * us) == r.between<1>(5.5 * ms, 6. * ms)));
  CHECK((r.at(6. * ms) == r.at<1>(6. * ms)));
  CHECK((r.at<ms>(5.31 * ms).raw() == r.select<1>(3).raw()));
}

TEST_CASE("the elements are iterated over in row-major order, and written") {
  auto r = recording(2, 3);
  double last = -1;
  int n = 0;
  for (auto const& v : std::as_const(r)) {
    CHECK(v.in(mV) > last);
    last = v.in(mV);
    ++n;
  }
  CHECK(n == 6);
  for (auto&& v : r) { v = 1. * V; }
  CHECK(r.raw()(1, 2) == 1000.);
  auto const mask = sampled(r.raw() > 0., no_axis, axis(0. * ms, 1. * ms, 3));
  int holds = 0;
  for (bool const b : mask) { holds += b ? 1 : 0; }
  CHECK(holds == 6);
  CHECK(mask(1, 2));
}

TEST_CASE("sampled converts to another unit, type of numbers and unit of its axes, and to nothing else") {
  using volts = sampled<convolt::volt, float, no_axis_t, axis<convolt::second, float>>;
  using currents = sampled<convolt::ampere, float, no_axis_t, axis<convolt::second, float>>;
  using depths = sampled<convolt::volt, float, no_axis_t, axis<convolt::metre, float>>;
  volts const v = recording();
  CHECK(v.raw()(2, 3) == 0.203f);
  CHECK(v.axis<1>().start().raw() == 0.005f);
  static_assert(!std::is_convertible_v<volts, currents> && !std::is_convertible_v<volts, depths>);
  static_assert(!std::is_convertible_v<sampled<convolt::volt, double, times>, volts>);
  volts later;
  CHECK(later.size() == 0);
  later = recording();
  CHECK(later.shape(1) == 20);
}

TEST_CASE("map changes the numbers and the unit and keeps the axes") {
  auto const r = recording();
  auto const squared = r.map([](auto const& q) { return q * q; });
  CHECK((squared.unit() == mV * mV));
  CHECK(squared.raw()(1, 1) == 10201.);
  CHECK(same_samples(squared.axis<1>(), r.axis<1>()));
  CHECK(fault([&] { r.map([](auto const&) { return xt::xtensor<double, 2>({{1., 2.}}) * mV; }); }) == "axis_mismatch");
}

TEST_CASE("a sampled quantity prints its numbers, its unit and a line per dimension") {
  xt::xtensor<double, 2> const x{{1, 2, 3}, {4, 5, 6}};
  std::ostringstream os;
  os << sampled(x * mV, no_axis, axis(0. * ms, 0.1 * ms, 3));
  CHECK(os.str() ==
        "{{ 1.,  2.,  3.},\n { 4.,  5.,  6.}} mV\naxis 0: 2 without axis\n"
        "axis 1: 0 .. 0.2 step 0.1 ms, 3 samples");
}

template <class S, class V>
concept has_numbers_in = requires(S s, V v) { convolt::in(s, v); };
template <class S, class V>
concept has_member_in = requires(S s, V v) { s.in(v); };
using voltages = decltype(recording());
static_assert(has_numbers_in<voltages, convolt::volt> && !has_numbers_in<voltages, convolt::second>);
static_assert(has_member_in<voltages, convolt::volt> && !has_member_in<voltages, convolt::second>);

}  // namespace
