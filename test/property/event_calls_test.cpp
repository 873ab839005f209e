// SPDX-License-Identifier: BSD-3-Clause
/// Random calls of what is computed of events and of kernels, right ones and wrong ones, against sums over all events
/// that are written out here. Times are eighths of a step that is a power of two, so that what meets what is exact.

#include <convolt/neuro.hpp>
#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::index;
using convolt::test::fault;
using convolt::test::pick;
namespace neuro = convolt::neuro;
namespace kernel = convolt::kernel;
using numbers = xt::xtensor<double, 1>;

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// A kernel in words of its own: its value at a lag in ms, its area in ms and its median in ms.
struct plain_kernel {
  std::function<double(double)> value;
  double area, median;
};

/// f(kernel, the same in plain words), one of eight with a width in ms.
template <class F>
void with_kernel(index which, double w, F const& f) {
  auto const causal = [](auto const& h) { return [h](double t) { return t < 0 ? 0. : h(t); }; };
  double const e = std::exp(1.), pi = std::acos(-1.);
  switch (which) {
    case 0:
      return f(kernel::exponential(w * ms), {causal([=](double t) { return std::exp(-t / w); }), w, w * std::log(2.)});
    case 1:
      return f(kernel::alpha(w * ms),
               {causal([=](double t) { return t / w * std::exp(1 - t / w); }), e * w, 1.6783469900166605 * w});
    case 2: {
      double const rise = w / 4, at = rise * w / (w - rise) * std::log(w / rise);
      double const n = std::exp(-at / w) - std::exp(-at / rise);
      auto const k = kernel::double_exponential(rise * ms, w * ms);
      return f(k, {causal([=](double t) { return (std::exp(-t / w) - std::exp(-t / rise)) / n; }), (w - rise) / n,
                   k.median().in(ms)});
    }
    case 3:
      return f(kernel::gaussian(w * ms),
               {[=](double t) { return std::exp(-t * t / (2 * w * w)) / (w * std::sqrt(2 * pi)); }, 1, 0});
    case 4:
      return f(kernel::boxcar(w * ms), {[=](double t) { return t >= -w / 2 && t < w / 2 ? 1 / w : 0; }, 1, 0});
    case 5:
      return f(kernel::triangular(w * ms), {[=](double t) { return std::max(0., 1 - std::abs(t) / w) / w; }, 1, 0});
    case 6:
      return f(kernel::epanechnikov(w * ms),
               {[=](double t) { return std::max(0., 1 - t * t / (w * w)) * 0.75 / w; }, 1, 0});
    default:
      return f(kernel::laplacian(w * ms), {[=](double t) { return std::exp(-std::abs(t) / w) / (2 * w); }, 1, 0});
  }
}

/// Events of some neurons, in any order, and an axis that some of them are outside of.
struct drawing {
  std::vector<int> ids;
  std::vector<double> times;  // ms
  double step, start;
  index count;
  std::map<int, std::vector<std::size_t>> events;  // of each neuron, as they were listed

  explicit drawing(std::mt19937_64& random) {
    step = std::ldexp(1., static_cast<int>(pick(random, -3, 1)));
    count = pick(random, 0, 60);
    start = static_cast<double>(pick(random, -40, 40)) * step;
    for (index n = pick(random, 0, 40); n > 0; --n) {
      ids.push_back(static_cast<int>(pick(random, -2, 3)));
      times.push_back(start + static_cast<double>(pick(random, -100, 8 * count + 100)) / 8 * step);
      events[ids.back()].push_back(times.size() - 1);
    }
  }
  numbers listed() const {
    numbers t(std::array<std::size_t, 1>{times.size()});
    std::copy(times.begin(), times.end(), t.begin());
    return t;
  }
  neuro::spike_trains trains() const { return {ids, listed() * ms}; }
  auto t() const { return axis(start * ms, step * ms, count); }
  double at(index n) const { return start + static_cast<double>(n) * step; }
  double end() const { return at(count); }
};

/// |y - wanted| is rounding of a sum of terms as large as `size`.
void check_close(double y, double wanted, double size, double bound = 1e-11) {
  REQUIRE(std::abs(y - wanted) <= bound * size + 1e-300);
}

template <class K>
void check_responses(std::mt19937_64& random, drawing const& d, K const& k, plain_kernel const& plain) {
  auto const trains = d.trains();
  bool const per_event = pick(random, 0, 1) == 0;
  std::size_t const n = per_event ? d.times.size() : d.events.size();
  numbers w(std::array<std::size_t, 1>{n});
  for (double& x : w) { x = static_cast<double>(pick(random, -8, 8)); }
  neuro::respond_options o{.weights = per_event ? neuro::weights_per::event : neuro::weights_per::neuron};
  auto const y = neuro::respond(trains, w * nS, k, d.t(), o);
  xt::xtensor<double, 2> room(std::array<std::size_t, 2>{static_cast<std::size_t>(d.count), d.events.size()});
  auto columns = xt::transpose(room);  // rows that are not side by side in memory
  auto out = convolt::tag_ref(columns, y.unit());
  neuro::respond_into(out, trains, w * nS, k, d.t(), o);
  std::size_t row = 0;
  for (auto const& [id, events] : d.events) {
    for (index i = 0; i < d.count; ++i) {
      double sum = 0, size = 0;
      for (std::size_t const e : events) {
        double const term = w(per_event ? e : row) * plain.value(d.at(i) - d.times[e]);
        sum += term;
        size += std::abs(w(per_event ? e : row)) * std::abs(k.peak().raw());
      }
      CAPTURE(id, i);
      check_close(y.raw()(row, static_cast<std::size_t>(i)), sum, size);
      check_close(room(static_cast<std::size_t>(i), row), sum, size);
    }
    ++row;
  }
  // Wrong calls.
  double const bad = std::vector<double>{no_number, HUGE_VAL, -HUGE_VAL}[static_cast<std::size_t>(pick(random, 0, 2))];
  CHECK(fault([&] { neuro::respond(trains, bad * nS, k, d.t()); }) == "not_finite");
  numbers const longer(std::array<std::size_t, 1>{n + 1}, 1.);
  CHECK(fault([&] { neuro::respond(trains, longer * nS, k, d.t(), o); }) == "length_mismatch");
  CHECK(fault([&] { neuro::respond_into(out, trains, longer * nS, k, d.t(), o); }) == "length_mismatch");
  auto const back = axis(0. * ms, -d.step * ms, d.count);
  CHECK(fault([&] { neuro::respond(trains, 1., k, back); }) == "bad_axis");
  o.tolerance = pick(random, 0, 1) == 0 ? no_number : -1e-9;
  CHECK(fault([&] { neuro::respond(trains, w, k, d.t(), o); }) == "bad_tolerance");
  CHECK(fault([&] { neuro::rate(trains, k, d.t(), {.tolerance = o.tolerance}); }) == "bad_tolerance");
  CHECK(fault([&] { neuro::rate(trains, k, back); }) == "bad_axis");
}

template <class K>
void check_rates(std::mt19937_64& random, drawing const& d, K const& k, plain_kernel const& plain) {
  neuro::rate_options const o{.centred = pick(random, 0, 1) == 0, .correct_edges = pick(random, 0, 1) == 0};
  auto const y = neuro::rate(d.trains(), k, d.t(), o);
  double const late = o.centred ? plain.median : 0;
  CAPTURE(o.centred, o.correct_edges);
  std::size_t row = 0;
  for (auto const& [id, events] : d.events) {
    for (index i = 0; i < d.count; ++i) {
      double sum = 0;
      for (std::size_t const e : events) {
        bool const inside = d.times[e] >= d.start && d.times[e] < d.end();
        if (inside || !o.correct_edges) { sum += plain.value(d.at(i) - d.times[e] + late) / plain.area; }
      }
      double const since = d.at(i) - d.start + late;
      double const part = k.integral((since - d.end() + d.start) * ms, since * ms).raw() / plain.area;
      double const scale = !o.correct_edges ? 1e3 : part > 0 ? 1e3 / part : 0;
      double const found = y.raw()(row, static_cast<std::size_t>(i));
      CAPTURE(id, i);
      REQUIRE(found >= 0);
      check_close(found, scale * sum, scale * static_cast<double>(events.size()) * k.peak().raw() / plain.area);
    }
    ++row;
  }
}

/// The integral of a kernel from one lag on, by steps whose borders are where kernels bend and jump.
double area_from(plain_kernel const& k, double from, double step, index steps) {
  double sum = 0;
  for (index i = 0; i < 64 * steps; ++i) { sum += k.value(from + (static_cast<double>(i) + 0.5) * step / 64); }
  return sum * step / 64;
}

template <class K>
void check_samples(std::mt19937_64& random, drawing const& d, K const& k, plain_kernel const& plain) {
  double const finest = k.finest().in(ms);
  auto const lags = axis(d.start * ms, d.step * ms, d.count);
  if (d.step > 1.001 * finest) {
    CHECK(fault([&] { kernel::samples(k, lags); }) == "axis_too_coarse");
    CHECK(fault([&] { kernel::taps(k, d.step * ms); }) == "axis_too_coarse");
  }
  auto const y = kernel::samples(k, lags, {.accept_coarse = true});
  auto const areas = kernel::bin_integrals(k, lags);
  double sum = 0;
  for (index i = 0; i < d.count; ++i) {
    check_close(y.raw()(static_cast<std::size_t>(i)), plain.value(d.at(i)), std::abs(k.peak().raw()));
    sum += areas.raw()(static_cast<std::size_t>(i));
  }
  CHECK(sum == Approx(k.integral(d.start * ms, d.end() * ms).raw()).margin(1e-12 * plain.area));
  CHECK(k.area().raw() == Approx(plain.area).epsilon(1e-12));
  index const steps = pick(random, 0, 80);
  double const b = d.start + static_cast<double>(steps) * d.step;
  CHECK(k.integral(d.start * ms, b * ms).raw() ==
        Approx(area_from(plain, d.start, d.step, steps)).epsilon(1e-3).margin(1e-12 * plain.area));
  CHECK(k.cdf(k.median()) == Approx(0.5).epsilon(1e-9));
}

TEST_CASE("random responses, rates and samples of kernels are sums that are written out, and wrong calls are named") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 80; ++round) {
    drawing const d(random);
    double const width = static_cast<double>(pick(random, 2, 40)) * d.step / 2;
    index const which = pick(random, 0, 7);
    CAPTURE(round, which, width, d.step, d.start, d.count, d.ids, d.times);
    with_kernel(which, width, [&](auto const& k, plain_kernel const& plain) {
      check_responses(random, d, k, plain);
      check_rates(random, d, k, plain);
      check_samples(random, d, k, plain);
    });
    double const none =
        std::vector<double>{0., -width, no_number, HUGE_VAL}[static_cast<std::size_t>(pick(random, 0, 3))];
    CHECK(fault([&] { with_kernel(which, none, [](auto const&, plain_kernel const&) {}); }) == "bad_time_constant");
    CHECK(fault([&] { kernel::membrane(kernel::alpha(width * ms), none * ms, 1. * pF); }) == "bad_time_constant");
    CHECK(fault([&] { kernel::membrane(kernel::alpha(width * ms), 1. * ms, none * pF); }) == "bad_time_constant");
    CHECK(fault([&] { kernel::exponential(width * ms, no_number * pA); }) == "bad_scale");
  }
}

TEST_CASE("random counts and pairs are those of all events, and wrong lists are named") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; ++round) {
    drawing const d(random);
    CAPTURE(round, d.step, d.start, d.count, d.ids, d.times);
    neuro::spike_train const train(d.listed() * ms);
    auto const n = neuro::bin(train, d.t());
    auto const pairs = neuro::autocorrelogram(train, d.t());
    std::vector<index> counted(static_cast<std::size_t>(d.count)), followed(counted);
    index before = 0, after = 0;
    auto const bin_of = [&d](double x) { return std::floor((x - d.start) / d.step); };
    for (std::size_t i = 0; i < d.times.size(); ++i) {
      double const at = bin_of(d.times[i]);
      (at < 0 ? before : at >= static_cast<double>(d.count) ? after : counted[static_cast<std::size_t>(at)]) += 1;
      for (std::size_t j = 0; j < d.times.size(); ++j) {
        double const lag = bin_of(d.times[j] - d.times[i]);
        if (i != j && lag >= 0 && lag < static_cast<double>(d.count)) { ++followed[static_cast<std::size_t>(lag)]; }
      }
    }
    REQUIRE(n.before() == before);
    REQUIRE(n.after() == after);
    REQUIRE(std::equal(counted.begin(), counted.end(), n.raw().begin()));
    REQUIRE(std::equal(followed.begin(), followed.end(), pairs.raw().begin()));
    // Wrong calls.
    auto const back = axis(0. * ms, -d.step * ms, d.count);
    CHECK(fault([&] { neuro::bin(train, back); }) == "bad_axis");
    CHECK(fault([&] { neuro::autocorrelogram(train, back); }) == "bad_axis");
    CHECK(fault([&] { neuro::cross_correlogram(train, train, back); }) == "bad_axis");
    CHECK(fault([&] { neuro::psth(train, {0. * ms}, back); }) == "bad_axis");
    CHECK(fault([&] { neuro::psth(train, neuro::spike_train(), d.t()); }) == "no_onsets");
    CHECK(fault([&] { neuro::spike_trains(d.ids, numbers(std::array<std::size_t, 1>{d.ids.size() + 1}, 0.) * ms); }) ==
          "length_mismatch");
    CHECK(fault([&] { neuro::spike_trains(d.ids, d.ids, -d.step * kHz); }) == "bad_rate");
    numbers spoilt = d.listed();
    if (spoilt.size() > 0) {
      spoilt(static_cast<std::size_t>(pick(random, 0, static_cast<index>(spoilt.size()) - 1))) = no_number;
      CHECK(fault([&] { neuro::spike_train(spoilt * ms); }) == "not_finite");
      CHECK(fault([&] { neuro::spike_trains(d.ids, spoilt * ms); }) == "not_finite");
    }
    CHECK(fault([&] { train.between(2. * ms, 1. * ms); }) == "bad_window");
    CHECK(fault([&] { static_cast<void>(train[train.size()]); }) == "event_out_of_range");
  }
}

}  // namespace
