// SPDX-License-Identifier: BSD-3-Clause
/// OpenMP as an executor: `p.into(y, x, convolt::openmp())`. Include it where OpenMP is used. Without -fopenmp the
/// shares run one after another, as OpenMP's own loops do then.
/// Layer: executors.
#pragma once

#include <convolt/core/exception_keeper.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include <algorithm>

namespace convolt {

namespace detail {

/// Enabled: a parameter, so that translation units with and without OpenMP have types of their own.
template <bool Enabled>
class openmp_executor {
 public:
  openmp_executor() = default;
  /// With so many threads; 0: as many as OpenMP would take.
  explicit openmp_executor(int threads) : threads_(std::max(threads, 0)) {}

  [[nodiscard]] index concurrency() const;
  void run(index count, task_ref task) const;

 private:
  int threads_ = 0;
};

#if defined(_OPENMP)

template <bool Enabled>
index openmp_executor<Enabled>::concurrency() const {
  return threads_ > 0 ? threads_ : omp_get_max_threads();
}

template <bool Enabled>
void openmp_executor<Enabled>::run(index count, task_ref task) const {
  exception_keeper exceptions;  // none may leave a parallel region
  auto const threads = static_cast<int>(concurrency());
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (index i = 0; i < count; ++i) {
    exceptions.guard([&] { task(i); });
  }
  exceptions.rethrow();
}

#else

template <bool Enabled>
index openmp_executor<Enabled>::concurrency() const {
  return 1;
}

template <bool Enabled>
void openmp_executor<Enabled>::run(index count, task_ref task) const {
  serial.run(count, task);
}

#endif

inline constexpr bool has_openmp =
#if defined(_OPENMP)
    true;
#else
    false;
#endif

}  // namespace detail

/// The threads of OpenMP.
using openmp = detail::openmp_executor<detail::has_openmp>;

}  // namespace convolt
