// SPDX-License-Identifier: BSD-3-Clause
/// How threads find work, and how they wait for it.
/// Layer: core.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/exception_keeper.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/core/threads.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace convolt {

namespace detail {

/// The workers of convolt::threads: as many as there are threads, but for the calling one.
class thread_pool {
 public:
  /// Throws std::system_error.
  explicit thread_pool(std::size_t workers) {
    try {
      workers_.reserve(workers);
      for (std::size_t i = 0; i < workers; ++i) {
        workers_.emplace_back([this] { work(); });
      }
    } catch (...) {
      join();
      throw;
    }
  }
  ~thread_pool() { join(); }
  thread_pool(thread_pool const&) = delete;
  thread_pool& operator=(thread_pool const&) = delete;

  void run(index count, task_ref task) {
    if (count < 2 || workers_.empty() || busy_.exchange(true, std::memory_order_acquire)) {
      serial.run(count, task);
      return;
    }
    job now{.task = task, .count = count};
    {
      std::lock_guard const lock(mutex_);
      job_ = &now;
      ++jobs_;
    }
    wake_.notify_all();
    now.take_shares();
    {
      // Whoever has not begun by now finds no job; the others are waited for.
      std::lock_guard const lock(mutex_);
      job_ = nullptr;
    }
    look_out([this] { return working_ == 0; });
    {
      std::unique_lock lock(mutex_);
      done_.wait(lock, [this] { return working_ == 0; });
    }
    busy_.store(false, std::memory_order_release);
    now.exceptions.rethrow();
  }

 private:
  struct job {
    task_ref task;
    index count;
    std::atomic<index> next = 0;
    detail::exception_keeper exceptions = {};

    void take_shares() noexcept {
      for (index i = next++; i < count; i = next++) {
        exceptions.guard([&] { task(i); });
      }
    }
  };

  /// Wait until something has come, but not for long. Other threads that are ready go first.
  template <class HasCome>
  static void look_out(HasCome const& has_come) noexcept {
    constexpr int looks = 1000;  // some tenths of a millisecond where nobody else is ready
    for (int i = 0; i < looks && !has_come(); ++i) { std::this_thread::yield(); }
  }

  void work() {
    for (std::size_t seen = 0;;) {
      look_out([&] { return stop_ || jobs_ != seen; });
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stop_ || (job_ != nullptr && jobs_ != seen); });
      if (stop_) { return; }
      seen = jobs_;
      job* const now = job_;
      ++working_;
      lock.unlock();
      now->take_shares();
      lock.lock();
      if (--working_ == 0) { done_.notify_all(); }
    }
  }

  void join() noexcept {
    {
      std::lock_guard const lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& worker : workers_) { worker.join(); }
  }

  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::atomic<bool> busy_ = false;
  // These change only under the mutex.
  job* job_ = nullptr;
  std::atomic<std::size_t> jobs_ = 0;  ///< that there have been
  std::atomic<index> working_ = 0;     ///< workers that are at the job
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> workers_;
};

/// Throws parameter_error.
inline index checked_thread_count(index count) {
  if (count >= 1) { return count; }
  throw parameter_error({.category = "bad_thread_count",
                         .where = "threads",
                         .argument = "count",
                         .problem = "must be positive",
                         .actual = std::to_string(count)});
}

}  // namespace detail

CONVOLT_SHARED_BODY threads::threads()
    : threads(std::max<index>(1, static_cast<index>(std::thread::hardware_concurrency()))) {}
CONVOLT_SHARED_BODY threads::threads(index count)
    : count_(detail::checked_thread_count(count)),
      pool_(std::make_unique<detail::thread_pool>(static_cast<std::size_t>(count - 1))) {}
CONVOLT_SHARED_BODY threads::~threads() = default;

CONVOLT_SHARED_BODY void threads::run(index count, task_ref task) const { pool_->run(count, task); }

}  // namespace convolt
