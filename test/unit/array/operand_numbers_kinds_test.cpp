// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/operand_numbers.hpp: arrays that lie in memory.

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

TEST_CASE("containers are looked at where they lie") {
  xt::xtensor<double, 3> const row = numbers3;
  xt::xarray<double> const any = numbers3;
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = numbers3;
  xt::xarray<double, xt::layout_type::column_major> const any_column = numbers3;
  xt::xtensor_fixed<double, xt::xshape<3, 4, 5>> const fixed = numbers3;
  check_seen<true>(row);
  check_seen<true>(any);
  check_seen<true>(column);
  check_seen<true>(any_column);
  check_seen<true>(fixed);
  CHECK(operand_numbers<double, decltype(row)>("f", "lhs", row).view().data == row.data());
  CHECK(operand_numbers<double, decltype(column)>("f", "lhs", column).view().strides == index_list{1, 3, 12});
}

TEST_CASE("strided views are looked at where they lie") {
  xt::xtensor<double, 3> const a = numbers3;
  check_seen<true>(xt::view(a, 1));
  check_seen<true>(xt::view(a, xt::all(), xt::range(1, 4, 2), xt::all()));
  check_seen<true>(xt::view(a, xt::all(), xt::range(3, 0, -1), xt::range(4, 0, -2)));
  check_seen<true>(xt::view(a, xt::newaxis(), xt::all(), 2, xt::range(0, 1)));
  check_seen<true>(xt::view(a, 1, 2, xt::all()));
  auto const part = xt::view(a, xt::range(1, 3), xt::all(), xt::range(1, 5));
  check_seen<true>(xt::view(part, 1, xt::range(1, 3), xt::range(0, 4, 3)));
  check_seen<true>(xt::strided_view(a, {xt::range(2, 0, -1), 1, xt::all()}));
  check_seen<true>(xt::transpose(a));
  check_seen<true>(xt::transpose(part, {2, 0, 1}));
  check_seen<true>(xt::flip(a, 1));
  check_seen<true>(xt::squeeze(xt::view(a, xt::all(), xt::range(1, 2), xt::all())));
  check_seen<true>(xt::expand_dims(a, 1));
  xt::xtensor<double, 3, xt::layout_type::column_major> const column = numbers3;
  check_seen<true>(xt::view(column, xt::range(0, 3, 2), 1, xt::all()));
}

TEST_CASE("adaptors over raw buffers are looked at where they lie") {
  std::vector<double> buffer(24);
  for (std::size_t i = 0; i < buffer.size(); ++i) { buffer[i] = static_cast<double>(i); }
  std::array<std::size_t, 3> const shape{2, 3, 4};
  auto const adapted = xt::adapt(buffer.data(), buffer.size(), xt::no_ownership(), shape);
  check_seen<true>(adapted);
  double const* const read_only = buffer.data();
  auto const constant = xt::adapt(read_only, buffer.size(), xt::no_ownership(), shape);
  check_seen<true>(constant);
  check_seen<true>(xt::adapt(buffer, shape));
  check_seen<true>(xt::adapt(buffer, std::vector<std::size_t>{4, 6}));
  std::array<std::size_t, 2> const two{2, 2};
  std::array<std::ptrdiff_t, 2> const strides{12, 5};
  check_seen<true>(xt::adapt(buffer.data(), 4, xt::no_ownership(), two, strides));
}
