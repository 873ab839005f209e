// SPDX-License-Identifier: BSD-3-Clause
/// Which vectors have functions of their own on 64-bit ARM. What these do is tested in family_test.cpp.
#include <convolt/engine/arch/neon.hpp>

#include <convolt/engine/arch/family.hpp>
#include <support/catch.hpp>
#include <unit/engine/arch/vectors.hpp>

namespace {

using test::default_arch;

TEMPLATE_TEST_CASE("the vectors of NEON have a family of their own", "", float, double) {
#if defined(__aarch64__) && !defined(__ARM_FEATURE_SVE)
  CHECK(&convolt::engine::family<TestType, default_arch>::minus_product !=
        &convolt::engine::generic_family<TestType, default_arch>::minus_product);
#else
  SUCCEED("these are no vectors of NEON");
#endif
}

}  // namespace
