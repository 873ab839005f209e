# SPDX-License-Identifier: BSD-3-Clause

# A toolchain file: programs for 64-bit ARM on Linux, built with the cross compiler of Debian and Ubuntu and run by
# QEMU. What has only headers is taken from the machine that builds, see host_headers.cmake.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)

find_program(CONVOLT_QEMU_AARCH64 NAMES qemu-aarch64 qemu-aarch64-static)
mark_as_advanced(CONVOLT_QEMU_AARCH64)
if(NOT CONVOLT_QEMU_AARCH64)
  message(FATAL_ERROR "there is no qemu-aarch64 to run programs for ARM with: install qemu-user")
endif()
set(CMAKE_CROSSCOMPILING_EMULATOR "${CONVOLT_QEMU_AARCH64};-L;/usr/aarch64-linux-gnu")

# Programs are those of this machine, everything else is that of the other.
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
