// SPDX-License-Identifier: BSD-3-Clause
/// TBB (oneTBB) as an executor: `p.into(y, x, convolt::tbb_arena(arena))`. Include it where TBB is used; without TBB it
/// declares nothing.
/// Layer: executors.
#pragma once

#if __has_include(<tbb/task_arena.h>) && __has_include(<tbb/parallel_for.h>)

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>

#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

namespace convolt {

/// The threads of an arena of TBB, which must outlive it. TBB itself hands the exception of a share to the caller.
class tbb_arena {
 public:
  explicit tbb_arena(tbb::task_arena& arena) : arena_(&arena) {}

  [[nodiscard]] index concurrency() const { return arena_->max_concurrency(); }
  void run(index count, task_ref task) const {
    arena_->execute([&] {
      tbb::parallel_for(
          index{0}, count, [&](index i) { task(i); }, tbb::simple_partitioner());
    });
  }

 private:
  tbb::task_arena* arena_;
};

}  // namespace convolt

#endif
