// SPDX-License-Identifier: BSD-3-Clause
/// Functions that one file of a program can compile for all others.
/// Layer: core.
#pragma once

#include <convolt/core/config.hpp>

/// Functions that know neither the types nor the flags of who calls them, as the geometry of a call and the words of
/// exceptions, are CONVOLT_SHARED where they are declared. What they do stands in a folder bodies/, where they are
/// CONVOLT_SHARED_BODY. Every file has its own copies, unless its loops are compiled elsewhere: so are these then.
#if defined(CONVOLT_COMPILED) || defined(CONVOLT_LOOPS_ELSEWHERE)
#define CONVOLT_SHARED
#define CONVOLT_SHARED_BODY CONVOLT_WEAK
#else
#define CONVOLT_BODIES_HERE 1
#define CONVOLT_SHARED inline
#define CONVOLT_SHARED_BODY inline
#endif
