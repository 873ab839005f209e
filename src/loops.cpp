// SPDX-License-Identifier: BSD-3-Clause
/// The loops of the headers for one instruction set and one element type. It is compiled once for each pair, with
/// CONVOLT_LOOPS_ELEMENT and CONVOLT_LOOPS_TABLE from the build. All that is inline here, the standard library's too,
/// is made of the instructions of this set and must stay in this translation unit.
/// Layer: compiled library.
#include <loops.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/transforms.hpp>

#if defined(CONVOLT_COMPILED)
#error "here are the loops that the compiled library calls: it cannot call itself"
#endif

namespace convolt::engine::compiled {

// Flags that come from elsewhere, as from CMAKE_CXX_FLAGS, must not have changed the instruction set.
#if defined(CONVOLT_LOOPS_FEATURES)
static_assert(target_arch::features == CONVOLT_LOOPS_FEATURES, "the flags are not those of this instruction set");
#endif

extern "C" {
using loops_here = backend<CONVOLT_LOOPS_ELEMENT, target_arch>;
// A constant: nothing of an instruction set may run before somebody has asked the processor.
extern constinit loops<CONVOLT_LOOPS_ELEMENT> const CONVOLT_LOOPS_TABLE{
    .make_plan = &loops_here::make_plan,
    .run_once = &loops_here::run_once,
    .run_taps = &loops_here::run_taps,
    .run_phases = &loops_here::run_phases,
    .run_sections = &loops_here::run_sections,
    .make_transform = &engine::detail::make_new_transform<CONVOLT_LOOPS_ELEMENT, target_arch>};
}

}  // namespace convolt::engine::compiled
