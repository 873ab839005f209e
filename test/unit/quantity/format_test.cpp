// SPDX-License-Identifier: BSD-3-Clause
/// std::format writes the numbers as asked and the unit behind them, where the standard library has it.
#include <convolt/quantity/format.hpp>

#if defined(__cpp_lib_format)

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

namespace {

using namespace convolt::units;

TEST_CASE("std::format: the format is for the number, the unit follows") {
  CHECK(std::format("{:.2f}", 3.14159 * mV) == "3.14 mV");
  CHECK(std::format("{:8.1f}", -65.25 * mV) == "   -65.2 mV");
  CHECK(std::format("{:.1f}", xt::xtensor<double, 1>{1., 2.5} * mV) == "{1.0, 2.5} mV");
  CHECK(std::format("{:>5}", mV * nS) == "   pA");
  CHECK(std::format("{}", convolt::any_unit(kHz)) == "kHz");
}

}  // namespace

#endif
