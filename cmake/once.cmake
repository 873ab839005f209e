# SPDX-License-Identifier: BSD-3-Clause

# Where the build type does not optimise, the loops are optimised nevertheless: without that they take some twenty times
# as long. Nothing is added to flags of the user that optimise.
function(convolt_list_optimisation result)
  set(options "")
  if(CMAKE_CONFIGURATION_TYPES)
    set(types "${CMAKE_CONFIGURATION_TYPES}")
  else()
    set(types "${CMAKE_BUILD_TYPE}")
  endif()
  if(NOT types)
    set(types " ")
  endif()
  foreach(type IN LISTS types)
    string(STRIP "${type}" type)
    string(TOUPPER "CMAKE_CXX_FLAGS_${type}" flags_of_type)
    if(NOT "${CMAKE_CXX_FLAGS} ${${flags_of_type}} " MATCHES " [-/]O([1-9szgx]|fast)? ")
      list(APPEND options "$<$<AND:$<CONFIG:${type}>,$<CXX_COMPILER_ID:GNU,Clang,AppleClang>>:-O2>")
    endif()
  endforeach()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# convolt::once has one source, which every target that links it compiles with its own flags.
# Properties of a source count for the targets of one directory, and targets of any may link convolt::once. So they are
# set when all directories are known, at the end of the topmost.
function(convolt_optimise_once source)
  get_property(known GLOBAL PROPERTY convolt_once_sources)
  if(NOT source IN_LIST known)
    set_property(GLOBAL APPEND PROPERTY convolt_once_sources "${source}")
    # Arguments of deferred calls are evaluated late, hence the detour.
    set(call "CALL convolt_set_once [[${source}]]")
    cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]] ${call})")
  endif()
endfunction()

function(convolt_list_directories directory result)
  set(all "${directory}")
  get_property(children DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
  foreach(child IN LISTS children)
    convolt_list_directories("${child}" further)
    list(APPEND all ${further})
  endforeach()
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

function(convolt_set_once source)
  convolt_list_optimisation(options)
  # g++ 12 takes its own _mm256_undefined_pd for a variable without a value.
  foreach(warning IN ITEMS uninitialized maybe-uninitialized)
    list(APPEND options "$<$<CXX_COMPILER_ID:GNU>:-Wno-${warning}>")
  endforeach()
  convolt_list_directories("${CMAKE_SOURCE_DIR}" directories)
  set_source_files_properties(
    "${source}" DIRECTORY ${directories}
    PROPERTIES COMPILE_OPTIONS "${options}"
               SKIP_PRECOMPILE_HEADERS ON  # they are compiled with other flags
               SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
