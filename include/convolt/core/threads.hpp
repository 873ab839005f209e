// SPDX-License-Identifier: BSD-3-Clause
/// An executor with threads of its own, which sleep while there is nothing to do. They look out for the next call for a
/// moment before: to wake a thread takes longer than many convolutions do.
/// Layer: core.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>

#include <memory>

namespace convolt {

namespace detail {
class thread_pool;
}

/// `convolt::threads pool(4);` works with four threads, the calling one among them. Make it once and pass it to many
/// calls; its destructor joins the threads. Many threads may call it, and shares may call it again: whoever finds it
/// busy does his work himself.
class threads {
 public:
  /// As many as the processor has.
  CONVOLT_SHARED threads();
  /// Throws parameter_error for less than one thread, std::system_error where the system has no more threads.
  CONVOLT_SHARED explicit threads(index count);
  CONVOLT_SHARED ~threads();
  threads(threads const&) = delete;
  threads& operator=(threads const&) = delete;

  [[nodiscard]] index concurrency() const noexcept { return count_; }
  CONVOLT_SHARED void run(index count, task_ref task) const;

 private:
  index count_;
  std::unique_ptr<detail::thread_pool> pool_;  // so that who includes this does not include <thread>
};

}  // namespace convolt

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/core/bodies/threads.hpp>
#endif
