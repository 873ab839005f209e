// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/core/exception_keeper.hpp>

#include <support/catch.hpp>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using convolt::detail::exception_keeper;

TEST_CASE("nothing is thrown where nothing was kept") {
  exception_keeper keeper;
  int calls = 0;
  keeper.guard([&] { ++calls; });
  CHECK(calls == 1);
  CHECK_NOTHROW(keeper.rethrow());
}

TEST_CASE("the first exception is kept, of whatever type") {
  exception_keeper keeper;
  keeper.guard([] { throw std::out_of_range("first"); });
  keeper.guard([] { throw 5; });
  CHECK_THROWS_AS(keeper.rethrow(), std::out_of_range);
  CHECK_THROWS_WITH(keeper.rethrow(), "first");
}

TEST_CASE("many threads may throw at once") {
  exception_keeper keeper;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&keeper, i] { keeper.guard([i] { throw i; }); });
  }
  for (std::thread& t : threads) { t.join(); }
  int thrown = -1;
  try {
    keeper.rethrow();
  } catch (int i) { thrown = i; }
  CHECK((thrown >= 0 && thrown < 4));
}
