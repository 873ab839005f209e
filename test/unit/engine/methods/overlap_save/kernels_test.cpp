// SPDX-License-Identifier: BSD-3-Clause
/// The kernels that are kept, and which of them have spectra.
#include <convolt/engine/methods/overlap_save/kernels.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>
#include <unit/engine/methods/overlap_save/line_arrays.hpp>

#include <limits>
#include <vector>

namespace {

namespace overlap_save = convolt::engine::methods::overlap_save;

using kernels = overlap_save::kernel_list<float, convolt::engine::default_arch>;
using test::line_arrays;

line_arrays<float> example(bool backwards, bool shared) {
  line_arrays<float> a(
      {.channels = 2, .input = 30, .output = 28, .taps = 3, .backwards = backwards, .shared_kernel = shared});
  for (std::size_t i = 0; i < a.weights.size(); ++i) { a.weights[i] = static_cast<float>(i + 1); }
  return a;
}

kernels list(line_arrays<float> const& a) {
  return kernels({.p = a.p, .weights = a.weights.data() + a.weights_origin});
}

std::vector<float> taps(kernels const& k, convolt::index channel) {
  return {k.of_channel(channel), k.of_channel(channel) + 3};
}

TEST_CASE("kernels are copied in the order of their taps") {
  kernels const k = list(example(false, false));
  CHECK(k.count() == 2);
  CHECK(taps(k, 0) == std::vector<float>{1, 2, 3});
  CHECK(taps(k, 1) == std::vector<float>{4, 5, 6});
  CHECK(k.largest_sum() == 15);
  CHECK(k.has_spectra());
  CHECK(taps(list(example(true, false)), 1) == std::vector<float>{6, 5, 4});
}

TEST_CASE("a kernel that all channels share is kept once") {
  kernels const k = list(example(false, true));
  CHECK(k.count() == 1);
  CHECK(k.size() == 3);
  CHECK(taps(k, 1) == std::vector<float>{1, 2, 3});
  convolt::engine::problem p = example(false, true).p;
  p.out_channels = 4;
  p.weights_out_step = 3;
  CHECK(overlap_save::kernel_count(p) == 4);
  p.out_channels = 0;
  CHECK(overlap_save::kernel_count(p) == 0);
}

TEST_CASE("weights that are not finite, or near the ends of the range, have no spectra") {
  for (float const weight : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::max(), 1e30f}) {
    line_arrays<float> a = example(false, false);
    a.weights[4] = weight;
    CAPTURE(weight);
    CHECK_FALSE(list(a).has_spectra());
  }
  line_arrays<float> a = example(false, false);
  a.weights = {1, 1e-40f, 0, 0, 0, 0};
  CHECK(list(a).has_spectra());
  a.weights = {1, 1, 1, 0, 1e-37f, 0};
  CHECK_FALSE(list(a).has_spectra());
}

}  // namespace
