// SPDX-License-Identifier: BSD-3-Clause
/// A convolution that is ready to run, seen from where nobody knows which instruction set or method is behind it.
/// Neither vector types nor templates but the element type cross this border: it is also that of the compiled library.
/// Layer: engine.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace convolt::engine {

/// A problem with its weights, prepared. Immutable: `run` may be called from many threads at once, each with a
/// workspace of its own.
template <class T>
class planned {
 public:
  planned() = default;
  planned(planned const&) = delete;
  planned& operator=(planned const&) = delete;
  virtual ~planned() = default;

  /// Compute the share's part of the output. The operands are those of the problem, but their weights are not looked
  /// at. Allocates nothing but what the workspace lacks.
  virtual void run(operands<T> const& x, workspace& space, share part) const = 0;
  [[nodiscard]] virtual problem const& what() const noexcept = 0;
  /// Bytes that are kept.
  [[nodiscard]] virtual std::size_t memory() const = 0;
  /// In words: the problem, the method and how it goes about it, and why the other methods are not used.
  [[nodiscard]] virtual std::string explain() const = 0;
};

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
