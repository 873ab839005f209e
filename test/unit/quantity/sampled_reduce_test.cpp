// SPDX-License-Identifier: BSD-3-Clause
/// The reductions of sampled quantities, over everything and along a dimension.
#include <convolt/quantity/sampled_reduce.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled_compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;
using convolt::keepdims;
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

TEST_CASE("a kept dimension has one element and no axis") {
  auto const r = recording();
  auto const kept = r.mean<ms>(keepdims);
  static_assert(std::is_same_v<decltype(kept),
                               sampled<convolt::milli<convolt::volt>, double, no_axis_t, convolt::reduced_t> const>);
  CHECK(kept.shape(0) == 3);
  CHECK(kept.shape(1) == 1);
  CHECK((kept.raw()(2, 0) == r.mean<1>().raw()(2)));
  CHECK(r.max<0>(keepdims).raw()(0, 19) == 219.);
  CHECK(fault([&] { sampled(r.quantity(), no_axis, convolt::reduced_t{}); }) == "axis_mismatch");
}

TEST_CASE("variances take a ddof and square the unit, deviations do not") {
  auto const r = recording(2, 4);
  CHECK((r.var<1>().unit() == mV * mV));
  CHECK(r.var<1>().raw()(0) == 1.25);
  CHECK(r.var<-1>(convolt::ddof{1}).raw()(1) == Approx(5. / 3));
  CHECK(r.var<1>(keepdims, convolt::ddof{1}).raw()(1, 0) == Approx(5. / 3));
  CHECK(r.stddev<1>(convolt::ddof{1}).in(uV)(0) == Approx(1000 * std::sqrt(5. / 3)));
  CHECK(r.stddev<1>().raw()(1) == Approx(std::sqrt(1.25)));
  CHECK(std::isnan(r.slice<1>(0, 1).var<1>(convolt::ddof{1}).raw()(0)));
  CHECK(r.var().raw() == Approx(2501.25));
  CHECK(r.stddev().raw() == Approx(std::sqrt(2501.25)));
  CHECK(r.var(convolt::ddof{1}).raw() == Approx(2501.25 * 8 / 7));
}

TEST_CASE("smallest and largest, and where they are") {
  auto r = recording<float>();
  CHECK(r.min().raw() == 0.f);
  CHECK(r.max().in(V) == Approx(0.219));
  CHECK(r.min<0>().raw()(7) == 7.f);
  CHECK(r.max<ms>().raw()(1) == 119.f);
  CHECK(r.argmax() == 59);
  CHECK(r.argmin<1>().raw()(2) == 0);
  auto const trace = r.select<0>(0);
  static_assert(std::is_same_v<decltype(trace.argmax<0>()), std::size_t>);
  CHECK(trace.axis<0>()(trace.argmax<0>()).in(ms) == Approx(6.9));
  r(1, 4) = std::numeric_limits<float>::quiet_NaN() * mV;
  CHECK(std::isnan(r.max().raw()));
  CHECK(r.argmin<1>().raw()(1) == 4);
}

TEST_CASE("over everything: sums, means, and whether") {
  auto const r = recording<std::int16_t>();
  CHECK(r.sum().raw() == 6570);
  CHECK(r.mean().raw() == 109.5);
  CHECK((r.sum().unit() == mV));
  auto const mask = recording() > 18.5 * mV;
  CHECK(mask.any());
  CHECK(!mask.all());
  CHECK(mask.any<1>().raw()(0));
  CHECK((!mask.all<1>().raw()(0) && mask.all<1>().raw()(1)));
  CHECK(mask.sum<1>().raw()(0) == 1);
  CHECK(mask.mean<ms>().raw()(0) == 0.05);
  CHECK(mask.select<0>(0).any<0>());
}

TEST_CASE("of no samples there is no mean, no deviation and no extreme") {
  auto const none = recording(2, 0);
  CHECK(fault([&] { none.mean(); }) == "empty_axis");
  CHECK(fault([&] { none.var<1>(); }) == "empty_axis");
  CHECK(fault([&] { none.stddev(); }) == "empty_axis");
  CHECK(fault([&] { none.min<1>(); }) == "empty_axis");
  CHECK(fault([&] { none.argmax<1>(); }) == "empty_axis");
  CHECK(fault([&] { none.max(); }) == "empty_reduction");
  CHECK(none.sum().raw() == 0.);
  CHECK(none.all<1>().raw()(0));
  CHECK(!none.any());
}

}  // namespace
