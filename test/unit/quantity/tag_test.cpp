// SPDX-License-Identifier: BSD-3-Clause
/// The ways in and out: what copies, what moves, what looks, and free functions for quantities and plain arrays.
#include <convolt/quantity/tag.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <array>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace convolt::units;

using matrix = xt::xtensor<double, 2>;

template <class X>
concept can_be_referred_to = requires(X&& x) { tag_ref(std::forward<X>(x), mV); };
static_assert(can_be_referred_to<matrix&> && can_be_referred_to<matrix const&> && !can_be_referred_to<matrix>);

TEST_CASE("tagging copies what has a name and moves what has none") {
  matrix a{{1., 2.}, {3., 4.}};
  double const* const data = a.data();
  auto const copied = a * mV;
  CHECK(copied.raw().data() != data);
  auto const moved = std::move(a) * mV;
  CHECK(moved.raw().data() == data);
  auto out = tag(matrix{{5.}}, mV);
  double const* const inner = out.raw().data();
  matrix const back = std::move(out).in(mV);
  CHECK(back.data() == inner);
}

TEST_CASE("tag_ref reads and writes the caller's array") {
  matrix a{{1., 2.}, {3., 4.}};
  auto q = tag_ref(a, mV);
  a(0, 0) = 7.;
  CHECK(q(0, 0).raw() == 7.);
  q(0, 1) = 1. * V;
  CHECK(a(0, 1) == 1000.);
  q = matrix{{1., 1.}, {1., 1.}} * V;
  CHECK(a(1, 1) == 1000.);
  static_assert(!std::is_assignable_v<decltype(q(0, 0)), double>);
}

/// Each of these would use memory that is gone if the tag looked at the vector.
auto from_vector() {
  std::vector<double> numbers{1., 2., 3.};
  return xt::adapt(numbers) * mV;
}
auto from_adaptor() {
  std::vector<double> numbers{1., 2., 3.};
  auto const adaptor = xt::adapt(numbers);
  return mV * adaptor;
}
auto from_pointer() {
  std::vector<double> numbers{1., 2., 3., 4.};
  return tag(xt::adapt(numbers.data(), 4, xt::no_ownership(), std::array<std::size_t, 2>{2, 2}), mV);
}
auto from_view() {
  matrix const numbers{{1., 2.}, {3., 4.}};
  auto const row = xt::view(numbers, 1);
  return row / ms;
}
auto from_transposed() {
  matrix const numbers{{1., 2.}, {3., 4.}};
  return xt::transpose(numbers) * mV;
}
auto from_strided() {
  matrix numbers{{1., 2.}, {3., 4.}};
  return xt::strided_view(numbers, {xt::ellipsis(), 1}) * mV;
}

TEST_CASE("adaptors and views, named or temporary, are copied") {
  CHECK(from_vector()(2).raw() == 3.);
  CHECK(from_adaptor()(1).raw() == 2.);
  CHECK(from_pointer()(1, 0).raw() == 3.);
  CHECK(from_view()(1).raw() == 4.);
  CHECK(from_transposed()(0, 1).raw() == 3.);
  CHECK(from_strided()(1).raw() == 4.);
  std::vector<double> numbers{1., 2.};
  auto q = xt::adapt(numbers) * mV;
  q(0) = 9. * mV;
  numbers[1] = 7.;
  CHECK(numbers[0] == 1.);
  CHECK(q(1).raw() == 2.);
  test::for_each_form([](auto& m) {
    auto const copied = m * mV;
    if constexpr (requires { m(0, 0) = 0.; }) {
      m(0, 0) += 1.;
      CHECK(copied(0, 0).raw() == test::form_value(0, 0));
      m(0, 0) -= 1.;
    }
    CHECK(copied(2, 1).raw() == test::form_value(2, 1));
  });
}

TEST_CASE("tag_ref looks at what a temporary adaptor or view looks at") {
  std::vector<double> numbers{1., 2.};
  auto q = tag_ref(xt::adapt(numbers), mV);
  q(0) = 1. * V;
  CHECK(numbers[0] == 1000.);
  matrix a{{1., 2.}, {3., 4.}};
  tag_ref(xt::view(a, 1), mV) *= 2.;
  CHECK(a(1, 1) == 8.);
}

TEST_CASE("plain operands have the unit one, and the same free functions") {
  matrix const a{{1., 2.}};
  static_assert(std::is_same_v<decltype(convolt::unit_of(a)), convolt::dimensionless>);
  CHECK(&convolt::raw(a) == &a);
  CHECK(&convolt::in(a, convolt::one) == &a);
  CHECK(convolt::in(0.5, percent) == 50.);
  CHECK(convolt::unit_of(3. * mV) == mV);
  CHECK(raw(3. * mV) == 3.);
  CHECK(in(3. * V, mV) == 3000.);
}

TEST_CASE("one number has the name of its unit") {
  convolt::scalar<mV> const threshold = -0.05 * V;
  CHECK(threshold.raw() == -50.);
  STATIC_REQUIRE(std::is_same_v<convolt::scalar<mV, float>, convolt::quantity<convolt::milli<convolt::volt>, float>>);
}

}  // namespace
