// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/core/version.hpp.

#include <convolt/core/version.hpp>

#include <support/catch.hpp>

#include <sstream>

using convolt::version_number;

static_assert(version_number{0, 2, 0} > version_number{0, 1, 9});
static_assert(version_number{1, 0, 0} == version_number{1, 0, 0});

TEST_CASE("the version is one number for the preprocessor and three for programs") {
  CHECK(convolt::version >= version_number{0, 1, 0});
  CHECK(CONVOLT_VERSION ==
        convolt::version.major_part * 10000 + convolt::version.minor_part * 100 + convolt::version.patch_part);
#if CONVOLT_VERSION < 100
  FAIL("this is an older version");
#endif
}

TEST_CASE("a version prints as packages write it") {
  std::ostringstream os;
  os << version_number{1, 20, 3};
  CHECK(os.str() == "1.20.3");
}
