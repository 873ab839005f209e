// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/filters/lane_rows.hpp>

#include <support/catch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace {

using convolt::dsp::lane_rows;
namespace detail = convolt::dsp::detail;

constexpr convolt::index group = convolt::engine::lane_group;

}  // namespace

TEMPLATE_TEST_CASE("counts are rounded to even and stay within 16 bits", "[dsp]", float, double) {
  using T = TestType;
  T const half = T(0.5);
  for (int n = -40; n <= 40; ++n) {
    for (T const part : {T(0), T(0.25), half, T(0.75)}) {
      CHECK(detail::to_count(T(n) + part) == static_cast<std::int16_t>(std::nearbyint(T(n) + part)));
    }
  }
  CHECK(detail::to_count(T(32766.5)) == 32766);
  CHECK(detail::to_count(T(32767.5)) == 32767);
  CHECK(detail::to_count(T(1e30)) == 32767);
  CHECK(detail::to_count(std::numeric_limits<T>::infinity()) == 32767);
  CHECK(detail::to_count(T(-32768.5)) == -32768);
  CHECK(detail::to_count(-std::numeric_limits<T>::infinity()) == -32768);
  CHECK(detail::to_count(std::numeric_limits<T>::quiet_NaN()) == 0);
  CHECK(detail::to_count(std::nextafter(half, T(0))) == 0);
  CHECK(detail::to_count(-std::nextafter(half, T(1))) == -1);
}

TEMPLATE_TEST_CASE("lanes of counts are rounded as single ones are", "[dsp]", float, double) {
  using T = TestType;
  detail::lane_numbers<T> x{};
  T const infinite = std::numeric_limits<T>::infinity();
  std::vector<T> values{0,     0.5,     1.5,     2.5, -0.5,     -1.5, -2.5,    0.75,
                        -0.75, 32766.5, 32767.5, 1e9, -32768.5, -1e9, infinite};
  values.push_back(-infinite);
  values.push_back(std::numeric_limits<T>::quiet_NaN());
  for (std::size_t l = 0; l < x.size(); ++l) { x[l] = values[l % values.size()]; }
  auto const counts = detail::to_counts(x);
  for (std::size_t l = 0; l < x.size(); ++l) { CHECK(counts[l] == detail::to_count(x[l])); }
}

TEST_CASE("lanes come from any steps in memory, and go back there", "[dsp]") {
  std::size_t const rows = 3, channels = 40;
  std::vector<std::int16_t> counts(rows * channels);
  std::iota(counts.begin(), counts.end(), std::int16_t(-60));
  // (time, channel) in rows, in columns, and both backwards.
  std::array<lane_rows<std::int16_t const>, 3> const layouts{
      {{counts.data(), convolt::index(channels), 1},
       {counts.data(), 1, convolt::index(rows)},
       {counts.data() + counts.size() - 1, -convolt::index(channels), -1}}};
  for (auto const& from : layouts) {
    for (convolt::index const lanes : {group, convolt::index(1), convolt::index(8)}) {
      std::vector<float> block(rows * static_cast<std::size_t>(group), 99.F);
      convolt::index const channel = convolt::index(channels) - lanes;
      detail::gather_lanes(from.from(0, channel), convolt::index(rows), lanes, 0.5F, block.data());
      std::vector<double> back(counts.size(), -1.);
      lane_rows<double> const to{back.data(), convolt::index(channels), 1};
      detail::scatter_lanes(block.data(), convolt::index(rows), lanes, 2.F, to.from(0, channel));
      for (convolt::index n = 0; n < convolt::index(rows); ++n) {
        for (convolt::index c = 0; c < convolt::index(channels); ++c) {
          double const want = c < channel ? -1. : from.first[n * from.row_step + c * from.channel_step];
          REQUIRE(back[static_cast<std::size_t>(n * convolt::index(channels) + c)] == want);
        }
        for (convolt::index l = lanes; l < group; ++l) {
          REQUIRE(block[static_cast<std::size_t>(n * group + l)] == 99.F);
        }
      }
    }
  }
}
