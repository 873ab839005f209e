// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/text.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <string_view>

TEST_CASE("a text is its pieces, one behind the other") {
  convolt::text t;
  CHECK(t.str().empty());
  t << "axis " << convolt::index{-3} << ", " << std::size_t{7} << std::string_view(" taps");
  CHECK(t.str() == "axis -3, 7 taps");
  t << "" << convolt::index{0};
  CHECK(t.str() == "axis -3, 7 taps0");
}
