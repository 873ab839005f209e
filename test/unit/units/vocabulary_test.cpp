// SPDX-License-Identifier: BSD-3-Clause
/// Each object of the vocabulary is the unit that its name says, by its symbol.

// Headers whose global names could collide with the vocabulary.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <csignal>
#include <ctime>
#include <filesystem>

#include <convolt/units/symbol.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <string>

// What programs call things of their own; a name of the vocabulary would make the use of these ambiguous.
constexpr int g = 2, T = 3, M = 4, h = 5, d = 6;

using namespace std;
using namespace convolt;
using namespace convolt::units;

#define IS(name) (symbol_of<decltype(name)> == #name)
#define HAS_PREFIXES(name)                                                                                  \
  (IS(f##name) && IS(p##name) && IS(n##name) && IS(u##name) && IS(m##name) && IS(k##name) && IS(M##name) && \
   IS(G##name) && IS(T##name))
#define IS_WHOLE_FAMILY(name) (IS(name) && HAS_PREFIXES(name))

static_assert(IS_WHOLE_FAMILY(V) && IS_WHOLE_FAMILY(A) && IS_WHOLE_FAMILY(S) && IS_WHOLE_FAMILY(F));
static_assert(IS_WHOLE_FAMILY(Ohm) && IS_WHOLE_FAMILY(C) && IS_WHOLE_FAMILY(W) && IS_WHOLE_FAMILY(J));
static_assert(IS_WHOLE_FAMILY(N) && HAS_PREFIXES(T) && IS_WHOLE_FAMILY(Wb) && IS_WHOLE_FAMILY(H));
static_assert(IS_WHOLE_FAMILY(Hz) && IS_WHOLE_FAMILY(s) && IS_WHOLE_FAMILY(m) && IS_WHOLE_FAMILY(mol));
static_assert(IS_WHOLE_FAMILY(Pa) && IS_WHOLE_FAMILY(L) && IS_WHOLE_FAMILY(K) && IS_WHOLE_FAMILY(cd));
static_assert(IS_WHOLE_FAMILY(eV) && HAS_PREFIXES(g) && HAS_PREFIXES(M));
static_assert(IS(cm) && IS(dm) && IS(dL) && IS(hPa) && IS(rad) && IS(mrad) && IS(urad) && IS(deg) && IS(sr));
static_assert(IS(Bq) && IS(kBq) && IS(MBq) && IS(GBq) && IS(Gy) && IS(mGy) && IS(Sv) && IS(mSv) && IS(uSv));
static_assert(IS(kat) && IS(lm) && IS(lx));

static_assert(molar == mol / L && mM == mol / pow<3>(m));
static_assert(kohm == kOhm && Mohm == MOhm && Gohm == GOhm && radian == rad && degree == deg);

namespace {
template <class U>
string symbol(U) {
  return string(symbol_of<U>);
}
}  // namespace

TEST_CASE("words stand for the units whose symbols are inconvenient") {
  CHECK(symbol(gram) == "g");
  CHECK(symbol(tesla) == "T");
  CHECK(symbol(molar) == "M");
  CHECK(symbol(minute) == "min");
  CHECK(symbol(hour) == "h");
  CHECK(symbol(day) == "d");
  CHECK(symbol(percent) == "%");
  CHECK(symbol(radian) == "rad");
  CHECK(symbol(degree) == "deg");
  CHECK(symbol(kg) == "kg");
  CHECK(symbol(one) == "1");
  CHECK(kg == convolt::kilo<gram_unit>{});
}

TEST_CASE("g, T, M, h and d stay free for globals of programs") { CHECK(g + T + M + h + d == 20); }

TEST_CASE("the vocabulary lives beside the standard library's names") {
  CHECK(min(1, 2) + abs(-1) == 2);
  CHECK(sin(0.) == 0.);
  CHECK(std::pow(2., 2.) == 4.);
  CHECK(chrono::milliseconds(3).count() == 3);
  tm const broken_down{};
  CHECK(broken_down.tm_hour == 0);
}
