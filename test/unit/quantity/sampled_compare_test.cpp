// SPDX-License-Identifier: BSD-3-Clause
/// Comparisons of sampled quantities, and what is done with their results.
#include <convolt/quantity/sampled_compare.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::sampled;

auto const t = axis(0. * ms, 0.1 * ms, 3);
xt::xtensor<double, 2> const x{{1, 2, 3}, {4, 5, 6}};
auto const v = sampled(x * mV, no_axis, t);
using mask = xt::xtensor<bool, 2>;

TEST_CASE("each sample is compared, with the axes, in any unit") {
  auto const high = v > 0.003 * V;
  static_assert(std::is_same_v<decltype(high)::element_type, bool>);
  CHECK((high.raw() == mask{{false, false, false}, {true, true, true}}));
  CHECK(same_samples(high.axis<1>(), t));
  CHECK(((v >= v.mean<1>()).raw() == mask{{false, true, true}, {false, true, true}}));
  CHECK(((3. * mV < v).raw() == high.raw()));
  CHECK(((v <= v).all()));
  CHECK(!(v < v).any());
  CHECK((convolt::equal(v, 2. * mV).raw() == mask{{false, true, false}, {false, false, false}}));
  auto const holey = sampled(x * std::numeric_limits<double>::quiet_NaN() * mV, no_axis, t);
  CHECK(!(holey > v).any());
}

TEST_CASE("masks are combined") {
  auto const inside = v > 1. * mV && v < 5. * mV;
  CHECK((inside.raw() == mask{{false, true, true}, {true, false, false}}));
  CHECK(((!inside || v > 5. * mV).raw() == mask{{true, false, false}, {false, true, true}}));
  CHECK((inside && v.mean<1>() > 3. * mV).raw()(1, 0));
  CHECK_THROWS_AS(inside && (v.slice<1>(0, 2) > 1. * mV), convolt::shape_error);
}

TEST_CASE("== is for the whole: the same samples and numbers") {
  CHECK((v == v.as(V).as(mV)));
  CHECK(!(v == sampled(x * mV, no_axis, axis(1. * ms, 0.1 * ms, 3))));
  CHECK((v != v + 1. * mV));
  CHECK((v == sampled(x * mV, no_axis, axis(0. * us, 100. * us, 3))));
  CHECK(!(v == v.slice<0>(0, 1)));
}

template <class A, class B>
concept can_compare = requires(A a, B b) { a < b; };
template <class A, class B>
concept can_equate = requires(A a, B b) { a == b; };
using voltages = decltype(sampled(x * mV, no_axis, t));
using currents = decltype(sampled(x * pA, no_axis, t));
static_assert(can_compare<voltages, voltages> && !can_compare<voltages, currents> && !can_compare<voltages, double>);
static_assert(!can_compare<voltages, decltype(x * mV)>);
static_assert(can_equate<voltages, voltages> && !can_equate<voltages, currents>);
static_assert(!can_equate<voltages, decltype(1. * mV)>);

}  // namespace
