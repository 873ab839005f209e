// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/executors/tbb.hpp; without TBB there is nothing to test but that it may be included.

#include <convolt/executors/tbb.hpp>

#include <support/catch.hpp>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <vector>

#if __has_include(<tbb/task_arena.h>)

static_assert(convolt::Executor<convolt::tbb_arena>);

TEST_CASE("TBB runs every share exactly once, and hands on exceptions") {
  tbb::task_arena arena(3);
  convolt::executor_ref const executor = convolt::tbb_arena(arena);
  CHECK(executor.concurrency() == 3);
  for (convolt::index count : {0, 1, 5, 40}) {
    std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
    auto const note = [&runs](convolt::index i) { ++runs[static_cast<std::size_t>(i)]; };
    executor.run(count, note);
    CHECK(std::vector<int>(runs.begin(), runs.end()) == std::vector<int>(static_cast<std::size_t>(count), 1));
  }
  auto const fail = [](convolt::index i) {
    if (i == 1) { throw std::out_of_range("share 1"); }
  };
  CHECK_THROWS_AS(executor.run(4, fail), std::out_of_range);
}

#endif
