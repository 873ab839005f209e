// SPDX-License-Identifier: BSD-3-Clause
/// The generator against the known answers of its authors, and that its numbers are spread as they must be.
#include <convolt/nn/random.hpp>

#include <support/catch.hpp>
#include <support/moments.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using convolt::nn::random_numbers;
using convolt::nn::stream_of;
using convolt::nn::detail::philox;

// The file kat_vectors of the Random123 library, philox4x32 with 10 rounds.
static_assert(philox::bits({0, 0, 0, 0}, {0, 0}) == philox::block{0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U});
static_assert(philox::bits({0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU}, {0xFFFFFFFFU, 0xFFFFFFFFU}) ==
              philox::block{0x408F276DU, 0x41C83B0EU, 0xA20BC7C6U, 0x6D5451FDU});
static_assert(philox::bits({0x243F6A88U, 0x85A308D3U, 0x13198A2EU, 0x03707344U}, {0xA4093822U, 0x299F31D0U}) ==
              philox::block{0xD16CFE09U, 0x94FDCCEBU, 0x5001E420U, 0x24126EA1U});

static_assert(random_numbers(0).bits(0) == 0xE169C58D6627E8D5U);
static_assert(random_numbers(0).bits(1) == 0x9B00DBD8BC57AC4CU);
static_assert(stream_of("") == 0xCBF29CE484222325U);
static_assert(stream_of("a") == 0xAF63DC4C8601EC8CU);       // the published example of FNV-1a
static_assert(stream_of("foobar") == 0x85944171F73967E8U);  // another

constexpr std::size_t n = 40'000;

std::vector<double> uniforms(std::uint64_t seed, std::uint64_t stream) {
  random_numbers const numbers(seed, stream);
  std::vector<double> u(n);
  for (std::size_t i = 0; i < n; ++i) { u[i] = numbers.uniform(i); }
  return u;
}

TEST_CASE("random words take part of all 64 bits of seed, stream and number") {
  std::uint64_t const word = random_numbers(1, 2).bits(3);
  for (int bit = 0; bit < 64; ++bit) {
    std::uint64_t const flip = std::uint64_t{1} << bit;
    CHECK(random_numbers(1 ^ flip, 2).bits(3) != word);
    CHECK(random_numbers(1, 2 ^ flip).bits(3) != word);
    CHECK(random_numbers(1, 2).bits(3 ^ flip) != word);
  }
}

TEST_CASE("random uniform numbers stay strictly between 0 and 1 and are odd multiples of 2^-53") {
  for (double const u : uniforms(1, 0)) {
    auto const k = static_cast<std::uint64_t>(u * 0x1p53);
    if (!(u > 0. && u < 1. && k % 2 == 1 && static_cast<double>(k) * 0x1p-53 == u)) { FAIL("u = " << u); }
  }
}

TEST_CASE("random uniform numbers are spread evenly, for large and small seeds") {
  for (std::uint64_t const seed : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{0xFFFFFFFFFFFFFFFF}}) {
    INFO("seed " << seed << ", false alarm rate 1e-6");
    CHECK(convolt::test::kolmogorov(uniforms(seed, 7), [](double x) { return x; }) < 2.7);
  }
}

TEST_CASE("random bits are set half of the time, each of them") {
  INFO("seed 2, 64 tests of false alarm rate 1e-8 each");
  std::array<int, 64> count{};
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t const word = random_numbers(2).bits(i);
    for (std::size_t bit = 0; bit < 64; ++bit) { count[bit] += static_cast<int>(word >> bit & 1U); }
  }
  for (int const c : count) { CHECK(std::abs(c - static_cast<int>(n) / 2) < 5.73 * std::sqrt(n / 4.)); }
}

TEST_CASE("random streams and neighbouring seeds and numbers are not correlated") {
  auto const correlation = [](std::vector<double> const& a, std::vector<double> const& b, std::size_t lag) {
    double sum = 0.;
    for (std::size_t i = 0; i + lag < n; ++i) { sum += (a[i + lag] - 0.5) * (b[i] - 0.5); }
    return std::abs(sum) * 12. / std::sqrt(static_cast<double>(n));
  };
  INFO("false alarm rate of each 1e-6");
  auto const a = uniforms(3, 0);
  CHECK(correlation(a, uniforms(3, 1), 0) < 4.9);
  CHECK(correlation(a, uniforms(4, 0), 0) < 4.9);
  CHECK(correlation(a, a, 1) < 4.9);
  CHECK(correlation(a, a, 2) < 4.9);
}

}  // namespace
