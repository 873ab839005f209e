// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/executors/openmp.hpp; they hold with and without -fopenmp.

#include <convolt/executors/openmp.hpp>

#include <support/catch.hpp>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <vector>

static_assert(convolt::Executor<convolt::openmp>);

TEST_CASE("OpenMP runs every share exactly once") {
  for (int threads : {0, 1, 3}) {
    convolt::executor_ref const executor = convolt::openmp(threads);
    for (convolt::index count : {0, 1, 5, 40}) {
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
      auto const note = [&runs](convolt::index i) { ++runs[static_cast<std::size_t>(i)]; };
      executor.run(count, note);
      CHECK(std::vector<int>(runs.begin(), runs.end()) == std::vector<int>(static_cast<std::size_t>(count), 1));
    }
  }
}

TEST_CASE("OpenMP takes as many threads as it is told") {
#if defined(_OPENMP)
  CHECK(convolt::openmp(3).concurrency() == 3);
  CHECK(convolt::openmp().concurrency() == omp_get_max_threads());
  CHECK(convolt::openmp(-1).concurrency() == omp_get_max_threads());
#else
  CHECK(convolt::openmp(3).concurrency() == 1);
#endif
}

TEST_CASE("an exception of a share leaves OpenMP's threads alive") {
  auto const fail = [](convolt::index i) {
    if (i == 1) { throw std::out_of_range("share 1"); }
  };
  for (int again = 0; again < 10; ++again) { CHECK_THROWS_AS(convolt::openmp(3).run(4, fail), std::out_of_range); }
}
