# SPDX-License-Identifier: BSD-3-Clause

# Linked PRIVATE by convolt's own tests, examples and benchmarks; never installed, never seen by users.
set(convolt_warning_flags -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion)
if(CONVOLT_WERROR)
  list(APPEND convolt_warning_flags -Werror)
endif()

# For the vector loops where they are optimised: g++ 12 takes its own _mm256_undefined_pd for a variable without value.
set(convolt_loop_warning_flags "$<$<CXX_COMPILER_ID:GNU>:-Wno-uninitialized;-Wno-maybe-uninitialized>")

add_library(convolt_warnings INTERFACE)
target_compile_options(convolt_warnings INTERFACE ${convolt_warning_flags})
target_compile_definitions(convolt_warnings INTERFACE CONVOLT_NO_OPTIMISATION_NOTE)  # tests know that they are slow
