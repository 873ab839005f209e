# SPDX-License-Identifier: BSD-3-Clause

# Read MAJOR.MINOR.PATCH from the header that defines CONVOLT_VERSION_*.
function(convolt_read_version header result)
  set(parts "")
  foreach(part IN ITEMS MAJOR MINOR PATCH)
    file(STRINGS "${header}" line REGEX "^#define CONVOLT_VERSION_${part} [0-9]+$")
    if(NOT line MATCHES " ([0-9]+)$")
      message(FATAL_ERROR "${header} has no line '#define CONVOLT_VERSION_${part} <number>'")
    endif()
    list(APPEND parts "${CMAKE_MATCH_1}")
  endforeach()
  list(JOIN parts "." version)
  set(${result} "${version}" PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
endfunction()
