// SPDX-License-Identifier: BSD-3-Clause
/// The type of a trace as a member.
#include <convolt/quantity/series.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::no_axis_t;
using convolt::sampled;
using convolt::series;

using milliseconds = axis<convolt::milli<convolt::second>>;
static_assert(
    std::is_same_v<series<mV, float, 2>, sampled<convolt::milli<convolt::volt>, float, no_axis_t, milliseconds>>);
static_assert(std::is_same_v<series<pA>, sampled<convolt::pico<convolt::ampere>, double, milliseconds>>);
static_assert(
    std::is_same_v<series<pA, float, 1, s>, sampled<convolt::pico<convolt::ampere>, float, axis<convolt::second>>>);
static_assert(std::is_default_constructible_v<series<mV, float, 3>> && std::is_copy_assignable_v<series<mV>>);

struct cell {
  series<mV, float, 2> vm;
};

TEST_CASE("a member takes traces in other units, types and units of time") {
  cell c;
  CHECK(c.vm.size() == 0);
  xt::xtensor<double, 2> const x{{1., 2., 3.}};
  c.vm = sampled(x * V, no_axis, axis(1. * s, 0.0001 * s, 3));
  CHECK(c.vm.raw()(0, 2) == 3000.f);
  CHECK(c.vm.axis<1>().start().raw() == 1000.);
  CHECK(c.vm.axis<1>().step().raw() == Approx(0.1));
}

}  // namespace
