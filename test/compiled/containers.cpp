// SPDX-License-Identifier: BSD-3-Clause
/// A program whose containers or strings are not those of the compiled library: what passes between the two must not
/// depend on them. Compiled with -D_GLIBCXX_DEBUG, and with -D_GLIBCXX_USE_CXX11_ABI=0. Exit code 1 for a fault.
/// Layer: test.
#include <convolt/convolt.hpp>
#include <convolt/dsp.hpp>

#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#if !defined(_GLIBCXX_DEBUG) && !(defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI)
#error "this file is for other containers"
#endif

namespace {

using namespace convolt::units;

int faults = 0;
void expect(std::string const& what, std::string_view found, std::string_view wanted) {
  if (found == wanted) { return; }
  std::fprintf(stderr, "%s: '%.*s', not '%.*s'\n", what.c_str(), static_cast<int>(found.size()), found.data(),
               static_cast<int>(wanted.size()), wanted.data());
  ++faults;
}

void check_convolutions() {
  xt::xtensor<float, 3> const x = xt::ones<float>({1, 2, 4}), good = xt::ones<float>({1, 4, 2});
  xt::xtensor<float, 3> const bad = xt::ones<float>({1, 3, 2});
  std::ostringstream text;
  text << convolt::lax::conv_transpose(x * mV, good * nS, {1}, convolt::same);
  expect("an array", text.str(), "{{{ 4.,  4.},\n  { 4.,  4.}}} pA");
  try {
    static_cast<void>(convolt::lax::conv_transpose(x * mV, bad * nS, {1}, convolt::same));
    expect("a kernel of three channels", "accepted", "refused");
  } catch (convolt::shape_error const& e) {
    expect("a kernel of three channels", e.what(),
           "convolt::lax::conv_transpose: rhs (axis I) must match the lhs features 4; expected 4, got 3");
  }
}

void check_filters() {
  std::vector<convolt::dsp::section> const sections =
      convolt::dsp::sections(convolt::dsp::butterworth(4, convolt::dsp::lowpass(80. * Hz)), 1. * kHz);
  expect("a filter of order 4", std::to_string(sections.size()) + " sections", "2 sections");
}

void check_layers_and_units() {
  convolt::nn::Conv1d const layer({.in_channels = 3, .out_channels = 2, .kernel_size = 5});
  expect("the weights of a layer", std::to_string(layer.weight().size()), "30");
  expect("a unit", convolt::to_string(convolt::parse_unit("uF/cm2")), "uF/cm^2");
  convolt::threads const pool(2);
  expect("threads", std::to_string(pool.concurrency()), "2");
}

}  // namespace

int main() {
  check_convolutions();
  check_filters();
  check_layers_and_units();
  return faults == 0 ? 0 : 1;
}
