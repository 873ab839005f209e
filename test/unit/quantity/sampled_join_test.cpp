// SPDX-License-Identifier: BSD-3-Clause
/// Sampled quantities put together from parts.
#include <convolt/quantity/sampled_join.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::same_samples;
using convolt::sampled;

auto line(double start, int count) {
  xt::xtensor<double, 1> x(std::array<std::size_t, 1>{std::size_t(count)});
  for (int i = 0; i < count; ++i) { x(i) = start + 0.1 * i; }
  return sampled(std::move(x) * mV, axis(start * ms, 0.1 * ms, count));
}
auto recording(double start) {
  xt::xtensor<double, 2> x{{1., 2., 3.}, {4., 5., 6.}};
  return sampled((x + start) * mV, no_axis, axis(start * ms, 0.5 * ms, 3));
}

template <class F>
convolt::shape_error fault(F const& f) {
  try {
    f();
  } catch (convolt::shape_error const& e) { return e; }
  return convolt::shape_error({.category = "none"});
}

TEST_CASE("parts whose samples go on make one") {
  auto const whole = concatenate(line(0., 1000), line(100., 7), line(100.7, 0), line(100.7, 1));
  CHECK(same_samples(whole.axis<0>(), axis(0. * ms, 0.1 * ms, 1008)));
  CHECK(whole(1007).in(mV) == 100.7);
  auto const later = concatenate<ms>(recording(0.), recording(1.5));
  CHECK((later.raw() == xt::xtensor<double, 2>{{1., 2., 3., 2.5, 3.5, 4.5}, {4., 5., 6., 5.5, 6.5, 7.5}}));
  CHECK(same_samples(later.axis<1>(), axis(0. * ms, 0.5 * ms, 6)));
}

TEST_CASE("parts are converted to the unit and the axes of the first one") {
  auto const v = sampled(xt::xtensor<float, 1>{1.F} * V, axis(0.2 * s, 100. * us, 1));
  auto const whole = concatenate(line(0., 2000), v);
  CHECK(whole.unit() == mV);
  CHECK(whole(2000).raw() == 1000.);
  CHECK(whole.axis<0>().unit() == ms);
}

TEST_CASE("dimensions without an axis go on by counting") {
  auto const more = concatenate<0>(recording(0.), recording(0.));
  CHECK(more.shape(0) == 4);
  CHECK(more.raw()(3, 2) == 6.);
  CHECK(same_samples(more.axis<1>(), recording(0.).axis<1>()));
}

TEST_CASE("samples that do not go on, and other axes that differ, throw") {
  auto const gap = fault([] { concatenate(line(0., 10), line(0., 3)); });
  CHECK(gap.category() == "axis_mismatch");
  CHECK(gap.expected() == "1 ms");
  CHECK(gap.actual() == "0 ms");
  auto const step = sampled(xt::xtensor<double, 1>{1., 2.} * mV, axis(0.3 * ms, 0.2 * ms, 2));
  CHECK(fault([&] { concatenate(line(0., 3), step); }).actual() == "0.2 ms");
  CHECK(fault([] { concatenate<0>(recording(0.), recording(1.)); }).category() == "axis_mismatch");
  CHECK(fault([] { concatenate<ms>(recording(0.), recording(1.5).slice<0>(0, 1)); }).category() == "axis_mismatch");
  CHECK(fault([] { stack(line(0., 3), line(1., 3)); }).category() == "axis_mismatch");
}

TEST_CASE("stacked parts are trials") {
  auto const trials = stack(recording(0.), recording(0.).as(V));
  static_assert(trials.rank == 3);
  CHECK(trials.raw()(1, 1, 2) == Approx(6.));
  CHECK(same_samples(trials.axis<2>(), recording(0.).axis<1>()));
  CHECK(trials.mean<0>().raw()(0, 1) == Approx(2.));
}

TEST_CASE("parts may be counted at run time") {
  std::vector const parts{line(0., 3), line(0.3, 2)};
  CHECK(concatenate(parts).axis<0>().count() == 5);
  std::vector const trials{recording(0.), recording(0.), recording(0.)};
  CHECK(stack(trials).shape(0) == 3);
  CHECK(concatenate<0>(trials).shape(0) == 6);
  CHECK(fault([] { stack(std::vector<decltype(line(0., 1))>{}); }).category() == "no_parts");
  CHECK(fault([] { concatenate(std::vector<decltype(line(0., 1))>{}); }).category() == "no_parts");
}

template <class... P>
concept joins = requires(P... p) { concatenate(p...); };
static_assert(joins<decltype(line(0., 1)), decltype(line(0., 1))>);

}  // namespace
