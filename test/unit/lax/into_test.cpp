// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/conv.hpp: the forms that write into an array of the caller.

#include <convolt/lax/conv.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;

x3 const lhs = whole_numbers({2, 3, 6}, 1);
x3 const rhs = whole_numbers({4, 3, 2}, 2);
x3 const sums = lax::conv(lhs, rhs, {1}, valid);  // (2, 4, 5)

template <class Out>
shape_error refused(Out&& out, x3 const& l, x3 const& r) {
  return test::thrown_by<shape_error>([&] { lax::conv_into(out, l, r, {1}, valid); });
}

}  // namespace

TEST_CASE("results go into containers of every kind") {
  x3 tensor3 = xt::zeros<double>({2, 4, 5});
  lax::conv_into(tensor3, lhs, rhs, {1}, valid);
  CHECK(equal_arrays(tensor3, sums));
  xt::xarray<double> array3 = xt::zeros<double>({2, 4, 5});
  lax::conv_into(array3, lhs, rhs, {1}, valid);
  CHECK(equal_arrays(array3, sums));
  xt::xtensor<double, 3, xt::layout_type::column_major> column = xt::zeros<double>({2, 4, 5});
  lax::conv_into(column, lhs, rhs, {1}, valid);
  CHECK(equal_arrays(column, sums));
  xt::xtensor_fixed<double, xt::xshape<2, 4, 5>> fixed;
  lax::conv_into(fixed, lhs, rhs, {1}, valid);
  CHECK(equal_arrays(fixed, sums));
  std::vector<double> buffer(40, 7.);
  std::array<std::size_t, 3> const shape{2, 4, 5};
  lax::conv_into(xt::adapt(buffer.data(), buffer.size(), xt::no_ownership(), shape), lhs, rhs, {1}, valid);
  CHECK(equal_arrays(xt::adapt(buffer, shape), sums));
}

TEST_CASE("results go into views and leave what lies between alone") {
  x3 frame = 7 * xt::ones<double>({4, 9, 7});
  lax::conv_into(xt::view(frame, xt::range(0, 3, 2), xt::range(8, 0, -2), xt::range(1, 6)), lhs, rhs, {1}, valid);
  CHECK(equal_arrays(xt::view(frame, xt::range(0, 3, 2), xt::range(8, 0, -2), xt::range(1, 6)), sums));
  CHECK(xt::sum(xt::equal(frame, 7.))() >= 4 * 9 * 7 - 40);
  CHECK(frame(1, 8, 1) == 7);
  CHECK(frame(0, 7, 1) == 7);
  CHECK(frame(0, 8, 0) == 7);
  CHECK(frame(0, 8, 6) == 7);
  x3 turned = xt::zeros<double>({5, 4, 2});
  lax::conv_into(xt::transpose(turned), lhs, rhs, {1}, valid);
  CHECK(equal_arrays(xt::transpose(turned), sums));
}

TEST_CASE("results go into quantities and references to them, by one factor") {
  tensor<nA, double, 3> out = xt::zeros<double>({2, 4, 5}) * nA;
  lax::conv_into(out, lhs * mV, rhs * nS, {1}, valid);
  CHECK(equal_arrays(out.raw(), 1e-3 * sums));
  x3 numbers = xt::zeros<double>({2, 4, 5});
  lax::conv_into(tag_ref(numbers, pA), lhs * mV, rhs * nS, {1}, valid);
  CHECK(equal_arrays(numbers, sums));
  auto any = tag(numbers, any_unit(fA));
  lax::conv_into(any, lhs * mV, rhs * nS, {1}, valid);
  CHECK(equal_arrays(any.raw(), 1e3 * sums));
  CHECK(any.unit() == any_unit(fA));
  // Without dimension: into a plain array, and into a unit with a scale of its own.
  lax::conv_into(numbers, lhs * ms, rhs * Hz, {1}, valid);
  CHECK(equal_arrays(numbers, 1e-3 * sums));
  tensor<percent, double, 3> share = xt::zeros<double>({2, 4, 5}) * percent;
  lax::conv_into(share, lhs * ms, rhs * kHz, {1}, valid);
  CHECK(equal_arrays(share.raw(), 100 * sums));
  // The bias comes in a third scale.
  lax::conv_into(out, lhs * mV, rhs * nS, {1}, valid, {}, x1{1, 2, 3, 4} * uA);
  CHECK(out.raw()(1, 2, 3) == 1e-3 * sums(1, 2, 3) + 3000);
}

TEST_CASE("every function has its _into form") {
  x3 out = xt::zeros<double>({2, 4, 5});
  lax::conv_with_general_padding_into(out, lhs, rhs, {1}, valid, {1}, {1}, {.precision = "high"});
  CHECK(equal_arrays(out, sums));
  out.fill(0);
  lax::conv_general_dilated_into(out, lhs, rhs, {1}, valid, {.rhs_dilation = {1}});
  CHECK(equal_arrays(out, sums));
  xt::xtensor<float, 3> const narrow_lhs = xt::cast<float>(lhs), narrow_rhs = xt::cast<float>(rhs);
  out.fill(0);
  lax::conv_into<double>(out, narrow_lhs, narrow_rhs, {1}, valid);
  CHECK(equal_arrays(out, sums));
}

TEST_CASE("old contents do not matter, not even NaN") {
  x3 out = std::numeric_limits<double>::quiet_NaN() * xt::ones<double>({2, 4, 5});
  lax::conv_into(out, lhs, rhs, {1}, valid);
  CHECK(equal_arrays(out, sums));
}

TEST_CASE("a destination that overlaps an operand is refused and left alone") {
  std::vector<double> memory(200, 7.);
  using shape3 = std::array<std::size_t, 3>;
  auto const at = [&memory](std::size_t first, shape3 const& shape) {
    return xt::adapt(memory.data() + first, shape[0] * shape[1] * shape[2], xt::no_ownership(), shape);
  };
  auto out = at(0, shape3{2, 4, 5});
  auto const lhs_inside = at(39, shape3{2, 3, 6});
  auto const rhs_inside = at(0, shape3{4, 3, 2});
  auto const in_lhs = test::thrown_by<shape_error>([&] { lax::conv_into(out, lhs_inside, rhs, {1}, valid); });
  CHECK(in_lhs.category() == "overlapping_output");
  CHECK(in_lhs.where() == "lax::conv_into");
  CHECK(in_lhs.argument() == "out");
  CHECK(std::string(in_lhs.what()).find("shares memory with lhs") != std::string::npos);
  auto const in_rhs = test::thrown_by<shape_error>([&] { lax::conv_into(out, lhs, rhs_inside, {1}, valid); });
  CHECK(std::string(in_rhs.what()).find("shares memory with rhs") != std::string::npos);
  auto const in_bias = test::thrown_by<shape_error>([&] {
    lax::conv_into(out, lhs, rhs, {1}, valid, {}, xt::view(at(20, shape3{1, 1, 4}), 0, 0, xt::all()));
  });
  CHECK(std::string(in_bias.what()).find("shares memory with bias") != std::string::npos);
  CHECK(xt::all(xt::equal(out, 7.)));
  // What only touches it, or is copied before anything is written, is no overlap.
  CHECK_NOTHROW(lax::conv_into(out, at(40, shape3{2, 3, 6}), rhs, {1}, valid));
  CHECK_NOTHROW(lax::conv_into(out, at(39, shape3{2, 3, 6}) + 0., rhs, {1}, valid));
}

TEST_CASE("channels that interleave with the result in one array are no overlap") {
  xt::xtensor<double, 4> both = xt::zeros<double>({2, 3, 6, 2});
  xt::view(both, xt::all(), xt::all(), xt::all(), 0) = lhs;
  x3 const identity{{{1}, {0}, {0}}, {{0}, {1}, {0}}, {{0}, {0}, {1}}};
  lax::conv_into(xt::view(both, xt::all(), xt::all(), xt::all(), 1), xt::view(both, xt::all(), xt::all(), xt::all(), 0),
                 identity, {1}, valid);
  CHECK(equal_arrays(xt::view(both, xt::all(), xt::all(), xt::all(), 1), lhs));
}

TEST_CASE("a destination of the wrong shape or rank, or without distinct elements, is refused") {
  x3 wide = 7 * xt::ones<double>({2, 4, 6});
  auto const shape = refused(wide, lhs, rhs);
  CHECK(shape.category() == "output_shape_mismatch");
  CHECK(shape.expected() == "[2, 4, 5]");
  CHECK(shape.actual() == "[2, 4, 6]");
  CHECK(xt::all(xt::equal(wide, 7.)));
  xt::xarray<double> flat = 7 * xt::ones<double>({40});
  CHECK(refused(flat, lhs, rhs).actual() == "[40]");
  std::vector<double> buffer(40, 7.);
  std::array<std::size_t, 3> const extents{2, 4, 5};
  std::array<std::ptrdiff_t, 3> const strides{0, 5, 1};
  auto shared = xt::adapt(buffer.data(), 40, xt::no_ownership(), extents, strides);
  CHECK(refused(shared, lhs, rhs).category() == "overlapping_output");
  auto null = xt::adapt(static_cast<double*>(nullptr), 40, xt::no_ownership(), extents);
  CHECK(refused(null, lhs, rhs).category() == "null_data");
}

TEST_CASE("a destination without elements is filled with nothing") {
  x3 out = xt::zeros<double>({2, 4, 0});
  CHECK_NOTHROW(lax::conv_into(out, x3(xt::ones<double>({2, 3, 1})), rhs, {1}, valid));
}
