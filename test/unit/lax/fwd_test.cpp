// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/lax/fwd.hpp>

#include <convolt/lax/options.hpp>
#include <convolt/lax/plan.hpp>
#include <convolt/lax/precision.hpp>

#include <concepts>
#include <type_traits>

namespace lax = convolt::lax;

static_assert(std::is_aggregate_v<lax::conv_options> && std::is_aggregate_v<lax::conv_general_dilated_options> &&
              std::is_aggregate_v<lax::conv_transpose_options> && std::is_aggregate_v<lax::patches_options>);
static_assert(std::same_as<decltype(lax::conv_options::precision), lax::precision>);
static_assert(std::same_as<decltype(lax::no_bias), lax::no_bias_t const>);
static_assert(lax::PlanOptions<lax::conv_options> && !lax::PlanOptions<lax::patches_options>);
