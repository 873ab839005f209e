# SPDX-License-Identifier: BSD-3-Clause

# Headers, the compiled library where it is built, the CMake package and the pkg-config files. Nothing in them names the
# prefix, so the installed tree can be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(convolt_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/convolt")
set(convolt_pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

target_include_directories(convolt INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/convolt" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        FILES_MATCHING PATTERN "*.hpp")
set(convolt_once_dir "${CMAKE_INSTALL_DATADIR}/convolt")
install(FILES "${convolt_once_source}" DESTINATION "${convolt_once_dir}")
target_sources(convolt_once INTERFACE "$<INSTALL_INTERFACE:${convolt_once_dir}/convolt_loops.cpp>")
install(TARGETS convolt convolt_once EXPORT convolt-targets)
if(TARGET convolt_compiled)
  install(TARGETS convolt_compiled EXPORT convolt-targets
          ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
          LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
          RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(EXPORT convolt-targets NAMESPACE convolt:: DESTINATION "${convolt_cmake_dir}")

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/convolt-config.cmake.in" "${PROJECT_BINARY_DIR}/convolt-config.cmake"
  INSTALL_DESTINATION "${convolt_cmake_dir}"
  NO_SET_AND_CHECK_MACRO)
set(convolt_any_processor ARCH_INDEPENDENT)
if(TARGET convolt_compiled)
  set(convolt_any_processor "")
endif()
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/convolt-config-version.cmake"
  COMPATIBILITY SameMinorVersion ${convolt_any_processor})
install(FILES "${PROJECT_BINARY_DIR}/convolt-config.cmake" "${PROJECT_BINARY_DIR}/convolt-config-version.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/once.cmake" "${PROJECT_SOURCE_DIR}/cmake/components.cmake"
        DESTINATION "${convolt_cmake_dir}")

if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(convolt_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH convolt_pc_up "/${convolt_pkgconfig_dir}" "/")
  set(convolt_pc_prefix "\${pcfiledir}/${convolt_pc_up}")
endif()
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(convolt_pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
else()
  set(convolt_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/convolt.pc.in" "${PROJECT_BINARY_DIR}/convolt.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/convolt.pc" DESTINATION "${convolt_pkgconfig_dir}")
if(TARGET convolt_compiled)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
    set(convolt_pc_libdir "${CMAKE_INSTALL_LIBDIR}")
  else()
    set(convolt_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  endif()
  configure_file("${PROJECT_SOURCE_DIR}/cmake/convolt-compiled.pc.in" "${PROJECT_BINARY_DIR}/convolt-compiled.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/convolt-compiled.pc" DESTINATION "${convolt_pkgconfig_dir}")
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
