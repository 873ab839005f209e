// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/geometry/kept_sums.hpp.

#include <convolt/geometry/kept_sums.hpp>

#include <support/catch.hpp>

using namespace convolt;
using geometry::kept_sums;
using geometry::sums_kept_by;

static_assert(sums_kept_by(padding_kind::full, 7, 3, 1) == kept_sums{0, 9});

TEST_CASE("modes keep what their names say") {
  CHECK(sums_kept_by(padding_kind::valid, 7, 3, 1) == kept_sums{2, 5});
  CHECK(sums_kept_by(padding_kind::same, 7, 3, 1) == kept_sums{1, 7});
  CHECK(sums_kept_by(padding_kind::causal, 7, 3, 0) == kept_sums{0, 7});
  CHECK(sums_kept_by(padding_kind::full, 1, 1, 0) == kept_sums{0, 1});
}

TEST_CASE("a kernel longer than the signal, a kernel beside lag 0, a signal without samples") {
  CHECK(sums_kept_by(padding_kind::valid, 3, 4, 0) == kept_sums{3, 0});
  CHECK(sums_kept_by(padding_kind::valid, 3, 9, 0) == kept_sums{8, 0});
  CHECK(sums_kept_by(padding_kind::full, 3, 9, 0) == kept_sums{0, 11});
  CHECK(sums_kept_by(padding_kind::same, 3, 2, -20) == kept_sums{-20, 3});
  for (padding_kind mode : {padding_kind::full, padding_kind::valid, padding_kind::same, padding_kind::causal}) {
    CHECK(sums_kept_by(mode, 0, 5, 2).count == 0);
  }
}
