// SPDX-License-Identifier: BSD-3-Clause
/// What the tests of the convolutions share: arrays of small whole numbers, for which sums are exact in every order,
/// and the definition of a convolution written out as naively as it reads: the dilated, padded input is looked up
/// position by position, with zeros wherever there is no data. It shares no code with the library.
/// Layer: test support.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/xt.hpp>
#include <support/thrown_by.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace convolt::test {

using integers = std::vector<std::ptrdiff_t>;
using extents = std::vector<std::size_t>;

/// A small generator of its own, the same on every platform.
class dice {
 public:
  explicit dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  /// A whole number in [low, high].
  std::ptrdiff_t operator()(std::ptrdiff_t low, std::ptrdiff_t high) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return low + static_cast<std::ptrdiff_t>((state_ >> 33) % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::uint64_t state_;
};

/// Whole numbers from -4 to 4, none of them zero.
template <class T = double>
xt::xarray<T> whole_numbers(extents const& shape, std::uint64_t seed) {
  xt::xarray<T> a = xt::xarray<T>::from_shape(shape);
  dice next(seed);
  for (T& x : a) {
    std::ptrdiff_t const n = next(1, 4);
    x = T(next(0, 1) == 0 ? n : -n);
  }
  return a;
}

/// Calls f with every index of an array of this shape; once, with no index, for a shape without axes.
template <class F>
void for_each_index(extents const& shape, F const& f) {
  for (std::size_t n : shape) {
    if (n == 0) { return; }
  }
  std::vector<std::size_t> i(shape.size(), 0);
  for (;;) {
    f(std::as_const(i));
    std::size_t d = shape.size();
    while (d > 0 && ++i[d - 1] == shape[d - 1]) { i[--d] = 0; }
    if (d == 0) { return; }
  }
}

/// Parameters per spatial axis; all lists have one length.
struct naive_parameters {
  integers strides;
  integers lo, hi;
  integers lhs_dilation, rhs_dilation;
  std::ptrdiff_t feature_groups = 1, batch_groups = 1;
};

/// Strides and dilations 1, no padding.
inline naive_parameters plain_parameters(std::size_t rank) {
  return {.strides = integers(rank, 1),
          .lo = integers(rank, 0),
          .hi = integers(rank, 0),
          .lhs_dilation = integers(rank, 1),
          .rhs_dilation = integers(rank, 1)};
}

inline std::ptrdiff_t dilated_extent(std::ptrdiff_t n, std::ptrdiff_t dilation) {
  return n == 0 ? 0 : (n - 1) * dilation + 1;
}

/// The shape of the result (N / batch groups, O, space...) for lhs (N, C, space...) and rhs (O, I, space...).
inline extents naive_shape(extents const& lhs, extents const& rhs, naive_parameters const& p) {
  extents shape{lhs[0] / static_cast<std::size_t>(p.batch_groups), rhs[0]};
  for (std::size_t d = 0; d + 2 < lhs.size(); ++d) {
    std::ptrdiff_t const input = dilated_extent(static_cast<std::ptrdiff_t>(lhs[d + 2]), p.lhs_dilation[d]);
    std::ptrdiff_t const span = dilated_extent(static_cast<std::ptrdiff_t>(rhs[d + 2]), p.rhs_dilation[d]);
    std::ptrdiff_t const padded = input + p.lo[d] + p.hi[d];
    shape.push_back(padded < span ? 0 : static_cast<std::size_t>((padded - span) / p.strides[d] + 1));
  }
  return shape;
}

/// A convolution is a sum of products: calls f(t, from, with) for every product lhs[from] * rhs[with] that belongs to
/// result t.
template <class F>
void for_each_product(extents const& lhs, extents const& rhs, naive_parameters const& p, F const& f) {
  extents const shape = naive_shape(lhs, rhs, p);
  extents const taps(rhs.begin() + 1, rhs.end());
  std::size_t const outputs_of_group = rhs[0] / static_cast<std::size_t>(p.feature_groups * p.batch_groups);
  for_each_index(shape, [&](extents const& t) {
    std::size_t const group = t[1] / outputs_of_group;
    for_each_index(taps, [&](extents const& q) {
      extents from{t[0], q[0]}, with{t[1], q[0]};
      (p.batch_groups > 1 ? from[0] : from[1]) += group * (p.batch_groups > 1 ? shape[0] : rhs[1]);
      for (std::size_t d = 0; d + 2 < lhs.size(); ++d) {
        std::ptrdiff_t const at = static_cast<std::ptrdiff_t>(t[d + 2]) * p.strides[d] +
                                  static_cast<std::ptrdiff_t>(q[d + 1]) * p.rhs_dilation[d] - p.lo[d];
        if (at < 0 || at % p.lhs_dilation[d] != 0) { return; }
        from.push_back(static_cast<std::size_t>(at / p.lhs_dilation[d]));
        with.push_back(q[d + 1]);
        if (from.back() >= lhs[d + 2]) { return; }
      }
      f(t, std::as_const(from), std::as_const(with));
    });
  });
}

template <class T>
extents extents_of(xt::xarray<T> const& a) {
  return {a.shape().begin(), a.shape().end()};
}

template <class T>
xt::xarray<T> naive_convolution(xt::xarray<T> const& lhs, xt::xarray<T> const& rhs, naive_parameters const& p) {
  xt::xarray<T> out = xt::zeros<T>(naive_shape(extents_of(lhs), extents_of(rhs), p));
  for_each_product(extents_of(lhs), extents_of(rhs), p,
                   [&](extents const& t, extents const& from, extents const& with) {
                     out[t] = static_cast<T>(out[t] + lhs[from] * rhs[with]);
                   });
  return out;
}

/// Whether two arrays have the same shape and the same elements.
template <class A, class B>
bool equal_arrays(A const& a, B const& b) {
  return extents(a.shape().begin(), a.shape().end()) == extents(b.shape().begin(), b.shape().end()) &&
         (a.size() == 0 || a == b);
}

/// The axes of `a`, in this order, as an array of its own.
template <class A>
auto with_axes_in_order(A const& a, std::vector<std::size_t> const& order) {
  xt::xarray<typename A::value_type> result = xt::transpose(a, order);
  return result;
}

}  // namespace convolt::test
