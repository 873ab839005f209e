// SPDX-License-Identifier: BSD-3-Clause
/// Counts of events are told from other samples by their unit, and are numbers all the same.
#include <convolt/quantity/event_counts.hpp>

#include <convolt/quantity.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <sstream>
#include <utility>

namespace {

using namespace convolt::units;

auto counts() {
  return convolt::sampled(xt::xtensor<int, 1>{3, 0, 2} * convolt::event_unit{}, convolt::axis(0. * ms, 2. * ms, 3));
}

static_assert(convolt::EventCounts<decltype(counts())>);
static_assert(convolt::EventCounts<decltype(counts()) const&>);
static_assert(convolt::EventCounts<decltype(counts().slice<0>(0, 2))>);
static_assert(!convolt::EventCounts<decltype(convolt::sampled(xt::xtensor<int, 1>{3}, convolt::no_axis))>);
static_assert(!convolt::EventCounts<decltype(convolt::sampled(xt::xtensor<double, 1>{3.} * mV, convolt::no_axis))>);
static_assert(!convolt::EventCounts<decltype(counts().quantity())>);

TEST_CASE("counts of events are numbers, and over time they are a rate") {
  auto const n = counts();
  int const first = n(0);
  CHECK(first == 3);
  CHECK(n.sum<0>().raw() == 5);
  xt::xtensor<int, 1> const plain = n.quantity();
  CHECK(plain(2) == 2);
  auto const rate = 3. * convolt::event_unit{} / (2. * ms);
  CHECK(rate.in(Hz) == 1500.);
  std::ostringstream text;
  text << rate;
  CHECK(text.str() == "1.5 events/ms");
}

}  // namespace
