// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/origin.hpp.
#include <convolt/geometry/origin.hpp>
#include <support/catch.hpp>

namespace geometry = convolt::geometry;
using convolt::forward_padding;
using convolt::index;
using convolt::index_list;
using convolt::padding;
using convolt::raw_padding;
using geometry::axis_fate;
using geometry::conv_parameters;
using geometry::result_axes;
using geometry::sample_origin;

namespace {

geometry::extents extents_of(index_list const& shape) { return {shape.begin(), shape.size()}; }

result_axes forward(index_list const& lhs, index_list const& rhs, conv_parameters const& p) {
  return geometry::axes_of_result(geometry::resolve_conv("f", extents_of(lhs), extents_of(rhs), p), p, false);
}
result_axes transposed(index_list const& lhs, index_list const& rhs, conv_parameters const& p) {
  return geometry::axes_of_result(geometry::resolve_conv_transpose("f", extents_of(lhs), extents_of(rhs), p), p, true);
}

/// Of one spatial axis, NCW.
sample_origin of_forward(index extent, index taps, conv_parameters const& p) {
  return forward({1, 1, extent}, {1, 1, taps}, p)[2].origin;
}
/// Of one spatial axis, NWC.
sample_origin of_transposed(index extent, index taps, conv_parameters const& p) {
  return transposed({1, extent, 1}, {taps, 1, 1}, p)[1].origin;
}

/// Whether the entry of lag zero of output o meets input i, by the definition of the convolution alone.
bool meets(sample_origin const& s, index entry, index i, index o, index pad_lo) {
  index const tap = s.backwards ? s.taps - 1 - entry : entry;
  return o * s.stride + tap * s.tap_step - pad_lo == i * s.divisor;
}

}  // namespace

TEST_CASE("origin: same padding of odd kernels keeps the first sample, or puts it between two") {
  CHECK(of_forward(9, 5, {.strides = {1}, .pad = convolt::same}).first() == 0);
  CHECK(of_transposed(4, 9, {.strides = {5}, .pad = convolt::same}).first() == -2);
}

TEST_CASE("origin: the outputs of a forward convolution lie where the middle tap is") {
  for (index taps = 1; taps <= 6; ++taps) {
    for (index stride = 1; stride <= 3; ++stride) {
      for (index dilation = 1; dilation <= 2; ++dilation) {
        CAPTURE(taps, stride, dilation);
        index const span = (taps - 1) * dilation + 1;
        conv_parameters p{.strides = {stride}, .pad = convolt::valid, .rhs_dilation = {dilation}};
        sample_origin const valid = of_forward(20, taps, p);
        CHECK(valid.first() == (taps - 1) / 2 * dilation);
        CHECK(valid.stride == stride);
        CHECK(valid.divisor == 1);
        p.pad = raw_padding{{2, 1}};
        CHECK(of_forward(20, taps, p).first() == valid.first() - 2);
        p.pad = convolt::full;
        CHECK(of_forward(20, taps, p).first() == valid.first() - (span - 1));
        p.pad = convolt::causal;
        CHECK(of_forward(20, taps, p).first() == 0);
      }
    }
  }
  // With `same` and no stride every output is at its input, whatever the number of taps: an odd zero goes to the end.
  for (index taps = 1; taps <= 7; ++taps) {
    CHECK(of_forward(9, taps, {.strides = {1}, .pad = convolt::same}).first() == 0);
  }
  CHECK(of_forward(9, 4, {.strides = {1}, .pad = convolt::same_lower}).first() == -1);
  CHECK(of_forward(9, 4, {.strides = {1}, .pad = convolt::same, .rhs_dilation = {2}}).first() == -1);
}

TEST_CASE("origin: a dilated input has more positions than samples") {
  sample_origin const s =
      of_forward(5, 4, {.strides = {2}, .pad = raw_padding{{1, 0}}, .lhs_dilation = {3}, .rhs_dilation = {2}});
  CHECK(s.first() == 1 * 2 - 1);  // output o at input (2 o + 1) / 3
  CHECK(s.stride == 2);
  CHECK(s.divisor == 3);
}

TEST_CASE("origin: input i of a transposed convolution lies at output i * stride + r * dilation - crop") {
  for (index taps = 1; taps <= 9; ++taps) {
    for (index stride = 1; stride <= 5; ++stride) {
      for (index dilation = 1; dilation <= 2; ++dilation) {
        for (index crop : {0, 1}) {
          CAPTURE(taps, stride, dilation, crop);
          conv_parameters p{.strides = {stride}, .pad = forward_padding{{crop, 0}}, .rhs_dilation = {dilation}};
          for (bool flip : {false, true}) {
            p.transpose_kernel = flip;
            sample_origin const s = of_transposed(4, taps, p);
            CHECK(s.backwards == flip);
            CHECK(s.divisor == stride);
            CHECK(s.stride == 1);
            index const r = (taps - 1) / 2;
            // Output t is at input (t + first) / stride; so input 0 is at output -first.
            CHECK(-s.first() == r * dilation - crop);
            CHECK(meets(s, s.lag_zero, 3, 3 * stride - s.first(), s.pad_lo));
          }
        }
      }
    }
  }
  CHECK(-of_transposed(7, 9, {.strides = {5}, .pad = convolt::same}).first() == 2);
}

TEST_CASE("origin: a kernel that knows its lag zero decides") {
  sample_origin const f = of_forward(9, 4, {.strides = {1}, .pad = raw_padding{{2, 0}}, .rhs_dilation = {3}});
  CHECK(f.first() == 1);
  CHECK(f.first_for(1.) == 1);
  CHECK(f.first_for(0.) == -2);
  CHECK(f.first_for(0.5) == -0.5);
  CHECK(f.first_for(-4.) == -14);
  conv_parameters p{.strides = {2}, .pad = forward_padding{{0, 0}}};
  CHECK(of_transposed(4, 4, p).first() == -1);
  CHECK(of_transposed(4, 4, p).first_for(2.) == -1);
  p.transpose_kernel = true;
  CHECK(of_transposed(4, 4, p).first() == -1);
  CHECK(of_transposed(4, 4, p).first_for(1.) == -1);
}

TEST_CASE("origin: steps that are never taken are still the steps of the axis") {
  CHECK(of_forward(1, 1, {.strides = {5}, .pad = convolt::valid, .lhs_dilation = {1}}).stride == 5);
  CHECK(of_forward(1, 1, {.strides = {1}, .pad = raw_padding{{0, 0}}, .lhs_dilation = {4}}).divisor == 4);
  CHECK(of_transposed(1, 3, {.strides = {4}, .pad = convolt::same}).divisor == 4);
}

TEST_CASE("origin: dimensions come from where the letters say") {
  result_axes const axes = forward({2, 7, 3, 9}, {4, 3, 1, 3},
                                   {.strides = {1, 2}, .pad = convolt::valid, .layout = {"NHCW", "OIHW", "WNHC"}});
  CHECK(axes[0].letter == 'W');
  CHECK(axes[0].fate == axis_fate::moved);
  CHECK(axes[0].lhs_axis == 3);
  CHECK(axes[0].rhs_axis == 3);
  CHECK(axes[0].origin.stride == 2);
  CHECK(axes[1].letter == 'N');
  CHECK(axes[1].fate == axis_fate::kept);
  CHECK(axes[1].lhs_axis == 0);
  CHECK(axes[2].letter == 'H');
  CHECK(axes[2].lhs_axis == 1);
  CHECK(axes[3].letter == 'C');
  CHECK(axes[3].fate == axis_fate::lost);
  CHECK(axes[3].lhs_axis == 2);
  result_axes const grouped =
      forward({4, 1, 5}, {2, 1, 3}, {.strides = {1}, .pad = convolt::valid, .batch_group_count = 2});
  CHECK(grouped[0].fate == axis_fate::lost);
}
