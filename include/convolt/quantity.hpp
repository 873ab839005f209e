// SPDX-License-Identifier: BSD-3-Clause
/// Everything of the quantity layer: arrays and numbers with units, their arithmetic, functions, reductions, views,
/// construction and printing; axes and sampled quantities; constants. Includes <convolt/units.hpp>.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/concepts.hpp>  // first: the shorter its path of includes, the shorter the messages of its concepts

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/constants.hpp>
#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/decibel.hpp>
#include <convolt/quantity/join.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/quantity/temperature.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/units.hpp>
