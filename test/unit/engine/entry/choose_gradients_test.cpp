// SPDX-License-Identifier: BSD-3-Clause
/// By which methods gradients of weights are computed.
#include <convolt/engine/entry/choose.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <support/catch.hpp>
#include <unit/engine/methods/cross_spectra/gradient_arrays.hpp>

#include <string>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::method_table;
using convolt::engine::precision_level;

std::string method_of_gradient(index taps, bool channels_last, precision_level precision) {
  test::gradient_arrays<float> const a(
      {.length = 48000, .taps = taps, .channels = 32, .pad_lo = taps / 2, .channels_last = channels_last});
  convolt::engine::choice const made = convolt::engine::choose<float, default_arch>({.p = a.p, .precision = precision},
                                                                                    0, {.copied = 1e7, .listed = 1e7});
  return method_table<float, default_arch>.at(made.chosen).name;
}

TEST_CASE("gradients of long kernels go by spectra, unless direct sums are asked for") {
  for (bool const last : {false, true}) {
    CHECK(method_of_gradient(1024, last, precision_level::default_) == "cross_spectra");
    CHECK(method_of_gradient(1024, last, precision_level::high) != "cross_spectra");
    CHECK(method_of_gradient(3, last, precision_level::default_) == "long_sums");
  }
}

}  // namespace
