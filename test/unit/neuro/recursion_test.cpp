// SPDX-License-Identifier: BSD-3-Clause
/// The recursion: every output between guards, at every length and offset of a block, and silence where it is silent.
#include <convolt/neuro/recursion.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <limits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::index;
using convolt::target_arch;
using convolt::kernel::cascade;
using convolt::neuro::spike_train;
using namespace convolt::neuro::detail;

grid samples(int count) { return grid(bins(convolt::axis(0. * ms, 1. * ms, count), "test")); }

template <class T, std::size_t N>
void check_lengths(cascade<N> const& shape) {
  recursion<T, N, target_arch> const respond(shape, 2.);
  for (int count : {0, 1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 200}) {
    spike_train const train(
        {-3.25 * ms, 0. * ms, 7. * ms, 15.5 * ms, 16. * ms, 31.9 * ms, 32. * ms, 33. * ms, 150. * ms});
    std::vector<T> out(static_cast<std::size_t>(count) + 1, T(-7));
    respond(train, samples(count), {}, out.data());
    CHECK(out.back() == T(-7));
    for (int n = 0; n < count; ++n) {
      double expected = 0;
      for (auto const& t : train) { expected += 2 * shape.value(n - t.raw()); }
      CAPTURE(N, count, n);
      CHECK(out[static_cast<std::size_t>(n)] ==
            Approx(expected).epsilon(30 * static_cast<double>(std::numeric_limits<T>::epsilon())).margin(1e-35));
    }
  }
}

TEST_CASE("a recursion writes the sum of responses, for any number of samples, and no more") {
  check_lengths<float>(cascade<1>({5.}, 1.));
  check_lengths<double>(cascade<1>({0.4}, 1.));
  check_lengths<float>(cascade<2>({20., 20.}, 1.));
  check_lengths<double>(cascade<2>({20., 3.}, 1.));
  check_lengths<double>(cascade<3>({20., 3., 2.}, 1.));
}

TEST_CASE("what has decayed below the smallest number is zero, and nothing denormal is left") {
  recursion<float, 2, target_arch> const respond(cascade<2>({2., 2.}, 1.), 1.);
  std::vector<float> out(3000, -1.F);
  respond(spike_train({5. * ms, 2000. * ms}), samples(3000), {}, out.data());
  CHECK(out[10] > 0.4F);
  CHECK(out[1999] == 0);
  CHECK(out[2002] > 0.3F);
  CHECK(out[2999] == 0);
}

}  // namespace
