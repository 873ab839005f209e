// SPDX-License-Identifier: BSD-3-Clause
/// Arrays of different extents do not meet, and the error shows both.
#include <convolt/quantity/extents.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::detail::can_meet;
using list = std::vector<std::size_t>;

TEST_CASE("extents are equal or 1, counted from the last axis") {
  CHECK(can_meet(list{2, 3}, std::array<int, 2>{2, 3}));
  CHECK(can_meet(list{2, 3}, list{3}));
  CHECK(can_meet(list{2, 1}, list{5, 1, 3}));
  CHECK(can_meet(list{}, list{7}));
  CHECK(can_meet(list{0}, list{1}));
  CHECK_FALSE(can_meet(list{2, 3}, list{2}));
  CHECK_FALSE(can_meet(list{0}, list{2}));
  CHECK_FALSE(can_meet(list{3, 2, 3}, list{4, 1, 1}));
}

template <class F>
void check_refused(F const& f, std::string const& where) {
  try {
    f();
    FAIL(where);
  } catch (convolt::shape_error const& e) {
    CHECK(e.category() == "shape_mismatch");
    CHECK(e.where() == where);
    CHECK(e.expected() == "{2, 3}");
    CHECK(e.actual() == "{2, 4}");
  }
}

TEST_CASE("operators and functions refuse where they are written, with both shapes") {
  auto v = xt::xtensor<double, 2>(xt::ones<double>({2, 3})) * mV;
  auto const w = xt::xtensor<double, 2>(xt::ones<double>({2, 4})) * mV;
  check_refused([&] { return v + w; }, "operator+");
  check_refused([&] { return v - w * 2.; }, "operator-");
  check_refused([&] { return v * w; }, "operator*");
  check_refused([&] { return v / w.raw(); }, "operator/");
  check_refused([&] { return v < w; }, "operator<");
  check_refused([&] { v += w; }, "operator+=");
  check_refused([&] { v *= w.raw(); }, "operator*=");
  check_refused([&] { view(v, xt::all(), xt::all()) -= w; }, "operator-=");
  check_refused([&] { return where(v > 0. * mV, w, 0. * mV); }, "where");
  check_refused([&] { return equal(v, w); }, "equal");
  CHECK(v(1, 2) == 1. * mV);
}

TEST_CASE("a view does not grow, and rows and numbers are repeated") {
  xt::xtensor<double, 2> a{{1., 2.}, {3., 4.}};
  auto const row = xt::xtensor<double, 1>{10., 20.} * mV;
  auto q = tag_ref(xt::view(a, xt::all(), xt::range(0, 1)), mV);
  CHECK_THROWS_AS(q += row, convolt::shape_error);
  CHECK(a(0, 0) == 1.);
  tag_ref(a, mV) += row;
  CHECK((a == xt::xtensor<double, 2>{{11., 22.}, {13., 24.}}));
  q += 1. * mV;
  CHECK(a(1, 0) == 14.);
}

}  // namespace
