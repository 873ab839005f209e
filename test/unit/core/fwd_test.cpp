// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/fwd.hpp>

#include <convolt/core/error.hpp>
#include <convolt/core/executor.hpp>

#include <concepts>

// What is declared is what is defined: test/headers/forward_declarations.cpp has the same the other way round.
static_assert(std::derived_from<convolt::unit_error, convolt::error> &&
              std::derived_from<convolt::shape_error, convolt::error> &&
              std::derived_from<convolt::parameter_error, convolt::error> &&
              std::derived_from<convolt::type_error, convolt::error> &&
              std::derived_from<convolt::text_error, convolt::error>);
static_assert(convolt::Executor<convolt::serial_executor>);
static_assert(std::convertible_to<convolt::serial_executor const&, convolt::executor_ref>);
