// SPDX-License-Identifier: BSD-3-Clause
/// An executor with threads of its own, which sleep while there is nothing to do. They look out for the next call for a
/// moment before: to wake a thread takes longer than many convolutions do.
/// Layer: core.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/exception_keeper.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace convolt {

/// `convolt::threads pool(4);` works with four threads, the calling one among them. Make it once and pass it to many
/// calls; its destructor joins the threads. Many threads may call it, and shares may call it again: whoever finds it
/// busy does his work himself.
class threads {
 public:
  /// As many as the processor has.
  threads() : threads(std::max<index>(1, static_cast<index>(std::thread::hardware_concurrency()))) {}
  /// Throws parameter_error for less than one thread, std::system_error where the system has no more threads.
  explicit threads(index count) {
    if (count < 1) {
      throw parameter_error({.category = "bad_thread_count",
                             .where = "threads",
                             .argument = "count",
                             .problem = "must be positive",
                             .actual = std::to_string(count)});
    }
    try {
      workers_.reserve(static_cast<std::size_t>(count - 1));
      for (index i = 1; i < count; ++i) {
        workers_.emplace_back([this] { work(); });
      }
    } catch (...) {
      join();
      throw;
    }
  }
  ~threads() { join(); }
  threads(threads const&) = delete;
  threads& operator=(threads const&) = delete;

  [[nodiscard]] index concurrency() const noexcept { return static_cast<index>(workers_.size()) + 1; }

  void run(index count, task_ref task) const {
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

  mutable std::mutex mutex_;
  mutable std::condition_variable wake_, done_;
  mutable std::atomic<bool> busy_ = false;
  // These change only under the mutex.
  mutable job* job_ = nullptr;
  mutable std::atomic<std::size_t> jobs_ = 0;  ///< that there have been
  mutable std::atomic<index> working_ = 0;     ///< workers that are at the job
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace convolt
