// SPDX-License-Identifier: BSD-3-Clause
/// Magnitudes: integers as prime powers, exactly.

#include <convolt/units/magnitude.hpp>
#include <support/catch.hpp>

namespace {

using convolt::mag;
using convolt::mag_power;
using convolt::magnitude;
using convolt::pi_mag;

static_assert(mag(1) == magnitude{});
static_assert(mag(12) == mag(2) * mag(2) * mag(3));
static_assert(mag(1000) / mag(10) == mag(100));
static_assert(mag_power(10, 3) == mag(1000));
static_assert(mag_power(10, -3) == mag(1) / mag(1000));
static_assert(mag(0).overflowed, "no unit has the scale 0");
static_assert(mag(1602176634) * mag_power(10, -28) == mag(1602176634) / mag_power(10, 28));
static_assert(mag(4).raised(1, 2) == mag(2));
static_assert(pi_mag != mag(1) && pi_mag / pi_mag == mag(1));
static_assert(pi_mag.raised(2) == pi_mag * pi_mag);

constexpr int power_of_ten(magnitude const& m) {
  int n = 0;
  return convolt::detail::is_power_of_ten(m, n) ? n : 1'000'000;
}
static_assert(power_of_ten(mag(1)) == 0);
static_assert(power_of_ten(mag_power(10, -30)) == -30);
static_assert(power_of_ten(mag_power(10, 30)) == 30);
static_assert(power_of_ten(mag(20)) == 1'000'000);
static_assert(power_of_ten(mag(2)) == 1'000'000);
static_assert(power_of_ten(mag(10).raised(1, 2)) == 1'000'000);
static_assert(power_of_ten(mag(10) * pi_mag) == 1'000'000);

}  // namespace

TEST_CASE("the product of the prime powers is the number") {
  for (std::uint64_t n = 1; n < 3000; ++n) {
    magnitude const m = mag(n);
    std::uint64_t product = 1;
    for (convolt::power const& p : m) {
      REQUIRE(p.twelfths % 12 == 0);
      for (int i = 0; i < p.twelfths / 12; ++i) { product *= p.base; }
    }
    if (product != n || m.overflowed) { FAIL_CHECK("n = " << n); }
  }
}
