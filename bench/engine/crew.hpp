// SPDX-License-Identifier: BSD-3-Clause
/// The threads of a candidate.
/// Layer: bench.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <optional>

namespace convolt::bench {

/// The threads of a candidate, and in how many shares they divide its work.
class crew {
 public:
  crew(engine::problem const& p, int threads) : shares_(engine::worthwhile_shares(p, threads)) {
    if (threads > 1) { threads_.emplace(threads); }
  }

  [[nodiscard]] executor_ref executor() const { return threads_ ? executor_ref(*threads_) : executor_ref(serial); }
  [[nodiscard]] index shares() const { return shares_; }

  /// Call work(share) for every share.
  template <class Work>
  void run(Work const& work) const {
    if (shares_ == 1) { return work(engine::share{}); }
    auto const run_share = [&](index i) { work(engine::share{.number = i, .count = shares_}); };
    executor().run(shares_, run_share);
  }

 private:
  std::optional<convolt::threads> threads_;
  index shares_ = 1;
};

}  // namespace convolt::bench
