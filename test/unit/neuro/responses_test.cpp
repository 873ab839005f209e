// SPDX-License-Identifier: BSD-3-Clause
/// Responses, rates, synapses and potentials against SciPy: responses/make has made the arrays in responses/.
#include <convolt/neuro/lfp.hpp>
#include <convolt/neuro/rate.hpp>
#include <convolt/neuro/respond.hpp>
#include <convolt/neuro/synapses.hpp>

#include <convolt/io/npy.hpp>
#include <convolt/kernel.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace convolt::units::spelled;
namespace kernel = convolt::kernel;
namespace neuro = convolt::neuro;
using convolt::axis;

template <class T, std::size_t Rank>
xt::xtensor<T, Rank> stored(char const* name) {
  return convolt::io::load_npy<T, Rank>(std::string("unit/neuro/responses/") + name + ".npy");
}

/// The largest difference over the largest number that is expected.
template <class A, class B>
double difference(A const& found, B const& expected) {
  REQUIRE(found.size() == expected.size());
  double most = 0, largest = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    most = std::max(most, std::abs(found.data()[i] - expected.data()[i]));
    largest = std::max(largest, std::abs(expected.data()[i]));
  }
  return most / largest;
}

auto const t = axis(0. * ms, 0.5 * ms, 1000);

TEST_CASE("responses to events between samples are sums of SciPy's densities") {
  neuro::spike_train const train(stored<double, 1>("times") * ms);
  auto const weights = stored<double, 1>("weights");
  auto const compare = [&](auto const& k, char const* name) {
    auto const y = neuro::respond(train, weights, k.with_area(1.), t);
    return difference(y.raw(), stored<double, 1>(name));
  };
  CHECK(compare(kernel::alpha(4. * ms), "alpha") < 1e-13);
  CHECK(compare(kernel::gaussian(9. * ms), "gaussian") < 1e-13);
  CHECK(compare(kernel::laplacian(6. * ms), "laplacian") < 1e-13);
}

TEST_CASE("responses to events on samples are SciPy's filters of the counts") {
  auto const samples = stored<std::int64_t, 1>("samples");
  neuro::spike_train const train(samples, 2. * kHz);
  auto const exponential = neuro::respond(train, 1., kernel::exponential(5. * ms), t);
  CHECK(difference(exponential.raw(), stored<double, 1>("exponential")) < 1e-13);
  auto const k = kernel::double_exponential(2. * ms, 5. * ms);
  double const height = (std::exp(-k.peak_lag().in(ms) / 5) - std::exp(-k.peak_lag().in(ms) / 2));
  auto const double_exponential = neuro::respond(train, height, k, t);
  CHECK(difference(double_exponential.raw(), stored<double, 1>("double_exponential")) < 1e-12);
  auto const rate = neuro::rate(train, kernel::gaussian(20. * ms), t);
  CHECK(difference(rate.raw(), stored<double, 1>("rate")) < 1e-13);
  CHECK(difference(rate.raw(), stored<double, 1>("filtered")) < 1e-9);  // its taps sum to 1

  auto syn = neuro::synapses(kernel::exponential(5. * ms), 1, 0.5 * ms, 1.);
  xt::xtensor<double, 1> steps(std::array<std::size_t, 1>{1000});
  for (int n = 0; n < 1000; ++n) {
    std::vector<int> const ids(static_cast<std::size_t>(std::count(samples.begin(), samples.end(), n)), 0);
    steps(n) = syn.step(ids, 1.).raw()(0);
  }
  CHECK(difference(steps, stored<double, 1>("exponential")) < 1e-13);
}

TEST_CASE("potentials at contacts are sums of SciPy's convolutions") {
  auto const counts = stored<double, 2>("lfp_counts");
  std::vector<std::int64_t> ids, samples;
  for (std::size_t p = 0; p < 2; ++p) {
    for (std::size_t n = 0; n < 1000; ++n) {
      ids.insert(ids.end(), static_cast<std::size_t>(counts(p, n)), static_cast<std::int64_t>(p));
      samples.insert(samples.end(), static_cast<std::size_t>(counts(p, n)), static_cast<std::int64_t>(n));
    }
  }
  convolt::sampled const kernels(stored<double, 3>("lfp_kernels") * uV, convolt::no_axis, convolt::no_axis,
                                 axis(-10. * ms, 0.5 * ms, 61));
  auto const v = neuro::lfp(neuro::spike_trains(ids, samples, 2. * kHz), kernels, t);
  CHECK(difference(v.raw(), stored<double, 2>("lfp")) < 1e-13);
}

}  // namespace
