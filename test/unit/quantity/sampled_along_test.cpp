// SPDX-License-Identifier: BSD-3-Clause
/// What sampled quantities do along a dimension: differences, running sums, epochs.
#include <convolt/quantity/sampled_along.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled_compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::same_samples;
using convolt::sampled;

/// (channel, time): 100 c + t, so that every number says where it belongs.
template <class T = double>
auto recording(int channels = 3, int samples = 20) {
  xt::xtensor<T, 2> x(std::array<std::size_t, 2>{std::size_t(channels), std::size_t(samples)});
  for (int c = 0; c < channels; ++c) {
    for (int t = 0; t < samples; ++t) { x(c, t) = static_cast<T>(100 * c + t); }
  }
  return sampled(std::move(x) * mV, no_axis, axis(5. * ms, 0.1 * ms, samples));
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

TEST_CASE("running sums stay at their coordinates, those of integers are wide") {
  auto const r = recording<std::int16_t>();
  auto const total = r.cumsum<ms>();
  static_assert(std::is_same_v<decltype(total)::element_type, std::int64_t>);
  CHECK(total.raw()(0, 19) == 190);
  CHECK(total.raw()(2, 1) == 401);
  CHECK(same_samples(total.axis<1>(), r.axis<1>()));
  CHECK(r.cumsum<0>().raw()(2, 3) == 309);
}

TEST_CASE("epochs are cut around onsets, lags in the place of time") {
  auto const r = recording();
  std::vector const onsets{5.3 * ms, 6. * ms};
  auto const ep = r.around(onsets, -0.2 * ms, 0.3 * ms);
  REQUIRE(ep.shape() == std::array<std::size_t, 3>{2, 3, 5});
  CHECK(ep.raw()(0, 0, 0) == 1.);
  CHECK(ep.raw()(1, 2, 2) == 210.);
  CHECK(ep.axis<2>().start().in(us) == Approx(-200.));
}

}  // namespace
