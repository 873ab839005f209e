// SPDX-License-Identifier: BSD-3-Clause
/// A disk that is full after so many bytes of a file, where the system can pretend that.
/// Layer: test support.
#pragma once

#if __has_include(<sys/resource.h>)

#include <sys/resource.h>

#include <csignal>

namespace convolt::test {

class small_disk {
 public:
  explicit small_disk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit const now{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
  }
  small_disk(small_disk const&) = delete;
  small_disk& operator=(small_disk const&) = delete;
  ~small_disk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace convolt::test

#endif
