// SPDX-License-Identifier: BSD-3-Clause
/// What is kept for calls that may come again with the same weights: plans for the problems that were asked for last,
/// and the calls that are known by how their arrays lie. What changes the weights drops all of it.
/// Layer: array.
#pragma once

#include <convolt/array/known_call.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>

namespace convolt::arrays {

/// May be used from many threads at once, but neither dropped nor assigned to while others look for calls. Copies share
/// the plans that there are, which never change, and go their own ways from then on.
template <class T>
class call_cache {
 public:
  static constexpr std::size_t capacity = 4;  ///< of plans, and of calls

  call_cache() = default;
  call_cache(call_cache const& other) : call_cache(other, std::lock_guard<std::mutex>(other.mutex_)) {}
  call_cache& operator=(call_cache const& other) {
    if (this == &other) { return *this; }
    call_cache made(other);
    std::lock_guard const lock(mutex_);
    plans_.swap(made.plans_);
    calls_.swap(made.calls_);
    count_.store(made.count_.load(std::memory_order_relaxed), std::memory_order_release);
    return *this;
  }
  ~call_cache() = default;

  /// The first call that is good, or null. The first ones that are kept stay, so that they are found without a lock.
  template <class Good>
  known_call<T> const* find_call(Good const& good) const {
    std::size_t const count = count_.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i) {
      if (good(calls_[i])) { return &calls_[i]; }
    }
    return nullptr;
  }
  /// Where there is room.
  void keep_call(known_call<T> const& made) const {
    std::lock_guard const lock(mutex_);
    std::size_t const count = count_.load(std::memory_order_relaxed);
    if (count == capacity) { return; }
    calls_[count] = made;
    count_.store(count + 1, std::memory_order_release);
  }

  /// The plan for this problem, or null.
  shared_plan<T> find_plan(engine::problem const& p) const {
    std::lock_guard const lock(mutex_);
    auto const here = std::find_if(plans_.begin(), plans_.end(),
                                   [&](shared_plan<T> const& plan) { return plan != nullptr && plan->what() == p; });
    if (here == plans_.end()) { return nullptr; }
    std::rotate(plans_.begin(), here, here + 1);
    return plans_.front();
  }
  /// In the place of the one that has not been asked for the longest: a batch that is cut short now and then does not
  /// drive out the others.
  void keep_plan(shared_plan<T> plan) const {
    std::lock_guard const lock(mutex_);
    plans_.back().swap(plan);
    std::rotate(plans_.begin(), plans_.end() - 1, plans_.end());
  }

  /// Forget everything.
  void drop() {
    std::lock_guard const lock(mutex_);
    count_.store(0, std::memory_order_relaxed);
    calls_ = {};
    plans_ = {};
  }

 private:
  /// While `other` is locked. Calls that are kept do not change: only their number has to be known.
  call_cache(call_cache const& other, std::lock_guard<std::mutex> const&) : plans_(other.plans_) {
    std::size_t const count = other.count_.load(std::memory_order_relaxed);
    std::copy_n(other.calls_.begin(), count, calls_.begin());
    count_.store(count, std::memory_order_relaxed);
  }

  mutable std::mutex mutex_;
  mutable std::array<shared_plan<T>, capacity> plans_;
  mutable std::atomic<std::size_t> count_ = 0;
  mutable std::array<known_call<T>, capacity> calls_;
};

}  // namespace convolt::arrays
