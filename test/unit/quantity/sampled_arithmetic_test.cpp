// SPDX-License-Identifier: BSD-3-Clause
/// Arithmetic of sampled quantities: units as everywhere, and axes that must agree.
#include <convolt/quantity/sampled_arithmetic.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;
using convolt::no_axis;
using convolt::same_samples;
using convolt::sampled;

auto const t = axis(0. * ms, 0.1 * ms, 3);
xt::xtensor<double, 1> const x{1, 2, 3};
xt::xtensor<float, 2> const y{{1, 2, 3}, {4, 5, 6}};

template <class F>
convolt::error_facts facts(F const& f) {
  try {
    f();
  } catch (convolt::shape_error const& e) {
    return {.category = e.category(),
            .axis = e.axis(),
            .problem = e.what(),
            .expected = e.expected(),
            .actual = e.actual()};
  }
  return {};
}

TEST_CASE("sums convert to the unit of the left operand, products multiply the units") {
  auto const v = sampled(x * mV, t);
  auto const sum = v + v.as(V);
  CHECK((sum.unit() == mV));
  CHECK(sum.raw()(2) == Approx(6.));
  CHECK((v.as(V) - v).raw()(1) == Approx(0.).margin(1e-15));
  auto const current = v * sampled(2. * x * nS, t);
  CHECK(current.in(pA)(2) == 18.);
  CHECK((current / v).in(nS)(1) == Approx(4.));
  CHECK((-v).raw()(2) == -3.);
  CHECK(same_samples(current.axis<0>(), t));
}

TEST_CASE("numbers, plain and with a unit, combine with every sample") {
  auto const v = sampled(y * mV, no_axis, t);
  static_assert(std::is_same_v<decltype(2.f * v), decltype(v * 2.f)>);
  CHECK((2.f * v).raw()(1, 2) == 12.f);
  CHECK((v / 2.f).raw()(1, 2) == 3.f);
  CHECK((v * (3.f * nS)).in(pA)(0, 1) == 6.f);
  CHECK(((6.f * mV) / v).in(convolt::one)(0, 2) == 2.f);
  CHECK((v + 1.f * V).raw()(0, 0) == 1001.f);
  CHECK(((1.f * V - v).unit() == V));
  CHECK((1.f * V - v).raw()(0, 0) == 0.999f);
  auto const ratio = v / (1.f * mV);
  CHECK((ratio.as(convolt::one) + 1.f).raw()(1, 2) == 7.f);
}

TEST_CASE("run-time units are checked in sums") {
  auto const v = sampled(x * any_unit(mV), t);
  CHECK((v + sampled(x * V, t)).in(mV)(0) == 1001.);
  CHECK_THROWS_AS(v + sampled(x * pA, t), convolt::unit_error);
  CHECK((v * sampled(x * nS, t)).in(pA)(2) == 9.);
}

TEST_CASE("axes that differ are an error that names the dimension, what differs, and both values") {
  auto const v = sampled(y * mV, no_axis, t);
  auto const start = facts([&] { v + sampled(y * mV, no_axis, axis(1. * s, 0.1 * ms, 3)); });
  CHECK(start.category == "axis_mismatch");
  CHECK(start.axis == "1");
  CHECK(start.problem.find("differ in their start") != std::string::npos);
  CHECK(start.expected == "0 ms");
  CHECK(start.actual == "1000 ms");
  auto const step = facts([&] { v* sampled(y * mV, no_axis, axis(0. * s, 1e-3 * s, 3)); });
  CHECK(step.problem.find("differ in their step") != std::string::npos);
  CHECK(step.expected == "0.1 ms");
  CHECK(step.actual == "0.001 s");
  auto const count = facts([&] { v - v.slice<1>(0, 2); });
  CHECK(count.problem.find("differ in their count") != std::string::npos);
  CHECK(count.expected == "3");
  CHECK(count.actual == "2");
}

TEST_CASE("no extent is stretched: a single channel does not meet two") {
  auto const v = sampled(y * mV, no_axis, t);
  auto const f = facts([&] { v + v.slice<0>(0, 1); });
  CHECK(f.category == "axis_mismatch");
  CHECK(f.axis == "0");
  CHECK(f.expected == "2");
  CHECK(f.actual == "1");
}

TEST_CASE("what was reduced meets what it was reduced from: the common average reference") {
  auto const rec = sampled(y * mV, no_axis, t);
  auto const reference = rec - rec.mean<0>();
  CHECK((reference.raw() == xt::xtensor<float, 2>{{-1.5f, -1.5f, -1.5f}, {1.5f, 1.5f, 1.5f}}));
  CHECK((reference.unit() == mV));
  CHECK(same_samples(reference.axis<1>(), t));
  CHECK(((rec - rec.mean<1>()).raw() == xt::xtensor<float, 2>{{-1, 0, 1}, {-1, 0, 1}}));
  CHECK(((rec.mean<1>() - rec).raw() == xt::xtensor<float, 2>{{1, 0, -1}, {1, 0, -1}}));
  CHECK((rec * sampled(x * nS, t)).in(pA)(1, 2) == 18.);
  auto const late = facts([&] { rec - sampled(x * mV, axis(1. * ms, 0.1 * ms, 3)); });
  CHECK(late.category == "axis_mismatch");
  CHECK(late.axis == "1");
}

TEST_CASE("where two dimensions could be meant the reduced one is kept") {
  xt::xtensor<double, 3> z({2, 2, 3});
  for (std::size_t i = 0; i < 12; ++i) { z.data()[i] = static_cast<double>(i * i); }
  auto const trials = sampled(z * mV, no_axis, no_axis, t);
  auto const centred = trials - trials.mean<0>(convolt::keepdims);
  CHECK(centred.raw()(1, 0, 2) == (64. - 4.) / 2);
  auto const across = trials / trials.max<1>(convolt::keepdims);
  CHECK(across.raw()(1, 0, 2) == 64. / 121);
  CHECK((trials.sum<2>(convolt::keepdims) * trials).shape() == std::array<std::size_t, 3>{2, 2, 3});
}

TEST_CASE("in place: the numbers change, unit and axes stay") {
  auto v = sampled(y * mV, no_axis, t);
  v -= v.mean<1>();
  CHECK((v.raw() == xt::xtensor<float, 2>{{-1, 0, 1}, {-1, 0, 1}}));
  v *= 2.f;
  v += 1.f * V;
  CHECK(v.raw()(1, 0) == 998.f);
  v += v;
  CHECK(v.raw()(1, 0) == 1996.f);
  v /= v.max<ms>() / (1.f * mV);
  CHECK(v.raw()(0, 2) == 1.f);
  v *= sampled(xt::xtensor<float, 1>{1, 0}, no_axis);
  CHECK(v.raw()(1, 2) == 0.f);
  (v += 1.f * mV) -= 1.f * mV;
  CHECK((v.unit() == mV));
  CHECK(same_samples(v.axis<1>(), t));
  auto const f = facts([&] { v += sampled(y * mV, no_axis, axis(0. * ms, 0.2 * ms, 3)); });
  CHECK(f.problem.find("y.interp(x.axis<..>())") != std::string::npos);
}

TEST_CASE("axes of another scale or type that have the same samples agree") {
  auto const v = sampled(x * mV, t);
  CHECK((v + sampled(x * mV, axis(0. * us, 100. * us, 3))).raw()(0) == 2.);
  CHECK((v + sampled(x * mV, axis(0.f * ms, 0.1f * ms, 3))).raw()(0) == 2.);
  CHECK((v + sampled(x * mV, axis(0. * any_unit(ms), 0.1 * any_unit(ms), 3))).raw()(0) == 2.);
}

TEST_CASE("results own their numbers") {
  auto const make = [] {
    xt::xtensor<double, 1> local{1, 2, 3};
    return (sampled(local * mV, t) + sampled(local * mV, t)) * 2.;
  };
  CHECK(make().raw()(2) == 12.);
}

template <class A, class B>
concept can_add = requires(A a, B b) { a + b; };
template <class A, class B>
concept can_multiply = requires(A a, B b) { a* b; };
using voltage = decltype(sampled(x * mV, t));
using current = decltype(sampled(x * pA, t));
using by_depth = decltype(sampled(x * mV, axis(0. * um, 1. * um, 3)));
using channels = decltype(sampled(x * mV, no_axis));
using matrix = decltype(sampled(y * mV, no_axis, t));
static_assert(can_add<voltage, voltage> && !can_add<voltage, current> && can_multiply<voltage, current>);
static_assert(!can_add<voltage, double> && !can_add<double, voltage> && can_multiply<double, voltage>);
static_assert(!can_multiply<voltage, by_depth> && !can_multiply<voltage, channels> && can_multiply<voltage, matrix>);
using trials = decltype(sampled(xt::xtensor<float, 3>() * mV, no_axis, no_axis, t));
static_assert(can_multiply<trials, voltage> && !can_multiply<trials, matrix> && !can_multiply<channels, trials>);
template <class A, class B>
concept can_add_in_place = requires(A a, B b) { a += b; };
template <class A, class B>
concept can_scale_in_place = requires(A a, B b) { a *= b; };
static_assert(can_add_in_place<matrix, voltage> && !can_add_in_place<voltage, matrix>);
static_assert(!can_add_in_place<voltage, current> && !can_add_in_place<voltage, double>);
static_assert(can_scale_in_place<matrix, float> && !can_scale_in_place<matrix, voltage>);
static_assert(!can_add_in_place<decltype(std::declval<matrix>().mean<1>(convolt::keepdims)), matrix>);
static_assert(!can_add_in_place<matrix const, voltage>);
static_assert(!can_multiply<voltage, xt::xtensor<double, 1>> && !can_multiply<xt::xtensor<double, 1>, voltage>);
static_assert(!can_multiply<voltage, decltype(x * mV)> && !can_add<decltype(x * mV), voltage>);

}  // namespace
