// SPDX-License-Identifier: BSD-3-Clause
/// Conversion factors against independent oracles: decimal literals read by strtod, correctly rounded quotients of
/// whole numbers, and whole-number arithmetic.

#include <convolt/units/scale.hpp>
#include <convolt/units/si.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace {

using convolt::conversion_scale;
using convolt::mag;
using convolt::mag_power;
using convolt::magnitude;
using convolt::scale;
constexpr magnitude unity{};

template <class T>
T read_decimal(std::string const& text) {
  if constexpr (std::is_same_v<T, float>) {
    return std::strtof(text.c_str(), nullptr);
  } else {
    return std::strtod(text.c_str(), nullptr);
  }
}

template <class T>
void check_powers_of_ten() {
  constexpr int from_lowest = std::numeric_limits<T>::max_exponent10;
  for (int n = -60; n <= 60; ++n) {
    scale<T> const s = conversion_scale<T>(mag_power(10, n), unity);
    int const size = n < 0 ? -n : n;
    CAPTURE(n);
    REQUIRE(s.finite == (size <= from_lowest));
    if (!s.finite) { continue; }
    CHECK(s.divides == (n < 0));
    CHECK(s.factor == read_decimal<T>("1e" + std::to_string(size)));
  }
}

static_assert(conversion_scale<double>(mag(60), mag(1)).factor == 60 &&
              !conversion_scale<double>(mag(60), mag(1)).divides);
static_assert(conversion_scale<float>(mag(5), mag(5)).is_one() && !conversion_scale<float>(mag(5), mag(5)).divides);
static_assert(conversion_scale<double>(mag(1), mag(60)).factor == 60 &&
              conversion_scale<double>(mag(1), mag(60)).divides);
static_assert(conversion_scale<int>(mag(1000), mag(1)).factor == 1000);

}  // namespace

TEST_CASE("powers of ten are the correctly rounded decimal numbers, and divide where they are small") {
  check_powers_of_ten<float>();
  check_powers_of_ten<double>();
}

TEST_CASE("dividing by a thousand rounds correctly where multiplying by 0.001 does not") {
  scale<double> const s = conversion_scale<double>(mag_power(10, -3), unity);
  int differs = 0;
  for (int i = 1; i <= 1000; ++i) {
    CHECK(s(double(i)) == read_decimal<double>(std::to_string(i) + "e-3"));
    differs += i * 1e-3 != s(double(i));
  }
  CHECK(differs == 144);
}

TEST_CASE("ratios of whole numbers are correctly rounded") {
  std::mt19937_64 random(20240611);
  for (int i = 0; i < 300; ++i) {
    // Both exact in double, so that the quotient of the hardware is the correctly rounded one.
    std::uint64_t const n = 1 + random() % (1u << 24), d = 2 + random() % (1u << 24);
    CAPTURE(n, d);
    scale<double> const s = conversion_scale<double>(mag(n), mag(d));
    double const factor = s.divides ? double(d) / double(n) : double(n) / double(d);
    CHECK(s.factor == factor);
    scale<float> const f = conversion_scale<float>(mag(n), mag(d));
    CHECK(f.factor == (f.divides ? float(d) / float(n) : float(n) / float(d)));
  }
  CHECK(conversion_scale<double>(mag(101325), mag(760)).factor == 101325. / 760.);
}

TEST_CASE("factors of more than 64 bits are correctly rounded") {
  CHECK(conversion_scale<double>(mag(1602176634) / mag_power(10, 28), unity).factor == 1.602176634e-19);
  CHECK(conversion_scale<double>(mag(602214076) * mag_power(10, 15), unity).factor == 6.02214076e23);
  CHECK(conversion_scale<float>(mag(1380649) / mag_power(10, 29), unity).factor == 1.380649e-23f);
  CHECK(conversion_scale<double>(mag_power(3, 100), unity).factor == 515377520732011331036461129765621272702107522001.);
  CHECK(conversion_scale<double>(mag_power(2, 1000) * mag(3), mag_power(2, 1001)).factor == 1.5);
}

TEST_CASE("the rounding is to nearest, ties to even") {
  // 2^24 + 1 lies between two floats and 2^53 + 1 between two doubles; so do their neighbours with another last bit.
  CHECK(conversion_scale<float>(mag(16777217), unity).factor == 16777216.f);
  CHECK(conversion_scale<float>(mag(16777219), unity).factor == 16777220.f);
  CHECK(conversion_scale<double>(mag(9007199254740993), unity).factor == 9007199254740992.);
  CHECK(conversion_scale<double>(mag(9007199254740995), unity).factor == 9007199254740996.);
  // Just above the tie, by 2^-60 of it: the sticky bit decides.
  magnitude const above_tie = mag(16777217) * mag_power(2, 40) / (mag_power(2, 40));
  CHECK(conversion_scale<float>(above_tie * mag(1152921504606846977), mag_power(2, 60)).factor == 16777218.f);
  CHECK(conversion_scale<float>(mag(18446744073709551615u), unity).factor == 18446744073709551616.f);
}

TEST_CASE("pi and roots are good to the last place") {
  CHECK(conversion_scale<double>(convolt::magnitude_of<convolt::degree_unit>, unity).factor == 0.017453292519943295);
  CHECK(conversion_scale<float>(convolt::pi_mag, unity).factor == 3.14159265f);
  CHECK(conversion_scale<double>(unity, convolt::pi_mag).factor == 1 / 3.14159265358979323846);
  CHECK(conversion_scale<double>(mag(10).raised(1, 2), unity).factor == std::sqrt(10.));
  CHECK(conversion_scale<double>(mag_power(10, -3).raised(1, 2), unity).factor ==
        Approx(std::sqrt(1e-3)).epsilon(1e-15));
  for (int twelfths = 1; twelfths < 12; ++twelfths) {
    CAPTURE(twelfths);
    for (std::uint64_t p :
         {std::uint64_t{2}, std::uint64_t{3}, std::uint64_t{997}, std::uint64_t{18446744073709551557u}}) {
      double const want = double(std::pow(static_cast<long double>(p), twelfths / 12.0L));
      CHECK(std::abs(conversion_scale<double>(mag(p).raised(twelfths, 12), unity).factor / want - 1) < 5e-16);
      CHECK(std::abs(conversion_scale<double>(unity, mag(p).raised(twelfths, 12)).factor * want - 1) < 5e-16);
    }
  }
}

TEST_CASE("factors outside the range of the type are marked") {
  CHECK_FALSE(conversion_scale<float>(mag_power(10, 39), unity).finite);
  CHECK(conversion_scale<float>(mag_power(10, 38), unity).finite);
  CHECK_FALSE(conversion_scale<double>(mag_power(10, 309), unity).finite);
  CHECK_FALSE(conversion_scale<double>(mag_power(3, -700), mag_power(7, 300)).finite);
  CHECK_FALSE(conversion_scale<double>(convolt::pi_mag.raised(2000), unity).finite);
  CHECK_FALSE(conversion_scale<double>(mag(10).raised(4095), mag(7)).finite);
  // The largest float is (2^24 - 1) 2^104; half a unit more would round to infinity.
  CHECK(conversion_scale<float>(mag(16777215) * mag_power(2, 104), unity).factor == std::numeric_limits<float>::max());
  CHECK_FALSE(conversion_scale<float>(mag(33554431) * mag_power(2, 103), unity).finite);
  CHECK(conversion_scale<float>(mag(3), mag_power(2, 127)).factor == std::ldexp(3.f, -127));
  CHECK_FALSE(conversion_scale<float>(mag(3), mag_power(2, 128)).finite);
}

TEST_CASE("integers convert by whole factors that fit") {
  CHECK(conversion_scale<std::int16_t>(mag(32767), unity).factor == 32767);
  CHECK_FALSE(conversion_scale<std::int16_t>(mag(32768), unity).finite);
  CHECK(conversion_scale<std::uint64_t>(mag(18446744073709551615u), unity).factor == 18446744073709551615u);
  CHECK_FALSE(conversion_scale<std::int64_t>(mag_power(2, 63), unity).finite);
  CHECK_FALSE(conversion_scale<std::uint64_t>(mag_power(2, 200), unity).finite);
  CHECK_FALSE(conversion_scale<int>(mag(3), mag(2)).finite);
  CHECK_FALSE(conversion_scale<int>(mag(2), mag(3)).finite);
  CHECK_FALSE(conversion_scale<int>(convolt::pi_mag, unity).finite);
  CHECK_FALSE(conversion_scale<int>(mag(10).raised(1, 2), unity).finite);
  scale<int> const down = conversion_scale<int>(unity, mag(60));
  CHECK(down.divides);
  CHECK(down(180) == 3);
  for (std::uint64_t n = 1; n < 300; ++n) { CHECK(conversion_scale<std::int8_t>(mag(n), unity).finite == (n <= 127)); }
}

TEST_CASE("scales apply to small integers and complex numbers without changing their type") {
  scale<std::int8_t> const s{.factor = 3};
  static_assert(std::is_same_v<decltype(s(std::int8_t{4})), std::int8_t>);
  CHECK(s(std::int8_t{4}) == 12);
  scale<float> const half{.factor = 2, .divides = true};
  CHECK(half(std::complex<float>(2, 6)) == std::complex<float>(1, 3));
}
