// SPDX-License-Identifier: BSD-3-Clause
/// The loops for float and double, compiled for the flags of the file that includes this. One file of a program does,
/// if the others are compiled with CONVOLT_LOOPS_ELSEWHERE; the CMake target convolt::once takes care of both.
#pragma once

#include <convolt/core/elsewhere.hpp>

#include <convolt/bodies.hpp>
#include <convolt/engine/entry/loops_here.hpp>
