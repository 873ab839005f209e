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
#include <convolt/core/index.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/fft/line_transform.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/lanes/phases.hpp>
#include <convolt/engine/lanes/sections.hpp>
#include <convolt/engine/lanes/taps.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <memory>

namespace convolt {

namespace engine::detail {

using target_of_callers = arch_with_loops<loops_from::elsewhere>;
using arch_of_callers = vectors_of<target_of_callers>;

}  // namespace engine::detail

template <class T, class Flags>
std::shared_ptr<engine::planned<T> const> compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::make_plan(
    engine::problem const& p, T const* weights, engine::precision_level precision, engine::problem const* whole) {
  return engine::make_plan<T, engine::detail::arch_of_callers>({.p = p, .weights = weights, .precision = precision},
                                                               whole);
}

template <class T, class Flags>
void compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::run_once(engine::problem const& p,
                                                                           engine::operands<T> const& x,
                                                                           engine::precision_level precision,
                                                                           executor_ref executor) {
  engine::run_once<T, engine::detail::arch_of_callers>(p, x, precision, executor);
}

template <class T, class Flags>
void compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::run_taps(engine::tap_block<T> const& block) {
  engine::run_taps<T, engine::detail::arch_of_callers>(block);
}

template <class T, class Flags>
void compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::run_phases(engine::phase_block<T> const& block) {
  engine::run_phases<T, engine::detail::arch_of_callers>(block);
}

template <class T, class Flags>
void compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::run_sections(engine::section_block const& block) {
  engine::run_sections<engine::detail::arch_of_callers>(block);
}

template <class T, class Flags>
std::shared_ptr<engine::fft::transform<T> const>
compile_one_file_with_convolt_loops_hpp_and_these<T, Flags>::make_transform(index size, engine::fft::line_of kind) {
  return engine::fft::make_line_transform<T, engine::detail::arch_of_callers>(size, kind);
}

template struct compile_one_file_with_convolt_loops_hpp_and_these<float, flags_of<engine::detail::target_of_callers>>;
template struct compile_one_file_with_convolt_loops_hpp_and_these<double, flags_of<engine::detail::target_of_callers>>;

}  // namespace convolt
