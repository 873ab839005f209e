// SPDX-License-Identifier: BSD-3-Clause
/// Iteration over array quantities.
#include <convolt/quantity/iterator.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <utility>

namespace {

using namespace convolt::units;

template <class Q>
concept iterable = requires(Q q) { q.begin() != q.end(); };
static_assert(iterable<convolt::array<mV, float>> && !iterable<decltype(1. * mV)>);

TEST_CASE("every form of array is visited once per element, in row-major order, as quantities") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    std::size_t k = 0;
    if constexpr (std::remove_reference_t<decltype(m)>::static_layout != xt::layout_type::column_major) {
      for (auto const x : q) {
        CHECK(x == test::form_value(k / test::form_columns, k % test::form_columns) * mV);
        ++k;
      }
      CHECK(k == 12);
    }
  });
}

TEST_CASE("elements can be assigned where the array can, converted") {
  xt::xtensor<double, 1> a{1., 2.};
  auto q = tag_ref(a, mV);
  for (auto x : q) { x += 1. * V; }
  CHECK(a(1) == 1002.);
  auto at = q.begin();
  *at++ = 3. * V;
  *at = 4. * V;
  CHECK(a(0) == 3000.);
  CHECK(a(1) == 4000.);
  auto const fixed = a * mV;
  static_assert(std::is_same_v<decltype(*fixed.begin())::wrapped_type, double>);
}

TEST_CASE("lazy expressions and run-time units iterate too") {
  auto const q = tag(xt::xtensor<double, 1>{1., 2.}, convolt::any_unit(mV));
  auto total = 0. * V;
  for (auto const x : q * 2.) { total += x; }
  CHECK(total.raw() == 0.006);
  std::size_t none = 0;
  for (auto const x : xt::xtensor<double, 1>::from_shape({0}) * mV) { none += x == x ? 1u : 2u; }
  CHECK(none == 0);
}

}  // namespace
