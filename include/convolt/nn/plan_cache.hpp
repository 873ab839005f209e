// SPDX-License-Identifier: BSD-3-Clause
/// The plans that a layer keeps: weights are packed when an input of some shape is seen for the first time, and calls
/// with inputs of that shape only run. What changes the weights drops the plans.
/// Layer: nn.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

namespace convolt::nn::detail {

/// Plans for the problems that were asked for last; a batch that is cut short now and then does not drive out the
/// others. May be used from many threads at once. Copies share the plans that there are, which never change, and go
/// their own ways from then on.
template <class T>
class plan_cache {
 public:
  using plan_pointer = std::shared_ptr<engine::planned<T> const>;
  static constexpr std::size_t capacity = 4;

  plan_cache() = default;
  plan_cache(plan_cache const& other) : plans_(other.copy()) {}
  plan_cache& operator=(plan_cache const& other) {
    auto plans = other.copy();
    std::lock_guard const lock(mutex_);
    plans_.swap(plans);
    return *this;
  }
  ~plan_cache() = default;

  /// The plan for this problem, or null.
  plan_pointer find(engine::problem const& p) const {
    std::lock_guard const lock(mutex_);
    auto const here = std::find_if(plans_.begin(), plans_.end(),
                                   [&](plan_pointer const& plan) { return plan != nullptr && plan->what() == p; });
    if (here == plans_.end()) { return nullptr; }
    std::rotate(plans_.begin(), here, here + 1);
    return plans_.front();
  }
  /// Keep a plan in the place of the one that has not been asked for the longest.
  void keep(plan_pointer plan) const {
    std::lock_guard const lock(mutex_);
    plans_.back().swap(plan);
    std::rotate(plans_.begin(), plans_.end() - 1, plans_.end());
  }
  /// Forget all of them.
  void drop() {
    std::lock_guard const lock(mutex_);
    plans_ = {};
  }

 private:
  std::array<plan_pointer, capacity> copy() const {
    std::lock_guard const lock(mutex_);
    return plans_;
  }

  mutable std::mutex mutex_;
  mutable std::array<plan_pointer, capacity> plans_;
};

/// For lax's `execute`: runs plans that are kept, or made and kept.
template <class T, class Arch>
struct planned_engine {
  plan_cache<T> const& plans;
  executor_ref executor = {};
  typename plan_cache<T>::plan_pointer* used = nullptr;  ///< where to leave the plan of the call

  void run(engine::problem const& p, engine::operands<T> const& x) const {
    auto plan = plans.find(p);
    if (plan == nullptr) {
      plan = engine::backend<T, Arch>::make_plan(p, x.weights, engine::precision_level::default_);
      plans.keep(plan);
    }
    engine::run(*plan, x, executor);
    if (used != nullptr) { *used = std::move(plan); }
  }
};

}  // namespace convolt::nn::detail
