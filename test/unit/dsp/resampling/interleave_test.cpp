// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/interleave.hpp.
#include <convolt/dsp/resampling/interleave.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using count_of = convolt::index;

/// Lines of every length to 40, and rows with a number behind each that has to stay as it is.
template <class T, count_of N>
void check_rows() {
  for (count_of count = 0; count <= 40; ++count) {
    CAPTURE(N, count);
    count_of const step = count + 1;
    std::vector<T> line(static_cast<std::size_t>(count * N + 1)), rows(static_cast<std::size_t>(step * N), T(-1));
    for (std::size_t i = 0; i < line.size(); ++i) { line[i] = static_cast<T>(i); }
    convolt::dsp::detail::deal<N>(line.data(), count, rows.data(), step);
    for (count_of r = 0; r < N; ++r) {
      for (count_of i = 0; i < count; ++i) {
        REQUIRE(rows[static_cast<std::size_t>(r * step + i)] == static_cast<T>(i * N + r));
      }
      REQUIRE(rows[static_cast<std::size_t>(r * step + count)] == T(-1));
    }
    std::vector<T> again(line.size(), T(-2));
    convolt::dsp::detail::put_together<N>(rows.data(), step, again.data(), count);
    REQUIRE(again.back() == T(-2));
    again.back() = line.back();
    REQUIRE(again == line);
  }
}

TEMPLATE_TEST_CASE("a line is dealt out to rows and put together again", "", float, double) {
  check_rows<TestType, 1>();
  check_rows<TestType, 2>();
  check_rows<TestType, 3>();
  check_rows<TestType, 4>();
}

}  // namespace
