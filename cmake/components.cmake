# SPDX-License-Identifier: BSD-3-Clause

# The optional components: convolt::NAME is the headers with what convolt/executors/NAME.hpp or convolt/io/NAME.hpp
# needs, convolt::mpi with what convolt/dist.hpp needs. A component that is asked for and cannot be had says which
# library is missing.

# The C library of HDF5, as hdf5::hdf5. CMake's own search for it asks compilers for C, which a project may not have
# enabled. HDF5_ROOT says where to look.
macro(convolt_find_hdf5)
  if(NOT TARGET hdf5::hdf5 AND NOT CMAKE_DISABLE_FIND_PACKAGE_HDF5)
    find_path(CONVOLT_HDF5_INCLUDE_DIR hdf5.h HINTS "${HDF5_ROOT}" ENV HDF5_ROOT
              PATH_SUFFIXES hdf5/serial include include/hdf5/serial)
    find_library(CONVOLT_HDF5_LIBRARY NAMES hdf5_serial hdf5 HINTS "${HDF5_ROOT}" ENV HDF5_ROOT
                 PATH_SUFFIXES hdf5/serial lib)
    mark_as_advanced(CONVOLT_HDF5_INCLUDE_DIR CONVOLT_HDF5_LIBRARY)
    if(CONVOLT_HDF5_INCLUDE_DIR AND CONVOLT_HDF5_LIBRARY)
      add_library(hdf5::hdf5 UNKNOWN IMPORTED)
      set_target_properties(hdf5::hdf5 PROPERTIES
        IMPORTED_LOCATION "${CONVOLT_HDF5_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${CONVOLT_HDF5_INCLUDE_DIR}")
    endif()
  endif()
endmacro()

# convolt_component(name package target): sets convolt_NAME_FOUND, and convolt_NAME_missing to a sentence.
macro(convolt_component name package target)
  if(NOT TARGET convolt::${name})
    if(${package} STREQUAL "HDF5")
      convolt_find_hdf5()
    else()
      find_package(${package} QUIET)
    endif()
    if(TARGET ${target})
      add_library(convolt::${name} INTERFACE IMPORTED)
      set_target_properties(convolt::${name} PROPERTIES INTERFACE_LINK_LIBRARIES "convolt::convolt;${target}")
    endif()
  endif()
  set(convolt_${name}_FOUND FALSE)
  if(TARGET convolt::${name})
    set(convolt_${name}_FOUND TRUE)
  else()
    set(convolt_${name}_missing "${package} was not found, which convolt::${name} stands on")
  endif()
endmacro()

# convolt_find_components(name...): those of the names that are components which need another library.
macro(convolt_find_components)
  foreach(convolt_name ${ARGN})
    if(convolt_name STREQUAL "openmp")
      convolt_component(openmp OpenMP OpenMP::OpenMP_CXX)
    elseif(convolt_name STREQUAL "tbb")
      convolt_component(tbb TBB TBB::tbb)
    elseif(convolt_name STREQUAL "hdf5")
      convolt_component(hdf5 HDF5 hdf5::hdf5)
    elseif(convolt_name STREQUAL "mpi")
      set(MPI_CXX_SKIP_MPICXX TRUE)  # the bindings for C++ of old, which nobody needs
      convolt_component(mpi MPI MPI::MPI_CXX)
    endif()
  endforeach()
endmacro()

# Loops that are not optimised take some hundred times as long, and CMake builds without a word when nobody chose.
function(convolt_note_build_type)
  get_property(several GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  get_property(told GLOBAL PROPERTY convolt_told_of_build_type)
  string(TOUPPER "CMAKE_CXX_FLAGS_${CMAKE_BUILD_TYPE}" flags)
  if(several OR told OR CMAKE_BUILD_TYPE OR "${CMAKE_CXX_FLAGS} " MATCHES "-O([1-9szg]|fast)? " OR
     CONVOLT_NO_OPTIMISATION_NOTE)
    return()
  endif()
  set_property(GLOBAL PROPERTY convolt_told_of_build_type TRUE)
  message(NOTICE "convolt: no build type is chosen, so the program will not be optimised. Configure with "
                 "-DCMAKE_BUILD_TYPE=Release, or link convolt::compiled or convolt::once, whose loops always are. "
                 "-DCONVOLT_NO_OPTIMISATION_NOTE=ON silences this.")
endfunction()
