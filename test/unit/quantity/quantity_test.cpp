// SPDX-License-Identifier: BSD-3-Clause
/// The class itself: what it costs in memory, what converts to what, assignment and elements.
#include <convolt/quantity/quantity.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::quantity;

using matrix = xt::xtensor<double, 2>;
using voltage = convolt::tensor<V, double, 2>;
using current = convolt::tensor<pA, double, 2>;

static_assert(sizeof(decltype(1. * mV)) == sizeof(double) && sizeof(voltage) == sizeof(matrix));
static_assert(sizeof(convolt::array<mV, float>) == sizeof(xt::xarray<float>));
static_assert(sizeof(decltype(tag_ref(std::declval<matrix&>(), mV))) == sizeof(void*));
static_assert(sizeof(quantity<any_unit, double>) <= sizeof(any_unit) + sizeof(double));
static_assert(std::is_trivially_copyable_v<decltype(1. * mV)> && std::is_nothrow_copy_assignable_v<decltype(1. * mV)>);
static_assert(std::is_nothrow_move_constructible_v<voltage> == std::is_nothrow_move_constructible_v<matrix>);

static_assert(std::is_convertible_v<convolt::tensor<mV, float, 2>, voltage>);
static_assert(!std::is_convertible_v<voltage, current> && !std::is_constructible_v<voltage, current>);
static_assert(!std::is_assignable_v<voltage&, current> && !std::is_assignable_v<voltage&, double>);
static_assert(!std::is_convertible_v<voltage, matrix> && !std::is_constructible_v<voltage, matrix>);
static_assert(!std::is_constructible_v<decltype(1. * mV), double> && !std::is_convertible_v<decltype(1. * mV), double>);
static_assert(std::is_convertible_v<decltype(1. * convolt::one), double>);
static_assert(std::is_convertible_v<matrix, convolt::tensor<convolt::one, double, 2>>);
static_assert(std::is_convertible_v<decltype(1 * mV * (1 * nS)), decltype(1 * pA)>);
static_assert(!std::is_convertible_v<decltype(1 * V), decltype(1 * mV)>, "integers keep their scale");
static_assert(!std::is_convertible_v<decltype(1.5 * V), decltype(1 * V)>);
static_assert(std::is_constructible_v<quantity<any_unit, matrix>, voltage>);
static_assert(std::is_constructible_v<voltage, quantity<any_unit, matrix>>);

template <class Q, class U>
concept can_read = requires(Q const& q, U u) { q.in(u); };
template <class Q, class U>
concept can_read_free = requires(Q const& q, U u) { in(q, u); };
static_assert(can_read<voltage, decltype(mV)> && !can_read<voltage, decltype(pA)> &&
              !can_read_free<voltage, decltype(ms)>);
static_assert(can_read<decltype(1 * V), decltype(mV)> && !can_read<decltype(1 * mV), decltype(V)>);

TEST_CASE("equivalent units hand on the same memory, others a lazy conversion, rounded once") {
  auto const q = matrix{{1., 2.}} * (mV * nS);
  CHECK(&q.in(pA) == &q.raw());
  auto const& conversion = q.in(nA);
  CHECK(conversion(0, 1) == 0.002);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(q.in(pA))>, matrix>);
  for (int i = 1; i <= 1000; ++i) { REQUIRE((i * 1. * mV).in(V) == i / 1000.); }
  static_assert(std::is_same_v<convolt::element_t<decltype((1.f * mV).in(V))>, float>);
}

TEST_CASE("construction and assignment convert every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    voltage fixed_rank = q;
    convolt::array<uV, double> any_rank;
    any_rank = q;
    CHECK(fixed_rank(2, 1).raw() == test::form_value(2, 1) / 1000);
    CHECK(any_rank(0, 3).raw() == test::form_value(0, 3) * 1000);
    fixed_rank = q * 2.;
    CHECK(fixed_rank(0, 0).in(mV) == Approx(2 * test::form_value(0, 0)));
  });
}

TEST_CASE("converting back and forth through as() keeps the unit it names") {
  auto const q = matrix{{1500.}} * mV;
  CHECK(q.as(V).unit() == V);
  CHECK(q.as(V)(0, 0).raw() == 1.5);
  CHECK((matrix{{1500.}} * mV).as(V)(0, 0).raw() == 1.5);
}

TEST_CASE("run-time units follow the value into containers and stay with references") {
  quantity<any_unit, matrix> q = matrix{{1., 2.}} * mV;
  CHECK(q.unit() == any_unit(mV));
  q = matrix{{3., 4.}} * pA;
  CHECK(q.unit() == any_unit(pA));
  CHECK(q(0, 1).in(pA) == 4.);
  CHECK_THROWS_AS(q.in(mV), convolt::unit_error);
  convolt::tensor<nA, double, 2> const fixed = q;
  CHECK(fixed(0, 0).raw() == 0.003);
  CHECK_THROWS_AS(voltage(q), convolt::unit_error);
  matrix plain{{0., 0.}};
  auto r = tag_ref(plain, any_unit(mV));
  r = matrix{{1., 2.}} * V;
  CHECK(plain(0, 1) == 2000.);
  CHECK_THROWS_AS(r = q, convolt::unit_error);
  CHECK(plain(0, 1) == 2000.);
}

TEST_CASE("iteration and indexing give quantities") {
  convolt::tensor<mV, double, 1> q(xt::xtensor<double, 1>{1., 2., 3.} * mV);
  auto total = 0. * V;
  for (auto const& x : std::as_const(q)) { total += x; }
  CHECK(total.in(mV) == Approx(6.));
  for (auto& x : q) { x = 1. * V; }
  CHECK(q[2].in(V) == 1.);
  q[0] = 2. * V;
  CHECK(q.raw()(0) == 2000.);
  CHECK(q.size() == 3);
  CHECK(q.dimension() == 1);
}

TEST_CASE("assign writes an element in the unit of the array, static or not") {
  auto a = tag(xt::xtensor<double, 2>{{1., 2.}, {3., 4.}}, any_unit(mV));
  a.assign(5. * V, 1, 0);
  CHECK(a(1, 0).in(mV) == 5000.);
  CHECK(a.unit() == any_unit(mV));
  CHECK_THROWS_AS(a.assign(1. * pA, 0, 0), convolt::unit_error);
  CHECK(a(0, 0).in(mV) == 1.);
  a.assign(a(0, 1) * 2., 0, 1);
  CHECK(a(0, 1).in(mV) == 4.);
  voltage b(matrix{{1., 2.}} * V);
  b.assign(3. * mV, 0, 1);
  CHECK(b(0, 1).raw() == 0.003);
  convolt::tensor<convolt::one, float, 1> c(xt::xtensor<float, 1>{1.F});
  c.assign(2., 0);
  CHECK(c(0).raw() == 2.F);
}

TEST_CASE("what has no name and keeps no numbers cannot be assigned to") {
  using other = convolt::tensor<V, float, 2>;
  STATIC_REQUIRE(std::is_assignable_v<voltage&, voltage>);
  STATIC_REQUIRE(std::is_assignable_v<voltage&, other const&>);
  STATIC_REQUIRE(!std::is_assignable_v<voltage, voltage>);
  STATIC_REQUIRE(!std::is_assignable_v<voltage, other const&>);
  STATIC_REQUIRE(!std::is_assignable_v<convolt::scalar<mV>, convolt::scalar<mV>>);
  using sum = decltype(std::declval<voltage&>() + std::declval<voltage&>());
  STATIC_REQUIRE(!std::is_assignable_v<sum, voltage>);
  STATIC_REQUIRE(!std::is_assignable_v<sum&, voltage>);
}

TEST_CASE("references and views without a name write to what they look at") {
  matrix a{{1., 2.}, {3., 4.}};
  convolt::tag_ref(a, mV) = matrix{{5., 6.}, {7., 8.}} * V;
  CHECK(a(1, 0) == 7000.);
  auto part = xt::view(a, 1, xt::all());
  convolt::tag_ref(part, mV) = 1. * mV;
  CHECK(a(1, 1) == 1.);
  CHECK(a(0, 1) == 6000.);
  double number = 0.;
  convolt::tag_ref(number, mV) = 2. * V;
  CHECK(number == 2000.);
  matrix const constant = a;
  using looks = decltype(convolt::tag_ref(constant, mV));
  STATIC_REQUIRE(!std::is_assignable_v<looks, voltage>);
}

}  // namespace
