// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/squares.hpp.
#include <convolt/dsp/resampling/squares.hpp>

#include <support/catch.hpp>

namespace {

template <class T>
void check_square() {
  constexpr convolt::index side = convolt::dsp::detail::square_side<T>;
  T from[28], to[20] = {};
  for (convolt::index i = 0; i < side * 7; ++i) { from[i] = static_cast<T>(i); }
  convolt::dsp::detail::transpose_square<T>([&](convolt::index i) { return from + 7 * i; },
                                            [&](convolt::index j) { return to + 5 * j; });
  for (convolt::index j = 0; j < side; ++j) {
    for (convolt::index i = 0; i < side; ++i) { REQUIRE(to[5 * j + i] == from[7 * i + j]); }
    for (convolt::index i = side; i < 5; ++i) { REQUIRE(to[5 * j + i] == T(0)); }
  }
}

TEST_CASE("rows of a square become its columns, and nothing beside it is touched") {
  check_square<float>();
  check_square<double>();
}

}  // namespace
