// SPDX-License-Identifier: BSD-3-Clause
/// Iteration over array quantities.
#include <convolt/quantity/iterator.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <iterator>
#include <numeric>
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
  for (auto& x : q) { x += 1. * V; }
  CHECK(a(1) == 1002.);
  auto at = q.begin();
  *at++ = 3. * V;
  *at = 4. * V;
  CHECK(a(0) == 3000.);
  CHECK(a(1) == 4000.);
  auto const fixed = a * mV;
  static_assert(std::is_same_v<decltype(*fixed.begin()), convolt::tensor<mV, double, 1>::value_type const&>);
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


template <class Q>
using iterator_of = decltype(std::declval<Q&>().begin());
using line = convolt::tensor<mV, double, 1>;
using turned = decltype(tag_ref(xt::transpose(std::declval<xt::xtensor<double, 2>&>()), mV));
using dynamic = convolt::quantity<convolt::any_unit, xt::xtensor<double, 1>>;
using lazy = decltype(std::declval<line&>() * 2.);
static_assert(std::contiguous_iterator<iterator_of<line>> && std::contiguous_iterator<iterator_of<line const>>);
static_assert(std::random_access_iterator<iterator_of<turned>>);
static_assert(std::random_access_iterator<iterator_of<dynamic>> && std::input_iterator<iterator_of<lazy>>);
static_assert(std::is_same_v<std::iter_value_t<iterator_of<line const>>, line::value_type>);
template <class Q>
concept elements_can_be_set = requires(Q& q) { *q.begin() = 1. * mV; };
static_assert(elements_can_be_set<line> && elements_can_be_set<turned>);
static_assert(!elements_can_be_set<line const> && !elements_can_be_set<dynamic> && !elements_can_be_set<lazy>);

TEST_CASE("the standard library sorts, selects, searches and sums") {
  line v = xt::xtensor<double, 1>{3., 1., 2.} * mV;
  std::sort(v.begin(), v.end());
  CHECK((v.raw() == xt::xtensor<double, 1>{1., 2., 3.}));
  std::sort(v.begin(), v.end(), [](auto const& a, auto const& b) { return a > b; });
  CHECK(v.raw()(0) == 3.);
  std::nth_element(v.begin(), v.begin() + 1, v.end());
  CHECK(v(1) == 2. * mV);
  CHECK(std::accumulate(v.begin(), v.end(), 0. * V).in(mV) == Approx(6.));
  CHECK(*std::max_element(v.begin(), v.end()) == 3. * mV);
  CHECK(std::find(v.begin(), v.end(), 2. * mV) - v.begin() == 1);
  CHECK(std::lower_bound(v.begin(), v.end(), 0.0025 * V) - v.begin() == 2);

  xt::xtensor<double, 2> numbers{{4., 1.}, {3., 2.}};
  auto q = tag_ref(xt::transpose(numbers), mV);
  std::sort(q.begin(), q.end());
  CHECK((numbers == xt::xtensor<double, 2>{{1., 3.}, {2., 4.}}));
  std::swap(*q.begin(), *(q.end() - 1));
  CHECK(numbers(0, 0) == 4.);
}

TEST_CASE("iterators step as far as they are told") {
  xt::xtensor<double, 2> numbers{{1., 2., 3.}, {4., 5., 6.}};
  auto const all = tag_ref(xt::transpose(numbers), mV);
  auto i = all.begin();
  CHECK(i[1].raw() == 4.);
  CHECK((i + 2)->raw() == 2.);
  i += 5;
  CHECK((*i--).raw() == 6.);
  CHECK((*--i).raw() == 5.);
  i -= 1;
  CHECK(all.end() - i == 4);
  CHECK((i > all.begin() && i >= all.begin() && all.begin() < i && all.begin() <= i && 1 + i == i + 1));
  CHECK((*(i - 1)).raw() == 4.);
}

TEST_CASE("copies of elements are values, in loops too") {
  line v = xt::xtensor<double, 1>{1., 2.} * mV;
  for (auto x : v) { x = 0. * mV; }
  CHECK(v.raw()(0) == 1.);
  std::vector<line::value_type> const copied(v.begin(), v.end());
  v(1) = 5. * mV;
  CHECK(copied[1] == 2. * mV);
}

}  // namespace
