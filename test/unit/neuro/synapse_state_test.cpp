// SPDX-License-Identifier: BSD-3-Clause
/// The state of synapses: every neuron takes the step of its cascade, at any number of neurons.
#include <convolt/neuro/synapse_state.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

using convolt::index;
using convolt::target_arch;
using convolt::kernel::cascade;
using convolt::neuro::detail::synapse_state;

template <class T, std::size_t N>
void check_population(cascade<N> const& shape, index count) {
  synapse_state<T, N, target_arch> state(shape, 2., count);
  std::vector<T> response(static_cast<std::size_t>(count) + 1, T(0));
  response.back() = T(-7);
  std::vector<T> weights(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < weights.size(); ++i) { weights[i] = static_cast<T>(i + 1); }
  state.advance(weights.data(), T(3), response.data());
  state.advance(nullptr, T(0), response.data());
  state.advance(weights.data(), T(1), response.data());
  if (count > 0) { state.add(0, T(5), response.data()); }
  state.advance(nullptr, T(0), response.data());
  CHECK(response.back() == T(-7));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    double const w = static_cast<double>(weights[i]);
    double const expected = 2 * (3 * w * shape.value(3) + (w + (i == 0 ? 5 : 0)) * shape.value(1));
    CAPTURE(N, count, i);
    CHECK(response[i] == Approx(expected).epsilon(40 * static_cast<double>(std::numeric_limits<T>::epsilon())));
  }
}

TEST_CASE("every neuron of a population goes its own steps") {
  for (index count : {0, 1, 7, 16, 37}) {
    check_population<float>(cascade<1>({20.}, 1.), count);
    check_population<double>(cascade<2>({20., 20.}, 0.3), count);
    check_population<double>(cascade<3>({20., 3., 2.}, 1.), count);
  }
}

TEST_CASE("a silent population comes to rest at zero") {
  synapse_state<float, 2, target_arch> state(cascade<2>({50., 50.}, 1.), 1., 3);
  std::vector<float> response(3, 0.F);
  float const weights[3] = {1, 2, 3};
  state.advance(weights, 1.F, response.data());
  for (int n = 0; n < 20'000; ++n) {
    state.advance(nullptr, 0.F, response.data());
    if (n % 16 == 0) { CHECK((response[1] == 0 || std::isnormal(response[1]))); }
  }
  CHECK(response == std::vector<float>(3, 0.F));
}

}  // namespace
