// SPDX-License-Identifier: BSD-3-Clause
/// Reductions against hand loops, on every form of array, and where numbers are hard: NaN, nothing, long sums,
/// overflow.
#include <convolt/quantity/reduce.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

constexpr std::size_t rows = test::form_rows, columns = test::form_columns;

/// Whether q has the unit V^n/1000^n of `unit` and no other: units are types, so this is a fact about the type.
template <class Q, class V>
constexpr bool has_unit(Q const& q, V unit) {
  return q.unit() == unit;
}

double column_mean(std::size_t j) {
  double s = 0;
  for (std::size_t i = 0; i < rows; ++i) { s += form_value(i, j); }
  return s / static_cast<double>(rows);
}
double column_squares(std::size_t j) {
  double s = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    s += (form_value(i, j) - column_mean(j)) * (form_value(i, j) - column_mean(j));
  }
  return s;
}

TEST_CASE("sum and mean over an axis keep the unit and match loops on every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const by_column = sum(q, {0});
    auto const by_row = mean(q, {-1});
    CHECK(has_unit(by_column, mV));
    CHECK(has_unit(by_row, mV));
    REQUIRE(by_column.dimension() == 1);
    REQUIRE(by_column.shape(0) == columns);
    REQUIRE(by_row.shape(0) == rows);
    for (std::size_t j = 0; j < columns; ++j) {
      CHECK(by_column(j).in(mV) == form_value(0, j) + form_value(1, j) + form_value(2, j));
    }
    for (std::size_t i = 0; i < rows; ++i) {
      CHECK(by_row(i).in(mV) == (form_value(i, 0) + form_value(i, 1) + form_value(i, 2) + form_value(i, 3)) / 4);
    }
  });
}

TEST_CASE("var has the unit squared, stddev the unit, on every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const v = var(q, {0});
    auto const unbiased = variance(q, {0}, convolt::ddof{1});
    auto const s = stddev(q, {0});
    CHECK(has_unit(v, mV * mV));
    CHECK(has_unit(s, mV));
    for (std::size_t j = 0; j < columns; ++j) {
      CHECK(v.raw()(j) == Approx(column_squares(j) / 3).epsilon(1e-14));
      CHECK(unbiased.raw()(j) == Approx(column_squares(j) / 2).epsilon(1e-14));
      CHECK(s.raw()(j) == Approx(std::sqrt(column_squares(j) / 3)).epsilon(1e-14));
    }
  });
}

TEST_CASE("min, max and their positions match loops on every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const lowest = min(q, {0});
    auto const highest = amax(q, 1);
    auto const where = argmin(q, {0});
    for (std::size_t j = 0; j < columns; ++j) {
      std::size_t best = 0;
      for (std::size_t i = 1; i < rows; ++i) { best = form_value(i, j) < form_value(best, j) ? i : best; }
      CHECK(lowest(j).in(mV) == form_value(best, j));
      CHECK(where(j) == best);
    }
    double top = form_value(0, 0);
    for (std::size_t j = 0; j < columns; ++j) { top = std::max(top, form_value(0, j)); }
    CHECK(highest(0).in(mV) == top);
  });
}

TEST_CASE("reductions over everything are scalars at once, and answer to () as lazy ones do") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    double total = 0, lowest = form_value(0, 0);
    std::size_t at = 0;
    for (std::size_t k = 0; k < rows * columns; ++k) {
      double const x = form_value(k / columns, k % columns);
      total += x;
      if (x < lowest) { lowest = x, at = k; }
    }
    static_assert(std::is_same_v<convolt::wrapped_t<decltype(sum(q))>, double>);
    CHECK(sum(q).in(mV) == total);
    CHECK(sum(q)().in(mV) == total);
    CHECK(mean(q).in(mV) == total / 12);
    CHECK(amin(q).in(mV) == lowest);
    CHECK(min(q) <= max(q));
    CHECK(argmin(q) == at);
    double squares = 0;
    for (std::size_t k = 0; k < rows * columns; ++k) {
      double const d = form_value(k / columns, k % columns) - total / 12;
      squares += d * d;
    }
    CHECK(var(q).raw() == Approx(squares / 12).epsilon(1e-14));
    CHECK(var(q, convolt::ddof{1}).raw() == Approx(squares / 11).epsilon(1e-14));
    CHECK(has_unit(var(q), mV * mV));
  });
}

TEST_CASE("reduced axes are kept with one element where that is asked for, and broadcast then") {
  auto const x = xt::xtensor<double, 2>{{1., 2., 6.}, {4., 5., 9.}} * mV;
  auto const means = convolt::eval(mean(x, {1}, convolt::keepdims));
  REQUIRE(means.dimension() == 2);
  CHECK(means.shape(0) == 2);
  CHECK(means.shape(1) == 1);
  CHECK(((x - mean(x, {1}, convolt::keepdims)).in(mV) == xt::xtensor<double, 2>{{-2., -1., 3.}, {-2., -1., 3.}}));
  CHECK(((x - amin(x, {-2}, convolt::keepdims)).in(mV) == xt::xtensor<double, 2>{{0., 0., 0.}, {3., 3., 3.}}));
  CHECK((sum(x, 1, convolt::keepdims).in(mV) == xt::xtensor<double, 2>{{9.}, {18.}}));
  CHECK(var(x, {0}, convolt::ddof{1}, convolt::keepdims)(0, 1).raw() == 4.5);
  CHECK(stddev(x, 0, convolt::ddof{1}, convolt::keepdims)(0, 1).in(mV) == Approx(std::sqrt(4.5)));
  CHECK_THROWS_AS(amax(xt::xtensor<double, 2>::from_shape({2, 0}) * mV, {1}, convolt::keepdims), convolt::shape_error);
  std::vector<int> const both{0, 1};
  CHECK((sum(x, both, convolt::keepdims).in(mV) == xt::xtensor<double, 2>{{27.}}));
  xt::xtensor<float, 3, xt::layout_type::column_major> turned({2, 3, 2});
  for (std::size_t i = 0; i < 12; ++i) { turned(i / 6, i / 2 % 3, i % 2) = static_cast<float>(i * i); }
  auto const centred = convolt::eval(turned * mV - mean(turned * mV, {1}, convolt::keepdims));
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t k = 0; k < 2; ++k) {
      float const middle = (turned(i, 0, k) + turned(i, 1, k) + turned(i, 2, k)) / 3;
      for (std::size_t j = 0; j < 3; ++j) {
        CHECK(centred(i, j, k).in(mV) == Approx(turned(i, j, k) - middle).margin(1e-5));
      }
    }
  }
  xt::xarray<double> const any{{1., 3.}};
  CHECK(mean(any * mV, {-1}, convolt::keepdims).dimension() == 2);
  CHECK(mean(any * mV, {-1}, convolt::keepdims)(0, 0).in(mV) == 2);
  CHECK(has_unit(var(x, {0}, convolt::keepdims), mV * mV));
  CHECK(var(x, {0}, convolt::keepdims)(0, 2).raw() == 2.25);
}

TEST_CASE("the product of ratios is a number") {
  auto const x = xt::xtensor<double, 2>{{1., 2.}, {4., 5.}} * mV;
  CHECK(prod(x / (2. * mV)) == 2.5);
  CHECK(prod(x / (1. * V)) == Approx(40e-12));
  CHECK(prod(xt::xtensor<int, 1>{2, 3} * convolt::units::one) == 6.);
  CHECK(prod(xt::xtensor<double, 1>::from_shape({0}) * convolt::units::one) == 1.);
}

TEST_CASE("several axes at once, in any order, give what one after the other gives") {
  auto numbers = xt::xtensor<double, 3>::from_shape({2, 3, 5});
  for (std::size_t i = 0; i < numbers.size(); ++i) { numbers.flat(i) = static_cast<double>((i * 7) % 11); }
  auto const q = numbers * pA;
  auto const both = var(q, {2, 0});
  REQUIRE(both.dimension() == 1);
  for (std::size_t j = 0; j < 3; ++j) {
    double s = 0, ss = 0;
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t k = 0; k < 5; ++k) { s += numbers(i, j, k), ss += numbers(i, j, k) * numbers(i, j, k); }
    }
    CHECK(sum(q, {0, 2})(j).in(pA) == s);
    CHECK(both.raw()(j) == Approx(ss / 10 - s / 10 * s / 10).epsilon(1e-13));
  }
  CHECK(sum(q, std::vector<int>{0, -1})(1).raw() == sum(q, {0, 2})(1).raw());
  CHECK(sum(q, {0, 1, 2})().raw() == sum(q).raw());
}

TEST_CASE("a reduction of a temporary owns it and can be assigned, also to dynamic rank") {
  auto const make = [] { return xt::xarray<double>{{1., 2.}, {3., 4.}} * mV; };
  auto const lazy = mean(make() * 2., {0});
  convolt::array<V, double> const a = lazy;
  REQUIRE(a.dimension() == 1);
  CHECK(a(1).in(mV) == Approx(6.).epsilon(1e-15));
  convolt::tensor<V, double, 1> const t = var(make(), {1}) / (1. * mV);
  CHECK(t(0).in(mV) == Approx(0.25).epsilon(1e-15));
}

TEST_CASE("a lazy reduction takes part in arithmetic and broadcasting") {
  auto const q = xt::xtensor<double, 2>{{1., 2., 6.}, {3., 4., 10.}} * mV;
  convolt::tensor<mV, double, 2> const centred = q - mean(q, {0});
  CHECK(centred(0, 0).raw() == -1.);
  CHECK(centred(1, 2).raw() == 2.);
}

TEST_CASE("float sums do not lose small addends, integer sums do not overflow at 32 bits") {
  auto const ones = xt::xtensor<float, 1>(xt::ones<float>({(1 << 24) + 8})) * mV;
  CHECK(sum(ones).raw() == 16777224.f);
  CHECK(mean(ones).raw() == 1.f);
  auto const bytes = xt::xtensor<std::int8_t, 2>{{100, 100}, {100, -100}} * mV;
  CHECK(sum(bytes).raw() == 200);
  CHECK(sum(bytes, {1}).raw()(0) == 200);
  static_assert(std::is_same_v<decltype(sum(bytes).raw()), std::int64_t&&>);
  CHECK(mean(bytes).raw() == 50.);
  auto const large = xt::xtensor<std::int64_t, 1>{std::numeric_limits<std::int64_t>::max(), 1} * mV;
  CHECK(sum(large).raw() == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("var does not cancel on a large offset") {
  auto const q = (1e9 + xt::xtensor<double, 1>{0., 1., 2.}) * mV;
  CHECK(var(q).raw() == Approx(2. / 3).epsilon(1e-9));
}

TEST_CASE("complex numbers have a complex mean and a real variance") {
  using C = std::complex<float>;
  auto const q = xt::xtensor<C, 1>{C(1, 2), C(3, -2)} * mV;
  CHECK(mean(q).raw() == C(2, 0));
  CHECK(var(q).raw() == 5.f);
  CHECK(sum(q, {0})().raw() == C(4, 0));
}

TEST_CASE("NaN comes through every reduction, wherever it stands") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t at = 0; at < 3; ++at) {
    xt::xtensor<double, 1> x{1., 2., 3.};
    x(at) = nan;
    auto const q = x * mV;
    CHECK(std::isnan(min(q).raw()));
    CHECK(std::isnan(max(q, {0})().raw()));
    CHECK(std::isnan(sum(q).raw()));
    CHECK(std::isnan(var(q).raw()));
    CHECK(argmax(q) == at);
  }
}

TEST_CASE("nothing sums to zero, has no mean, and no minimum") {
  auto const nowhere = xt::xtensor<double, 2>::from_shape({0, 3}) * mV;
  CHECK(sum(nowhere).raw() == 0.);
  CHECK_THROWS_AS(argmin(nowhere, {0}), convolt::shape_error);
  // With memory behind it: xtensor steps over null pointers otherwise.
  auto const some = xt::xtensor<double, 2>{{1., 2., 3.}};
  auto const nothing = xt::view(some, xt::range(0, 0));
  auto const none = tag_ref(nothing, mV);
  CHECK(sum(none, {0})(2).raw() == 0.);
  CHECK(std::isnan(mean(none).raw()));
  CHECK(std::isnan(var(xt::xtensor<double, 1>{1.} * mV, convolt::ddof{1}).raw()));
  CHECK_THROWS_AS(min(none), convolt::shape_error);
  CHECK_THROWS_AS(max(none, {0}), convolt::shape_error);
  CHECK(min(none, {1}).size() == 0);
}

TEST_CASE("axes that do not exist or come twice are named") {
  auto const q = xt::xtensor<double, 2>{{1., 2.}} * mV;
  auto const category = [&q](auto axes) {
    try {
      sum(q, axes);
    } catch (convolt::parameter_error const& e) {
      return std::string(e.category()) + " " + e.where() + " " + e.actual();
    }
    return std::string("none");
  };
  CHECK(category(2) == "bad_axis sum 2");
  CHECK(category(-3) == "bad_axis sum -3");
  CHECK(category(std::vector<int>{0, -2}) == "bad_axis sum 0 twice");
  CHECK(category(-2) == "none");
}

TEST_CASE("a run-time unit goes through reductions, squared by var") {
  auto const q = tag(xt::xtensor<double, 1>{1., 3.}, any_unit(mV));
  CHECK(sum(q).unit() == any_unit(mV));
  CHECK(var(q).unit() == any_unit(mV * mV));
  CHECK(var(q, {0}).unit() == any_unit(mV * mV));
  CHECK(var(q).in(V * V) == Approx(1e-6));
}

TEST_CASE("plain arrays reduce under the same names, alone and with xtensor in sight") {
  xt::xtensor<double, 2> const x{{1., 2.}, {3., 4.}};
  CHECK(convolt::sum(x) == 10.);
  CHECK(convolt::mean(x, {0})(1) == 3.);
  using namespace convolt;
  CHECK(sum(x)() == 10.);
  CHECK(mean(x, {0})(1) == 3.);
}

template <class Q>
concept HasProduct = requires(Q const& q) { prod(q); };
static_assert(!HasProduct<convolt::tensor<mV, double, 1>>);

}  // namespace
