// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/threads.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

using convolt::threads;

static_assert(convolt::Executor<threads>);
static_assert(!std::is_copy_constructible_v<threads> && !std::is_move_constructible_v<threads>);

namespace {

/// Runs `count` shares and says how often each one ran.
std::vector<int> runs_of_each(threads const& pool, convolt::index count) {
  std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
  auto const note = [&runs](convolt::index i) { ++runs[static_cast<std::size_t>(i)]; };
  pool.run(count, note);
  return {runs.begin(), runs.end()};
}

}  // namespace

TEST_CASE("every share runs exactly once, with more shares than threads and with fewer") {
  for (convolt::index n : {1, 2, 4}) {
    threads const pool(n);
    CHECK(pool.concurrency() == n);
    for (convolt::index count : {0, 1, 2, 3, 50}) {
      for (int again = 0; again < 20; ++again) {
        CHECK(runs_of_each(pool, count) == std::vector<int>(static_cast<std::size_t>(count), 1));
      }
    }
  }
  CHECK(threads().concurrency() >= 1);
}

TEST_CASE("as many threads as there are run at the same time") {
  threads const pool(3);
  std::mutex mutex;
  std::condition_variable all_here;
  std::set<std::thread::id> who;
  // Each share waits until there are three: with fewer threads this would not end.
  auto const meet = [&](convolt::index) {
    std::unique_lock lock(mutex);
    who.insert(std::this_thread::get_id());
    all_here.notify_all();
    all_here.wait(lock, [&] { return who.size() == 3; });
  };
  pool.run(3, meet);
  CHECK(who.count(std::this_thread::get_id()) == 1);
}

TEST_CASE("an exception of a share reaches the caller, and the pool works on") {
  threads const pool(3);
  for (int again = 0; again < 50; ++again) {
    auto const fail = [](convolt::index i) {
      if (i == 2) { throw std::out_of_range("share 2"); }
    };
    CHECK_THROWS_AS(pool.run(5, fail), std::out_of_range);
  }
  CHECK(runs_of_each(pool, 7) == std::vector<int>(7, 1));
}

TEST_CASE("shares may call the pool again, and many threads may call it at once") {
  threads const pool(2);
  std::atomic<int> sum = 0;
  auto const inner = [&sum](convolt::index) { ++sum; };
  auto const outer = [&](convolt::index) { pool.run(3, inner); };
  pool.run(4, outer);
  CHECK(sum == 12);

  std::vector<std::thread> callers;
  for (int i = 0; i < 3; ++i) {
    callers.emplace_back([&] {
      for (int k = 0; k < 100; ++k) { pool.run(2, inner); }
    });
  }
  for (std::thread& t : callers) { t.join(); }
  CHECK(sum == 12 + 600);
}

TEST_CASE("there is at least one thread") {
  CHECK_THROWS_AS(threads(0), convolt::parameter_error);
  try {
    threads const pool(-2);
    FAIL("a pool of -2 threads");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "bad_thread_count");
    CHECK(e.where() == "threads");
    CHECK(e.actual() == "-2");
  }
}
