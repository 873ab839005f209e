// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/deconvolve.hpp: SciPy's and NumPy's numbers, the way back from convolve, units, where
/// results lie, what is refused.
#include <convolt/dsp/deconvolve.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/convolve.hpp>
#include <convolt/kernel/exponential.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/json.hpp>
#include <support/scipy_cases.hpp>
#include <support/thrown_by.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <random>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {

using numbers = xt::xtensor<double, 1>;
using z = std::complex<double>;

template <class E>
double norm_of(E const& x) {
  double sum = 0;
  for (auto const& element : x) { sum += std::norm(element); }
  return std::sqrt(sum);
}

/// Orthogonal rotations solve a system whose matrix is off by gamma = 16 K eps of its norm: every number goes through
/// 2 K of them, with 6 eps each (Higham, Accuracy and Stability of Numerical Algorithms, 19.6), and another K eps are
/// in the sums. An exact solution moves by gamma kappa |x| then, one with a rest by about gamma kappa^2 |y| / |A| more.
double gamma_of(std::size_t taps, double epsilon = std::numeric_limits<double>::epsilon()) {
  return 16 * static_cast<double>(taps) * epsilon;
}

template <class Y, class H, class X>
void check_case(test::json const& c) {
  auto const y = test::numbers_of<Y>(c, "y");
  auto const h = test::numbers_of<H>(c, "h");
  auto const wanted = test::numbers_of<X>(c, "x");
  xt::xarray<X> const x = dsp::deconvolve(
      y, h, measure::sum,
      {.mode = test::mode_named(c.at("mode").as_string()), .regularisation = c.at("regularisation").as_double()});
  REQUIRE(x.shape() == wanted.shape());
  double largest_tap = 0;
  for (auto const& tap : h) { largest_tap = std::max(largest_tap, std::abs(tap)); }
  // NumPy's own error is of the same kind, with the number of columns for that of taps
  double const kappa = c.at("condition").as_double(), gamma = gamma_of(h.size() + x.size());
  CHECK(norm_of(xt::xarray<X>(x - wanted)) <= 2 * gamma * kappa * kappa * norm_of(y) / largest_tap);
}

using convolt::test::category_of;

template <class A>
bool same_axis(A const& a, A const& b) {
  return a.start() == b.start() && a.step() == b.step() && a.count() == b.count();
}

numbers random_numbers(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  numbers x = numbers::from_shape({count});
  for (double& number : x) { number = normal(random); }
  return x;
}

}  // namespace

TEST_CASE("numbers are those of scipy.signal.deconvolve and numpy.linalg.lstsq") {
  test::json const references = test::read_json("unit/dsp/scipy/deconvolution.json");
  int number = 0;
  for (test::json const& c : references.at("cases").items()) {
    INFO("case " << number++);
    bool const y_is_complex = test::is_complex_list(c.at("y")), h_is = test::is_complex_list(c.at("h"));
    if (h_is && y_is_complex) {
      check_case<z, z, z>(c);
    } else if (h_is) {
      check_case<double, z, z>(c);
    } else if (y_is_complex) {
      check_case<z, double, z>(c);
    } else {
      check_case<double, double, double>(c);
    }
  }
  CHECK(number == 40);
}

TEST_CASE("what convolve made goes back to its signal, in every mode that keeps all of it") {
  unsigned const seed = 5;
  INFO("seed " << seed);
  numbers const h{1, -1, 6, 0.5, 1};  // gains between 2.5 and 9.5, at every end too: kappa < 4
  numbers const at_the_first{6, 1, -1, 0.5, 1};
  for (std::size_t const count : {1U, 2U, 4U, 5U, 41U}) {
    numbers const x = random_numbers(count, seed);
    double const bound = 4 * gamma_of(5) * norm_of(x);
    for (dsp::mode const mode : {dsp::mode(full), dsp::mode(same)}) {
      auto const y = dsp::convolve(x, h, measure::sum, {.mode = mode});
      CHECK(norm_of(numbers(dsp::deconvolve(y, h, measure::sum, {.mode = mode}) - x)) <= bound);
    }
    auto const y = dsp::convolve(x, at_the_first, measure::sum, {.mode = causal});
    CHECK(norm_of(numbers(dsp::deconvolve(y, at_the_first, measure::sum, {.mode = causal}) - x)) <= bound);
  }
}

TEST_CASE("the unit is that of the results over that of the kernel, and over the step of an integral") {
  auto const t = axis(5. * ms, 0.1 * ms, 200);
  sampled const current(random_numbers(200, 1) * pA, t);
  auto const leak = kernel::exponential(1. * ms, 1. / (250. * pF));
  auto const voltage = dsp::convolve(current, leak, measure::integral);
  auto const back = dsp::deconvolve(voltage, leak, measure::integral, {.mode = convolt::same});
  static_assert(SameDimension<decltype(back)::unit_type, decltype(pA)>);
  CHECK(same_axis(back.axis<0>(), t));
  // of the kernel, 1/2 at lag 0 and falling by exp(-1/10): gains between 1/2 tanh(1/20) and 1/2 coth(1/20), kappa < 401
  CHECK(norm_of(numbers(back.in(pA)-current.in(pA))) <= 401 * gamma_of(200) * norm_of(current.in(pA)));

  numbers const taps{4, 1};
  auto const charge =
      dsp::deconvolve(dsp::convolve(current, taps * MOhm, measure::sum, {.mode = full}), taps * MOhm, measure::sum);
  static_assert(SameDimension<decltype(charge)::unit_type, decltype(pA)>);
  CHECK(charge(3).in(pA) == Approx(current(3).in(pA)));
  auto const plain = dsp::deconvolve(numbers{4, 9, 2} * mV, taps * nA, measure::integral(0.5 * ms));
  static_assert(SameDimension<decltype(plain)::unit_type, decltype(mV / nA / ms)>);
  CHECK(plain(1).in(mV / nA / ms) == Approx(4));
}

TEST_CASE("a signal found again without dimension is plain, its scale in the numbers") {
  numbers const x = dsp::deconvolve(numbers{2, 4} * V, numbers{2} * mV, measure::sum);
  CHECK(x(1) == Approx(2000));
}

TEST_CASE("units that are known at run time are divided then") {
  quantity<any_unit, numbers> const y = tag(numbers{2, 4}, any_unit(mV));
  auto const x = dsp::deconvolve(y, numbers{2} * pA, measure::sum);
  CHECK(x.unit().dimension() == dimension_of<decltype(mV / pA)>);
  CHECK(x.in(GOhm)(1) == Approx(2));
}

TEST_CASE("the result lies where the signal did") {
  sampled const x(numbers{1, 2, 3} * mV, axis(10. * ms, 1. * ms, 3));
  sampled const h(numbers{4, 1}, axis(2. * ms, 1. * ms, 2));
  auto const y = dsp::convolve(x, h, measure::sum, {.mode = full});
  CHECK(y.axis<0>().start() == 12. * ms);
  auto const back = dsp::deconvolve(y, h, measure::sum);
  CHECK(same_axis(back.axis<0>(), x.axis<0>()));
  CHECK(back(2).in(mV) == Approx(3));
  auto const valid_part = dsp::convolve(x, h, measure::sum, {.mode = valid});
  auto const guess = dsp::deconvolve(valid_part, h, measure::sum, {.mode = valid, .regularisation = 1e-3});
  CHECK(same_axis(guess.axis<0>(), x.axis<0>()));
  numbers const even{1, 4, 1, 0.5};  // lag 0 is tap 1
  auto const of_plain = dsp::deconvolve(dsp::convolve(x, even, measure::sum, {.mode = full}), even, measure::sum);
  CHECK(same_axis(of_plain.axis<0>(), x.axis<0>()));
  sampled const other(numbers{4, 1}, axis(2. * ms, 0.5 * ms, 2));
  CHECK(category_of([&] { dsp::deconvolve(y, other, measure::sum); }) == "step_mismatch");
}

TEST_CASE("other dimensions are carried along, float stays float, and a view is as good as an array") {
  xt::xtensor<float, 2> const x{{1, 2}, {3, 4}, {5, 6}};
  xt::xtensor<float, 1> const h{4, 1};
  for (int const along : {0, 1}) {
    auto const y = dsp::convolve(x, h, measure::sum, {.mode = full, .axis = along});
    auto const back = dsp::deconvolve(y, h, measure::sum, {.axis = along});
    static_assert(std::is_same_v<decltype(back)::value_type, float>);
    REQUIRE(back.shape() == x.shape());
    // whole numbers, so the sums are exact, and double rounds to them
    CHECK(back == x);
  }
  xt::xtensor<float, 2> const turned = xt::transpose(dsp::convolve(x, h, measure::sum, {.mode = full, .axis = 0}));
  CHECK(dsp::deconvolve(xt::view(xt::transpose(turned), xt::all(), 1), h, measure::sum)(2) == 6);
}

TEST_CASE("regularisation damps what the kernel hardly lets through, and nothing else") {
  std::size_t const count = 64;
  numbers const window{0.25, 0.5, 0.25};  // nothing at the highest frequency
  numbers y = numbers::from_shape({count}), slow = y;
  for (std::size_t n = 0; n < count; ++n) {
    slow(n) = std::sin(0.2 * static_cast<double>(n));
    y(n) = slow(n) + (n % 2 == 0 ? 0.01 : -0.01);  // noise that no signal explains
  }
  auto const blown_up = dsp::deconvolve(y, window, measure::sum, {.mode = convolt::same});
  auto const damped = dsp::deconvolve(y, window, measure::sum, {.mode = convolt::same, .regularisation = 0.05});
  CHECK(std::abs(blown_up(31) - slow(31)) > 1);
  CHECK(std::abs(damped(31) - slow(31)) < 0.05);
}

TEST_CASE("a number that is not finite makes its line NaN and no other") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  xt::xtensor<double, 2> const y{{4, nan, 2}, {4, 9, 2}, {4, std::numeric_limits<double>::infinity(), 2}};
  auto const x = dsp::deconvolve(y, numbers{4, 1}, measure::sum, {.axis = 1});
  for (std::size_t const n : {0U, 1U}) {
    CHECK(std::isnan(x(0, n)));
    CHECK(x(1, n) == Approx(static_cast<double>(n + 1)));
    CHECK(std::isnan(x(2, n)));
  }
}

TEST_CASE("there are no samples of no results, nor of no lines; numbers may be huge") {
  numbers const h{4, 1};
  CHECK(dsp::deconvolve(numbers::from_shape({0}), h, measure::sum).size() == 0);
  CHECK(dsp::deconvolve(numbers::from_shape({0}), h, measure::sum, {.mode = valid}).size() == 0);
  CHECK(dsp::deconvolve(xt::xtensor<double, 2>::from_shape({5, 0}), h, measure::sum, {.axis = 0}).shape(0) == 4);
  CHECK(dsp::deconvolve(numbers{1e300}, numbers{2e300}, measure::sum)(0) == 0.5);
  CHECK(dsp::deconvolve(numbers{1e-300, 0}, numbers{2e-300, 0}, measure::sum)(0) == 0.5);
}

TEST_CASE("what cannot be undone is refused, and regularisation is named") {
  numbers const y{1, 2, 3, 4, 5}, late{0, 1}, wide{1, 2}, box{1, 1, 1};
  auto const refusal = [&](numbers const& h, dsp::deconvolve_options const& o) {
    return category_of([&] { dsp::deconvolve(y, h, measure::sum, o); });
  };
  CHECK(refusal(late, {.mode = causal}) == "singular");
  CHECK(refusal(late, {.mode = causal, .regularisation = 1e-6}) == "nothing thrown");
  CHECK(refusal(box, {.mode = convolt::same}) == "singular");  // 5 + 1 is a multiple of 3
  CHECK(refusal(wide, {.mode = valid}) == "singular");
  CHECK(refusal({0, 0}, {.regularisation = 1}) == "singular");
  CHECK(refusal({1, std::numeric_limits<double>::infinity()}, {}) == "bad_taps");
  CHECK(refusal(wide, {.regularisation = -1}) == "bad_regularisation");
  CHECK(refusal(wide, {.regularisation = std::numeric_limits<double>::quiet_NaN()}) == "bad_regularisation");
  CHECK(refusal(numbers::from_shape({0}), {}) == "empty_kernel");
  CHECK(refusal({1, 0, 0, 0, 0, 0}, {}) == "signal_too_short");
  CHECK(refusal(wide, {.axis = 1}) == "bad_axis");
  xt::xarray<double> const plane = xt::xarray<double>::from_shape({1, 1});
  CHECK(category_of([&] { dsp::deconvolve(y, plane, measure::sum); }) == "rank_mismatch");
  CHECK(category_of([&] { dsp::deconvolve(xt::xtensor<double, 2>{{1, 2}}, wide, measure::sum); }) == "axis_not_given");
  // solved forwards, [1, 2] doubles an error at every sample
  numbers const longer = random_numbers(80, 2);
  CHECK(category_of([&] { dsp::deconvolve(longer, wide, measure::sum, {.mode = causal}); }) == "singular");
}
