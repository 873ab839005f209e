// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/operand_numbers.hpp.

#include <convolt/array/operand_numbers.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <complex>
#include <limits>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using arrays::operand_numbers;
using arrays::strided;

namespace {

/// The elements that a strided look finds, in the order of indices.
template <class T>
std::vector<std::remove_const_t<T>> elements(strided<T> const& a) {
  test::extents shape;
  for (convolt::index n : a.shape) { shape.push_back(static_cast<std::size_t>(n)); }
  std::vector<std::remove_const_t<T>> result;
  test::for_each_index(shape, [&](test::extents const& i) {
    convolt::index offset = 0;
    for (std::size_t d = 0; d < i.size(); ++d) { offset += static_cast<convolt::index>(i[d]) * a.strides[d]; }
    result.push_back(a.data[offset]);
  });
  return result;
}

xt::xtensor<double, 3> const numbers3 = test::whole_numbers({3, 4, 5}, 1);

}  // namespace

TEST_CASE("a lazy operand is evaluated exactly once") {
  xt::xtensor<double, 3> const a = numbers3;
  int evaluations = 0;
  auto const counted = xt::make_lambda_xfunction(
      [&evaluations](double x) {
        ++evaluations;
        return 2 * x;
      },
      a);
  operand_numbers<double, decltype(counted)> const numbers("f", "lhs", counted);
  CHECK(evaluations == 60);
  CHECK(elements(numbers.view())[7] == 2 * a(0, 1, 2));
}

TEST_CASE("operands of another element type are copied with a conversion") {
  xt::xtensor<int, 2> const a{{1, -2}, {3, 4}};
  operand_numbers<double, decltype(a)> const numbers("f", "lhs", a);
  CHECK(elements(numbers.view()) == std::vector<double>{1, -2, 3, 4});
  xt::xtensor<std::complex<float>, 1> const z{{1, 2}, {3, 4}};
  operand_numbers<std::complex<double>, decltype(z)> const wide("f", "lhs", z);
  CHECK(elements(wide.view()) == std::vector<std::complex<double>>{{1, 2}, {3, 4}});
}

TEST_CASE("a quantity, a reference to one and a lazy one are their numbers") {
  xt::xtensor<double, 3> const a = numbers3;
  auto const owner = tag(a, mV);
  operand_numbers<double, decltype(owner)> const owned("f", "lhs", owner);
  CHECK(owned.view().data == owner.raw().data());
  auto const reference = tag_ref(a, mV);
  operand_numbers<double, decltype(reference)> const referred("f", "lhs", reference);
  CHECK(referred.view().data == a.data());
  auto const lazy = owner + owner;
  operand_numbers<double, decltype(lazy)> const sum("f", "lhs", lazy);
  CHECK(elements(sum.view())[0] == 2 * a(0, 0, 0));
}

TEST_CASE("a null pointer with extents is an error that names the argument") {
  std::array<std::size_t, 2> const shape{3, 4};
  auto const null = xt::adapt(static_cast<double*>(nullptr), 12, xt::no_ownership(), shape);
  using null_t = decltype(null);
  auto const e = test::thrown_by<shape_error>([&] { operand_numbers<double, null_t>("lax::f", "rhs", null); });
  CHECK(e.category() == "null_data");
  CHECK(e.where() == "lax::f");
  CHECK(e.argument() == "rhs");
  CHECK(e.actual() == "[3, 4]");

  std::array<std::size_t, 2> const none{0, 4};
  auto const empty = xt::adapt(static_cast<double*>(nullptr), 0, xt::no_ownership(), none);
  CHECK_NOTHROW(operand_numbers<double, null_t>("lax::f", "rhs", empty));
}

TEST_CASE("what is too large or of too many axes is an error") {
  std::size_t const huge = std::size_t{1} << 62;
  auto const broadcast = xt::broadcast(xt::xtensor<double, 1>{1.}, std::array<std::size_t, 2>{huge, 4});
  auto const e =
      test::thrown_by<shape_error>([&] { operand_numbers<double, decltype(broadcast)>("lax::f", "lhs", broadcast); });
  CHECK(e.category() == "size_overflow");
  CHECK(e.argument() == "lhs");

  std::size_t const unsigned_only = std::numeric_limits<std::size_t>::max() - 1;
  auto const wide = xt::broadcast(xt::xtensor<double, 1>{1.}, std::array<std::size_t, 1>{unsigned_only});
  auto const w = test::thrown_by<shape_error>([&] { operand_numbers<double, decltype(wide)>("lax::f", "lhs", wide); });
  CHECK(w.category() == "size_overflow");
  CHECK(w.actual() == "18446744073709551614");

  xt::xarray<double> const deep = xt::ones<double>(std::vector<std::size_t>(11, 1));
  auto const d =
      test::thrown_by<shape_error>([&] { operand_numbers<double, xt::xarray<double>>("lax::f", "lhs", deep); });
  CHECK(d.category() == "rank_too_high");
  CHECK(d.expected() == "at most 10");
  CHECK(d.actual() == "11");
}

TEST_CASE("an operand of a call knows its shape before it is settled") {
  xt::xtensor<double, 3> const a = numbers3;
  auto const lazy = a + a;
  arrays::call_operand<double, decltype(lazy)> sum("lax::f", "lhs", lazy);
  CHECK(sum.shape() == index_list{3, 4, 5});
  CHECK(sum.view().data == nullptr);
  sum.settle("lax::f");
  CHECK(elements(sum.view())[1] == 2 * a(0, 0, 1));
  CHECK(sum.shape() == index_list{3, 4, 5});
}

TEST_CASE("a lazy operand without elements has its shape and nothing else") {
  xt::xtensor<double, 2> const none = xt::ones<double>({3, 0});
  auto const lazy = none + 1.;
  operand_numbers<double, decltype(lazy)> const numbers("f", "lhs", lazy);
  CHECK(numbers.view().shape == index_list{3, 0});
  operand_numbers<float, decltype(none)> const narrow("f", "lhs", none);
  CHECK(narrow.view().empty());
}
