// SPDX-License-Identifier: BSD-3-Clause
/// + - * / on quantities: values, units, refusals, in-place forms; and that lazy statements ask for no memory, counted
/// with replaced operators new and delete.
#include <convolt/quantity/arithmetic.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/allocations.hpp>
#include <support/array_forms.hpp>
#include <support/catch.hpp>
#include <support/replaced_new.hpp>

#include <complex>
#include <cstdint>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

template <class A, class B>
concept can_add = requires(A const& a, B const& b) { a + b; };
template <class A, class B>
concept can_subtract = requires(A const& a, B const& b) { a - b; };
template <class A, class B>
concept can_multiply = requires(A const& a, B const& b) { a* b; };
template <class A, class B>
concept can_divide = requires(A const& a, B const& b) { a / b; };
template <class A, class B>
concept can_increment = requires(A& a, B const& b) { a += b; };
template <class A, class B>
concept can_scale = requires(A& a, B const& b) {
  a *= b;
  a /= b;
};

using volts = convolt::tensor<V, double, 2>;
using millivolts = convolt::array<mV, float>;
using current = convolt::tensor<pA, double, 2>;
using number = xt::xtensor<double, 2>;
using ratio = convolt::tensor<convolt::one, double, 2>;
using whole_volts = convolt::tensor<V, int, 1>;
using whole_millivolts = convolt::tensor<mV, int, 1>;
using dynamic = convolt::quantity<any_unit, number>;
using scalar = decltype(1. * mV);

static_assert(can_add<volts, millivolts> && can_subtract<millivolts, volts> && can_add<volts, scalar>);
static_assert(!can_add<volts, current> && !can_subtract<volts, current> && !can_add<scalar, decltype(1. * pA)>);
static_assert(!can_add<volts, double> && !can_add<double, volts> && !can_add<volts, number> &&
              !can_add<number, scalar>);
static_assert(can_add<ratio, double> && can_add<number, ratio> && can_subtract<double, ratio>);
static_assert(can_add<dynamic, volts> && can_add<dynamic, current> && can_add<dynamic, double>, "checked at run time");
static_assert(can_add<whole_millivolts, whole_volts> && !can_add<whole_volts, whole_millivolts>);
static_assert(can_multiply<volts, current> && can_multiply<volts, number> && can_multiply<double, volts>);
static_assert(can_divide<volts, current> && can_divide<double, volts> && can_divide<number, scalar>);
static_assert(can_increment<volts, millivolts> && !can_increment<volts, current> && !can_increment<volts, double>);
static_assert(can_scale<volts, double> && can_scale<volts, number> && can_scale<volts, ratio> &&
              !can_scale<volts, current>);

TEST_CASE("sums convert the right operand to the unit of the left, on every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const a = q + 1. * V;
    auto const b = 1. * V - q;
    auto const c = q + q * 2.;
    CHECK(a.unit() == mV);
    CHECK(b.unit() == V);
    for (std::size_t i = 0; i < test::form_rows; ++i) {
      for (std::size_t j = 0; j < test::form_columns; ++j) {
        double const x = form_value(i, j);
        CHECK(a(i, j).raw() == x + 1000.);
        CHECK(b(i, j).raw() == 1. - x / 1000.);
        CHECK(c(i, j).raw() == x + x * 2.);
        CHECK((-q)(i, j).raw() == -x);
      }
    }
  });
}

TEST_CASE("products and quotients multiply units, the order of factors does not matter") {
  test::for_each_form([](auto& m) {
    auto const v = tag_ref(m, mV);
    auto const i = v * (2. * nS);
    auto const r = v / (4. * pA);
    auto const inverse = 1. / v;
    static_assert(std::is_same_v<convolt::unit_t<decltype(i)>, convolt::unit_t<decltype((2. * nS) * v)>>);
    CHECK(i.unit() == pA);
    CHECK(i(1, 1).in(nA) == form_value(1, 1) * 2. / 1000.);
    CHECK(r(0, 3).in(GOhm) == form_value(0, 3) / 4.);
    CHECK(inverse.unit() == convolt::one / mV);
    CHECK((v / v)(2, 2).in(convolt::one) == 1.);
    CHECK((v / ms).unit() == mV / ms);
  });
}

TEST_CASE("scalars: tagging, retagging, dividing a unit") {
  CHECK((3. * mV * nS).in(pA) == 3.);
  CHECK((5. * mV / ms).in(V / s) == 5.);
  CHECK((1. / ms).in(Hz) == 1000.);
  CHECK((ms / 2.).in(ms) == 0.5);
  CHECK((mV * 2.).in(uV) == 2000.);
  CHECK((mV / (2. * pA)).in(GOhm) == 0.5);
  CHECK((1 * V + 1 * kV).raw() == 1001);
  using C = std::complex<double>;
  CHECK((C(1, 2) * mV + C(0, 1) * V).raw() == C(1, 1002));
  static_assert((2. * mV + 1. * mV).in(mV) == 3.);
  static_assert(std::is_same_v<convolt::element_t<decltype(1.f * mV + 1.f * V)>, float>);
}

TEST_CASE("in place: sums of the dimension, factors without one; the unit stays") {
  convolt::tensor<mV, double, 1> q(xt::xtensor<double, 1>{1., 2.} * mV);
  q += 1. * V;
  CHECK(q(0).raw() == 1001.);
  q -= xt::xtensor<double, 1>{1., 0.} * V;
  CHECK(q(0).raw() == 1.);
  q *= 2.;
  q /= xt::xtensor<double, 1>{1., 4.};
  CHECK(q(1).raw() == 501.);
  q *= 2. * convolt::one;
  CHECK(q(0).raw() == 4.);
  auto s = 1. * mV;
  (s += 1. * V) *= 2.;
  CHECK(s.raw() == 2002.);
  xt::xtensor<double, 1> plain{1., 2.};
  tag_ref(plain, V) += 1. * kV;
  CHECK(plain(1) == 1002.);
}

TEST_CASE("a plain operand is one in 1, and only that") {
  ratio const r(xt::xtensor<double, 2>{{1., 2.}});
  CHECK((r + 1.)(0, 1).raw() == 3.);
  CHECK((xt::xtensor<double, 2>{{1., 1.}} - r)(0, 1).raw() == -1.);
}

TEST_CASE("run-time units multiply, add and refuse with both symbols") {
  auto const v = tag(xt::xarray<double>{1., 2.}, any_unit(mV));
  auto const i = v * (2. * nS);
  CHECK(i.unit() == any_unit(pA));
  CHECK((v + 1. * V)(0).in(mV) == 1001.);
  CHECK((1. * V + v)(1).in(mV) == Approx(1002.));
  try {
    v + 1. * pA;
    FAIL("mV + pA");
  } catch (convolt::unit_error const& e) {
    CHECK(e.category() == "unit_mismatch");
    CHECK(e.expected() == "mV");
    CHECK(e.actual() == "pA");
  }
  CHECK_THROWS_AS(v + 1., convolt::unit_error);
}

TEST_CASE("expressions of temporaries own them, also through several steps") {
  auto const make = [] { return xt::xarray<double>{1., 2.} * mV; };
  auto const a = make() * make() + make() * 3. * mV;
  auto const b = -(make() / (2. * mV));
  auto const named = 2. * mV;
  auto const c = [&] {
    auto const local = 5. * mV;
    return make() + local + named;
  }();
  CHECK(a(1).raw() == 10.);
  CHECK(b(0).raw() == -0.5);
  CHECK(c(1).raw() == 9.);
}

TEST_CASE("lazy statements allocate nothing") {
  xt::xtensor<double, 2> const x{{1., 2., 3.}, {4., 5., 6.}};
  auto const v = tag_ref(x, mV);
  auto const g = x * nS;
  convolt::tensor<pA, double, 2> i(g * (1. * mV));
  convolt::tensor<mV, double, 1> means(mean(v, {0}));
  std::size_t const before = convolt::test::allocations();
  auto const product = v * g + 3. * pA;
  auto const powers = sqrt(pow<2>(v)) / v;
  auto const chosen = where(v > 2. * mV, clip(v, 0. * V, 5. * mV), abs(v));
  auto const part = view(v, 1, xt::range(0, 2)) * 2.;
  auto const turned = transpose(v);
  double const all = sum(product).in(pA) + powers(0, 0).in(convolt::one) + chosen(1, 1).in(V) + part(0).in(mV);
  bool const near = allclose(v, v * 1.);
  noalias(i) = product;
  noalias(means) = mean(v, {0});
  noalias(means) += turned(0, 0);
  std::size_t const after = convolt::test::allocations();
  CHECK(after == before);
  CHECK(near);
  CHECK(all == 91. + 18. + 1. + 0.005 + 8.);
  CHECK(i(1, 2).in(pA) == 39.);
  CHECK(means(0).in(mV) == 3.5);
}

template <class A, class B>
concept can_be_doubled = requires(A&& a, B b) { std::forward<A>(a) *= b; };

TEST_CASE("in place: results that would be gone at once do not change, what looks at an array changes it") {
  using array = convolt::tensor<mV, double, 1>;
  using product = decltype(std::declval<array&>() * 2.);
  STATIC_REQUIRE(can_be_doubled<array&, double>);
  STATIC_REQUIRE(!can_be_doubled<array, double>);
  STATIC_REQUIRE(!can_be_doubled<product, double>);
  STATIC_REQUIRE(!can_be_doubled<product&, double>);
  STATIC_REQUIRE(!can_be_doubled<convolt::scalar<mV>, double>);
  xt::xtensor<double, 1> a{1., 2., 3.};
  xt::xtensor<double, 1> const constant = a;
  STATIC_REQUIRE(!can_be_doubled<decltype(tag_ref(constant, mV)), double>);
  tag_ref(a, mV) *= 2.;
  auto part = xt::view(a, xt::range(1, 3));
  tag_ref(part, mV) += 1. * mV;
  CHECK((a == xt::xtensor<double, 1>{2., 5., 7.}));
}

}  // namespace
