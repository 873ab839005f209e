// SPDX-License-Identifier: BSD-3-Clause
/// How much faster a convolution is on all ranks than on one: `mpirun -n 2 bench_ranks [outputs]`. Rounds with one rank
/// and with all take turns, and the ratio of each pair counts; ranks that have nothing to do sleep.
#include <convolt/dist.hpp>

#include <convolt/lax.hpp>

#include <cstdio>

#if defined(CONVOLT_HAS_MPI)

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

namespace dist = convolt::dist;
using tensor = xt::xtensor<float, 3>;

tensor filled(std::array<std::size_t, 3> const& shape) {
  tensor a = tensor::from_shape(shape);
  for (std::size_t i = 0; i < a.size(); ++i) { a.data()[i] = static_cast<float>(i % 17) / 17; }
  return a;
}

template <class F>
double seconds(F const& f) {
  auto const begin = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Waits for all without taking time from those that compute.
void meet(dist::ranks const& all) {
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(all.comm(), &request);
  for (int met = 0; met == 0;) {
    MPI_Test(&request, &met, MPI_STATUS_IGNORE);
    if (met == 0) { std::this_thread::sleep_for(std::chrono::microseconds(50)); }
  }
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

void measure(dist::ranks const& all, std::size_t outputs) {
  dist::ranks const one(MPI_COMM_SELF);
  tensor const w = filled({64, 64, 9});
  tensor const whole = filled({1, 64, outputs});
  tensor const mine = dist::slice_of(all.along(2), whole);
  std::vector<double> alone, together, ratios;
  bool same = true;
  for (int round = 0; round < 15; ++round) {
    tensor by_one, by_all;
    meet(all);
    if (all.rank() == 0) {
      alone.push_back(seconds([&] { by_one = dist::conv(one, whole, w, {1}, convolt::same); }));
    }
    meet(all);
    MPI_Barrier(all.comm());
    together.push_back(seconds([&] {
      by_all = dist::conv(all, mine, w, {1}, convolt::same);
      MPI_Barrier(all.comm());
    }));
    tensor const gathered = dist::gather(all.along(2), by_all);
    if (all.rank() != 0) { continue; }
    ratios.push_back(alone.back() / together.back());
    same = same && gathered == by_one;
  }
  if (all.rank() != 0) { return; }
  double const products = 64. * 64 * 9 * static_cast<double>(outputs);
  std::printf("64 -> 64 channels, 9 taps, %zu outputs: one rank %.2f ms (%.0f GFLOP/s), %d ranks %.2f ms\n", outputs,
              1e3 * median(alone), 2e-9 * products / median(alone), static_cast<int>(all.count()),
              1e3 * median(together));
  std::printf("ratios of pairs: median %.2f, best %.2f; the numbers are %s\n", median(ratios),
              *std::max_element(ratios.begin(), ratios.end()), same ? "the same" : "NOT the same");
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  measure(dist::ranks(MPI_COMM_WORLD), argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 100000);
  MPI_Finalize();
}

#else

int main() { std::puts("built without MPI"); }

#endif
