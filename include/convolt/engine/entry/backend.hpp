// SPDX-License-Identifier: BSD-3-Clause
/// Where everything above the engine calls it. Behind `backend` are the loops of the headers, compiled for the flags of
/// this translation unit; or, where CONVOLT_COMPILED is defined, for float and double the loops of the compiled
/// library, which chooses the instruction set when the program runs: then no vector type is included here.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/reference/method.hpp>

#if !defined(CONVOLT_COMPILED)
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#endif

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine {

/// The functions of the compiled library.
namespace compiled {

[[nodiscard]] std::shared_ptr<planned<float> const> make_plan(problem const& p, float const* weights,
                                                              precision_level precision);
[[nodiscard]] std::shared_ptr<planned<double> const> make_plan(problem const& p, double const* weights,
                                                               precision_level precision);
void run_once(problem const& p, operands<float> const& x, precision_level precision, executor_ref executor);
void run_once(problem const& p, operands<double> const& x, precision_level precision, executor_ref executor);

}  // namespace compiled

namespace detail {

/// Where there are only the reference loops. Arch keeps functions of different flags apart.
template <Element T, class Arch>
std::string explain_reference(planned<T> const& plan) {
  return describe(plan.what()) + "\nmethod: reference (the loops of the formula)\n  keeps " +
         std::to_string(plan.memory()) + " bytes\n";
}

}  // namespace detail

/// The engine for elements of T in a translation unit of Arch. `make_plan` copies the weights and throws
/// std::bad_alloc. `run_once` plans, runs and forgets. Here for the types that have no vector loops.
template <Element T, class Arch>
struct backend {
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision) {
    request<T> const r{.p = p, .weights = weights, .precision = precision};
    auto made = methods::reference::method<T, Arch>::plan(r);
    made->set_choice({.explain = &detail::explain_reference<T, Arch>});
    return made;
  }
  static void run_once(problem const& p, operands<T> const& x, precision_level, executor_ref) {
    run_reference<T, Arch>(p, x);
  }
};

#if defined(CONVOLT_COMPILED)

template <Element T, class Arch>
  requires(Arch::compiled && (std::same_as<T, float> || std::same_as<T, double>))
struct backend<T, Arch> {
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision) {
    return compiled::make_plan(p, weights, precision);
  }
  static void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
    compiled::run_once(p, x, precision, executor);
  }
};

#else

template <Element T, class Arch>
  requires(!Arch::compiled && VectorElement<T>)
struct backend<T, Arch> {
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision) {
    return engine::make_plan<T, default_arch>({.p = p, .weights = weights, .precision = precision});
  }
  static void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
    engine::run_once<T, default_arch>(p, x, precision, executor);
  }
};

#endif

}  // namespace convolt::engine
