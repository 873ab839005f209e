// SPDX-License-Identifier: BSD-3-Clause
/// Kernels step by step: the same values as the closed form, for events between the steps too.
#include <convolt/kernel/cascade_state.hpp>

#include <support/catch.hpp>

#include <cmath>

namespace {

using convolt::kernel::cascade;
using convolt::kernel::cascade_state;

template <std::size_t N>
void check_steps(cascade<N> const& shape) {
  double const dt = 0.1;
  cascade_state<N> const steps(shape, dt);
  for (double late : {0., 0.03, 0.0999}) {
    auto x = steps.arrival(late);
    for (int n = 0; n < 3000; ++n) {
      double const expected = shape.value(late + n * dt);
      if (n % 250 == 0) {
        CAPTURE(n, late);
        CHECK(steps.output() * x[N - 1] == Approx(expected).epsilon(1e-12).margin(1e-300));
      }
      typename cascade_state<N>::state next{};
      for (std::size_t to = 0; to < N; ++to) {
        for (std::size_t from = 0; from <= to; ++from) { next[to] += steps.step()[to][from] * x[from]; }
      }
      x = next;
    }
  }
}

TEST_CASE("a state goes along the kernel without error, from any time between two steps") {
  check_steps(cascade<1>({5.}, 2.));
  check_steps(cascade<2>({2., 2.}, 1.));
  check_steps(cascade<2>({2., 20.}, 1.));
  check_steps(cascade<3>({2., 2.000001, 10.}, 3.));
  check_steps(cascade<4>({1., 1., 1., 1.}, 1.));
}

TEST_CASE("steps hand on to later stages only, and take nothing away") {
  cascade_state<3> const steps(cascade<3>({1., 2., 3.}, 1.), 0.1);
  for (std::size_t to = 0; to < 3; ++to) {
    for (std::size_t from = 0; from < 3; ++from) { CHECK((steps.step()[to][from] > 0) == (from <= to)); }
  }
}

}  // namespace
