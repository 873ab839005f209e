// SPDX-License-Identifier: BSD-3-Clause
/// Quantities as keys.
#include <convolt/quantity/hash.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <map>
#include <type_traits>
#include <unordered_set>

namespace {

using namespace convolt::units;
using voltage = decltype(1. * mV);
static_assert(!std::is_default_constructible_v<std::hash<convolt::quantity<convolt::any_unit, double>>>);
static_assert(!std::is_default_constructible_v<std::hash<convolt::tensor<mV, double, 1>>>);

TEST_CASE("equal quantities are one key") {
  std::unordered_set<voltage> seen{1. * mV, 2. * mV, voltage(0.001 * V)};
  CHECK(seen.size() == 2);
  CHECK(seen.count(2. * mV) == 1);
  CHECK(std::hash<voltage>{}(0. * mV) == std::hash<voltage>{}(-0. * mV));
  std::map<voltage, int> ordered{{2. * mV, 2}, {1. * mV, 1}};
  CHECK(ordered.begin()->second == 1);
}

}  // namespace
