// SPDX-License-Identifier: BSD-3-Clause
/// Elements are numbers of the array seen as quantities: copies of them are values, references write. On plain arrays
/// all of these copy, and the address sanitizer watches those that outlive the array.
#include <convolt/quantity/element.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <complex>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::quantity;
using convolt::detail::element_of_array_t;
using millivolt = std::remove_cv_t<decltype(mV)>;
using voltage = quantity<millivolt, double>;
using trace = convolt::tensor<mV, double, 1>;
using dynamic = quantity<any_unit, xt::xtensor<double, 1>>;

static_assert(std::is_same_v<element_of_array_t<millivolt, double&>, voltage&>);
static_assert(std::is_same_v<element_of_array_t<millivolt, double const&>, voltage const&>);
static_assert(std::is_same_v<element_of_array_t<millivolt, double>, voltage const>, "nothing to assign to");
static_assert(std::is_same_v<element_of_array_t<any_unit, double&>, quantity<any_unit, double> const>);
static_assert(std::is_same_v<decltype(std::declval<trace&>()(0)), voltage&>);
static_assert(std::is_same_v<decltype(std::declval<trace const&>()(0)), voltage const&>);
static_assert(std::is_same_v<decltype(std::declval<trace>()(0)), voltage>, "of a temporary a value");
static_assert(std::is_same_v<decltype(std::declval<trace&>()[0]), voltage&>);
static_assert(std::is_same_v<decltype(std::declval<voltage&>()()), voltage&>, "a scalar is its own element");

template <class Q, class X>
concept element_takes = requires(Q& q, X x) { q(0) = x; };
template <class Q, class X>
concept element_adds = requires(Q& q, X x) { q(0) += x; };
using volts = decltype(1. * V);
static_assert(element_takes<trace, volts> && element_adds<trace, volts>);
static_assert(!element_takes<trace const, volts> && !element_adds<trace const, volts>);
static_assert(!element_takes<dynamic, volts> && !element_adds<dynamic, volts>, "assign(q, i...) writes");
static_assert(!element_takes<trace, double> && !element_takes<trace, decltype(1. * pA)>);

trace make() { return xt::xtensor<double, 1>{-70., -50., -60.} * mV; }

/// The highest of v, as one would write it for a plain array.
template <class Array>
auto peak_of(Array& v, std::size_t count) {
  auto peak = v(0);
  for (std::size_t i = 1; i < count; ++i) {
    if (v(i) > peak) { peak = v(i); }
  }
  return peak;
}

template <class T>
auto doubled(T x) {
  x = x * 2.;
  return x;
}

TEST_CASE("a peak search and a loop with its previous value leave the trace as it is") {
  auto v = make();
  auto const before = v.raw();
  CHECK(peak_of(v, 3) == -50. * mV);
  auto previous = v(0);
  auto steepest = 0. * mV;
  for (std::size_t i = 1; i < 3; ++i) {
    steepest = std::max(steepest, v(i) - previous);
    previous = v(i);
  }
  CHECK(steepest == 20. * mV);
  CHECK((v.raw() == before));
  auto lowest = v(0);
  lowest = std::min(lowest, v(2));
  CHECK(std::max(lowest, v(1)) == -50. * mV);
  CHECK((v.raw() == before));
}

TEST_CASE("containers, captures, arguments and results hold values") {
  auto v = make();
  std::vector chosen{v(0), v(2)};
  auto const later = [x = v(1)] { return x; };
  CHECK(doubled(v(1)) == -100. * mV);
  auto const first = [](trace t) { return t(0); }(v);
  v *= 0.;
  CHECK(chosen[1] == -60. * mV);
  CHECK(later() == -50. * mV);
  CHECK(first == -70. * mV);
  chosen[0] = 1. * V;
  CHECK(v(0) == 0. * mV);
}

TEST_CASE("elements of temporaries outlive them") {
  auto x = make()(1);
  auto const& y = make()(2);
  auto const& z = make()[0];
  CHECK(x == -50. * mV);
  CHECK(y == -60. * mV);
  CHECK(z == -70. * mV);
  auto const lazy = (make() * 2.)(1);
  CHECK(lazy == -100. * mV);
}

TEST_CASE("references write, and see what is written") {
  auto v = make();
  auto& r = v(1);
  r = 1. * V;
  v(0) = 2. * mV;
  v(0) += 1. * V;
  v(2) *= 2.;
  CHECK((v.raw() == xt::xtensor<double, 1>{1002., 1000., -120.}));
  v.raw()(1) = 7.;
  CHECK(r == 7. * mV);
  std::swap(v(0), v(1));
  CHECK(v(0).raw() == 7.);
  auto const& constant = v;
  auto const& seen = constant(2);
  v(2) = 3. * mV;
  CHECK(seen == 3. * mV);
}

TEST_CASE("every form that can be written to is written to through its elements") {
  test::for_each_form([](auto& m) {
    auto q = tag_ref(m, mV);
    auto copy = q(1, 2);
    if constexpr (requires { q(1, 2) = 1. * V; }) {
      q(1, 2) = 1. * V;
      q(1, 2) += 1. * mV;
      CHECK(m(1, 2) == 1001.);
      auto& r = q(2, 3);
      r = 4. * mV;
      CHECK(m(2, 3) == 4.);
      m(1, 2) = test::form_value(1, 2);
    }
    CHECK(copy.raw() == test::form_value(1, 2));
  });
  auto v = make();
  view(v, xt::range(1, 3))(0) = 8. * mV;
  CHECK(v(1) == 8. * mV);
  xt::xtensor<std::complex<float>, 1> z{{1.F, 2.F}};
  auto q = tag_ref(z, mV);
  auto was = q(0);
  q(0) = was * 2.F;
  CHECK(z(0) == std::complex<float>(2.F, 4.F));
  CHECK(was.raw() == std::complex<float>(1.F, 2.F));
}

TEST_CASE("sampled quantities have the same elements") {
  auto s = convolt::sampled(make(), convolt::axis(0. * ms, 1. * ms, 3));
  auto first = s(0);
  first = 0. * mV;
  CHECK(s(0) == -70. * mV);
  CHECK(peak_of(s, 3) == -50. * mV);
  s(1) = 1. * V;
  auto& r = s(2);
  r += 60. * mV;
  CHECK((s.raw() == xt::xtensor<double, 1>{-70., 1000., 0.}));
  s.assign(2. * V, 0);
  CHECK(s(0).raw() == 2000.);
  auto const of_temporary = convolt::sampled(make(), convolt::no_axis)(1);
  CHECK(of_temporary == -50. * mV);
}

TEST_CASE("with a run-time unit elements are values") {
  auto q = tag(xt::xtensor<double, 1>{1., 2.}, any_unit(mV));
  auto x = q(1);
  x = 3. * V;
  CHECK(x.unit() == any_unit(V));
  CHECK(q(1).in(mV) == 2.);
  CHECK(peak_of(q, 2).in(mV) == 2.);
}

// Written through one unit, read through another and as a plain number: optimised code must see it.
CONVOLT_NOINLINE double write_and_read(xt::xtensor<double, 1>& a, std::size_t i, std::size_t j) {
  auto in_volts = tag_ref(a, V);
  auto in_millivolts = tag_ref(a, mV);
  auto& r = in_volts(i);
  auto& s = in_millivolts(j);
  s = 5. * mV;
  r = 3. * V;
  double const seen = s.raw();
  a(j) = 4.;
  return seen + 10. * r.raw();
}

TEST_CASE("one number may be seen as several quantities") {
  xt::xtensor<double, 1> a{1., 2.};
  CHECK(write_and_read(a, 1, 1) == 43.);
  CHECK(write_and_read(a, 0, 1) == 35.);
}

}  // namespace
