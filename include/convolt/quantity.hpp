// SPDX-License-Identifier: BSD-3-Clause
/// Arrays and numbers with units: arithmetic, functions, reductions, views, construction, printing, temperatures, axes
/// and sampled quantities, and the units. Physical constants and decibels have headers of their own (in convolt.hpp
/// too).
/// Layer: quantity.
#pragma once

// First: the shorter its path of includes, the shorter the messages of its concepts.
#include <convolt/units/product.hpp>

#include <convolt/quantity/arithmetic.hpp>

#include <convolt/quantity/math.hpp>

#include <convolt/quantity/axis.hpp>

#include <convolt/quantity/build.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/cumulate.hpp>
#include <convolt/quantity/dimension_choice.hpp>
#include <convolt/quantity/filter.hpp>
#include <convolt/quantity/hash.hpp>
#include <convolt/quantity/join.hpp>
#include <convolt/quantity/limits.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/plain.hpp>
#include <convolt/quantity/plain_arrays.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/quantity/quantity.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/reduce_options.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/sampled_along.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>
#include <convolt/quantity/sampled_compare.hpp>
#include <convolt/units.hpp>

// Last: the operators are then no candidates while the headers above are read, which costs compilers time. Each is here
// although the next one includes it: messages begin with the path of includes.
#include <convolt/quantity/sampled_math.hpp>

#include <convolt/quantity/sampled_join.hpp>
#include <convolt/quantity/sampled_like.hpp>
#include <convolt/quantity/sampled_lines.hpp>
#include <convolt/quantity/sampled_reduce.hpp>
#include <convolt/quantity/sampled_view.hpp>
#include <convolt/quantity/select.hpp>

#include <convolt/quantity/series.hpp>

#include <convolt/quantity/standard_containers.hpp>
#include <convolt/quantity/standard_functions.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/quantity/temperature.hpp>
#include <convolt/quantity/view.hpp>
#include <convolt/quantity/xtensor_names.hpp>
