// SPDX-License-Identifier: BSD-3-Clause
/// Which vectors have functions of their own on x86. What these do is tested in family_test.cpp.
#include <convolt/engine/arch/x86.hpp>

#include <convolt/engine/arch/family.hpp>
#include <support/catch.hpp>
#include <unit/engine/arch/vectors.hpp>

namespace {

using test::default_arch;

TEMPLATE_TEST_CASE("on x86 every vector has a family of its own", "", float, double) {
#if defined(__SSE2__) && (!defined(__AVX512F__) || defined(__AVX512DQ__))
  CHECK(&convolt::engine::family<TestType, default_arch>::store_past_caches !=
        &convolt::engine::generic_family<TestType, default_arch>::store_past_caches);
#else
  SUCCEED("these are no vectors of x86, or they are left to the generic functions");
#endif
}

}  // namespace
