// SPDX-License-Identifier: BSD-3-Clause
/// Histograms, against NumPy (numpy/make_references.py), and what is in no bin.
#include <convolt/quantity/histogram.hpp>

#include <convolt/quantity/compare.hpp>

#include <support/catch.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::histogram;

template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("counts and edges are NumPy's, edges in the unit") {
  auto const q = numpy::matrix_array() * mV;
  auto const even = histogram(q, 7);
  CHECK(numpy::distance(even.counts.raw(), numpy::even_counts) == 0);
  CHECK(numpy::distance(even.edges.in(mV), numpy::even_edges) < 1e-14);
  CHECK(even.below + even.above + even.missing == 0);
  auto const ranged = histogram(numpy::sampled_matrix(), 6, -2. * mV, 3. * mV);
  CHECK(numpy::distance(ranged.counts.raw(), numpy::ranged_counts) == 0);
  auto const uneven = histogram(q, numpy::array_of(numpy::edges) * mV);
  CHECK(numpy::distance(uneven.counts.raw(), numpy::uneven_counts) == 0);
  CHECK(uneven.below + uneven.above + convolt::sum(uneven.counts).raw() == 36);
}

TEST_CASE("an edge belongs to the bin above it, the last one to the last bin") {
  xt::xtensor<double, 1> const x{0., 1., 1., 2., 3., 3.5, -0.5};
  auto const h = histogram(x * mV, 3, 0. * mV, 3. * mV);
  CHECK((h.counts.raw() == xt::xtensor<std::int64_t, 1>{1, 2, 2}));
  CHECK(h.above == 1);
  CHECK(h.below == 1);
}

TEST_CASE("the unit is that of the limits, numbers of any type are converted") {
  xt::xtensor<std::int16_t, 1> const x{100, 900, 1900, 32000};
  auto const h = histogram(x * uV, 2, 0. * mV, 2. * mV);
  CHECK((h.counts.raw() == xt::xtensor<std::int64_t, 1>{2, 1}));
  CHECK((h.edges.unit() == mV));
  CHECK(h.edges.raw()(1) == 1.);
  CHECK(h.above == 1);
  CHECK((histogram(x * uV, 2).edges.unit() == uV));
}

TEST_CASE("what is not a number and what is infinite are counted apart") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  xt::xtensor<double, 1> const x{nan, 1., inf, -inf, 2., nan, inf};
  auto const h = histogram(x * mV, 2);
  CHECK((h.counts.raw() == xt::xtensor<std::int64_t, 1>{1, 1}));
  CHECK(h.missing == 2);
  CHECK(h.above == 2);
  CHECK(h.below == 1);
  CHECK(histogram(xt::xtensor<double, 1>(std::array<std::size_t, 1>{0}) * mV, 2, 0. * mV, 1. * mV).counts.raw()(0) ==
        0);
}

TEST_CASE("bins that are none are refused") {
  xt::xtensor<double, 1> const x{1., 1.};
  xt::xtensor<double, 1> const one_edge{1.}, falling{1., 3., 2.}, twice{1., 1., 2.}, holey{1., std::nan(""), 2.};
  CHECK(fault([&] { histogram(x * mV, 3); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV * std::nan(""), 3); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, 0, 0. * mV, 1. * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, -1, 0. * mV, 1. * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, 3, 1. * mV, 1. * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, 3, 0. * mV, std::nan("") * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, falling * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, twice * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, holey * mV); }) == "bad_bins");
  CHECK(fault([&] { histogram(x * mV, xt::xtensor<double, 1>({1.}) * mV); }) == "bad_bins");
}

template <class A, class... B>
concept has_histogram = requires(A a, B... b) { histogram(a, b...); };
using voltages = decltype(numpy::matrix_array() * mV);
using current = decltype(1. * pA);
static_assert(has_histogram<voltages, int> && !has_histogram<voltages, int, current, current>);

}  // namespace
