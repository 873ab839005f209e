// SPDX-License-Identifier: BSD-3-Clause
/// What translation units with CONVOLT_LOOPS_ELSEWHERE call: the loops for float and double, compiled here for their
/// flags, which are those of this translation unit. Templates, so that several targets of a program may have them.
/// Layer: engine.
#pragma once

#if defined(CONVOLT_COMPILED)
#error "convolt::compiled has the loops: leave convolt/loops.hpp out, or do not link the library"
#endif

#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/flags.hpp>
#include <convolt/engine/backend.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/once.hpp>
#include <convolt/engine/planned.hpp>
#include <convolt/engine/planned_here.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>

#include <memory>

namespace convolt {

namespace engine::detail {

using arch_of_callers = arch_with_loops<loops_from::elsewhere>;

}  // namespace engine::detail

template <class T, class Flags>
std::shared_ptr<engine::planned<T> const> compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::make_plan(
    engine::problem const& p, T const* weights, engine::precision_level precision) {
  return std::make_shared<engine::detail::planned_here<T, engine::detail::arch_of_callers> const>(p, weights,
                                                                                                  precision);
}

template <class T, class Flags>
void compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::run_once(engine::problem const& p,
                                                                           engine::operands<T> const& x,
                                                                           engine::precision_level precision,
                                                                           executor_ref executor) {
  engine::run_once<T, engine::default_arch>(p, x, precision, executor);
}

template struct compile_one_file_with_convolt_loops_hpp_and_these<float, flags_of<engine::detail::arch_of_callers>>;
template struct compile_one_file_with_convolt_loops_hpp_and_these<double, flags_of<engine::detail::arch_of_callers>>;

}  // namespace convolt
