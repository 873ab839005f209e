// SPDX-License-Identifier: BSD-3-Clause
/// What the translation units of one instruction set offer to the rest of the library: a few functions for float and a
/// few for double, in a table whose name ends in that of the instruction set. The tables are the only symbols of those
/// translation units that the linker sees, see cmake/isolate.cmake.
/// Layer: compiled library.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <memory>

namespace convolt::engine::compiled {

template <class T>
struct loops {
  std::shared_ptr<planned<T> const> (*make_plan)(problem const&, T const*, precision_level, problem const*);
  void (*run_once)(problem const&, operands<T> const&, precision_level, executor_ref);
  void (*run_taps)(tap_block<T> const&);
  void (*run_phases)(phase_block<T> const&);
  void (*run_sections)(section_block const&);
  std::shared_ptr<fft::transform<T> const> (*make_transform)(index, fft::line_of);
};

// The names are C's, so that the build can name them too.
extern "C" {
#define CONVOLT_DECLARE_LOOPS(isa)                       \
  extern loops<float> const convolt_loops_##isa##_float; \
  extern loops<double> const convolt_loops_##isa##_double

CONVOLT_DECLARE_LOOPS(here);  // of the flags of the build, where there is nothing to choose from
CONVOLT_DECLARE_LOOPS(sse2);
CONVOLT_DECLARE_LOOPS(avx2);
CONVOLT_DECLARE_LOOPS(avx512);

#undef CONVOLT_DECLARE_LOOPS
}

}  // namespace convolt::engine::compiled
