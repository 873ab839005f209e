// SPDX-License-Identifier: BSD-3-Clause
/// When lanes are several outputs, and how weights are packed for that. What is computed is tested
/// with tiny/method.hpp.
#include <convolt/engine/methods/tiny/by_channel.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::engine::default_arch;
using convolt::engine::problem;

TEST_CASE("samples are shared only where that fills the vectors better") {
  problem p;
  p.rank = 1;
  p.out_channels = 8;
  p.axes[0] = {.input = 9, .weights = 4, .output = 18, .input_dilation = 2, .output_step = 8};
  CHECK(tiny::shares_samples(p, 16));
  CHECK_FALSE(tiny::shares_samples(p, 8));
  p.axes[0].weights = 3;
  CHECK_FALSE(tiny::shares_samples(p, 16));
  p.axes[0].weights = 4;
  p.axes[0].output_step = 9;
  CHECK_FALSE(tiny::shares_samples(p, 16));
}

TEST_CASE("packed weights have a vector of lanes per tap and input channel, and zeros behind") {
  problem p;
  p.rank = 1;
  p.in_channels = 2;
  p.out_channels = 3;
  p.axes[0] = {.input = 9, .weights = 2, .output = 8, .input_step = 2, .weights_step = 6, .output_step = 3};
  p.weights_in_step = 3;
  p.weights_out_step = 1;
  std::vector<float> weights(12);
  for (std::size_t i = 0; i < 12; ++i) { weights[i] = static_cast<float>(i + 1); }
  tiny::by_channel<float, default_arch> const loops(p);
  CHECK_FALSE(loops.reads_in_place());
  std::vector<float> packed(loops.packed_size(), -1.f);
  loops.pack(weights.data(), packed.data());
  std::size_t const lanes = packed.size() / 4;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    std::size_t const lane = i % lanes;
    CHECK(packed[i] == (lane < 3 ? static_cast<float>(i / lanes * 3 + lane + 1) : 0.f));
  }
}

}  // namespace
