// SPDX-License-Identifier: BSD-3-Clause
/// Synapses in a simulation: what `respond` gives at the steps, whichever way the events are told.
#include <convolt/neuro/synapses.hpp>

#include <convolt/kernel.hpp>
#include <convolt/neuro/respond.hpp>

#include <support/allocations.hpp>
#include <support/catch.hpp>
#include <support/replaced_new.hpp>
#include <unit/neuro/random_events.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace {

using namespace convolt::units::spelled;
using convolt::axis;
using convolt::index;
using convolt::tensor;
using convolt::neuro::spike_train;
using convolt::neuro::synapses;
using convolt::test::fault;
using convolt::test::pick;
namespace kernel = convolt::kernel;
using list = xt::xtensor<double, 1>;

template <class K>
void check_equals_respond(std::mt19937_64& random, K const& k) {
  std::size_t const n = 11, steps = 300;
  auto const dt = 0.1 * ms;
  auto dense = synapses(k, n, dt, 1. * nS);
  auto sparse = synapses(k, n, 100. * us, 2. * nS);
  auto into = synapses(k, n, dt, 1. * nS);
  std::vector<std::vector<convolt::quantity<decltype(ms), double>>> times(n);
  std::vector<std::vector<double>> weights(n);
  xt::xtensor<double, 2> found(std::array<std::size_t, 2>{steps, n});
  for (std::size_t step = 0; step < steps; ++step) {
    list now = xt::zeros<double>({n});
    std::vector<index> ids;
    std::vector<double> halves;
    for (index events = pick(random, -6, 3); events > 0; --events) {
      auto const i = static_cast<std::size_t>(pick(random, 0, static_cast<index>(n) - 1));
      double const w = 0.25 * static_cast<double>(pick(random, -3, 9));
      now(i) += w;
      ids.push_back(static_cast<index>(i));
      halves.push_back(w / 2);
      times[i].push_back(static_cast<double>(step) * dt);
      weights[i].push_back(w);
    }
    list half(std::array<std::size_t, 1>{halves.size()});
    std::copy(halves.begin(), halves.end(), half.begin());
    auto const& a = dense.step(now * nS);
    auto const& b = sparse.step(ids, half);  // plain numbers count unit weights
    auto out = convolt::eval(a * 0.);
    into.step_into(out, now * 1000. * pS);
    for (std::size_t i = 0; i < n; ++i) {
      found(step, i) = a.raw()(i);
      CHECK(std::abs(b.raw()(i) - a.raw()(i)) <= 1e-13 * (1 + std::abs(a.raw()(i))));
      CHECK(std::abs(out.raw()(i) - a.raw()(i)) <= 1e-13 * (1 + std::abs(a.raw()(i))));
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    list w(std::array<std::size_t, 1>{weights[i].size()});
    std::copy(weights[i].begin(), weights[i].end(), w.begin());
    auto const y = convolt::neuro::respond(spike_train(times[i]), w * nS, k, axis(0. * ms, dt, steps));
    double const bound = 1e-16 * 10 * (10 + k.finest().in(ms) / 0.1) * std::abs(k.peak().raw()) * 10;
    for (std::size_t step = 0; step < steps; ++step) {
      CAPTURE(i, step);
      CHECK(std::abs(y.raw()(step) - found(step, i)) <= bound);
    }
  }
}

TEST_CASE("synapses are respond at the steps, whichever way events are told") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  check_equals_respond(random, kernel::exponential(5. * ms));
  check_equals_respond(random, kernel::exponential(0.05 * ms, 3. * mV));
  check_equals_respond(random, kernel::alpha(2. * ms));
  check_equals_respond(random, kernel::double_exponential(0.5 * ms, 20. * ms));
  check_equals_respond(random, kernel::membrane(kernel::alpha(2. * ms), 10. * ms, 250. * pF));
}

TEST_CASE("the response of a step holds what arrives with it, in the unit of weight times kernel") {
  auto syn = synapses(kernel::exponential(5. * ms), 3, 0.1 * ms, 1. * nS);
  auto const& i = syn.step(list{0, 2, 0} * nS);
  CHECK(i(1).in(nS) == 2);
  CHECK(i(0).in(nS) == 0);
  CHECK(&syn.step() == &i);
  CHECK(i(1).in(pS) == Approx(2000 * std::exp(-0.02)).epsilon(1e-15));
  syn.step(std::vector<int>{1, 1, 2}, 3. * nS);
  CHECK(i(1).in(nS) == Approx(2 * std::exp(-0.04) + 6).epsilon(1e-15));
  CHECK(i(2).in(nS) == 3);
  auto copy = syn;
  copy.step();
  CHECK(copy.response()(2).in(nS) < 3);
  CHECK(i(2).in(nS) == 3);
  syn.reset();
  CHECK(syn.step()(1).in(nS) == 0);
  CHECK(syn.size() == 3);
  auto single = synapses(kernel::alpha(2. * ms), 2, 0.1 * ms, 1.F);
  static_assert(std::is_same_v<decltype(single)::element_type, float>);
  single.step(std::vector<unsigned>{1}, 4);
  CHECK(single.step().raw()(1) == Approx(4 * 0.05 * std::exp(0.95)).epsilon(1e-6));
}

/// Weights that are computed of the response, as feedback is, are those of before the step.
template <class K>
void check_feedback(K const& k) {
  auto syn = synapses(k, 5, 1. * ms, 1. * nS);
  auto wanted = synapses(k, 5, 1. * ms, 1. * nS);
  syn.step(list{1, 2, 3, 4, 5});
  wanted.step(list{1, 2, 3, 4, 5});
  std::vector<int> const ids{4, 0};
  for (int i = 0; i < 9; ++i) {
    list const before = wanted.response().raw();
    switch (i % 4) {
      case 0:
        wanted.step(list(0.5 * before)), syn.step(0.5 * syn.response().raw());
        break;
      case 1:
        wanted.step(list(xt::flip(before, 0))), syn.step(xt::flip(syn.response().raw(), 0));
        break;
      case 2:
        wanted.step(before), syn.step(syn.response().raw());
        break;
      default:
        wanted.step(ids, list{before(0), before(1)});
        syn.step(ids, xt::view(syn.response().raw(), xt::range(0, 2)));
    }
    CAPTURE(i);
    CHECK(syn.response().raw() == wanted.response().raw());
  }
}

TEST_CASE("the response may be what arrives in the next step") {
  check_feedback(kernel::exponential(5. * ms));
  check_feedback(kernel::alpha(5. * ms));
}

template <class K, class W>
void check_steps_allocate_nothing(K const& k, W const& unit_weight) {
  auto syn = synapses(k, 40, 0.1 * ms, unit_weight);
  xt::xtensor<typename decltype(syn)::element_type, 1> own(std::array<std::size_t, 1>{40}, 1);
  list const in_double(std::array<std::size_t, 1>{40}, 1.);
  auto const with_unit = in_double * pS;
  std::vector<int> const ids{3, 39, 3};
  list const for_ids{1., 2., 3.};
  convolt::tensor<pS, typename decltype(syn)::element_type, 1> out(own * pS);
  std::size_t const before = convolt::test::allocations();
  for (int i = 0; i < 300; ++i) {  // far enough for what is too small to be looked for
    syn.step();
    syn.step(own);
    syn.step(with_unit);
    syn.step(0.1 * syn.response());
    syn.step(ids, 0.5 * nS);
    syn.step(ids, for_ids);
    syn.step_into(out, own);
    syn.step_into(out, with_unit);
  }
  std::size_t const allocated = convolt::test::allocations() - before;
  CHECK(allocated == 0);
}

TEST_CASE("a step allocates nothing", "[allocations]") {
  check_steps_allocate_nothing(kernel::exponential(5. * ms), 1. * nS);
  check_steps_allocate_nothing(kernel::double_exponential(1. * ms, 5. * ms), 1.F * nS);
  check_steps_allocate_nothing(kernel::membrane(kernel::alpha(2. * ms), 10. * ms, 1. * nF).with_peak(1.), 1. * nS);
}

TEST_CASE("NaN stays with its neuron") {
  auto syn = synapses(kernel::alpha(2. * ms), 40, 0.1 * ms, 1. * nS);
  list w = xt::zeros<double>({40});
  w(17) = std::nan("");
  syn.step(w);
  syn.step();
  for (std::size_t i = 0; i < 40; ++i) { CHECK(std::isnan(syn.response().raw()(i)) == (i == 17)); }
}

TEST_CASE("bad calls are refused, and change nothing") {
  auto syn = synapses(kernel::exponential(5. * ms), 3, 0.1 * ms, 1. * nS);
  syn.step(list{1, 1, 1});
  CHECK(fault([&] { syn.step(list{1, 1}); }) == "length_mismatch");
  CHECK(fault([&] { syn.step(std::vector<int>{0, 3}, list{1, 1}); }) == "neuron_out_of_range");
  CHECK(fault([&] { syn.step(std::vector<int>{-1}, 1.); }) == "neuron_out_of_range");
  CHECK(fault([&] { syn.step(std::vector<int>{0, 1}, list{1}); }) == "length_mismatch");
  CHECK(fault([&] { syn.step(std::vector<int>{0, 1}, xt::xtensor<double, 2>{{1}, {1}}); }) == "rank_mismatch");
  tensor<nS, double, 1> two(list{0, 0} * nS);
  CHECK(fault([&] { syn.step_into(two, list{1, 1, 1}); }) == "output_shape_mismatch");
  CHECK(syn.response()(0).in(nS) == 1);
  auto const k = kernel::exponential(5. * ms);
  for (double bad : {0., -1., std::nan(""), HUGE_VAL}) {
    CHECK(fault([&] { synapses(k, 3, bad * ms, 1. * nS); }) == "bad_step");
  }
  CHECK(fault([&] { synapses(k, -1, 1. * ms, 1. * nS); }) == "bad_sample_number");
  CHECK(fault([&] { synapses(k, 3, 1. * ms, std::nan("") * nS); }) == "not_finite");
  CHECK(synapses(k, 0, 1. * ms, 1. * nS).step().size() == 0);
}

template <class K>
concept makes_synapses = requires(K k) { synapses(k, 3, 0.1 * ms, 1. * nS); };
static_assert(makes_synapses<decltype(kernel::alpha(2. * ms))> && !makes_synapses<decltype(kernel::gaussian(2. * ms))>);
template <class W>
concept can_step =
    requires(decltype(synapses(kernel::alpha(2. * ms), 3, 0.1 * ms, 1. * nS))& syn, W w) { syn.step(w); };
static_assert(can_step<tensor<pS, float, 1>> && can_step<list> && !can_step<tensor<pA, double, 1>>);

}  // namespace
