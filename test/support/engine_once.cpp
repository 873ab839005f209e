// SPDX-License-Identifier: BSD-3-Clause
/// The vector loops of the headers, compiled once for all tests that only use them: these are compiled as users of the
/// compiled library, whose functions are here. What the loops themselves do is tested without this.
#include <convolt/core/arch.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#if defined(CONVOLT_COMPILED)
#error "here are the loops that the tests call: they cannot call themselves"
#endif

namespace convolt::engine::compiled {

/// All methods, as the library has them.
template <class T>
using all_loops = backend<T, target_arch, purpose::weights_gradient>;

std::shared_ptr<planned<float> const> make_plan(problem const& p, float const* weights, precision_level precision,
                                                problem const* whole) {
  return all_loops<float>::make_plan(p, weights, precision, whole);
}
std::shared_ptr<planned<double> const> make_plan(problem const& p, double const* weights, precision_level precision,
                                                 problem const* whole) {
  return all_loops<double>::make_plan(p, weights, precision, whole);
}
void run_once(problem const& p, operands<float> const& x, precision_level precision, executor_ref executor) {
  all_loops<float>::run_once(p, x, precision, executor);
}
void run_once(problem const& p, operands<double> const& x, precision_level precision, executor_ref executor) {
  all_loops<double>::run_once(p, x, precision, executor);
}
void run_taps(tap_block<float> const& block) { all_loops<float>::run_taps(block); }
void run_taps(tap_block<double> const& block) { all_loops<double>::run_taps(block); }
void run_phases(phase_block<float> const& block) { all_loops<float>::run_phases(block); }
void run_phases(phase_block<double> const& block) { all_loops<double>::run_phases(block); }
void run_sections(section_block const& block) { all_loops<double>::run_sections(block); }
void make_transform(index size, fft::line_of kind, transform_pointer<float>& made) {
  made = engine::detail::make_new_transform<float, target_arch>(size, kind);
}
void make_transform(index size, fft::line_of kind, transform_pointer<double>& made) {
  made = engine::detail::make_new_transform<double, target_arch>(size, kind);
}

}  // namespace convolt::engine::compiled
