// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/surroundings.hpp, by way of the functions and plans that take a boundary: forward
/// against arrays that are padded beforehand, transposed as the adjoint. Whole numbers, so that everything is exact.

#include <convolt/lax/surroundings.hpp>

#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>
#include <convolt/lax/plan.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <type_traits>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::extents;
using test::thrown_by;
using test::whole_numbers;

namespace {

constexpr std::array<boundary, 4> boundaries{boundary::replicate, boundary::reflect, boundary::symmetric,
                                             boundary::circular};

/// (N, C, L) with its surroundings, position by position.
xt::xarray<double> padded(xt::xarray<double> const& x, boundary b, pad_pair pad) {
  auto const n = static_cast<convolt::index>(x.shape(2));
  convolt::index const length = n + pad.lo + pad.hi;
  xt::xarray<double> result = xt::zeros<double>({x.shape(0), x.shape(1), static_cast<std::size_t>(length)});
  for (convolt::index i = 0; i < length; ++i) {
    auto const from = static_cast<std::size_t>(geometry::source_of(b, i - pad.lo, n));
    xt::view(result, xt::all(), xt::all(), i) = xt::view(x, xt::all(), xt::all(), from);
  }
  return result;
}

double dot(xt::xarray<double> const& a, xt::xarray<double> const& b) { return xt::sum(a * b)(); }

}  // namespace

TEST_CASE("padding brings in what the boundary says, more of it than there are samples, or less than none") {
  auto const w = whole_numbers({4, 1, 3}, 2), bias = whole_numbers({4}, 3);
  for (boundary const b : boundaries) {
    for (pad_pair const pad : {pad_pair{2, 1}, pad_pair{9, 11}, pad_pair{-1, 3}, pad_pair{0, -2}}) {
      for (std::size_t const length : {std::size_t(6), std::size_t(7)}) {
        auto const x = whole_numbers({2, 2, length}, 1 + length);
        lax::conv_general_dilated_options o{.rhs_dilation = {2}, .feature_group_count = 2};
        auto const wanted = lax::conv_general_dilated(padded(x, b, pad), w, {2}, padding{{0, 0}}, o, bias);
        o.boundary = b;
        CHECK(equal_arrays(lax::conv_general_dilated(x, w, {2}, padding{pad}, o, bias), wanted));
        CHECK(equal_arrays(lax::plan(x, w, {2}, padding{pad}, o, bias)(x), wanted));
      }
    }
  }
}

TEST_CASE("a transposed convolution with a boundary is the adjoint of the forward one") {
  for (boundary const b : boundaries) {
    for (pad_pair const pad : {pad_pair{2, 1}, pad_pair{7, 8}}) {
      auto const x = whole_numbers({1, 2, 9}, 4), w = whole_numbers({3, 2, 4}, 5);
      auto const y = lax::conv_general_dilated(x, w, {2}, padding{pad}, {.boundary = b});
      auto const g = whole_numbers(test::extents_of(y), 6);
      lax::conv_transpose_options const o{
          .dimension_numbers = {"NCW", "OIW", "NCW"}, .transpose_kernel = true, .output_size = {9}, .boundary = b};
      auto const back = lax::conv_transpose(g, w, {2}, forward_padding{pad}, o);
      REQUIRE(test::extents_of(back) == test::extents_of(x));
      CHECK(dot(y, g) == dot(x, back));
      auto const bias = whole_numbers({2}, 7);
      xt::xarray<double> const wanted = back + xt::view(bias, xt::all(), xt::newaxis());
      CHECK(equal_arrays(lax::conv_transpose(g, w, {2}, forward_padding{pad}, o, bias), wanted));
      CHECK(equal_arrays(lax::plan(g, w, {2}, forward_padding{pad}, o, bias)(g), wanted));
    }
  }
}

TEST_CASE("units, other layouts, other elements and arrays of the caller go with a boundary") {
  auto const x = whole_numbers({1, 1, 5}, 8), w = whole_numbers({1, 1, 3}, 9);
  auto const wanted = lax::conv(padded(x, boundary::circular, {1, 1}), w, {1}, valid);
  tensor<mV, double, 3> const in_mV = xt::xtensor<double, 3>(x) * mV;
  auto const y = lax::conv(in_mV, w * nS, {1}, same, {.boundary = boundary::circular});
  CHECK(equal_arrays(raw(y), wanted));
  static_assert(std::same_as<unit_t<decltype(y)>, std::remove_const_t<decltype(mV * nS)>>);

  xt::xtensor<double, 3> out = xt::zeros<double>({1, 1, 5});
  lax::conv_into(out, x, w, {1}, same, {.boundary = boundary::circular});
  CHECK(equal_arrays(out, wanted));
  CHECK_THROWS_AS(lax::conv_into(out, out, w, {1}, same, {.boundary = boundary::circular}), shape_error);

  xt::xarray<double> const columns = xt::transpose(xt::xtensor<double, 3>(x), {0, 2, 1});
  lax::conv_general_dilated_options const o{.dimension_numbers = {"NWC", "OIW", "NWC"}, .boundary = boundary::circular};
  xt::xarray<double> const back = xt::transpose(lax::conv_general_dilated(columns, w, {1}, same, o), {0, 2, 1});
  CHECK(equal_arrays(back, wanted));

  xt::xarray<int> const integers = xt::cast<int>(x), taps = xt::cast<int>(w);
  CHECK(equal_arrays(lax::conv(integers, taps, {1}, same, {.boundary = boundary::circular}), wanted));
  xt::xarray<std::complex<double>> const z = xt::cast<std::complex<double>>(x);
  xt::xarray<std::complex<double>> const of_complex = lax::conv(z, w, {1}, same, {.boundary = boundary::circular});
  for (std::size_t i = 0; i < 5; ++i) { CHECK(of_complex(0, 0, i) == wanted(0, 0, i)); }
}

TEST_CASE("boundaries that cannot be are refused before anything is written") {
  auto const w = whole_numbers({1, 1, 3}, 9);
  xt::xarray<double> const nothing = xt::zeros<double>({1, 1, 0});
  xt::xtensor<double, 3> out = xt::zeros<double>({1, 1, 2});
  auto const empty = thrown_by<parameter_error>([&] {
    lax::conv_into(out, nothing, w, {1}, padding{{2, 2}}, {.boundary = boundary::reflect});
  });
  CHECK(empty.category() == "bad_padding");
  CHECK(out(0, 0, 0) == 0.);
  auto const gaps = thrown_by<parameter_error>([&] {
    static_cast<void>(lax::conv_general_dilated(whole_numbers({1, 1, 5}, 8), w, {1}, padding{{1, 1}},
                                                {.lhs_dilation = {2}, .boundary = boundary::reflect}));
  });
  CHECK(gaps.category() == "parameter_not_applicable");
}
