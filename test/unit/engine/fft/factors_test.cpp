// SPDX-License-Identifier: BSD-3-Clause
/// Lengths in factors.
#include <convolt/engine/fft/factors.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <vector>

namespace {

struct here {};
using convolt::index;
namespace fft = convolt::engine::fft;

TEST_CASE("lengths fall into the radices of passes, as far as primes are small") {
  CHECK(fft::radices_of<here>(1).empty());
  CHECK(fft::radices_of<here>(32) == std::vector<index>{2, 4, 4});
  CHECK(fft::radices_of<here>(60) == std::vector<index>{5, 3, 4});
  CHECK(fft::radices_of<here>(2 * 23) == std::vector<index>{23, 2});
  CHECK(fft::is_smooth<here>(1));
  CHECK(fft::is_smooth<here>(23 * 23 * 4));
  CHECK_FALSE(fft::is_smooth<here>(29));
  CHECK_FALSE(fft::is_smooth<here>(2 * 3 * 31));
}

TEST_CASE("smooth lengths are the next ones with small primes") {
  CHECK(fft::smooth_length<here>(1) == 1);
  CHECK(fft::smooth_length<here>(7) == 8);
  CHECK(fft::smooth_length<here>(57) == 60);
  for (index const least : {57, 1009, 4093, 200005}) {
    index const length = fft::smooth_length<here>(least);
    CHECK(length >= least);
    CHECK(length <= 2 * least);
    CHECK(fft::is_smooth<here>(length));
  }
  CHECK(fft::smooth_length<here>(200005) % 64 == 0);
}

TEST_CASE("lines are cut nearly square where they can be") {
  for (index const n : {1, 2, 97, 64, 1000, 65536, 1000000}) {
    fft::row_shape const shape = fft::best_shape<here>(n, 8, 8);
    CHECK(shape.rows * shape.columns == n);
    CHECK(shape.columns <= shape.rows);
  }
  CHECK(fft::best_shape<here>(65536, 8, 8).rows <= 1024);
  CHECK(fft::best_shape<here>(19, 8, 8).rows == 19);
}

}  // namespace
