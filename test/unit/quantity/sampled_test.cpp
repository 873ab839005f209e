// SPDX-License-Identifier: BSD-3-Clause
/// A quantity with its axes: what it accepts, and that slices, selections and reductions keep numbers, units and axes
/// together.
#include <convolt/quantity/sampled.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <complex>
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

TEST_CASE("sums and means drop the dimension and keep the unit") {
  auto const r = recording<float>();
  auto const over_channels = r.sum<0>();
  CHECK(over_channels.raw()(4) == 312.f);
  CHECK((over_channels.unit() == mV));
  CHECK(same_samples(over_channels.axis<0>(), r.axis<1>()));
  auto const over_time = r.mean<1>();
  static_assert(std::is_same_v<decltype(over_time), sampled<convolt::milli<convolt::volt>, float, no_axis_t> const>);
  CHECK(over_time.raw()(2) == 209.5f);
  CHECK(r.select<0>(0).sum<0>().raw() == 190.f);
  CHECK(r.select<0>(0).mean<0>().in(uV) == 9500.f);
}

TEST_CASE("means and sums of integers do not overflow or truncate") {
  xt::xtensor<std::int16_t, 1> const x{30000, 30000, 30001};
  auto const v = sampled(x * uV, axis(0. * ms, 1. * ms, 3));
  static_assert(std::is_same_v<decltype(v.sum<0>().raw()), std::int64_t&&>);
  CHECK(v.sum<0>().raw() == 90001);
  CHECK(v.mean<0>().raw() == Approx(30000.333333));
  CHECK(v.integrate<0>().raw() == 90001.);
}

TEST_CASE("complex samples are summed, averaged and integrated") {
  using complex = std::complex<float>;
  xt::xtensor<complex, 1> const x{complex(1, 2), complex(3, -4)};
  auto const v = sampled(x * mV, axis(0. * ms, 0.5 * ms, 2));
  CHECK(v.sum<0>().raw() == complex(4, -2));
  CHECK(v.mean<0>().raw() == complex(2, -1));
  CHECK(v.integrate<0>().raw() == complex(2, -1));
}

TEST_CASE("an integral is the sum times the step, with the product of the units") {
  xt::xtensor<double, 1> const current{1, 2, 3, 4};
  auto const charge = sampled(current * pA, axis(0. * ms, 0.5 * ms, 4)).integrate<0>();
  CHECK(charge.in(fC) == 5.);
  auto const other_scale = sampled(current * pA, axis(0. * us, 500. * us, 4)).integrate<0>();
  CHECK(other_scale.in(fC) == Approx(5.));
  auto const over_depth = sampled(current * mV, axis(0. * um, -2. * um, 4)).integrate<0>();
  CHECK(over_depth.in(mV * um) == -20.);
  auto const run_time = sampled(current * any_unit(pA), axis(0. * ms, 0.5 * any_unit(ms), 4)).integrate<0>();
  CHECK(run_time.in(fC) == 5.);
  static_assert(std::is_same_v<decltype(recording<float>().integrate<1>())::element_type, float>);
}

TEST_CASE("differences stand between the samples") {
  auto const d = recording().slice<1>(0, 4, 3).diff<1>();
  REQUIRE(d.shape(1) == 3);
  CHECK(d.raw()(2, 1) == 3.);
  CHECK(d.axis<1>().start().raw() == Approx(5.15));
  auto const across = recording().diff<0>();
  CHECK(across.shape(0) == 2);
  CHECK(across.raw()(1, 7) == 100.);
  CHECK(recording(3, 1).diff<1>().shape(1) == 0);
  CHECK(recording(3, 0).diff<1>().shape(1) == 0);
}

TEST_CASE("empty dimensions: sums are zero, means are refused") {
  auto const none = recording(2, 0);
  CHECK(none.sum<1>().raw()(1) == 0.);
  CHECK(none.integrate<1>().raw()(0) == 0.);
  CHECK(fault([&] { none.mean<1>(); }) == "empty_axis");
  CHECK(none.mean<0>().size() == 0);
  CHECK(none.slice<1>(0, 0).size() == 0);
}

TEST_CASE("one NaN stays where it is") {
  auto r = recording();
  r(1, 3) = std::numeric_limits<double>::quiet_NaN() * mV;
  auto const means = r.mean<1>();
  CHECK(std::isnan(means.raw()(1)));
  CHECK(means.raw()(0) == 9.5);
  CHECK(means.raw()(2) == 209.5);
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
        "axis 1: 0 ms .. 0.2 ms, step 0.1 ms, 3 samples");
}

template <class S, class V>
concept has_numbers_in = requires(S s, V v) { convolt::in(s, v); };
template <class S, class V>
concept has_member_in = requires(S s, V v) { s.in(v); };
using voltages = decltype(recording());
static_assert(has_numbers_in<voltages, convolt::volt> && !has_numbers_in<voltages, convolt::second>);
static_assert(has_member_in<voltages, convolt::volt> && !has_member_in<voltages, convolt::second>);

}  // namespace
