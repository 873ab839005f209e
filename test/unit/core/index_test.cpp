// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/core/index.hpp.
#include <convolt/core/index.hpp>
#include <support/catch.hpp>

#include <cstdint>
#include <limits>
#include <random>

using convolt::checked_index;
using convolt::index;
using convolt::Integer;

namespace {

constexpr index largest = std::numeric_limits<index>::max();
constexpr index smallest = std::numeric_limits<index>::min();
constexpr std::uint64_t beyond = static_cast<std::uint64_t>(largest) + 1;

static_assert(std::is_signed_v<index> && sizeof(index) == sizeof(void*));

static_assert(Integer<int> && Integer<unsigned char> && Integer<signed char> && Integer<long long> &&
              Integer<std::size_t>);
static_assert(!Integer<bool> && !Integer<char> && !Integer<wchar_t> && !Integer<char8_t> && !Integer<char32_t>);
static_assert(!Integer<float> && !Integer<void*> && !Integer<std::byte>);

static_assert(checked_index(7).value == 7 && !checked_index(7).overflowed);
static_assert(checked_index(largest).value == largest && !checked_index(largest).overflowed);
static_assert(checked_index(smallest).value == smallest && !checked_index(smallest).overflowed);
static_assert(checked_index(beyond).overflowed);
static_assert(checked_index(std::numeric_limits<std::uint64_t>::max()).overflowed);
static_assert(!checked_index(std::uint64_t{1} << 62).overflowed);
static_assert(checked_index(std::int8_t{-1}).value == -1);

static_assert((checked_index(largest) + 1).overflowed && !(checked_index(largest) + 0).overflowed);
static_assert((checked_index(smallest) - 1).overflowed && !(checked_index(smallest) + largest).overflowed);
static_assert((checked_index(0) - smallest).overflowed);
static_assert((checked_index(smallest) * -1).overflowed &&
              (checked_index(index{1} << 32) * (index{1} << 31)).overflowed);
static_assert((checked_index(index{1} << 31) * (index{1} << 31)).value == index{1} << 62);
// Once out of range, always out of range, wherever the value wraps to.
static_assert(((checked_index(largest) + 1) - 1).overflowed);
static_assert((checked_index(0) * beyond).overflowed && (beyond * checked_index(0)).overflowed);

// An integer with twice the bits is the judge.
__extension__ using wide = __int128;

bool fits(wide v) { return v >= smallest && v <= largest; }

bool agrees(checked_index got, wide want) {
  return got.overflowed ? !fits(want) : fits(want) && got.value == static_cast<index>(want);
}

}  // namespace

TEST_CASE("checked_index: agrees with 128-bit arithmetic, near the limits and elsewhere") {
  constexpr unsigned seed = 20240501;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  auto const any_number = [&random] {
    index const shifted = static_cast<index>(random()) >> (random() % 63);
    switch (random() % 4) {
      case 0:
        return largest - (shifted & 0xff);
      case 1:
        return smallest + (shifted & 0xff);
      default:
        return shifted;
    }
  };
  int overflows = 0;
  for (int i = 0; i < 20000; ++i) {
    index const a = any_number();
    index const b = any_number();
    checked_index const sum = checked_index(a) + b;
    REQUIRE(agrees(sum, wide{a} + b));
    REQUIRE(agrees(checked_index(a) - b, wide{a} - b));
    REQUIRE(agrees(checked_index(a) * b, wide{a} * b));
    overflows += sum.overflowed ? 1 : 0;
  }
  CHECK(overflows > 1000);
  CHECK(overflows < 19000);
}
