// SPDX-License-Identifier: BSD-3-Clause
/// What files with CONVOLT_LOOPS_ELSEWHERE or CONVOLT_COMPILED do not compile themselves, apart from the loops:
/// functions that know neither their types nor their flags. One file of a program has them: that of the loops.
#pragma once

#include <convolt/array/bodies/refusals.hpp>
#include <convolt/core/bodies/error.hpp>
#include <convolt/core/bodies/shared.hpp>
#include <convolt/core/bodies/threads.hpp>
#include <convolt/dsp/filters/bodies/recursive.hpp>
#include <convolt/geometry/bodies/convolution.hpp>
#include <convolt/geometry/bodies/patches.hpp>
#include <convolt/geometry/bodies/refusals.hpp>
#include <convolt/geometry/bodies/surroundings.hpp>
#include <convolt/geometry/bodies/text.hpp>
#include <convolt/nn/bodies/configuration.hpp>
#include <convolt/quantity/bodies/array_text.hpp>
#include <convolt/quantity/bodies/coordinate.hpp>
#include <convolt/units/bodies/text.hpp>
