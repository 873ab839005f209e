// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/executor.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <stdexcept>
#include <type_traits>
#include <vector>

using convolt::executor_ref;
using convolt::task_ref;

namespace {

/// Runs the shares from the last to the first, and counts its calls: too much to be copied.
struct backwards {
  std::vector<std::size_t>* calls;
  convolt::index threads = 3;

  convolt::index concurrency() const { return threads; }
  void run(convolt::index count, task_ref task) const {
    calls->push_back(static_cast<std::size_t>(count));
    for (convolt::index i = count; i-- > 0;) { task(i); }
  }
};

/// No more than a number.
struct number_of_threads {
  int n;
  int concurrency() const { return n; }
  void run(convolt::index count, task_ref task) const {
    for (convolt::index i = 0; i < count; ++i) { task(i); }
  }
};

static_assert(convolt::Executor<convolt::serial_executor> && convolt::Executor<executor_ref>);
static_assert(convolt::Executor<backwards> && convolt::Executor<number_of_threads> && !convolt::Executor<int>);
static_assert(std::is_trivially_copyable_v<executor_ref>);
static_assert(std::is_constructible_v<executor_ref, backwards&> &&
              std::is_constructible_v<executor_ref, backwards const&>);
static_assert(!std::is_constructible_v<executor_ref, backwards>);         // it would be gone
static_assert(std::is_constructible_v<executor_ref, number_of_threads>);  // it is copied
static_assert(!std::is_constructible_v<executor_ref, int>);

std::vector<convolt::index> shares_of(executor_ref executor, convolt::index count) {
  std::vector<convolt::index> seen;
  auto const note = [&seen](convolt::index i) { seen.push_back(i); };
  executor.run(count, note);
  return seen;
}

}  // namespace

TEST_CASE("without an executor the calling thread runs all shares in order") {
  CHECK(executor_ref{}.concurrency() == 1);
  CHECK(shares_of({}, 3) == std::vector<convolt::index>{0, 1, 2});
  CHECK(shares_of({}, 0).empty());
  CHECK(executor_ref(convolt::serial).concurrency() == 1);
  CHECK(shares_of(convolt::serial, 2) == std::vector<convolt::index>{0, 1});
}

TEST_CASE("an executor is looked at, and copies of the reference look at the same") {
  std::vector<std::size_t> calls;
  backwards own{.calls = &calls};
  executor_ref const a = own;
  executor_ref const b = a;
  CHECK(b.concurrency() == 3);
  own.threads = 5;
  CHECK(b.concurrency() == 5);
  CHECK(shares_of(b, 4) == std::vector<convolt::index>{3, 2, 1, 0});
  CHECK(calls == std::vector<std::size_t>{4});
}

TEST_CASE("an executor that is only a number is copied") {
  executor_ref executor;
  {
    number_of_threads here{7};
    executor = here;
    here.n = 0;
  }
  CHECK(executor.concurrency() == 7);
  CHECK(shares_of(executor, 2) == std::vector<convolt::index>{0, 1});
}

TEST_CASE("what a share throws reaches the caller") {
  auto const fail = [](convolt::index) { throw std::runtime_error("share"); };
  CHECK_THROWS_WITH(executor_ref{}.run(2, fail), "share");
}

TEST_CASE("a task may change what it looks at, and may be constant") {
  int sum = 0;
  auto add = [&sum, calls = 0](convolt::index i) mutable { sum += static_cast<int>(i) + 10 * ++calls; };
  task_ref const task = add;
  task(1);
  task(2);
  CHECK(sum == 1 + 10 + 2 + 20);
}
