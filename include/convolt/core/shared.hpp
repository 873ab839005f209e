// SPDX-License-Identifier: BSD-3-Clause
/// Functions that one file of a program can compile for all others.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>

/// Functions that know neither the types nor the flags of who calls them, as the geometry of a call and the words of
/// exceptions, are CONVOLT_SHARED where they are declared. What they do stands in a folder bodies/, where they are
/// CONVOLT_SHARED_BODY. Every file has its own copies, unless its loops are compiled elsewhere: so are these then. They
/// take strings and return vectors, and so a file with other ones than the library keeps its copies in any case.
#if (defined(CONVOLT_COMPILED) || defined(CONVOLT_LOOPS_ELSEWHERE)) && !defined(CONVOLT_HAS_OTHER_CONTAINERS)
#define CONVOLT_SHARED
#define CONVOLT_SHARED_BODY CONVOLT_WEAK
#else
#define CONVOLT_BODIES_HERE 1
#define CONVOLT_SHARED inline
#define CONVOLT_SHARED_BODY inline
#endif

#if !defined(CONVOLT_BODIES_HERE)
namespace convolt {

/// Defined where the loops are: in convolt::compiled, or in the file of a program that includes convolt/loops.hpp.
#if defined(CONVOLT_COMPILED)
extern char const link_the_library_convolt_compiled;
#else
extern char const compile_one_file_that_includes_convolt_loops_hpp;
#endif

namespace detail {

/// In every file of a program before all that is shared, so that the first thing a linker misses says what to do.
[[maybe_unused]] CONVOLT_USED static char const* name_what_is_missing() noexcept {
#if defined(CONVOLT_COMPILED)
  return &link_the_library_convolt_compiled;
#else
  return &compile_one_file_that_includes_convolt_loops_hpp;
#endif
}

}  // namespace detail
}  // namespace convolt
#endif
