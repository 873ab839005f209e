// SPDX-License-Identifier: BSD-3-Clause
/// Element arithmetic: integers modulo 2^n without undefined behaviour, complex numbers by the plain formula.
#include <convolt/engine/loops/arithmetic.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>

namespace {

using convolt::engine::add;
using convolt::engine::Element;
using convolt::engine::multiply;
using convolt::engine::multiply_add;
using convolt::engine::scale;

template <class T>
constexpr T lowest = std::numeric_limits<T>::lowest();
template <class T>
constexpr T highest = std::numeric_limits<T>::max();

// A constant expression may not overflow, so these lines also say that nothing undefined happens on the way.
static_assert(multiply<std::int8_t>(-128, -128) == 0);
static_assert(multiply<std::int8_t>(-128, -1) == -128);
static_assert(multiply<std::int8_t>(100, 3) == 44);
static_assert(multiply<std::uint16_t>(65535, 65535) == 1);
static_assert(multiply<std::int16_t>(-32768, -32768) == 0);
static_assert(multiply<std::int32_t>(lowest<std::int32_t>, -1) == lowest<std::int32_t>);
static_assert(multiply<std::uint32_t>(highest<std::uint32_t>, highest<std::uint32_t>) == 1);
static_assert(multiply<std::int64_t>(lowest<std::int64_t>, -1) == lowest<std::int64_t>);
static_assert(multiply<std::int64_t>(highest<std::int64_t>, highest<std::int64_t>) == 1);
static_assert(add<std::int32_t>(highest<std::int32_t>, 1) == lowest<std::int32_t>);
static_assert(add<std::int8_t>(127, 1) == -128);
static_assert(add<std::uint64_t>(highest<std::uint64_t>, 2) == 1);
static_assert(multiply_add<std::int64_t>(highest<std::int64_t>, 2, 2) == 0);
static_assert(multiply_add<std::uint16_t>(65535, 65535, 65535) == 0);
static_assert(scale<std::int16_t>(20000, 4) == 14464);

static_assert(multiply_add(3.f, 2.f, 1.f) == 7.f);
static_assert(multiply_add(3.L, 2.L, 1.L) == 7.L);

static_assert(Element<float> && Element<long double> && Element<std::complex<float>> && Element<std::int8_t>);
static_assert(Element<unsigned long long> && Element<unsigned char>);
static_assert(!Element<bool> && !Element<char> && !Element<std::complex<int>>);
static_assert(!Element<float*>);

}  // namespace

TEST_CASE("products of all 8-bit integers agree with exact products modulo 256") {
  int wrong = 0;
  for (int a = -128; a < 128; ++a) {
    for (int b = -128; b < 128; ++b) {
      int const exact = ((a * b + 77) % 256 + 256) % 256;
      auto const got = multiply_add<std::int8_t>(static_cast<std::int8_t>(a), static_cast<std::int8_t>(b), 77);
      wrong += (got - exact) % 256 != 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("complex products are the four products of the parts, without conjugation") {
  using C = std::complex<double>;
  CHECK(multiply(C(1, 2), C(3, 5)) == C(-7, 11));
  CHECK(multiply(C(0, 1), C(0, 1)) == C(-1, 0));
  CHECK(multiply_add(C(1, 2), C(3, 5), C(10, 100)) == C(3, 111));
  CHECK(add(C(1, 2), C(3, 5)) == C(4, 7));
}

TEST_CASE("complex products are not repaired where a part is infinite") {
  double const inf = std::numeric_limits<double>::infinity();
  auto const product = multiply(std::complex<double>(inf, 0), std::complex<double>(2, 0));
  CHECK(product.real() == inf);
  CHECK(std::isnan(product.imag()));
}

TEST_CASE("a real scale of an infinite complex number makes no NaN") {
  double const inf = std::numeric_limits<double>::infinity();
  using C = std::complex<double>;
  CHECK(scale(C(inf, 3), C(2, 0)) == C(inf, 6));
  CHECK(scale(C(1, 3), C(0, 2)) == C(-6, 2));
}

TEST_CASE("a scale of one changes no bit") {
  CHECK(std::signbit(scale(-0.f, 1.f)));
  CHECK(std::isnan(scale(std::numeric_limits<float>::quiet_NaN(), 1.f)));
  CHECK(scale(3., 0.5) == 1.5);
}
