// SPDX-License-Identifier: BSD-3-Clause
/// Products with units and quotients of whole numbers: what they are, and that integers are not divided unasked.
#include <convolt/quantity/products.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using line = xt::xtensor<double, 1>;
using whole_line = xt::xtensor<int, 1>;

template <class A, class B>
concept can_divide = requires(A const& a, B const& b) { a / b; };
using whole = decltype(1 * ms);
using real = decltype(1. * ms);
using whole_array = convolt::quantity<std::remove_cv_t<decltype(mV)>, whole_line>;
static_assert(!can_divide<whole, int> && !can_divide<int, whole> && !can_divide<whole, whole>);
static_assert(!can_divide<whole, decltype(2 * mV)> && !can_divide<whole_array, int> && !can_divide<whole_array, whole>);
static_assert(!can_divide<whole_line, whole> && !can_divide<whole, whole_line>);
static_assert(!can_divide<decltype(mV), whole> && !can_divide<decltype(mV), whole_line>, "1 / whole numbers");
static_assert(!can_divide<convolt::quantity<convolt::any_unit, int>, long>);
static_assert(can_divide<whole, double> && can_divide<int, real> && can_divide<whole, real> && can_divide<real, int>);
static_assert(can_divide<whole_array, float> && can_divide<line, whole> && can_divide<decltype(mV), real>);
static_assert(can_divide<int, decltype(ms)> && can_divide<whole, decltype(ms)>, "a unit alone divides nothing");

TEST_CASE("whole numbers are divided in floating point") {
  CHECK((1. * ms / 10).raw() == 0.1);
  CHECK((7 * mV / 2.).raw() == 3.5);
  CHECK(((1 * mV) / (2. * mV)).raw() == 0.5);
  CHECK((1 / (4. * ms)).raw() == 0.25);
  CHECK((7 * mV / ms).raw() == 7);
  CHECK((whole_line{1, 2} * mV / 4.)(0).raw() == 0.25);
  CHECK((7 * mV * 2).raw() == 14);
}

TEST_CASE("a unit before or behind an array of any kind copies its numbers") {
  std::vector<double> numbers{1., 2.};
  auto const a = xt::adapt(numbers) * mV;
  auto const b = 1. / ms * xt::adapt(numbers);
  auto const c = xt::adapt(numbers) / ms;
  auto const d = tag_ref(xt::adapt(numbers), mV) * ms;
  numbers.assign(2, 0.);
  CHECK(a(1).raw() == 2.);
  CHECK(c(1).raw() == 2.);
  CHECK(d(1).raw() == 2.);
  CHECK(b(1).raw() == 0.);  // a product is lazy
}

}  // namespace
