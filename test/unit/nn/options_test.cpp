// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/options.hpp: names, order and defaults are those of the mirrored systems.

#include <convolt/nn/options.hpp>

#include <support/catch.hpp>

#include <type_traits>

using namespace convolt;

namespace {

static_assert(std::is_aggregate_v<nn::conv_options> && std::is_aggregate_v<nn::conv_transpose_options> &&
              std::is_aggregate_v<nn::scaled_ws_conv_options> &&
              std::is_aggregate_v<nn::lucid::conv_transpose_options>);

/// What the options of the three layers of brainstate have in common, compared with the signature of its constructors.
template <class Options>
void check_defaults() {
  Options const o;
  CHECK_FALSE(o.in_size.given());
  CHECK_FALSE(o.kernel_size.given());
  CHECK(o.stride == nn::per_axis(1));
  CHECK(o.padding == nn::layer_padding(same));
  CHECK(o.lhs_dilation == nn::per_axis(1));
  CHECK(o.rhs_dilation == nn::per_axis(1));
  CHECK(o.groups == nn::whole_number(1));
  CHECK_FALSE(o.channel_first);
  CHECK(o.name.empty());
  CHECK(o.trainable);
  CHECK(o.padding_mode.value() == nn::padding_mode::zero);
}

}  // namespace

TEST_CASE("layers of brainstate have its defaults") {
  check_defaults<nn::conv_options>();
  check_defaults<nn::conv_transpose_options>();
  check_defaults<nn::scaled_ws_conv_options>();
  CHECK(nn::scaled_ws_conv_options{}.ws_gain);
  CHECK(nn::scaled_ws_conv_options{}.eps == 1e-4);
  CHECK(nn::conv_transpose_options{}.output_padding == nn::per_axis(0));
}

TEST_CASE("layers and functionals of lucid have its defaults") {
  nn::lucid::conv_transpose_options const o;
  CHECK(o.stride == nn::per_axis(1));
  CHECK(o.padding == nn::pad_numbers(0));
  CHECK(o.output_padding == nn::per_axis(0));
  CHECK(o.groups == nn::whole_number(1));
  CHECK(o.bias);
  CHECK(o.dilation == nn::per_axis(1));
  CHECK(nn::functional_conv_transpose_options{}.dilation == nn::per_axis(1));
  CHECK(nn::functional_conv_options{}.groups == nn::whole_number(1));
}

TEST_CASE("every parameter can be named, in the order of the mirrored constructors") {
  nn::scaled_ws_conv_options const o{.in_size = {28, 16},
                                     .out_channels = 8,
                                     .kernel_size = {4},
                                     .stride = 2U,
                                     .padding = {{1, 2}},
                                     .lhs_dilation = 1,
                                     .rhs_dilation = {3},
                                     .groups = 4L,
                                     .ws_gain = false,
                                     .eps = 1e-5,
                                     .channel_first = true,
                                     .name = "encoder",
                                     .trainable = false,
                                     .padding_mode = "circular"};
  CHECK(o.in_size[1] == 16);
  CHECK(o.groups.value() == 4);
  CHECK(o.name == "encoder");
  CHECK(o.padding_mode.value() == nn::padding_mode::circular);
}
