// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/operand_numbers.hpp: expressions that have to be evaluated.

#include <convolt/array/operand_numbers.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <vector>

using namespace convolt;
using arrays::InMemory;
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

template <class E>
std::vector<typename E::value_type> elements_of(E const& e) {
  std::vector<typename E::value_type> result;
  test::for_each_index(test::extents(e.shape().begin(), e.shape().end()),
                       [&](test::extents const& i) { result.push_back(e.element(i.begin(), i.end())); });
  return result;
}

/// An operand is seen with its own elements, and where it lies iff it lies in memory.
template <bool stays, class E>
void check_seen(E const& e) {
  static_assert(InMemory<E const> == stays);
  operand_numbers<typename E::value_type, E> const numbers("f", "lhs", e);
  CHECK(elements(numbers.view()) == elements_of(e));
  CHECK(numbers.view().shape.size() == e.dimension());
}

xt::xtensor<double, 3> const numbers3 = test::whole_numbers({3, 4, 5}, 1);

}  // namespace

TEST_CASE("expressions without memory are evaluated into a copy") {
  xt::xtensor<double, 3> const a = numbers3;
  xt::xtensor<double, 1> const line{1, 2, 3, 4, 5};
  check_seen<false>(a + a);
  check_seen<false>(2. * xt::transpose(a));
  check_seen<false>(xt::broadcast(line, {2, 3, 5}));
  check_seen<false>(xt::view(a + a, 1, xt::all(), xt::range(0, 5, 2)));
  check_seen<false>(xt::view(a, xt::keep(2, 0), xt::all(), xt::drop(1)));
  check_seen<false>(xt::arange<double>(7));
  check_seen<false>(xt::ones<double>({2, 3}));
  check_seen<false>(xt::sum(a, {1}));
  check_seen<false>(xt::xarray<double>(a) * line);
}
