// SPDX-License-Identifier: BSD-3-Clause
/// The file with the loops is one of those whose loops are elsewhere. If it holds nothing but the one include, it may
/// have been compiled without the definition of the others.
/// Layer: core.
#pragma once

#if !defined(CONVOLT_LOOPS_ELSEWHERE) && !defined(CONVOLT_COMPILED)
#if defined(CONVOLT_BODIES_HERE)
#error "include convolt/loops.hpp before other headers of convolt, or define CONVOLT_LOOPS_ELSEWHERE as for other files"
#endif
#define CONVOLT_LOOPS_ELSEWHERE 1
#endif
