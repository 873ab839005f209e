// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/choose.hpp>

#include <support/catch.hpp>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using convolt::engine::choice;
using convolt::engine::choose;
using convolt::engine::default_arch;
using convolt::engine::methods;
using convolt::engine::problem;

problem picture() {
  problem p;
  p.rank = 2;
  p.in_channels = 16;
  p.out_channels = 32;
  for (std::size_t d = 0; d < 2; ++d) { p.axes[d] = {.input = 20, .weights = 3, .output = 20, .pad_lo = 1}; }
  p.input_channel_step = 1;
  p.output_channel_step = 1;
  return p;
}

template <class T>
std::string chosen(problem const& p) {
  return methods<T, default_arch>[choose<T, default_arch>({.p = p}).chosen].name;
}

TEMPLATE_TEST_CASE("the reference loops are last in every table and never decline", "", float, double, std::int8_t,
                   std::int64_t, std::complex<float>, long double) {
  auto const& table = methods<TestType, default_arch>;
  CHECK(std::string(table.back().name) == "reference loops");
  choice const c = choose<TestType, default_arch>({.p = picture()});
  REQUIRE(c.verdicts.size() == table.size());
  CHECK_FALSE(c.verdicts.back().declined());
}

TEST_CASE("the method of least cost among those that accept is chosen") {
  choice const c = choose<float, default_arch>({.p = picture()});
  REQUIRE_FALSE(c.verdicts[c.chosen].declined());
  for (auto const& v : c.verdicts) { CHECK((v.declined() || v.cycles >= c.verdicts[c.chosen].cycles)); }
}

TEST_CASE("dense problems with channels last do not go to the reference loops") {
  CHECK(chosen<float>(picture()) == "dense, channels last");
  CHECK(chosen<double>(picture()) == "dense, channels last");
}

TEST_CASE("element types without vectors go to the reference loops") {
  CHECK(chosen<std::int32_t>(picture()) == "reference loops");
}

}  // namespace
