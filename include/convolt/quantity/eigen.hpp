// SPDX-License-Identifier: BSD-3-Clause
/// Eigen's matrices as quantities and quantities as Eigen's matrices: `m * mV` copies, `tag_ref(m, mV)` looks at a
/// matrix, map or block where it is, `eigen_map(q, mV)` is a map of the numbers of a quantity. Vectors have one axis,
/// other matrices two. Without Eigen this declares nothing.
/// Layer: quantity.
#pragma once

#if __has_include(<Eigen/Core>)

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/container.hpp>

#include <Eigen/Core>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

template <class M>
concept EigenDense = requires {
  typename M::Scalar;
  typename M::StorageKind;
  M::IsVectorAtCompileTime;
} && std::derived_from<M, Eigen::DenseBase<M>> && Scalar<typename M::Scalar>;

/// Elements that lie somewhere: matrices and arrays, maps, and blocks of these.
template <class M>
concept EigenInMemory = EigenDense<std::remove_const_t<M>> && requires(M& m) {
  m.data();
  m.innerStride();
  m.outerStride();
};
/// Those that belong to somebody else.
template <class M>
concept EigenMap =
    EigenInMemory<M> && std::derived_from<std::remove_const_t<M>, Eigen::MapBase<std::remove_const_t<M>>>;

template <class M>
inline constexpr std::size_t eigen_rank = M::IsVectorAtCompileTime ? 1 : 2;

template <class M>
std::array<std::size_t, eigen_rank<M>> eigen_shape(M const& m) {
  if constexpr (eigen_rank<M> == 1) {
    return {static_cast<std::size_t>(m.size())};
  } else {
    return {static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols())};
  }
}

/// The elements of m as an xtensor adaptor, with the strides that they have there.
template <class M>
auto adapt_eigen(M& m) {
  auto const shape = eigen_shape(m);
  std::array<std::ptrdiff_t, eigen_rank<std::remove_const_t<M>>> steps{};
  std::ptrdiff_t const inner = m.innerStride(), outer = m.outerStride();
  if constexpr (eigen_rank<std::remove_const_t<M>> == 1) {
    steps = {inner};
  } else {
    steps = M::IsRowMajor ? std::array{outer, inner} : std::array{inner, outer};
  }
  for (std::size_t d = 0; d < shape.size(); ++d) {
    if (shape[d] == 1) { steps[d] = 0; }  // as xtensor has it, which tells from them where arrays are contiguous
  }
  // The number of elements, also where there are gaps: the adaptor would resize a buffer of another size.
  auto const size = static_cast<std::size_t>(m.size());
  return xt::adapt(m.data(), size, xt::no_ownership(), shape, steps);
}

template <class M>
auto copy_of_eigen(M const& m) {
  auto const shape = eigen_shape(m);
  auto result = xt::xtensor<typename M::Scalar, eigen_rank<M>, xt::layout_type::row_major>::from_shape(shape);
  using row_major = Eigen::Matrix<typename M::Scalar, M::RowsAtCompileTime, M::ColsAtCompileTime,
                                  M::ColsAtCompileTime == 1 ? Eigen::ColMajor : Eigen::RowMajor>;
  Eigen::Map<row_major>(result.data(), m.rows(), m.cols()) = m.matrix();
  return result;
}

}  // namespace detail

/// The numbers of a matrix, or of an expression of Eigen, in the unit u, copied.
template <detail::EigenDense M, AnyUnit U>
auto tag(M const& m, U const& u) {
  return tag(detail::copy_of_eigen(m), u);
}
template <detail::EigenDense M, AnyUnit U>
auto operator*(M const& m, U const& u) {
  return tag(detail::copy_of_eigen(m), u);
}

/// A quantity that looks at a matrix without copying it, and writes to it where it is not const. It must outlive the
/// quantity and keep its size; of a temporary map or block, what that looks at.
template <detail::EigenInMemory M, AnyUnit U>
auto tag_ref(M& m, U const& u) {
  return tag_ref(detail::adapt_eigen(m), u);
}
template <detail::EigenMap M, AnyUnit U>
auto tag_ref(M&& m, U const& u) {
  return tag_ref(detail::adapt_eigen(m), u);
}

namespace detail {

using eigen_strides = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;

template <class E>
auto map_of(E& numbers) {
  static_assert(rank_of<E> == 1 || rank_of<E> == 2, "convolt: Eigen's matrices have one axis or two");
  using T = element_t<E>;
  auto const step = [&numbers](std::size_t d) { return static_cast<Eigen::Index>(numbers.strides()[d]); };
  auto const n = [&numbers](std::size_t d) { return static_cast<Eigen::Index>(numbers.shape()[d]); };
  auto* const data = numbers.data() + numbers.data_offset();
  constexpr bool constant = std::is_const_v<std::remove_pointer_t<decltype(data)>>;
  if constexpr (rank_of<E> == 1) {
    using vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
    using seen = std::conditional_t<constant, vector const, vector>;
    return Eigen::Map<seen, 0, Eigen::InnerStride<>>(data, n(0), Eigen::InnerStride<>(step(0)));
  } else {
    using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    using seen = std::conditional_t<constant, matrix const, matrix>;
    return Eigen::Map<seen, 0, eigen_strides>(data, n(0), n(1), eigen_strides(step(0), step(1)));
  }
}

}  // namespace detail

/// The numbers of a quantity in memory as a map of Eigen, in the unit u, which must be a name of its own: a map cannot
/// convert. The quantity must outlive the map.
template <AnyQuantity Q, Unit U>
  requires EquivalentUnits<unit_t<Q>, U>
auto eigen_map(Q& q, U) {
  return detail::map_of(q.raw());
}
template <class Q, class U>
  requires(SameDimension<unit_t<Q>, U> && !EquivalentUnits<unit_t<Q>, U>)
void eigen_map(Q&, U) CONVOLT_REFUSED("a map cannot convert: make an array in that unit first");
template <class Q, class U>
  requires units_measure_different_things<unit_t<Q>, U>
void eigen_map(Q&, U) CONVOLT_REFUSED("the units measure different things");

}  // namespace convolt

#endif
