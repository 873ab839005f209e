// SPDX-License-Identifier: BSD-3-Clause
/// The spelled vocabulary: no one-letter names, and usable together with the whole one.

#include <convolt/units/spelled.hpp>
#include <convolt/units/symbol.hpp>
#include <support/catch.hpp>

#include <string>

namespace alone {

using namespace convolt::units::spelled;

// Names that models give to variables and types stay free.
struct V {};
struct A {};
struct S {};
struct F {};
struct K {};
struct N {};
struct T {};
struct C {};
struct L {};
constexpr int m = 1, s = 2, g = 3, J = 4, W = 5, H = 6, M = 7;

constexpr auto used = mV * ms * us * pA * nA * uA * nS * uS * mS * pF * nF * uF * MOhm * GOhm * kHz * Hz;
constexpr auto also = um * mm * cm * mM * uM * nM * molar * minute * hour * degree * radian * eV * Pa * percent * one;
constexpr bool free_names = m + s + g + J + W + H + M == 28 && sizeof(V) + sizeof(A) + sizeof(S) + sizeof(F) == 4 &&
                            sizeof(K) + sizeof(N) + sizeof(T) + sizeof(C) + sizeof(L) == 5;

}  // namespace alone

namespace together {

using namespace convolt;
using namespace convolt::units;
using namespace convolt::units::spelled;
static_assert(mV * nS == pA && V / kOhm == mA && minute == minute && pow<2>(degree) == degree * degree && one == one);

}  // namespace together

TEST_CASE("the spelled vocabulary leaves one-letter names free") {
  CHECK(alone::free_names);
  CHECK(convolt::Unit<decltype(alone::used)>);
  CHECK(convolt::Unit<decltype(alone::also)>);
}

TEST_CASE("units of the spelled vocabulary are those of the whole one") {
  CHECK(&convolt::units::spelled::mV == &convolt::units::mV);
  CHECK(&convolt::units::spelled::one == &convolt::one);
  CHECK(std::string(convolt::symbol_of<decltype(convolt::units::spelled::GOhm)>) == "GOhm");
}
