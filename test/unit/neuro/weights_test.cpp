// SPDX-License-Identifier: BSD-3-Clause
/// Weights of one and of many trains: which event gets which, and lists that do not fit.
#include <convolt/neuro/weights.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;
using convolt::neuro::weights_per;
using convolt::neuro::detail::weight_list;
using convolt::test::fault;
using list = xt::xtensor<double, 1>;

std::vector<double> of_all(spike_trains const& trains, weight_list const& weights, weights_per rule) {
  std::vector<double> found;
  std::size_t first = 0;
  for (std::size_t k = 0; k < trains.size(); ++k) {
    auto const w = weights.of(trains, k, first, rule);
    for (std::size_t i = 0; i < trains[k].size(); ++i) { found.push_back(w(i)); }
    first += trains[k].size();
  }
  return found;
}

TEST_CASE("weights per event are in the order in which the events were given") {
  weight_list const weights("test", list{1, 2, 3, 4} * nS);
  auto const by_number = spike_trains({7, 3, 7, 3}, {5. * ms, 9. * ms, 1. * ms, 2. * ms});
  CHECK(of_all(by_number, weights, weights_per::event) == std::vector<double>{4, 2, 3, 1});
  CHECK(of_all(by_number, weight_list("test", list{10, 20}), weights_per::neuron) ==
        std::vector<double>{10, 10, 20, 20});
  spike_trains const one_by_one({spike_train({5. * ms, 1. * ms}), spike_train({9. * ms, 2. * ms})});
  CHECK(of_all(one_by_one, weights, weights_per::event) == std::vector<double>{2, 1, 4, 3});
  CHECK(of_all(by_number, weight_list("test", 5 * nS), weights_per::event) == std::vector<double>{5, 5, 5, 5});
  auto const selected = by_number.select({7});
  weights.check(selected, weights_per::event);
  CHECK(of_all(selected, weights, weights_per::event) == std::vector<double>{3, 1});
  CHECK(weights.of(spike_train({4. * ms, 3. * ms, 2. * ms, 1. * ms}))(0) == 4);
}

TEST_CASE("weights that do not fit, or are no numbers, are refused") {
  auto const trains = spike_trains({7, 3, 7}, {5. * ms, 9. * ms, 1. * ms});
  weight_list const two("test", list{1, 2});
  CHECK(fault([&] { two.check(trains, weights_per::neuron); }) == "none");
  CHECK(fault([&] { two.check(trains, weights_per::event); }) == "length_mismatch");
  CHECK(fault([&] { weight_list("test", list{1, 2, 3, 4}).check(trains, weights_per::event); }) == "length_mismatch");
  CHECK(fault([&] { two.of(spike_train({1. * ms})); }) == "length_mismatch");
  CHECK(fault([] { weight_list("test", list{1, std::nan("")}); }) == "not_finite");
  CHECK(fault([] { weight_list("test", HUGE_VAL * nS); }) == "not_finite");
  CHECK(fault([] { weight_list("test", xt::xarray<double>{{1., 2.}}); }) == "rank_mismatch");
}

}  // namespace
