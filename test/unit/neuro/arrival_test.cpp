// SPDX-License-Identifier: BSD-3-Clause
/// What stages hold within a step after an event: the series and the closed form are one.
#include <convolt/neuro/arrival.hpp>

#include <support/catch.hpp>

namespace {

using convolt::target_arch;
using convolt::kernel::cascade;
using convolt::neuro::detail::arrival;

template <std::size_t N>
void check_arrival(cascade<N> const& in_steps) {
  arrival<N> const arrive(in_steps);
  double const d[8] = {0, 1e-9, 0.1, 0.25, 0.5, 0.75, 0.999, 1};
  double const w[8] = {1, 2, -3, 1, 1, 0, 1, 5};
  double stages[N][8];
  arrive.template operator()<target_arch>(d, w, stages);
  for (std::size_t j = 0; j < N; ++j) {
    for (std::size_t i = 0; i < 8; ++i) {
      CAPTURE(N, j, d[i]);
      CHECK(stages[j][i] == Approx(w[i] * in_steps.transfer(0, j, d[i])).epsilon(3e-15));
    }
  }
}

TEST_CASE("stages after an event are those of the cascade, whatever the step is to the time constants") {
  check_arrival(cascade<1>({200.}, 1.));
  check_arrival(cascade<1>({1.}, 1.));
  check_arrival(cascade<1>({0.3}, 1.));  // beyond the series
  check_arrival(cascade<2>({200., 200.}, 1.));
  check_arrival(cascade<2>({5., 1.2}, 1.));
  check_arrival(cascade<3>({5., 0.1, 5.}, 1.));
  check_arrival(cascade<4>({5., 4., 3., 2.}, 1.));
  check_arrival(cascade<5>({1., 1., 1., 1., 1.}, 1.));
  check_arrival(cascade<1>({1e12}, 1.));
}

}  // namespace
