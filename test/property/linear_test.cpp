// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions are linear in each operand and commute with shifts. Whole numbers: exact.

#include <convolt/lax/conv.hpp>

#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <cstddef>
#include <cstdint>

using namespace convolt;
using test::equal_arrays;
using test::whole_numbers;

TEST_CASE("a convolution is linear in each operand") {
  std::uint64_t const seed = 2;
  test::dice next(seed);
  for (int i = 0; i < 100; ++i) {
    auto const c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    INFO("seed " << seed << ", call " << i << ':' << c);
    auto const conv = [&c](auto const& lhs, auto const& rhs) -> xt::xarray<double> {
      return lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), c.options());
    };
    auto const x = whole_numbers(c.lhs, 1), u = whole_numbers(c.lhs, 2);
    auto const w = whole_numbers(c.rhs, 3), v = whole_numbers(c.rhs, 4);
    xt::xarray<double> const in_lhs = 3. * conv(x, w) - 2. * conv(u, w), in_rhs = 3. * conv(x, w) - 2. * conv(x, v);
    REQUIRE(equal_arrays(conv(3. * x - 2. * u, w), in_lhs));
    REQUIRE(equal_arrays(conv(x, 3. * w - 2. * v), in_rhs));
  }
}

TEST_CASE("shifting the input by a stride shifts the output by one") {
  std::uint64_t const seed = 3;
  test::dice next(seed);
  for (int i = 0; i < 100; ++i) {
    std::ptrdiff_t const k = next(1, 4), s = next(1, 3), d = next(1, 3), n = next((k - 1) * d + 1, 14), m = next(1, 3);
    INFO("seed " << seed << ", call " << i << ": k " << k << ", s " << s << ", d " << d << ", n " << n << ", shift "
                 << m);
    auto const x = whole_numbers({2, 2, static_cast<std::size_t>(n)}, 1);
    auto const w = whole_numbers({3, 2, static_cast<std::size_t>(k)}, 2);
    // Zeros in front move the input; the first m windows more than before see the border.
    auto const y = lax::conv_general_dilated(x, w, {s}, valid, {.rhs_dilation = {d}});
    auto const shifted = lax::conv_general_dilated(x, w, {s}, raw_padding{{m * s, 0}}, {.rhs_dilation = {d}});
    REQUIRE(shifted.shape(2) == y.shape(2) + static_cast<std::size_t>(m));
    REQUIRE(equal_arrays(
        xt::view(shifted, xt::all(), xt::all(), xt::range(m, m + static_cast<std::ptrdiff_t>(y.shape(2)))), y));
  }
}

TEST_CASE("an impulse gives the kernel backwards, and a constant gives its sum") {
  auto const w = whole_numbers({1, 1, 5}, 1);
  xt::xtensor<double, 3> impulse = xt::zeros<double>({1, 1, 9});
  impulse(0, 0, 4) = 1;
  CHECK(equal_arrays(lax::conv(impulse, w, {1}, valid), xt::flip(w, 2)));
  auto const constant = lax::conv(xt::ones<double>({1, 1, 9}), w, {1}, valid);
  CHECK(xt::all(xt::equal(constant, xt::sum(w)())));
}
