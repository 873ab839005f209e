// SPDX-License-Identifier: BSD-3-Clause
/// Running what is planned, on as many threads as the work is worth.
/// Layer: engine.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>

namespace convolt::engine {

/// Work below which it does not pay to wake a thread: about ten microseconds.
inline constexpr index fewest_products_per_share = 1 << 20;

/// In how many shares a problem is worth cutting for so many threads.
[[nodiscard]] constexpr index worthwhile_shares(problem const& p, index threads) noexcept {
  if (threads <= 1) { return 1; }
  checked_index const products = nominal_multiply_adds(p);
  index const shares = products.overflowed ? threads : products.value / fewest_products_per_share;
  return std::clamp<index>(shares, 1, threads);
}

/// Run all shares, in the workspaces of the threads that do them.
template <class T>
void run(planned<T> const& plan, operands<T> const& x, executor_ref executor) {
  index const shares = worthwhile_shares(plan.what(), executor.concurrency());
  if (shares == 1) {
    plan.run(x, thread_workspace(), share{});
    return;
  }
  auto const run_share = [&](index i) { plan.run(x, thread_workspace(), {.number = i, .count = shares}); };
  executor.run(shares, run_share);
}

}  // namespace convolt::engine
