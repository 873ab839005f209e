// SPDX-License-Identifier: BSD-3-Clause
/// Evaluation into owning containers, casts, and assignment without a temporary.
#include <convolt/quantity/owning.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstdint>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::quantities::owning_t;

using cube = xt::xtensor<float, 3>;
using fixed = xt::xtensor_fixed<double, xt::xshape<2, 3>>;
using any_rank = xt::xarray<double>;
static_assert(std::is_same_v<owning_t<cube>, cube> && std::is_same_v<owning_t<any_rank>, any_rank>);
static_assert(std::is_same_v<owning_t<fixed>, xt::xtensor<double, 2>>);
static_assert(std::is_same_v<owning_t<decltype(xt::view(std::declval<cube&>(), 0, xt::all()))>, xt::xtensor<float, 2>>);
static_assert(std::is_same_v<owning_t<decltype(std::declval<any_rank&>() + std::declval<fixed&>())>, any_rank>);
static_assert(std::is_same_v<owning_t<decltype(std::declval<fixed&>() * 2.)>, xt::xtensor<double, 2>>);

TEST_CASE("eval owns the values of every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = eval(tag_ref(m, mV) * 2.);
    auto const shown = eval(view(tag_ref(m, mV), 1));
    static_assert(std::is_same_v<convolt::wrapped_t<decltype(q)>, owning_t<decltype(m)>>);
    REQUIRE(q.size() == 12);
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 4; ++j) { CHECK(q(i, j).in(mV) == 2. * test::form_value(i, j)); }
    }
    CHECK(shown(3).raw() == test::form_value(1, 3));
  });
}

/// An expression on locals, made safe to return.
auto squared_deviation() {
  auto const v = xt::xtensor<double, 1>{1., 2.} * mV;
  auto const offset = 3. * mV;
  return eval((v - offset) * (v - offset));
}

TEST_CASE("eval makes expressions on locals safe to return, moves containers, copies scalars") {
  CHECK(squared_deviation()(0).in(mV * mV) == 4.);
  auto q = xt::xtensor<double, 1>{1., 2.} * mV;
  double const* const data = q.raw().data();
  auto const copy = eval(q);
  CHECK(copy.raw().data() != data);
  auto const moved = eval(std::move(q));
  CHECK(moved.raw().data() == data);
  static_assert(std::is_same_v<decltype(eval(1. * mV)), decltype(1. * mV)>);
  double x = 1.;
  auto const value = eval(tag_ref(x, mV));
  x = 2.;
  CHECK(value.raw() == 1.);
}

TEST_CASE("cast changes the type of the numbers only") {
  auto const q = xt::xtensor<double, 1>{1.75, -2.25} * mV;
  auto const f = cast<float>(q);
  static_assert(std::is_same_v<convolt::element_t<decltype(f)>, float>);
  CHECK(f(0).in(mV) == 1.75f);
  CHECK(cast<int>(q)(1).raw() == -2);
  CHECK(cast<std::complex<double>>(q)(0).raw() == std::complex<double>(1.75, 0));
  CHECK(cast<std::int8_t>(3.5 * mV).raw() == 3);
  CHECK(cast<float>(xt::xarray<double>{0.5} * pA)(0).raw() == 0.5f);
}

template <class Q, class X>
concept noalias_takes = requires(Q& q, X const& x) { noalias(q) = x; };
static_assert(noalias_takes<convolt::tensor<V, double, 1>, convolt::tensor<mV, double, 1>>);
static_assert(!noalias_takes<convolt::tensor<V, double, 1>, convolt::tensor<pA, double, 1>>);
static_assert(!noalias_takes<convolt::tensor<V, double, 1>, xt::xtensor<double, 1>>);

TEST_CASE("noalias writes to the memory that is there, converted") {
  convolt::tensor<mV, double, 1> q(xt::xtensor<double, 1>{1., 2.} * mV);
  double const* const data = q.raw().data();
  noalias(q) = xt::xtensor<double, 1>{3., 4.} * V;
  noalias(q) += q;
  noalias(q) -= 1. * V * xt::ones<double>({2});
  CHECK(q(1).in(V) == 7.);
  CHECK(q.raw().data() == data);
  noalias(view(q, 0)) = 5. * V * xt::xtensor<double, 0>(1.);
  CHECK(q(0).in(V) == 5.);
  auto r = tag(xt::xtensor<double, 1>{0., 0.}, any_unit(mV));
  noalias(r) = xt::xtensor<double, 1>{3., 4.} * V;
  CHECK(r.raw()(1) == 4000.);
  CHECK_THROWS_AS(noalias(r) = q * mV, convolt::unit_error);
}

}  // namespace
