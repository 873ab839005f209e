// SPDX-License-Identifier: BSD-3-Clause
/// The version of the library, the only place where it is written: CMake reads it from here.
/// Layer: core.
#pragma once

#define CONVOLT_VERSION_MAJOR 0
#define CONVOLT_VERSION_MINOR 1
#define CONVOLT_VERSION_PATCH 0
