# SPDX-License-Identifier: BSD-3-Clause

# Linked PRIVATE by convolt's own tests, examples and benchmarks; never installed, never seen by users.
set(convolt_warning_flags -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion)
if(CONVOLT_WERROR)
  list(APPEND convolt_warning_flags -Werror)
endif()

add_library(convolt_warnings INTERFACE)
target_compile_options(convolt_warnings INTERFACE ${convolt_warning_flags})
