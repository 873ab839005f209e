// SPDX-License-Identifier: BSD-3-Clause
/// Views: what they show on every form of array, what they write through to, what they refuse, and what they own.
#include <convolt/quantity/view.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

constexpr std::size_t rows = test::form_rows, columns = test::form_columns;
using matrix = convolt::tensor<mV, double, 2>;

template <class Q, class X>
concept view_takes = requires(Q& q, X const& x) { view(q, 0) = x; };
static_assert(view_takes<matrix, decltype(1. * V)>);
static_assert(view_takes<matrix, convolt::tensor<V, double, 1>>);
static_assert(!view_takes<matrix, decltype(1. * pA)>);
static_assert(!view_takes<matrix, double>, "a plain number has no unit");
static_assert(!view_takes<matrix, xt::xtensor<double, 1>>, "a plain array has no unit");

template <class F>
std::string fault(F f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("views show the right elements of every form of array, in its unit") {
  test::for_each_form([](auto& m) {
    auto q = tag_ref(m, mV);
    auto const line = view(q, 1, xt::range(1, 4));
    auto const turned = transpose(q);
    auto const swapped = transpose(q, {1, 0});
    auto const backwards = flip(q);
    auto const upside_down = flip(q, 0);
    auto const longer = expand_dims(q, 1);
    auto const flat = ravel(q);
    auto const other = reshape_view(q, {2, 6});
    auto const repeated = broadcast(q, {2, 3, 4});
    auto const strided = strided_view(q, {xt::ellipsis(), xt::range(0, 4, 3)});
    CHECK(line.unit() == mV);
    CHECK(line.size() == 3);
    CHECK(repeated.dimension() == 3);
    CHECK(longer.dimension() == 3);
    CHECK(strided.shape(1) == 2);
    CHECK(strided.raw()(2, 1) == form_value(2, 3));
    for (std::size_t i = 0; i < rows; ++i) {
      CHECK(row(q, 1)(i).raw() == form_value(1, i));
      CHECK(col(q, 3)(i).raw() == form_value(i, 3));
      CHECK(line(i).raw() == form_value(1, i + 1));
      for (std::size_t j = 0; j < columns; ++j) {
        double const x = form_value(i, j);
        CHECK(turned(j, i).raw() == x);
        CHECK(swapped(j, i).raw() == x);
        CHECK(backwards(rows - 1 - i, columns - 1 - j).raw() == x);
        CHECK(upside_down(rows - 1 - i, j).raw() == x);
        CHECK(longer(i, 0, j).raw() == x);
        CHECK(flat(i * columns + j).raw() == x);
        CHECK(other((i * columns + j) / 6, (i * columns + j) % 6).raw() == x);
        CHECK(repeated(1, i, j).raw() == x);
      }
    }
  });
}

TEST_CASE("assignment through a view converts and changes nothing else") {
  matrix q(xt::xtensor<double, 2>{{1., 2.}, {3., 4.}} * mV);
  view(q, 0) = 0.007 * V;
  CHECK(q(0, 1).in(mV) == 7.);
  CHECK(q(1, 0).in(mV) == 3.);
  view(q, xt::all(), 1) = xt::xtensor<double, 1>{1., 2.} * V;
  CHECK(q(0, 1).in(mV) == 1000.);
  CHECK(q(1, 1).in(mV) == 2000.);
  view(q, 1) += 1. * V;
  CHECK(q(1, 0).in(mV) == 1003.);
  view(q, 1) *= 2.;
  CHECK(q(1, 0).in(mV) == 2006.);
  q(0, 0) = 5. * uV;
  CHECK(q.raw()(0, 0) == 0.005);
}

TEST_CASE("every view of a named quantity writes through to it") {
  matrix q(xt::xtensor<double, 2>{{1., 2., 3.}, {4., 5., 6.}} * mV);
  transpose(q)(2, 0) = 30. * mV;
  CHECK(q.raw()(0, 2) == 30.);
  flip(q, 1)(0, 2) = 10. * mV;
  CHECK(q.raw()(0, 0) == 10.);
  expand_dims(q, 0)(0, 1, 1) = 50. * mV;
  CHECK(q.raw()(1, 1) == 50.);
  ravel(q)(3) = 40. * mV;
  CHECK(q.raw()(1, 0) == 40.);
  strided_view(q, {xt::all(), 2}) = 0. * mV;
  CHECK(q.raw()(1, 2) == 0.);
  row(q, 0) = row(q, 1);
  CHECK(q.raw()(0, 1) == 50.);
}

TEST_CASE("a view assigned from an overlapping view takes the old values") {
  convolt::tensor<mV, double, 1> q(xt::xtensor<double, 1>{1., 2., 3., 4.} * mV);
  view(q, xt::range(1, 4)) = view(q, xt::range(0, 3)) * 1.;
  CHECK(q.raw()(3) == 3.);
  convolt::array<mV, double> d(xt::xarray<double>{1., 2., 3., 4.} * mV);
  view(d, xt::range(1, 4)) = view(d, xt::range(0, 3)) * 1.;
  CHECK(d.raw()(1) == 1.);
  CHECK(d.raw()(3) == 3.);
}

TEST_CASE("a view of a temporary owns it") {
  auto const make = [] { return xt::xarray<double>{{1., 2.}, {3., 4.}} * mV; };
  auto const a = view(make(), 1);
  auto const b = transpose(make());
  auto const c = flip(make() * 2., 0);
  auto const d = ravel(make());
  auto const e = expand_dims(transpose(make()), 0);
  auto const f = squeeze(view(make(), xt::range(1, 2)));
  auto const g = broadcast(make(), {3, 2, 2});
  auto const copy = b;
  CHECK(a(1).raw() == 4.);
  CHECK(b(0, 1).raw() == 3.);
  CHECK(c(0, 1).raw() == 8.);
  CHECK(d(2).raw() == 3.);
  CHECK(e(0, 0, 1).raw() == 3.);
  CHECK(f(1).raw() == 4.);
  CHECK(g(2, 1, 0).raw() == 3.);
  CHECK(copy(0, 1).raw() == 3.);
}

TEST_CASE("a view of a temporary keeps its extents when it is moved") {
  auto const fixed = [] { return xt::xtensor<double, 2>{{1., 2.}, {3., 4.}} * mV; };
  auto const top = row(fixed(), 0);
  auto const right = col(fixed(), 1);
  CHECK(top.shape(0) == 2);
  CHECK(top(1).raw() == 2.);
  CHECK(right(1).raw() == 4.);

  convolt::tensor<mV, double, 3> q(xt::xtensor<double, 3>{{{1., 2.}, {3., 4.}}, {{5., 6.}, {7., 8.}}} * mV);
  auto const of_view = [&q] { return view(view(q, xt::range(0, 2)), 1, xt::all(), xt::all()); };
  auto const of_transposed = [&q] { return view(transpose(q), 1, xt::all(), xt::all()); };
  std::vector<decltype(of_view())> views;
  std::vector<decltype(of_transposed())> turned;
  for (int i = 0; i < 3; ++i) {
    views.push_back(of_view());
    turned.push_back(of_transposed());
  }
  static_assert(convolt::quantities::rank_of<convolt::wrapped_t<decltype(of_view())>> == 2);
  CHECK(views[0].shape(1) == 2);
  CHECK(views[0](1, 0).raw() == 7.);
  CHECK(sum(turned[0] * 1.).raw() == 2. + 4. + 6. + 8.);
  CHECK(row(of_view(), 1)(1).raw() == 8.);
  auto const kept = view(view(q, 1), xt::keep(1, 0), xt::all());
  CHECK(kept(0, 1).raw() == 8.);
  of_view() = 1. * V;
  CHECK(q(1, 1, 1).raw() == 1000.);
  CHECK(q(0, 1, 1).raw() == 4.);
}

TEST_CASE("squeeze drops axes of one element, also behind an offset") {
  auto const q = xt::xtensor<double, 3>{{{1.}, {2.}}, {{3.}, {4.}}} * mV;
  CHECK(squeeze(q).dimension() == 2);
  CHECK(squeeze(q).raw()(1, 0) == 3.);
  CHECK(squeeze(q, -1)(1, 1).raw() == 4.);
  auto const last = view(q, xt::range(1, 2));
  CHECK(squeeze(last).dimension() == 1);
  CHECK(squeeze(last).raw()(1) == 4.);
  CHECK(fault([&] { squeeze(q, 0); }) == "bad_axis");
}

TEST_CASE("static rank is kept where it can be known") {
  matrix const q;
  static_assert(convolt::quantities::rank_of<convolt::wrapped_t<decltype(view(q, 0))>> == 1);
  static_assert(convolt::quantities::rank_of<convolt::wrapped_t<decltype(transpose(q))>> == 2);
  static_assert(convolt::quantities::rank_of<convolt::wrapped_t<decltype(expand_dims(q, 0))>> == 3);
  static_assert(convolt::quantities::rank_of<convolt::wrapped_t<decltype(squeeze(q, 0))>> == 1);
  static_assert(convolt::quantities::rank_of<convolt::wrapped_t<decltype(reshape_view(q, {1, 2, 3}))>> == 3);
}

TEST_CASE("shapes and axes that do not fit are refused with a category") {
  auto const q = xt::xtensor<double, 2>{{1., 2., 3.}, {4., 5., 6.}} * mV;
  CHECK(fault([&] { reshape_view(q, {4, 2}); }) == "size_mismatch");
  CHECK(fault([&] { reshape_view(q, {-2, -3}); }) == "bad_shape");
  CHECK(fault([&] { broadcast(q, {2, 4}); }) == "shape_mismatch");
  CHECK(fault([&] { broadcast(q, {3}); }) == "shape_mismatch");
  CHECK(fault([&] { flip(q, 2); }) == "bad_axis");
  CHECK(fault([&] { transpose(q, {0, 0}); }) == "bad_axis");
  CHECK(fault([&] { transpose(q, {0}); }) == "bad_axis");
  CHECK(fault([&] { expand_dims(q, 4); }) == "bad_axis");
  CHECK(fault([&] { broadcast(q, std::vector<int>{5, 2, 3}); }) == "none");
}

TEST_CASE("a run-time unit is that of the view, and assignments convert to it") {
  auto q = tag(xt::xtensor<double, 2>{{1., 2.}, {3., 4.}}, any_unit(mV));
  CHECK(transpose(q).unit() == any_unit(mV));
  view(q, 0) = 1. * V;
  CHECK(q.raw()(0, 1) == 1000.);
  CHECK_THROWS_AS(view(q, 0) = 1. * pA, convolt::unit_error);
  CHECK(q.raw()(0, 1) == 1000.);
}

TEST_CASE("nothing and single elements are viewed too") {
  auto const none = xt::xtensor<double, 2>::from_shape({0, 3}) * mV;
  CHECK(flip(none, 0).size() == 0);
  CHECK(transpose(none).shape(1) == 0);
  CHECK(ravel(none).size() == 0);
  auto const single = xt::xtensor<double, 2>{{7.}} * mV;
  CHECK(flip(single)(0, 0).raw() == 7.);
  CHECK(squeeze(single).dimension() == 0);
  CHECK(squeeze(single).raw()() == 7.);
}

}  // namespace
