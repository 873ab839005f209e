// SPDX-License-Identifier: BSD-3-Clause
/// Vectors of the instruction set: arithmetic lane by lane, and sums of scaled arrays of any length.
#include <convolt/core/pack.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using convolt::index;
using convolt::target_arch;
namespace packs = convolt::packs;

TEST_CASE("packs add and multiply lane by lane") {
  constexpr index width = packs::pack_size<float, target_arch>;
  STATIC_REQUIRE(width >= 4);
  std::vector<float> a(width), b(width), sum(width);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<float>(i) + 1;
    b[i] = 2 * static_cast<float>(i) - 3;
  }
  packs::pack<float, target_arch> x, y;
  packs::load(x, a.data());
  packs::load(y, b.data());
  x = x * y + 1.F;
  x += y * 2.F;
  x *= y;
  packs::store(x, sum.data());
  for (std::size_t i = 0; i < a.size(); ++i) { CHECK(sum[i] == (a[i] * b[i] + 1 + 2 * b[i]) * b[i]); }
}

TEST_CASE("scaled numbers are added to arrays of any length, and to nothing beside them") {
  for (index n = 0; n < 40; ++n) {
    std::vector<double> x(static_cast<std::size_t>(n), 3.), y(static_cast<std::size_t>(n) + 1, 1.);
    packs::add_scaled<target_arch>(2., x.data(), y.data(), n);
    for (std::size_t i = 0; i < x.size(); ++i) { CHECK(y[i] == 7); }
    CHECK(y.back() == 1);
  }
}

}  // namespace
