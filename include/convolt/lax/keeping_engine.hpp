// SPDX-License-Identifier: BSD-3-Clause
/// The engine of calls that may come again with the same weights.
/// Layer: lax.
#pragma once

#include <convolt/array/call_cache.hpp>
#include <convolt/array/known_call.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/lax/precision.hpp>

#include <utility>

namespace convolt::lax::resolved {

/// For `compute`: runs plans that are kept, or made and kept. The weights are packed when a problem comes for the first
/// time.
template <class T, class Arch = target_arch>
struct keeping_engine {
  arrays::call_cache<T> const& kept;
  executor_ref executor = {};
  arrays::shared_plan<T>* used = nullptr;  ///< where to leave the plan of the call

  void run(engine::problem const& p, engine::operands<T> const& x) const {
    auto plan = kept.find_plan(p);
    if (plan == nullptr) {
      plan = engine::backend<T, Arch>::make_plan(p, x.weights, precision_level::default_);
      kept.keep_plan(plan);
    }
    engine::run(*plan, x, executor);
    if (used != nullptr) { *used = std::move(plan); }
  }
};

}  // namespace convolt::lax::resolved
