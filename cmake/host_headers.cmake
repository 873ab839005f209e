# SPDX-License-Identifier: BSD-3-Clause

# For builds for another machine, as the value of CMAKE_PROJECT_convolt_INCLUDE: the targets of the packages that have
# only headers, with the headers of the machine that builds. Its /usr/include holds those of its C library as well, and
# these are for no other machine: a folder of links holds the packages' alone.
set(folder "${PROJECT_BINARY_DIR}/host_headers")
file(REMOVE_RECURSE "${folder}")
file(MAKE_DIRECTORY "${folder}")
foreach(package IN ITEMS xtl xsimd xtensor catch2)
  find_path("CONVOLT_HOST_${package}" "${package}" NO_CMAKE_FIND_ROOT_PATH REQUIRED
            PATHS /usr/local/include /usr/include)
  mark_as_advanced("CONVOLT_HOST_${package}")
  file(CREATE_LINK "${CONVOLT_HOST_${package}}/${package}" "${folder}/${package}" SYMBOLIC)
endforeach()

foreach(target IN ITEMS xtensor xsimd Catch2::Catch2)
  add_library("${target}" INTERFACE IMPORTED)
  set_target_properties("${target}" PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${folder}")
endforeach()
if(NOT EXISTS "${folder}/catch2/catch.hpp")
  message(WARNING "Catch2 3 has a library, which is for this machine only: tests will not link for the other")
endif()
