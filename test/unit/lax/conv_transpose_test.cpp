// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/conv_transpose.hpp, against the naive convolution of the dilated input.

#include <convolt/lax/conv_transpose.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <algorithm>
#include <concepts>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::naive_convolution;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<double, 3>;
static_assert(std::same_as<decltype(lax::conv_transpose(x3(), xt::xarray<double>(), {1}, same)), x3>);
static_assert(EquivalentUnits<unit_t<decltype(lax::conv_transpose(x3() * mV, x3() * nS, {1}, same))>, decltype(pA)>);

/// A drawn transposed convolution as the convolution that it is, in canonical order: strides are lhs_dilation.
test::random_convolution draw_transposed(test::dice& next, std::size_t rank) {
  test::random_convolution c = test::draw_convolution(next, rank);
  c.p.strides.assign(rank, 1);
  return c;
}

lax::conv_transpose_options options_of(test::random_convolution const& c, dimension_numbers const& layout) {
  return {.rhs_dilation = c.p.rhs_dilation,
          .dimension_numbers = layout,
          .feature_group_count = c.p.feature_groups,
          .batch_group_count = c.p.batch_groups};
}

/// Canonical (N, C, space...) to the default (N, space..., C), and (O, I, space...) to (space..., I, O).
std::vector<std::size_t> channels_last(std::size_t rank) {
  std::vector<std::size_t> order{0};
  for (std::size_t d = 0; d < rank; ++d) { order.push_back(d + 2); }
  order.push_back(1);
  return order;
}
std::vector<std::size_t> kernel_last(std::size_t rank) {
  std::vector<std::size_t> order;
  for (std::size_t d = 0; d < rank; ++d) { order.push_back(d + 2); }
  order.insert(order.end(), {1, 0});
  return order;
}

/// The kernel (in, out / g, k...) of a grouped forward convolution whose transpose has this canonical kernel
/// (out, in / g, k...): swapped within each group, and its taps in the reversed order.
xt::xarray<double> forward_kernel(xt::xarray<double> const& kernel, std::size_t groups) {
  std::size_t const out = kernel.shape(0) / groups, in = kernel.shape(1);
  test::extents shape(kernel.shape().begin(), kernel.shape().end());
  shape[0] = in * groups;
  shape[1] = out;
  xt::xarray<double> swapped = xt::xarray<double>::from_shape(shape);
  test::for_each_index(shape, [&](test::extents const& i) {
    test::extents from = i;
    from[0] = i[0] / in * out + i[1];
    from[1] = i[0] % in;
    for (std::size_t d = 2; d < i.size(); ++d) { from[d] = shape[d] - 1 - i[d]; }
    swapped[i] = kernel[from];
  });
  return swapped;
}

}  // namespace

TEST_CASE("conv_transpose is the convolution of the dilated input, in its own default layout") {
  for (std::size_t rank = 0; rank <= 3; ++rank) {
    test::dice next(300 + rank);
    for (int i = 0; i < 80; ++i) {
      auto const c = draw_transposed(next, rank);
      INFO("seed " << 300 + rank << ", call " << i << ':' << c);
      auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
      auto const got = lax::conv_transpose(test::with_axes_in_order(lhs, channels_last(rank)),
                                           test::with_axes_in_order(rhs, kernel_last(rank)), c.p.lhs_dilation,
                                           c.padding(), options_of(c, {}));
      REQUIRE(equal_arrays(got, test::with_axes_in_order(naive_convolution(lhs, rhs, c.p), channels_last(rank))));
    }
  }
}

TEST_CASE("transpose_kernel takes the kernel of the forward convolution, also with groups") {
  for (std::size_t rank = 0; rank <= 3; ++rank) {
    test::dice next(400 + rank);
    for (int i = 0; i < 80; ++i) {
      auto const c = draw_transposed(next, rank);
      INFO("seed " << 400 + rank << ", call " << i << ':' << c);
      auto const lhs = whole_numbers(c.lhs, 1), rhs = whole_numbers(c.rhs, 2);
      auto options = options_of(c, dimension_numbers::channels_first(rank));
      options.transpose_kernel = true;
      auto const kernel = forward_kernel(rhs, static_cast<std::size_t>(c.p.feature_groups));
      auto const got = lax::conv_transpose(lhs, kernel, c.p.lhs_dilation, c.padding(), options);
      REQUIRE(equal_arrays(got, naive_convolution(lhs, rhs, c.p)));
    }
  }
}

TEST_CASE("four spatial axes need a layout") {
  auto const lhs = whole_numbers({1, 2, 2, 2, 2, 1}, 1), rhs = whole_numbers({1, 1, 1, 1, 1, 1}, 2);
  auto const e = test::thrown_by<parameter_error>([&] { lax::conv_transpose(lhs, rhs, {1, 1, 1, 1}, same); });
  CHECK(e.category() == "no_default_layout");
  CHECK(e.where() == "lax::conv_transpose");
  CHECK(e.argument() == "dimension_numbers");
  auto const y =
      lax::conv_transpose(lhs, rhs, {2, 1, 1, 1}, same, {.dimension_numbers = {"NabcdC", "abcdIO", "NabcdC"}});
  CHECK(y.shape(1) == 4);
}

TEST_CASE("named paddings give the sizes of the formulas") {
  for (int k = 1; k <= 5; ++k) {
    for (int s = 1; s <= 4; ++s) {
      for (int d = 1; d <= 2; ++d) {
        for (int n : {1, 2, 3, 7}) {
          int const span = d * (k - 1) + 1;
          INFO("k " << k << ", s " << s << ", d " << d << ", n " << n);
          auto const lhs = whole_numbers({1, static_cast<std::size_t>(n), 1}, 1);
          auto const rhs = whole_numbers({static_cast<std::size_t>(k), 1, 1}, 2);
          lax::conv_transpose_options const o{.rhs_dilation = {d}};
          CHECK(lax::conv_transpose(lhs, rhs, {s}, same, o).shape(1) == static_cast<std::size_t>(n * s));
          CHECK(lax::conv_transpose(lhs, rhs, {s}, valid, o).shape(1) ==
                static_cast<std::size_t>(n * s + std::max(span - s, 0)));
          CHECK(lax::conv_transpose(lhs, rhs, {s}, forward_padding{{0, 0}}, o).shape(1) ==
                static_cast<std::size_t>((n - 1) * s + span));
          CHECK(lax::conv_transpose(lhs, rhs, {s}, raw_padding{{0, 0}}, o).shape(1) ==
                static_cast<std::size_t>(std::max((n - 1) * s + 2 - span, 0)));
        }
      }
    }
  }
}

TEST_CASE("raw and forward pairs mean different things") {
  auto const lhs = whole_numbers({1, 128, 1}, 1), rhs = whole_numbers({4, 1, 1}, 2);
  CHECK(lax::conv_transpose(lhs, rhs, {4}, {{0, 0}}).shape(1) == 506);
  CHECK(lax::conv_transpose(lhs, rhs, {4}, forward_padding{{0, 0}}).shape(1) == 512);
  CHECK(equal_arrays(lax::conv_transpose(lhs, rhs, {4}, forward_padding{{1, 2}}),
                     lax::conv_transpose(lhs, rhs, {4}, raw_padding{{2, 1}})));
}

TEST_CASE("output_padding adds outputs at the end, and output_size chooses it") {
  auto const lhs = whole_numbers({2, 5, 1}, 1), rhs = whole_numbers({3, 1, 2}, 2);
  auto const base = lax::conv_transpose(lhs, rhs, {3}, forward_padding{{1, 1}});
  CHECK(base.shape(1) == 13);
  for (int extra = 0; extra < 3; ++extra) {
    auto const padded = lax::conv_transpose(lhs, rhs, {3}, forward_padding{{1, 1}}, {.output_padding = {extra}});
    CHECK(padded.shape(1) == static_cast<std::size_t>(13 + extra));
    CHECK(equal_arrays(padded, lax::conv_transpose(lhs, rhs, {3}, raw_padding{{1, 1 + extra}})));
    CHECK(equal_arrays(padded,
                       lax::conv_transpose(lhs, rhs, {3}, forward_padding{{1, 1}}, {.output_size = {13 + extra}})));
  }
}

TEST_CASE("requests for an output that cannot be had are errors that say what can") {
  auto const lhs = whole_numbers({2, 5, 1}, 1), rhs = whole_numbers({3, 1, 2}, 2);
  auto const call = [&](padding const& pad, lax::conv_transpose_options const& o) {
    return test::thrown_by<parameter_error>([&] { lax::conv_transpose(lhs, rhs, {3}, pad, o); });
  };
  auto const size = call(forward_padding{{1, 1}}, {.output_size = {16}});
  CHECK(size.category() == "bad_output_size");
  CHECK(size.where() == "lax::conv_transpose");
  CHECK(size.axis() == "H");
  CHECK(size.expected() == "13, 14 or 15");
  CHECK(size.actual() == "16");
  auto const large = call(forward_padding{{1, 1}}, {.output_padding = {3}});
  CHECK(large.category() == "output_padding_too_large");
  CHECK(large.expected() == "0 to 2");
  CHECK(call(forward_padding{{1, 1}}, {.output_padding = {-1}}).category() == "bad_output_padding");
  CHECK(call(forward_padding{{1, 1}}, {.output_padding = {1, 1}}).category() == "bad_output_padding_length");
  CHECK(call(same, {.output_size = {15}}).category() == "bad_output_size");
  CHECK(call(raw_padding{{1, 1}}, {.output_padding = {1}}).category() == "bad_output_padding");
  CHECK(call(forward_padding{{1, 1}}, {.output_padding = {1}, .output_size = {14}}).category() == "bad_output_padding");
}

TEST_CASE("same_lower has no meaning here") {
  auto const lhs = whole_numbers({1, 5, 1}, 1), rhs = whole_numbers({3, 1, 1}, 2);
  auto const e = test::thrown_by<parameter_error>([&] { lax::conv_transpose(lhs, rhs, {1}, "SAME_LOWER"); });
  CHECK(e.category() == "bad_padding_name");
  CHECK(e.argument() == "padding");
}

TEST_CASE("a bias is added per output channel and conv_transpose_into writes the same") {
  xt::xtensor<double, 3> const lhs = whole_numbers({2, 4, 3}, 1), rhs = whole_numbers({3, 3, 2}, 2);
  xt::xtensor<double, 1> const bias{10, 20};
  auto const plain = lax::conv_transpose(lhs * mV, rhs * nS, {2}, same);
  auto const biased = lax::conv_transpose(lhs * mV, rhs * nS, {2}, same, {}, bias * nA);
  CHECK(equal_arrays(biased.in(pA), plain.in(pA) + 1000 * bias));
  tensor<nA, double, 3> out = xt::ones<double>({2, 8, 2}) * nA;
  lax::conv_transpose_into(out, lhs * mV, rhs * nS, {2}, same, {}, bias * nA);
  CHECK(xt::allclose(out.in(pA), biased.in(pA), 1e-15, 0));
}
