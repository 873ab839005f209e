// SPDX-License-Identifier: BSD-3-Clause
/// Unit equivariance: the same physical operands in another scale give the same physical result, up to the rounding of
/// the sums, whether the units are static or known at run time.

#include <convolt/lax/conv.hpp>
#include <convolt/lax/gradients.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <limits>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

/// |a - b| <= c n eps sum |x| |w|, for every output; `bound` is the convolution of the absolute values and n the number
/// of products. Either side has rounded its operands, its products and its sums, and the change of scale.
template <class A, class B>
bool within_rounding(A const& a, B const& b, xt::xarray<double> const& bound, std::size_t n) {
  double const factor = static_cast<double>(n + 4) * std::numeric_limits<double>::epsilon();
  return bound.size() == 0 || xt::all(xt::less_equal(xt::abs(a - b), factor * bound));
}

}  // namespace

TEST_CASE("mV or V, nS or uS: the same currents") {
  std::uint64_t const seed = 4;
  test::dice next(seed);
  for (int i = 0; i < 60; ++i) {
    auto const c = test::draw_convolution(next, static_cast<std::size_t>(next(0, 2)));
    INFO("seed " << seed << ", call " << i << ':' << c);
    xt::xarray<double> const x = whole_numbers(c.lhs, 1) / 7., w = whole_numbers(c.rhs, 2) / 3.;
    xt::xarray<double> const x_in_volts = x / 1000., w_in_us = w / 1000.;
    auto const conv = [&c](auto const& lhs, auto const& rhs) {
      return lax::conv_general_dilated(lhs, rhs, c.strides(), c.padding(), c.options());
    };
    auto const one_scale = conv(x * mV, w * nS);
    std::size_t n = c.lhs[1];
    for (std::size_t d = 2; d < c.rhs.size(); ++d) { n *= c.rhs[d]; }
    xt::xarray<double> const bound = conv(xt::abs(x), xt::abs(w));
    REQUIRE(within_rounding(one_scale.in(pA), conv(x_in_volts * units::V, w_in_us * uS).in(pA), bound, n));
    REQUIRE(equal_arrays(conv(tag(x, any_unit(mV)), w * nS).raw(), one_scale.raw()));
    auto const any = conv(tag(x_in_volts, any_unit(units::V)), tag(w, any_unit(nS)));
    REQUIRE(within_rounding(in(any, pA), one_scale.in(pA), bound, n));
  }
}

TEST_CASE("gradients do not depend on the scale of the units either") {
  auto const x = whole_numbers({2, 3, 6}, 1), w = whole_numbers({4, 3, 2}, 2), g = whole_numbers({2, 4, 5}, 3);
  auto const a = lax::conv_general_dilated_vjp(x * units::V, w * nS, g * (one / nA), {1}, valid);
  auto const b = lax::conv_general_dilated_vjp(1000. * x * mV, w * nS, g * (one / nA), {1}, valid);
  CHECK(equal_arrays(a.lhs.raw(), b.lhs.raw()));
  CHECK(equal_arrays(b.rhs.in(mV / nA), 1000. * a.rhs.in(units::V / nA)));
}
