// SPDX-License-Identifier: BSD-3-Clause
/// Two shares of an executor write to one place: what the thread sanitizer must report.
#include <convolt/core/threads.hpp>

#include <chrono>
#include <thread>

int main() {
  convolt::threads const pool(2);
  int sum = 0;
  auto const add = [&sum](convolt::index) {
    ++sum;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // or else one thread takes both shares
  };
  for (int i = 0; i < 10; ++i) { pool.run(2, add); }
  return sum == 0 ? 1 : 0;
}
