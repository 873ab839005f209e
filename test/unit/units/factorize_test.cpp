// SPDX-License-Identifier: BSD-3-Clause
/// Prime factors against trial division, and at the far end of 64 bits.

#include <convolt/units/factorize.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace {

std::vector<std::uint64_t> factors(std::uint64_t n) {
  std::vector<std::uint64_t> f;
  while (n > 1) {
    f.push_back(convolt::detail::prime_factor(n));
    n /= f.back();
  }
  std::sort(f.begin(), f.end());
  return f;
}

std::vector<std::uint64_t> trial_division(std::uint64_t n) {
  std::vector<std::uint64_t> f;
  for (std::uint64_t p = 2; p * p <= n; ++p) {
    for (; n % p == 0; n /= p) { f.push_back(p); }
  }
  if (n > 1) { f.push_back(n); }
  return f;
}

constexpr std::uint64_t largest_64 = 18446744073709551557u;            // the largest prime below 2^64
constexpr std::uint64_t large_a = 4294967291u, large_b = 4294967279u;  // the two largest below 2^32
static_assert(convolt::detail::is_prime(largest_64));
static_assert(convolt::detail::prime_factor(1073741789u * std::uint64_t{1073741783}) >= 1073741783u);

}  // namespace

TEST_CASE("small numbers factorise as by trial division") {
  for (std::uint64_t n = 1; n < 6000; ++n) {
    if (factors(n) != trial_division(n)) { FAIL_CHECK("n = " << n); }
  }
}

TEST_CASE("numbers around a million squared factorise as by trial division") {
  for (std::uint64_t n = 1'000'000'000'000u - 40; n < 1'000'000'000'000u + 40; ++n) {
    if (factors(n) != trial_division(n)) { FAIL_CHECK("n = " << n); }
  }
}

TEST_CASE("primes, squares and products of large primes are taken apart") {
  using list = std::vector<std::uint64_t>;
  CHECK(factors(largest_64) == list{largest_64});
  CHECK(factors(large_a * large_b) == list{large_b, large_a});
  CHECK(factors(large_a * large_a) == list{large_a, large_a});
  CHECK(factors(1009u * 1009u) == list{1009, 1009});
  CHECK(factors(std::uint64_t{1009} * 1013 * 1019 * 1021 * 1031) == list{1009, 1013, 1019, 1021, 1031});
  CHECK(factors(18446744073709551615u) == list{3, 5, 17, 257, 641, 65537, 6700417});
  CHECK(factors(18014398241046527u) == list{18014398241046527u});
}

TEST_CASE("strong pseudoprimes to the first bases are not taken for primes") {
  // J. Sorenson and J. Webster: strong pseudoprimes to the first 4, 8 and 11 prime bases.
  for (std::uint64_t n :
       {std::uint64_t{3215031751u}, std::uint64_t{341550071728321u}, std::uint64_t{3825123056546413051u}}) {
    CHECK_FALSE(convolt::detail::is_prime(n));
    std::uint64_t product = 1;
    for (std::uint64_t p : factors(n)) { product *= p; }
    CHECK(product == n);
    CHECK(factors(n).size() > 1);
  }
}
