// SPDX-License-Identifier: BSD-3-Clause
/// Against NumPy and SciPy: reference/make has made the arrays in reference/.
#include <convolt/neuro/bin.hpp>
#include <convolt/neuro/correlogram.hpp>
#include <convolt/neuro/current_source_density.hpp>
#include <convolt/neuro/fano_factor.hpp>
#include <convolt/neuro/intervals.hpp>
#include <convolt/neuro/psth.hpp>
#include <convolt/neuro/spike_triggered_average.hpp>

#include <convolt/io/npy.hpp>
#include <convolt/quantity.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
namespace neuro = convolt::neuro;
using convolt::axis;
using neuro::spike_train;
using neuro::spike_trains;

template <class T, std::size_t Rank>
xt::xtensor<T, Rank> stored(char const* name) {
  return convolt::io::load_npy<T, Rank>(std::string("unit/neuro/reference/") + name + ".npy");
}
spike_train train(char const* name) { return spike_train(stored<std::int64_t, 1>(name), 30. * kHz); }

/// The largest difference over the largest number that is expected; infinite where the shapes differ.
template <class A, class B>
double difference(A const& found, B const& expected) {
  if (!std::equal(found.shape().begin(), found.shape().end(), expected.shape().begin(), expected.shape().end())) {
    return std::numeric_limits<double>::infinity();
  }
  double most = 0., largest = 0.;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    most = std::max(most, std::abs(static_cast<double>(found.data()[i]) - static_cast<double>(expected.data()[i])));
    largest = std::max(largest, std::abs(static_cast<double>(expected.data()[i])));
  }
  return most / largest;
}

TEST_CASE("counts, pairs and rates are NumPy's histograms") {
  spike_train const a = train("a_samples"), b = train("b_samples");
  auto const t = axis(-0.0125 * ms, 12.5 * ms, 160);
  CHECK(difference(neuro::bin(a, t).raw(), stored<std::int64_t, 1>("binned")) == 0.);
  auto const lags = axis(-10.0125 * ms, 1. * ms, 20);
  CHECK(difference(neuro::cross_correlogram(a, b, lags).raw(), stored<std::int64_t, 1>("correlogram")) == 0.);
  auto const onsets = stored<double, 1>("onsets") * ms;
  auto const around = axis(-50.0125 * ms, 20. * ms, 10);
  CHECK(difference(neuro::psth(a, onsets, around).raw(), stored<double, 1>("psth")) <= 1e-15);
  std::vector<spike_train> trials;
  for (auto const onset : onsets) { trials.push_back(a.shift(-onset)); }
  double const fano = neuro::fano_factor(spike_trains(trials), -50.0125 * ms, 149.9875 * ms);
  CHECK(fano == Approx(stored<double, 1>("fano")(0)).epsilon(1e-14));
}

TEST_CASE("intervals and variation are NumPy's and SciPy's") {
  spike_train const a = train("a_samples");
  CHECK(difference(neuro::intervals(a).raw(), stored<double, 1>("intervals")) <= 1e-15 * 2000. / 100.);
  auto const variation = stored<double, 1>("variation");
  CHECK(neuro::cv(a) == Approx(variation(0)).epsilon(1e-13));
  CHECK(neuro::lv(a) == Approx(variation(1)).epsilon(1e-13));
}

TEST_CASE("averages and sources are NumPy's and SciPy's") {
  auto const x = convolt::sampled(stored<double, 2>("signal") * mV, convolt::no_axis, axis(0. * ms, 4. * ms, 500));
  auto const average = neuro::spike_triggered_average(x, train("a_samples"), axis(-24. * ms, 4. * ms, 11));
  CHECK(difference(average.raw(), stored<double, 2>("triggered")) <= 1e-14);
  CHECK(average.outside() == stored<std::int64_t, 1>("outside")(0));
  convolt::tensor<mV, double, 2> const v = stored<double, 2>("potential") * mV;
  auto const csd = neuro::current_source_density(v, 50. * um, 0.3 * S / m);
  xt::xtensor<double, 2> const found = csd.in(A / convolt::pow<3>(m));
  CHECK(difference(found, stored<double, 2>("density")) <= 1e-14);
}

}  // namespace
