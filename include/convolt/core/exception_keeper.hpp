// SPDX-License-Identifier: BSD-3-Clause
/// For executors: the first exception of many threads, kept until they are done.
/// Layer: core.
#pragma once

#include <exception>
#include <mutex>

namespace convolt::detail {

class exception_keeper {
 public:
  template <class F>
  void guard(F&& function) noexcept {
    try {
      function();
    } catch (...) {
      std::lock_guard const lock(mutex_);
      if (!first_) { first_ = std::current_exception(); }
    }
  }
  /// Throws what was kept, if anything was. Call it when all threads are done.
  void rethrow() const {
    if (first_) { std::rethrow_exception(first_); }
  }

 private:
  std::mutex mutex_;
  std::exception_ptr first_;
};

}  // namespace convolt::detail
