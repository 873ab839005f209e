// SPDX-License-Identifier: BSD-3-Clause
/// Conversions of static units: constant expressions, for all pairs of prefixes; what cannot be converted does not
/// compile.

#include <convolt/units/conversion.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <tuple>

namespace {

using namespace convolt;
using namespace convolt::units;

template <class T, class From, class To>
concept converts = requires(From from, To to) { conversion<T>(from, to); };

using millivolt = milli<volt>;
static_assert(conversion<float>(V, mV).factor == 1000.f && conversion<float>(mV, V).divides);
static_assert(conversion<double>(mV * nS, pA).is_one());
static_assert(conversion<double>(Hz * ms, one).factor == 1000 && conversion<double>(Hz * ms, one).divides);

static_assert(converts<float, volt, millivolt> && !converts<float, volt, ampere>);
static_assert(converts<int, volt, millivolt> && !converts<int, millivolt, volt>, "integers lose no fractions");
static_assert(!converts<int, degree_unit, radian_unit> &&
              !converts<int, minute_unit, unit_product_t<hour_unit, percent_unit>>);
static_assert(converts<std::int16_t, kilo<volt>, volt> && !converts<std::int16_t, mega<volt>, volt>);
static_assert(converts<float, giga<volt>, nano<volt>> && !converts<float, quetta<volt>, quecto<volt>>,
              "10^60 is no float: an error of the compiler, never infinity");
static_assert(converts<double, quetta<volt>, quecto<volt>>);
static_assert(!converts<bool, volt, volt> && !converts<std::complex<float>, volt, volt>);

static_assert(same_dimension(mV, V) && !same_dimension(mV, pA) && same_dimension(mV * nS, pA));

template <class U>
struct prefixed {
  using unit = U;
  int exponent;
};
constexpr std::tuple prefixes{
    prefixed<quecto<volt>>{-30}, prefixed<ronto<volt>>{-27}, prefixed<yocto<volt>>{-24}, prefixed<zepto<volt>>{-21},
    prefixed<atto<volt>>{-18},   prefixed<femto<volt>>{-15}, prefixed<pico<volt>>{-12},  prefixed<nano<volt>>{-9},
    prefixed<micro<volt>>{-6},   prefixed<milli<volt>>{-3},  prefixed<centi<volt>>{-2},  prefixed<deci<volt>>{-1},
    prefixed<volt>{0},           prefixed<deca<volt>>{1},    prefixed<hecto<volt>>{2},   prefixed<kilo<volt>>{3},
    prefixed<mega<volt>>{6},     prefixed<giga<volt>>{9},    prefixed<tera<volt>>{12},   prefixed<peta<volt>>{15},
    prefixed<exa<volt>>{18},     prefixed<zetta<volt>>{21},  prefixed<yotta<volt>>{24},  prefixed<ronna<volt>>{27},
    prefixed<quetta<volt>>{30}};

template <class T, class From, class To>
void check_pair(From from, To to) {
  int const exponent = from.exponent - to.exponent;
  std::string const literal = "1e" + std::to_string(std::abs(exponent));
  using U = typename From::unit;
  using V = typename To::unit;
  if constexpr (converts<T, U, V>) {
    scale<T> const s = conversion<T>(U{}, V{});
    CAPTURE(exponent);
    CHECK(s.divides == (exponent < 0));
    CHECK(s.factor ==
          (sizeof(T) == 4 ? T(std::strtof(literal.c_str(), nullptr)) : T(std::strtod(literal.c_str(), nullptr))));
  } else {
    CHECK(std::abs(exponent) > std::numeric_limits<T>::max_exponent10);
  }
}

template <class T>
void check_all_pairs() {
  std::apply(
      [](auto... from) {
        auto const with_all = [](auto f) { std::apply([f](auto... to) { (check_pair<T>(f, to), ...); }, prefixes); };
        (with_all(from), ...);
      },
      prefixes);
}

}  // namespace

TEST_CASE("all pairs of prefixes convert by the exact power of ten") {
  check_all_pairs<float>();
  check_all_pairs<double>();
}

TEST_CASE("units beside the SI convert exactly") {
  CHECK(conversion<double>(hour, minute).factor == 60);
  CHECK(conversion<double>(day, ms).factor == 86'400'000);
  CHECK(conversion<double>(deg, rad).factor == 0.017453292519943295);
  CHECK(conversion<double>(eV, J).factor == 1.602176634e-19);
  CHECK(conversion<double>(molar, mol / pow<3>(m)).factor == 1000);
  CHECK(conversion<double>(uF / (cm * cm) * mV / ms, uA / (cm * cm)).is_one());
  CHECK(conversion<double>(uF / (cm * cm), F / (m * m)).factor == 100);
  CHECK(conversion<double>(uF / (cm * cm), F / (m * m)).divides);
  CHECK(conversion<double>(V / sqrt(Hz), nV / sqrt(kHz)).factor == Approx(1e9 * std::sqrt(1000.)).epsilon(1e-15));
}
