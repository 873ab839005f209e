// SPDX-License-Identifier: BSD-3-Clause
/// What tells linkers that the loops are there.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/shared.hpp>

#if !defined(CONVOLT_BODIES_HERE)
namespace convolt {

#if defined(CONVOLT_COMPILED)
extern CONVOLT_WEAK char const link_the_library_convolt_compiled = 0;
#else
extern CONVOLT_WEAK char const compile_one_file_that_includes_convolt_loops_hpp = 0;
#endif

}  // namespace convolt
#endif
