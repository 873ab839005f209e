// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/filters/section.hpp>

#include <support/catch.hpp>

namespace {

using convolt::dsp::section;

TEST_CASE("a section holds its numerator before its denominator, without a0", "[dsp]") {
  constexpr section s{1, 2, 3, 4, 5};
  CHECK(s.b0 == 1);
  CHECK(s.b1 == 2);
  CHECK(s.b2 == 3);
  CHECK(s.a1 == 4);
  CHECK(s.a2 == 5);
  static_assert(s == section{1, 2, 3, 4, 5} && s != section{1, 2, 3, 4, 6});
}

TEST_CASE("a section that nothing is said about passes everything through", "[dsp]") {
  static_assert(section{} == section{1, 0, 0, 0, 0});
}

}  // namespace
