// SPDX-License-Identifier: BSD-3-Clause
/// Counts as numbers, and the nearest count of a number.
#include <convolt/io/recording/numbers.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace io = convolt::io;
using convolt::index;

template <class X>
std::vector<double> scaled(io::number_kind kind, std::vector<X> const& x, io::detail::scales const& by) {
  std::vector<double> out(x.size());
  io::detail::scale_rows(kind, reinterpret_cast<char const*>(x.data()), x.size() / by.gains.size(), by, out.data());
  return out;
}

TEST_CASE("numbers of every type are scaled column by column") {
  io::detail::scales const by{{2., -0.5}, {1., 0.}};
  using k = io::number_kind;
  CHECK(scaled<std::int8_t>(k::int8, {-128, 4, 1, 0}, by) == std::vector<double>{-255., -2., 3., 0.});
  CHECK(scaled<std::uint8_t>(k::uint8, {200, 4}, by) == std::vector<double>{401., -2.});
  CHECK(scaled<std::int16_t>(k::int16, {-32768, 3}, by) == std::vector<double>{-65535., -1.5});
  CHECK(scaled<std::uint16_t>(k::uint16, {65535, 3}, by) == std::vector<double>{131071., -1.5});
  CHECK(scaled<std::int32_t>(k::int32, {-2147483647, 3}, by) == std::vector<double>{-4294967293., -1.5});
  CHECK(scaled<std::uint32_t>(k::uint32, {4294967295U, 3}, by) == std::vector<double>{8589934591., -1.5});
  CHECK(scaled<std::int64_t>(k::int64, {-5, 3}, by) == std::vector<double>{-9., -1.5});
  CHECK(scaled<std::uint64_t>(k::uint64, {5, 3}, by) == std::vector<double>{11., -1.5});
  CHECK(scaled<float>(k::float32, {0.25F, 3.F}, by) == std::vector<double>{1.5, -1.5});
  CHECK(scaled<double>(k::float64, {0.25, 3.}, by) == std::vector<double>{1.5, -1.5});
}

TEST_CASE("what float does not hold is computed in double") {
  std::vector<std::int32_t> const x = {16777217};
  float out = 0.F;
  io::detail::scale_rows(io::number_kind::int32, reinterpret_cast<char const*>(x.data()), 1,
                         io::detail::scales{{1.}, {-16777216.}}, &out);
  CHECK(out == 1.F);
}

TEST_CASE("the nearest count rounds halves to even and stops at 16 bits") {
  using io::detail::nearest_count;
  CHECK(nearest_count(0.5) == 0);
  CHECK(nearest_count(1.5) == 2);
  CHECK(nearest_count(-0.5) == 0);
  CHECK(nearest_count(-1.5) == -2);
  CHECK(nearest_count(-2.5) == -2);
  CHECK(nearest_count(std::nextafter(0.5, 1.)) == 1);
  CHECK(nearest_count(std::nextafter(0.5, 0.)) == 0);
  CHECK(nearest_count(32767.4) == 32767);
  CHECK(nearest_count(32766.5) == 32766);
  CHECK(nearest_count(1e300) == 32767);
  CHECK(nearest_count(-std::numeric_limits<double>::infinity()) == -32768);
  CHECK(nearest_count(-32768.5) == -32768);
  std::mt19937 random(5);  // beside the rounding of the C library
  std::uniform_real_distribution<double> numbers(-32768., 32767.);
  for (int i = 0; i < 2000; ++i) {
    double const x = i % 2 == 0 ? numbers(random) : std::floor(numbers(random)) + 0.5;
    CHECK(nearest_count(x) == static_cast<std::int16_t>(std::nearbyint(std::min(x, 32767.))));
  }
}

TEST_CASE("samples are read about a megabyte at a time") {
  CHECK(io::detail::samples_at_a_time(384, 2) == 1365);
  CHECK(io::detail::samples_at_a_time(0, 2) == 1 << 20);
  CHECK(io::detail::samples_at_a_time(std::size_t{1} << 20, 8) == 1);
}

}  // namespace
