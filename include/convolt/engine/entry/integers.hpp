// SPDX-License-Identifier: BSD-3-Clause
/// The engine for integers, wherever the loops for float and double are: `modular` or the reference loops, whichever
/// promises fewer cycles.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/modular/method.hpp>
#include <convolt/engine/methods/reference/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <memory>
#include <string>
#include <utility>

namespace convolt::engine {

template <Integer T, class Arch>
struct integer_engine {
  using modular = methods::modular::method<T, Arch>;
  using reference = methods::reference::method<T, Arch>;

  /// The weights are copied. A part has the bits of its whole in any case. Throws std::bad_alloc.
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, T const* weights,
                                                                   precision_level precision,
                                                                   problem const* = nullptr) {
    request<T> const r{.p = p, .weights = weights, .precision = precision};
    bool const in_vectors = why_not_modular(r) == nullptr;
    std::shared_ptr<planned<T>> made = in_vectors ? modular::plan(r) : reference::plan(r);
    made->set_choice({.method = in_vectors ? 0U : 1U, .precision = precision, .explain = &explain});
    return made;
  }

  static void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
    request<T> const r{.p = p, .weights = x.weights, .precision = precision};
    if (why_not_modular(r) != nullptr) { return run_reference<T, Arch>(p, x); }
    methods::modular::prepared<T, Arch> const plan(r);
    run<T>(plan, x, executor);
  }

 private:
  /// In words that continue "declined: ", or null.
  CONVOLT_COLD static char const* why_not_modular(request<T> const& r) {
    if (char const* const beyond = beyond_methods(r.p)) { return beyond; }
    verdict const v = modular::judge(r);
    if (v.declined()) { return v.reason; }
    return v.cycles < reference::judge(r).cycles - costs::modular::cycles_per_plan ? nullptr : "it would be slower";
  }

  CONVOLT_COLD static std::string explain(planned<T> const& plan) {
    bool const in_vectors = plan.chosen().method == 0;
    text out;
    out << describe(plan.what()) << "\nmethod: " << (in_vectors ? modular::name : reference::name) << " ("
        << (in_vectors ? modular::about : reference::about) << ")\n"
        << plan.details() << "  keeps " << plan.memory() << " bytes, workspace " << plan.workspace_bytes()
        << " bytes per thread\n";
    char const* const reason = why_not_modular({.p = plan.what(), .precision = plan.chosen().precision});
    if (reason == nullptr) {
      out << reference::name << ": slower\n";
    } else {
      out << modular::name << ": declined: " << reason << "\n";
    }
    return out.str();
  }
};

}  // namespace convolt::engine
