// SPDX-License-Identifier: BSD-3-Clause
/// Random wrong calls of what is computed of events and signals together, each named by its fault; beside each, the
/// right call that it was made of. What right calls give is tested with the functions.

#include <convolt/neuro.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::index;
using convolt::no_axis;
using convolt::sampled;
using convolt::test::fault;
using convolt::test::pick;
namespace kernel = convolt::kernel;
namespace neuro = convolt::neuro;
using numbers = xt::xtensor<double, 1>;

/// A number that is no length, no conductivity, no step.
double bad_number(std::mt19937_64& random) {
  double const bad[] = {0., -1.5, std::nan(""), HUGE_VAL, -HUGE_VAL};
  return bad[pick(random, 0, 4)];
}
numbers ones(index n) { return numbers(std::array<std::size_t, 1>{static_cast<std::size_t>(n)}, 1.); }

TEST_CASE("one fault in a random call about potentials at contacts is named") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 100; ++round) {
    auto const populations = static_cast<std::size_t>(pick(random, 1, 4));
    auto const contacts = static_cast<std::size_t>(pick(random, 1, 4));
    index const lags = pick(random, 1, 6), n = pick(random, 1, 9);
    double const dt = std::ldexp(1., static_cast<int>(pick(random, -3, 3)));
    CAPTURE(round, populations, contacts, lags, n, dt);
    auto const trains =
        neuro::spike_trains(std::vector<neuro::spike_train>(populations, neuro::spike_train({1. * ms})));
    xt::xtensor<double, 3> const h(std::array<std::size_t, 3>{contacts, populations, static_cast<std::size_t>(lags)},
                                   1.);
    sampled const kernels(h * uV, no_axis, no_axis, axis(-dt * ms, dt * ms, lags));
    auto const t = axis(0. * ms, dt * ms, n);
    CHECK(fault([&] { neuro::lfp(trains, kernels, t); }) == "none");
    CHECK(fault([&] { neuro::lfp(trains, kernels, axis(0. * ms, -dt * ms, n)); }) == "bad_axis");
    CHECK(fault([&] { neuro::lfp(trains, kernels, axis(0. * ms, 1.25 * dt * ms, n)); }) == "step_mismatch");
    auto const more = trains.ids().size() + static_cast<std::size_t>(pick(random, 1, 3));
    auto const many = neuro::spike_trains(std::vector<neuro::spike_train>(more, neuro::spike_train({1. * ms})));
    CHECK(fault([&] { neuro::lfp(many, kernels, t); }) == "population_mismatch");

    index const rows = pick(random, 3, 8);
    double const pitch = static_cast<double>(pick(random, 1, 200));
    sampled const v(ones(rows) * mV, axis(0. * um, pitch * um, rows));
    auto const sigma = 0.3 * S / m;
    CHECK(fault([&] { neuro::current_source_density(v, pitch * um, sigma); }) == "none");
    CHECK(fault([&] { neuro::current_source_density(v, 1.1 * pitch * um, sigma); }) == "pitch_mismatch");
    convolt::tensor<mV, double, 1> const plain(ones(rows) * mV), short_row(ones(pick(random, 0, 2)) * mV);
    double const bad = bad_number(random);
    CAPTURE(bad);
    CHECK(fault([&] { neuro::current_source_density(plain, bad * um, sigma); }) == "not_positive");
    CHECK(fault([&] { neuro::current_source_density(plain, pitch * um, bad * S / m); }) == "not_positive");
    CHECK(fault([&] { neuro::current_source_density(short_row, pitch * um, sigma); }) == "too_few_contacts");
  }
}

TEST_CASE("one fault in a random call about averages and variability is named") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 100; ++round) {
    index const n = pick(random, 4, 30), lags = pick(random, 1, 3);
    double const dt = std::ldexp(1., static_cast<int>(pick(random, -3, 3)));
    CAPTURE(round, n, lags, dt);
    sampled const x(ones(n) * pA, axis(0. * ms, dt * ms, n));
    auto const around = axis(0. * ms, dt * ms, lags);
    neuro::spike_train const inside({dt * ms}), outside({-5 * dt * ms, static_cast<double>(n + 5) * dt * ms});
    CHECK(fault([&] { neuro::spike_triggered_average(x, inside, around); }) == "none");
    CHECK(fault([&] { neuro::spike_triggered_average(x, outside, around); }) == "no_events");
    CHECK(fault([&] { neuro::spike_triggered_average(x, neuro::spike_train(), around); }) == "no_events");
    auto const none =
        neuro::spike_trains(std::vector<neuro::spike_train>(static_cast<std::size_t>(pick(random, 0, 3))));
    CHECK(fault([&] { neuro::fano_factor(none, 0. * ms, dt * ms); }) == "no_events");
    auto const some = neuro::spike_trains(std::vector<neuro::spike_train>{inside, outside});
    CHECK(fault([&] { neuro::fano_factor(some, 0. * ms, 2 * dt * ms); }) == "none");
    CHECK(fault([&] { neuro::fano_factor(some, dt * ms, -dt * ms); }) == "bad_window");
    CHECK(fault([&] { neuro::fano_factor(some, std::nan("") * ms, dt * ms); }) == "not_finite");
    numbers const few = dt * ones(pick(random, 0, 2)), same_time = dt * ones(pick(random, 3, 9));
    CHECK(fault([&] { neuro::cv(neuro::spike_train(few * ms)); }) == "too_few_intervals");
    CHECK(fault([&] { neuro::cv(neuro::spike_train(same_time * ms)); }) == "too_few_intervals");
    CHECK(fault([&] { neuro::lv(neuro::spike_train(few * ms)); }) == "too_few_intervals");
  }
}

TEST_CASE("one fault in a random step of synapses is named and changes nothing") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 100; ++round) {
    index const n = pick(random, 1, 40);
    auto const k = kernel::double_exponential(1. * ms, static_cast<double>(pick(random, 1, 20)) * ms);
    auto syn = neuro::synapses(k, n, 0.1 * ms, 1. * nS);
    CAPTURE(round, n);
    syn.step(ones(n));
    syn.step();
    numbers const before = syn.response().raw();
    std::vector<index> ids(static_cast<std::size_t>(pick(random, 1, 5)));
    for (index& id : ids) { id = pick(random, 0, n - 1); }
    auto const as_many = static_cast<index>(ids.size());
    std::vector<index> wrong = ids;
    wrong[static_cast<std::size_t>(pick(random, 0, as_many - 1))] =
        pick(random, 0, 1) == 0 ? -pick(random, 1, 9) : n + pick(random, 0, 9);
    CHECK(fault([&] { syn.step(ones(n + pick(random, 1, 3))); }) == "length_mismatch");
    CHECK(fault([&] { syn.step(ids, ones(as_many + 1) * nS); }) == "length_mismatch");
    CHECK(fault([&] { syn.step(wrong, ones(as_many) * nS); }) == "neuron_out_of_range");
    CHECK(fault([&] { syn.step(wrong, 1. * nS); }) == "neuron_out_of_range");
    convolt::tensor<pS, double, 1> room(ones(n + 1) * pS);
    CHECK(fault([&] { syn.step_into(room, ones(n)); }) == "output_shape_mismatch");
    CHECK(syn.response().raw() == before);
    double const bad = bad_number(random);
    CAPTURE(bad);
    CHECK(fault([&] { neuro::synapses(k, n, bad * ms, 1. * nS); }) == "bad_step");
    CHECK(fault([&] { neuro::synapses(k, -n, 0.1 * ms, 1. * nS); }) == "bad_sample_number");
    CHECK(fault([&] { neuro::synapses(k, n, 0.1 * ms, bad * nS); }) == (std::isfinite(bad) ? "none" : "not_finite"));
    CHECK(fault([&] { syn.step(ids, ones(as_many) * nS); }) == "none");
  }
}

}  // namespace
