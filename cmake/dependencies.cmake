# SPDX-License-Identifier: BSD-3-Clause

# Find a header-only package whose target has the package's name. Imported targets are visible only in the directory
# that found them and below; a project that takes convolt by add_subdirectory links it from above, so they are made
# global.
macro(convolt_find_package name)
  if(NOT TARGET ${name})
    find_package(${name} REQUIRED)
    foreach(target IN ITEMS ${name} xtl)
      if(TARGET ${target})
        set_property(TARGET ${target} PROPERTY IMPORTED_GLOBAL TRUE)
      endif()
    endforeach()
  endif()
endmacro()
