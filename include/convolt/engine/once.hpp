// SPDX-License-Identifier: BSD-3-Clause
/// A problem that is run once and forgotten: the shortest way through tiny ones, then whatever the chosen method has
/// for a single run, or else a plan for one run.
/// Layer: engine.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/choose.hpp>
#include <convolt/engine/limits.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/planned.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny.hpp>

#include <memory>

namespace convolt::engine {

/// Compute the problem with the weights of the operands. Throws std::bad_alloc.
template <VectorElement T, class Arch = default_arch>
void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
  if (!has_products(p)) {  // there may be no arrays to prepare anything from
    run_reference<T, Arch>(p, x);
    return;
  }
  if (run_tiny<T, Arch>(p, x)) { return; }
  request<T> const r{.p = p, .weights = x.weights, .precision = precision};
  method<T, Arch> const& m = methods<T, Arch>[choose<T, Arch>(r).chosen];
  index const shares = worthwhile_shares(p, executor.concurrency());
  if (shares == 1 && m.run_once != nullptr && m.run_once(r, x, thread_workspace())) { return; }
  std::unique_ptr<prepared<T, Arch> const> const prepared = m.prepare(r);
  if (shares == 1) {
    prepared->run(x, thread_workspace(), share{});
    return;
  }
  auto const run_share = [&](index i) { prepared->run(x, thread_workspace(), {.number = i, .count = shares}); };
  executor.run(shares, run_share);
}

}  // namespace convolt::engine
