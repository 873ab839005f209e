// SPDX-License-Identifier: BSD-3-Clause
/// Prime factors of 64-bit integers in constant expressions, cheap enough for the digits of physical constants.
/// Small factors by division; what is left by the Miller-Rabin test, which with these bases decides every 64-bit number
/// (J. Sorenson and J. Webster, Math. Comp. 86, 2017), and Pollard's rho (R. Brent, BIT 20, 1980).
/// Layer: units.
#pragma once

#include <cstdint>

namespace convolt::detail {

__extension__ using wide_uint = unsigned __int128;

constexpr std::uint64_t multiply_mod(std::uint64_t a, std::uint64_t b, std::uint64_t m) {
  return static_cast<std::uint64_t>(wide_uint{a} * b % m);
}

constexpr std::uint64_t power_mod(std::uint64_t a, std::uint64_t n, std::uint64_t m) {
  std::uint64_t r = 1;
  for (a %= m; n != 0; n >>= 1, a = multiply_mod(a, a, m)) {
    if ((n & 1) != 0) { r = multiply_mod(r, a, m); }
  }
  return r;
}

constexpr std::uint64_t greatest_common_divisor(std::uint64_t a, std::uint64_t b) {
  while (b != 0) {
    std::uint64_t const t = a % b;
    a = b;
    b = t;
  }
  return a;
}

/// n odd and above 37.
constexpr bool is_prime(std::uint64_t n) {
  std::uint64_t odd = n - 1;
  int twos = 0;
  for (; odd % 2 == 0; odd /= 2) { ++twos; }
  constexpr std::uint64_t witnesses[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
  for (std::uint64_t const a : witnesses) {
    std::uint64_t x = power_mod(a, odd, n);
    bool passes = x == 1 || x == n - 1;
    for (int i = 1; i < twos && !passes; ++i) {
      x = multiply_mod(x, x, n);
      passes = x == n - 1;
    }
    if (!passes) { return false; }
  }
  return true;
}

/// A proper factor of a composite odd n. Differences are multiplied up and tested together: compilers limit the steps
/// of a constant expression, and so even the product of the two largest primes below 2^32 stays within them.
constexpr std::uint64_t find_factor(std::uint64_t n) {
  for (std::uint64_t c = 1;; ++c) {
    auto const step = [n, c](std::uint64_t x) { return static_cast<std::uint64_t>((wide_uint{x} * x + c) % n); };
    std::uint64_t slow = 2, fast = 2, d = 1;
    while (d == 1) {
      std::uint64_t const slow_before = slow, fast_before = fast;
      wide_uint product = 1;
      for (int i = 0; i < 64; ++i) {
        slow = step(slow);
        fast = step(step(fast));
        product = product * (slow > fast ? slow - fast : fast - slow) % n;
      }
      d = greatest_common_divisor(static_cast<std::uint64_t>(product), n);
      if (d != n) { continue; }
      // Several factors at once, or the end of the cycle: the same steps again, one by one.
      slow = slow_before, fast = fast_before, d = 1;
      while (d == 1) {
        slow = step(slow);
        fast = step(step(fast));
        d = greatest_common_divisor(slow > fast ? slow - fast : fast - slow, n);
      }
    }
    if (d != n) { return d; }
  }
}

/// The smallest prime below 1000 that divides n, or 0.
constexpr std::uint64_t small_factor(std::uint64_t n) {
  if (n % 2 == 0) { return 2; }
  for (std::uint64_t p = 3; p < 1000; p += 2) {
    if (n % p == 0) { return p; }
    if (p * p > n) { return n; }
  }
  return 0;
}

/// Some prime factor of n > 1.
constexpr std::uint64_t prime_factor(std::uint64_t n) {
  if (std::uint64_t const p = small_factor(n); p != 0) { return p; }
  while (!is_prime(n)) { n = find_factor(n); }
  return n;
}

}  // namespace convolt::detail
