// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/gradient_sums.hpp: with a boundary, the gradients of a convolution are those of one
/// whose input was padded beforehand. A convolution is bilinear, so <y(x, w), g> is <x, dx> and <w, dw>, and equal
/// numbers for every basis vector are equal gradients. Without a boundary: gradients_test.

#include <convolt/lax/gradient_sums.hpp>

#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>
#include <convolt/lax/gradients.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <cstddef>

using namespace convolt;
using test::equal_arrays;
using test::whole_numbers;

namespace {

constexpr std::array<boundary, 5> boundaries{boundary::zero, boundary::replicate, boundary::reflect,
                                             boundary::symmetric, boundary::circular};

double dot(xt::xarray<double> const& a, xt::xarray<double> const& b) { return xt::sum(a * b)(); }

/// The gradient of x -> <f(x), g> for a linear f, basis vector by basis vector.
template <class F>
xt::xarray<double> by_basis_vectors(test::extents const& shape, xt::xarray<double> const& g, F const& f) {
  xt::xarray<double> result = xt::zeros<double>(shape), e = xt::zeros<double>(shape);
  for (std::size_t i = 0; i < e.size(); ++i) {
    e.storage()[i] = 1.;
    result.storage()[i] = dot(f(e), g);
    e.storage()[i] = 0.;
  }
  return result;
}

}  // namespace

TEST_CASE("gradients of a convolution go with its boundary") {
  auto const x = whole_numbers({2, 2, 5}, 1), w = whole_numbers({2, 1, 3}, 2);
  for (boundary const b : boundaries) {
    for (pad_pair const pad : {pad_pair{3, 2}, pad_pair{-1, 6}}) {
      lax::conv_general_dilated_options const o{.feature_group_count = 2, .boundary = b};
      auto const of = [&](auto const& l, auto const& r) {
        return lax::conv_general_dilated(l, r, {2}, padding{pad}, o);
      };
      auto const g = whole_numbers(test::extents_of(of(x, w)), 3);
      auto const d = lax::conv_general_dilated_vjp(x, w, g, {2}, padding{pad}, o);
      CHECK(equal_arrays(d.lhs, by_basis_vectors(test::extents_of(x), g, [&](auto const& e) { return of(e, w); })));
      CHECK(equal_arrays(d.rhs, by_basis_vectors(test::extents_of(w), g, [&](auto const& e) { return of(x, e); })));
      CHECK(equal_arrays(lax::conv_general_dilated_vjp_lhs(x, w, g, {2}, padding{pad}, o), d.lhs));
      CHECK(equal_arrays(lax::conv_general_dilated_vjp_rhs(x, w, g, {2}, padding{pad}, o), d.rhs));
    }
  }
}

TEST_CASE("gradients of a transposed convolution go with its boundary") {
  auto const x = whole_numbers({1, 2, 4}, 4);
  for (boundary const b : boundaries) {
    lax::conv_transpose_options const o{.dimension_numbers = {"NCW", "OIW", "NCW"}, .boundary = b};
    auto const of = [&](auto const& l, auto const& r) { return lax::conv_transpose(l, r, {2}, padding{{1, 0}}, o); };
    auto const rhs = whole_numbers({3, 2, 3}, 6);
    auto const g = whole_numbers(test::extents_of(of(x, rhs)), 7);
    auto const d = lax::conv_transpose_vjp(x, rhs, g, {2}, padding{{1, 0}}, o);
    CHECK(equal_arrays(d.lhs, by_basis_vectors(test::extents_of(x), g, [&](auto const& e) { return of(e, rhs); })));
    CHECK(equal_arrays(d.rhs, by_basis_vectors(test::extents_of(rhs), g, [&](auto const& e) { return of(x, e); })));
  }
}
