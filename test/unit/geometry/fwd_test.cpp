// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/geometry/fwd.hpp>

#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/steps.hpp>

#include <concepts>

static_assert(std::default_initializable<convolt::steps> && std::default_initializable<convolt::dimension_numbers>);
static_assert(std::convertible_to<convolt::raw_padding, convolt::padding> &&
              std::convertible_to<convolt::forward_padding, convolt::padding>);
