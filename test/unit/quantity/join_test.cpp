// SPDX-License-Identifier: BSD-3-Clause
/// concatenate, stack and roll: values and units on every form of array, refusals.
#include <convolt/quantity/join.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

constexpr std::size_t rows = test::form_rows, columns = test::form_columns;

template <class A, class B>
concept can_join = requires(A const& a, B const& b) { concatenate(a, b); };
template <class A, class B>
concept can_stack = requires(A const& a, B const& b) { stack(a, b); };
using v1 = convolt::tensor<mV, double, 1>;
static_assert(can_join<v1, convolt::tensor<V, float, 1>> && !can_join<v1, convolt::tensor<pA, double, 1>>);
static_assert(!can_join<v1, xt::xtensor<double, 1>> && !can_stack<v1, xt::xtensor<double, 1>>);

TEST_CASE("parts of any form are joined, converted to the unit of the first") {
  auto const extra = xt::xtensor<double, 2>{{1., 2., 3., 4.}} * V;
  test::for_each_form([&extra](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const longer = concatenate(q, extra);
    auto const wider = concatenate<1>(q, q, q);
    auto const stacked = stack(q, q);
    auto const inside = stack<-1>(q, q);
    CHECK(longer.unit() == mV);
    REQUIRE(longer.shape(0) == rows + 1);
    REQUIRE(wider.shape(1) == 3 * columns);
    REQUIRE(stacked.dimension() == 3);
    for (std::size_t j = 0; j < columns; ++j) {
      CHECK(longer(rows, j).raw() == 1000. * static_cast<double>(j + 1));
      for (std::size_t i = 0; i < rows; ++i) {
        CHECK(longer(i, j).raw() == form_value(i, j));
        CHECK(wider(i, 2 * columns + j).raw() == form_value(i, j));
        CHECK(stacked(1, i, j).raw() == form_value(i, j));
        CHECK(inside(i, j, 1).raw() == form_value(i, j));
      }
    }
  });
}

TEST_CASE("parts may be counted at run time, be empty, or have a run-time unit") {
  auto const a = xt::xtensor<double, 1>{1., 2.} * mV;
  std::vector const parts{a, a, a};
  CHECK(concatenate(parts).size() == 6);
  CHECK(stack(parts, 1)(1, 2).raw() == 2.);
  CHECK(stack(parts, -2).shape(0) == 3);
  auto const none = xt::xtensor<double, 1>::from_shape({0}) * V;
  CHECK(concatenate(none, a).raw()(1) == 0.002);
  CHECK(concatenate(a, none).size() == 2);
  std::vector<convolt::quantity<any_unit, xt::xarray<double>>> const mixed{tag(xt::xarray<double>{1.}, any_unit(mV)),
                                                                           tag(xt::xarray<double>{1.}, any_unit(V))};
  CHECK(concatenate(mixed).raw()(1) == 1000.);
  CHECK_THROWS_AS(concatenate(tag(xt::xarray<double>{1.}, any_unit(pA)), a), convolt::unit_error);
}

TEST_CASE("parts that do not fit are refused") {
  auto const a = xt::xtensor<double, 2>{{1., 2.}} * mV;
  auto const b = xt::xtensor<double, 2>{{1., 2., 3.}} * mV;
  CHECK_THROWS_AS(concatenate(a, b), convolt::shape_error);
  CHECK(concatenate<1>(a, b).shape(1) == 5);
  CHECK_THROWS_AS(stack(a, b), convolt::shape_error);
  CHECK_THROWS_AS(concatenate<2>(a, a), convolt::parameter_error);
  auto const refused = [](auto const& join) {
    auto const e = convolt::test::thrown_by<convolt::shape_error>(join);
    CHECK(e.category() == "no_parts");
    return std::string(e.what());
  };
  std::vector<v1> const none;
  CHECK(refused([&] { concatenate(none); }) == "convolt::concatenate: needs at least one part; expected 1, got 0");
  CHECK(refused([&] { stack(none); }) == "convolt::stack: needs at least one part; expected 1, got 0");
}

TEST_CASE("roll moves around the axis, either way, any number of times") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    for (int const shift : {0, 1, -1, 2, 4, -7, 1001}) {
      auto const r = roll(q, shift, 1);
      for (int j = 0; j < 4; ++j) {
        auto const from = static_cast<std::size_t>(((j - shift) % 4 + 4) % 4);
        CHECK(r(2, j).raw() == form_value(2, from));
      }
    }
    CHECK(roll(q, 1, -2)(0, 0).raw() == form_value(rows - 1, 0));
  });
  CHECK(roll(xt::xtensor<double, 1>::from_shape({0}) * mV, 3, 0).size() == 0);
}

}  // namespace
