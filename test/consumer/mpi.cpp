// SPDX-License-Identifier: BSD-3-Clause
/// A program of several ranks, or of one where nobody starts more. It includes MPI as programs do: first.
#include <mpi.h>

#include <convolt/dist.hpp>

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  bool good = false;
  {
    convolt::dist::ranks const all(MPI_COMM_WORLD);
    xt::xtensor<int, 3> const whole{{{1, 2, 3, 4, 5}}}, taps{{{1, 1, 1}}}, sums{{{3, 6, 9, 12, 9}}};
    auto const mine = convolt::dist::slice_of(all.along(2), whole);
    auto const y = convolt::dist::conv(all, mine, taps, {1}, convolt::same);
    good = convolt::dist::gather(all.along(2), y) == sums;
  }
  MPI_Finalize();
  return good ? 0 : 1;
}
