// SPDX-License-Identifier: BSD-3-Clause
/// Where everything above the engine calls it. Behind `backend` are the loops of the headers, compiled for the flags of
/// this translation unit; or, where CONVOLT_COMPILED is defined, for float and double the loops of the compiled
/// library, which chooses the instruction set when the program runs; or, where CONVOLT_LOOPS_ELSEWHERE is defined,
/// those of another translation unit with the same flags. Then no vector type is included here.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/flags.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/entry/complex.hpp>
#include <convolt/engine/entry/integers.hpp>
#include <convolt/engine/fft/transform.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/reference/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/problem.hpp>

#if !defined(CONVOLT_COMPILED) && !defined(CONVOLT_LOOPS_ELSEWHERE)
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/lanes/phases.hpp>
#include <convolt/engine/lanes/sections.hpp>
#include <convolt/engine/lanes/taps.hpp>
#if defined(CONVOLT_IS_UNOPTIMISED) && !defined(CONVOLT_NO_OPTIMISATION_NOTE)
#pragma message(                                                                                               \
        "convolt's loops are compiled here without optimisation, and take hundreds of times as long: compile " \
        "with -O2, or link convolt::once or convolt::compiled. -DCONVOLT_NO_OPTIMISATION_NOTE silences this.")
#endif
#endif

#include <complex>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>

namespace convolt {

/// The functions of the translation unit that has the loops: it includes convolt/loops.hpp. The name is for those who
/// read in a message of the linker that they have none, or none with these flags.
template <class T, class Flags>
struct compile_one_file_with_convolt_loops_hpp_and_these {
  [[nodiscard]] static std::shared_ptr<engine::planned<T> const> make_plan(engine::problem const& p, T const* weights,
                                                                           engine::precision_level precision,
                                                                           engine::problem const* whole = nullptr);
  static void run_once(engine::problem const& p, engine::operands<T> const& x, engine::precision_level precision,
                       executor_ref executor);
  static void run_taps(engine::tap_block<T> const& block);
  static void run_phases(engine::phase_block<T> const& block);
  static void run_sections(engine::section_block const& block);
  [[nodiscard]] static std::shared_ptr<engine::fft::transform<T> const> make_transform(index size,
                                                                                       engine::fft::line_of kind);
};

namespace engine {

/// The functions of the compiled library.
namespace compiled {

[[nodiscard]] std::shared_ptr<planned<float> const> make_plan(problem const& p, float const* weights,
                                                              precision_level precision, problem const* whole);
[[nodiscard]] std::shared_ptr<planned<double> const> make_plan(problem const& p, double const* weights,
                                                               precision_level precision, problem const* whole);
void run_once(problem const& p, operands<float> const& x, precision_level precision, executor_ref executor);
void run_once(problem const& p, operands<double> const& x, precision_level precision, executor_ref executor);
void run_taps(tap_block<float> const& block);
void run_taps(tap_block<double> const& block);
void run_phases(phase_block<float> const& block);
void run_phases(phase_block<double> const& block);
void run_sections(section_block const& block);

}  // namespace compiled

namespace detail {

/// Where there are only the reference loops. Arch keeps functions of different flags apart.
template <Element T, class Arch>
CONVOLT_COLD std::string explain_reference(planned<T> const& plan) {
  using reference = methods::reference::method<T, Arch>;
  text out;
  out << describe(plan.what()) << "\nmethod: " << reference::name << " (" << reference::about << ")\n  keeps "
      << plan.memory() << " bytes\n";
  return out.str();
}

}  // namespace detail

/// What sums are for. Where the loops are in every translation unit, gradients of weights have a method more than
/// others, which whoever takes none does not compile.
enum class purpose { convolution, weights_gradient };

/// The engine for elements of T in a translation unit of Arch. `make_plan` copies the weights and throws
/// std::bad_alloc; given the `whole` of which p is a part, it plans as make_plan_of_part says. `run_once` plans, runs
/// and forgets. Float and double also have the loops of engine/lanes/: `run_taps`, `run_phases`, and `run_sections`,
/// which computes in double. Here for the types that have no vector loops.
template <Element T, class Arch, purpose For = purpose::convolution>
struct backend {
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision,
                                                                   problem const* = nullptr) {
    auto made = methods::reference::method<T, Arch>::plan({.p = p, .weights = weights, .precision = precision});
    made->set_choice({.explain = &detail::explain_reference<T, Arch>});
    return made;
  }
  static void run_once(problem const& p, operands<T> const& x, precision_level, executor_ref) {
    run_reference<T, Arch>(p, x);
  }
};

template <Element T, class Arch, purpose For>
  requires(Arch::loops == loops_from::compiled && (std::same_as<T, float> || std::same_as<T, double>))
struct backend<T, Arch, For> {
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision,
                                                                   problem const* whole = nullptr) {
    return compiled::make_plan(p, weights, precision, whole);
  }
  static void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
    compiled::run_once(p, x, precision, executor);
  }
  static void run_taps(tap_block<T> const& block) { compiled::run_taps(block); }
  static void run_phases(phase_block<T> const& block) { compiled::run_phases(block); }
  static void run_sections(section_block const& block) { compiled::run_sections(block); }
};

template <Element T, class Arch, purpose For>
  requires(Arch::loops == loops_from::elsewhere && (std::same_as<T, float> || std::same_as<T, double>))
struct backend<T, Arch, For> : compile_one_file_with_convolt_loops_hpp_and_these<T, flags_of<Arch>> {};

#if !defined(CONVOLT_COMPILED) && !defined(CONVOLT_LOOPS_ELSEWHERE)

template <Element T, class Arch, purpose For>
  requires(Arch::loops == loops_from::here && VectorElement<T>)
struct backend<T, Arch, For> {
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision,
                                                                   problem const* whole = nullptr) {
    request<T> const r{.p = p, .weights = weights, .precision = precision};
    return engine::make_plan<T, vectors_of<Arch>>(r, whole, methods());
  }
  static void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
    engine::run_once<T, vectors_of<Arch>>(p, x, precision, executor, methods());
  }
  static void run_taps(tap_block<T> const& block) { engine::run_taps<T, vectors_of<Arch>>(block); }
  static void run_phases(phase_block<T> const& block) { engine::run_phases<T, vectors_of<Arch>>(block); }
  static void run_sections(section_block const& block) { engine::run_sections<vectors_of<Arch>>(block); }

 private:
  static constexpr method_list<T> methods() {
    if constexpr (For == purpose::weights_gradient) {
      return method_table<T, vectors_of<Arch>>;
    } else {
      return forward_methods<T, vectors_of<Arch>>;
    }
  }
};

#endif

/// Integers: loops of their own, here in any case.
template <Integer T, class Arch, purpose For>
struct backend<T, Arch, For> : integer_engine<T, Arch> {};

/// Complex numbers: the loops for their parts.
template <class R, class Arch, purpose For>
  requires(std::same_as<R, float> || std::same_as<R, double>)
struct backend<std::complex<R>, Arch, For> : complex_engine<R, Arch, backend<R, Arch, For>> {};

}  // namespace engine

}  // namespace convolt
