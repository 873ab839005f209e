// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/call.hpp: random calls of all functions, right and wrong ones, against a
/// double loop.

#include <convolt/dsp/convolution/call.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/convolve.hpp>
#include <convolt/dsp/correlate.hpp>
#include <convolt/kernel.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/signal_calls.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using test::signal_call;

namespace {

template <class T>
T as_number(std::complex<double> const& z) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(test::is_nan_number(z) ? std::nan("") : z.real());
  } else {
    return T(static_cast<typename T::value_type>(z.real()), static_cast<typename T::value_type>(z.imag()));
  }
}
template <class T>
xt::xarray<T> as_array(test::extents const& shape, test::complex_numbers const& numbers) {
  xt::xarray<T> a = xt::xarray<T>::from_shape(shape);
  for (std::size_t i = 0; i < numbers.size(); ++i) { a.storage()[i] = as_number<T>(numbers[i]); }
  return a;
}

/// Exact, but for what is renormalised.
template <class T>
bool agrees(T const& got, std::complex<double> const& wanted, double tolerance, double margin = 0) {
  using wide = std::conditional_t<std::is_floating_point_v<T>, double, std::complex<double>>;
  std::complex<double> const z(static_cast<wide>(got));
  if (test::is_nan_number(wanted)) { return test::is_nan_number(z); }
  return std::abs(z - wanted) <= tolerance * std::abs(wanted) + margin;
}

template <class Y>
void compare(signal_call const& c, Y const& y, double tolerance, double margin = 0, double step = 1) {
  auto const wanted = test::meaning_of(c);
  REQUIRE(test::extents(y.shape().begin(), y.shape().end()) == wanted.shape);
  std::size_t i = 0, wrong = wanted.values.size();
  for (auto it = y.template begin<xt::layout_type::row_major>(); it != y.template end<xt::layout_type::row_major>();
       ++it, ++i) {
    if (!agrees(*it, wanted.values[i] * step, tolerance, margin)) { wrong = std::min(wrong, i); }
  }
  INFO("the first result that is wrong is number " << wrong);
  REQUIRE(wrong == wanted.values.size());
}

/// f(y) with the result of the function that the call names.
template <class X, class W, class F>
void with_result(signal_call const& c, X const& x, W const& w, F const& f) {
  auto const o = c.options();
  if constexpr (dsp::VarianceConvolvable<X, W, measure::sum_t> && std::is_floating_point_v<typename W::value_type>) {
    if (c.of_variances && c.correlates) { return f(dsp::correlate_variance(x, w, measure::sum, o)); }
    if (c.of_variances) { return f(dsp::convolve_variance(x, w, measure::sum, o)); }
  }
  if (c.correlates) { return f(dsp::correlate(x, w, measure::sum, o)); }
  return f(dsp::convolve(x, w, measure::sum, o));
}

template <class Tx, class Tw>
void check(signal_call const& c, double tolerance) {
  auto const x = as_array<Tx>(c.shape, c.x);
  auto const w = as_array<Tw>(c.taps, c.w);
  xt::xarray<bool> mask =
      xt::xarray<bool>::from_shape(c.mask.size() > c.x.size() ? test::extents{c.mask.size()} : c.shape);
  std::copy(c.mask.begin(), c.mask.end(), mask.storage().begin());
  auto const judge = [&](auto const& y) {
    REQUIRE(c.error.empty());
    compare(c, y, tolerance);
  };
  try {
    if (c.mask.empty()) {
      with_result(c, x, w, judge);
    } else {
      auto const known = dsp::masked(x, mask);
      if (c.correlates) {
        judge(dsp::correlate(known, w, measure::sum, c.options()));
      } else {
        judge(dsp::convolve(known, w, measure::sum, c.options()));
      }
    }
  } catch (convolt::error const& e) {
    INFO(e.what());
    REQUIRE(e.category() == c.error);
  }
}

template <class Tx, class Tw>
void check_many(std::uint64_t seed, int count, double tolerance) {
  test::dice next(seed);
  bool const x_is_complex = !std::is_floating_point_v<Tx>, w_is_complex = !std::is_floating_point_v<Tw>;
  for (int i = 0; i < count; ++i) {
    signal_call c = test::draw_signal_call(next, static_cast<std::size_t>(next(1, 4)), x_is_complex, w_is_complex);
    if (!c.mask.empty()) { c.of_variances = false; }
    if (next(0, 4) == 0) { test::spoil(next, c); }
    INFO("seed " << seed << ", call " << i << ':' << c);
    check<Tx, Tw>(c, tolerance);
  }
}

/// A signal with an axis in ms and a kernel with one in s, of which lag 0 need not be a tap.
void check_placed(signal_call& c, test::dice& next) {
  double const dt = std::vector<double>{0.1, 2., -0.25}[static_cast<std::size_t>(next(0, 2))];
  double const begin = static_cast<double>(next(-50, 50));
  c.kernel_start = next(-8, 8);
  auto const taps = static_cast<std::ptrdiff_t>(c.taps[0]);
  std::ptrdiff_t const first = c.correlates ? -(*c.kernel_start + taps - 1) : *c.kernel_start;  // of h(t) = w*(-t)
  bool const is_causal = dt > 0 ? first >= 0 : first + taps - 1 <= 0;
  if (c.mode == "causal" && !is_causal) { c.error = "not_causal"; }
  INFO("step " << dt << " ms from " << begin << ", call" << c);
  auto const t = axis(begin * ms, dt * ms, c.shape[0]);
  xt::xtensor<double, 2> const numbers = as_array<double>(c.shape, c.x);
  sampled const x(numbers * pA, t, no_axis);
  xt::xtensor<double, 1> const weights = as_array<double>(c.taps, c.w);
  sampled const w(weights * nS, axis(static_cast<double>(*c.kernel_start) * dt * ms, dt * 1e-3 * s, c.taps[0]));
  auto const judge = [&](auto const& y, double length) {
    REQUIRE(c.error.empty());
    compare(c, y.raw(), 1e-14, 0, length);
    auto const& lies = y.template axis<0>();
    double const start = begin + static_cast<double>(test::meaning_of(c).first_times[0]) * dt;
    REQUIRE(lies.count() == static_cast<std::ptrdiff_t>(y.shape(0)));
    REQUIRE(lies.start().in(ms) == Approx(start).margin(1e-12));
    REQUIRE(lies.step().in(ms) == dt);
    if (c.mode == "same") { REQUIRE(lies.start().in(ms) == begin); }
  };
  try {
    auto const o = c.options();
    switch (next(0, 2)) {
      case 0:
        judge(c.correlates ? dsp::correlate(x, w, measure::sum, o) : dsp::convolve(x, w, measure::sum, o), 1);
        break;
      case 1:
        judge(c.correlates ? dsp::correlate(x, w, measure::integral, o) : dsp::convolve(x, w, measure::integral, o),
              std::abs(dt));
        break;
      default:
        auto const over_us = measure::integral(std::abs(dt) * 1e3 * us);
        judge(c.correlates ? dsp::correlate(x, w, over_us, o) : dsp::convolve(x, w, over_us, o), std::abs(dt) * 1e3);
    }
  } catch (parameter_error const& e) {
    INFO(e.what());
    REQUIRE(e.category() == c.error);
  }
}

/// A kernel object is its samples on the steps of the signal, half of one at a jump and times the step under an
/// integral.
template <class K, class M>
void check_object(signal_call c, K const& k, double dt, M const& measure) {
  constexpr bool is_integral = std::same_as<M, measure::integral_t>;
  auto const support = k.support();
  auto const first = static_cast<std::ptrdiff_t>(std::ceil(support.first.in(ms) / dt - 1e-3));
  auto const last = static_cast<std::ptrdiff_t>(std::floor(support.last.in(ms) / dt + 1e-3));
  c.kernel_start = first;
  c.taps = {static_cast<std::size_t>(last - first + 1)};
  c.w.clear();
  for (std::ptrdiff_t n = first; n <= last; ++n) {
    double value = k(static_cast<double>(n) * dt * ms).in(one);
    for (auto const& jump : k.jumps()) {
      bool const here = std::abs(jump.lag.in(ms) - static_cast<double>(n) * dt) < 1e-9;
      if (is_integral && here) { value -= jump.size.in(one) / 2; }
    }
    c.w.push_back(is_integral ? value * dt : value);
  }
  std::ptrdiff_t const causal_first = c.correlates ? -last : first;
  c.error = c.mode == "causal" && causal_first < 0 ? "not_causal" : "";
  xt::xtensor<double, 1> const numbers = as_array<double>(c.shape, c.x);
  sampled const x(numbers, axis(3. * ms, dt * ms, c.shape[0]));
  try {
    auto const y =
        c.correlates ? dsp::correlate(x, k, measure, c.options()) : dsp::convolve(x, k, measure, c.options());
    REQUIRE(c.error.empty());
    compare(c, y.raw(), 1e-11, 1e-11);
    double const start = 3 + static_cast<double>(test::meaning_of(c).first_times[0]) * dt;
    REQUIRE(y.template axis<0>().start().in(ms) == Approx(start).margin(1e-9));
  } catch (parameter_error const& e) {
    INFO(e.what());
    REQUIRE(e.category() == c.error);
  }
}

}  // namespace

TEST_CASE("random calls with kernel objects are those with their samples") {
  std::uint64_t const seed = 7;
  test::dice next(seed);
  for (int i = 0; i < 300; ++i) {
    signal_call c = test::draw_signal_call(next, 1, false, false);
    c.mask.clear();
    c.of_variances = false;
    double const dt = static_cast<double>(next(1, 4)) * 0.25;
    auto const width = static_cast<double>(next(8, 30)) * 0.25 * ms;
    INFO("seed " << seed << ", call " << i << ", step " << dt << " ms, width " << width << ", call" << c);
    check_object(c, kernel::exponential(width), dt, measure::integral);
    check_object(c, kernel::boxcar(width, 1. * ms), dt, measure::integral);
    check_object(c, kernel::gaussian(width, 1. * ms), dt, measure::sum);
    check_object(c, kernel::alpha(width), dt, measure::sum);
  }
}

TEST_CASE("random calls of signals and kernels with axes lie where they belong") {
  std::uint64_t const seed = 6;
  test::dice next(seed);
  for (int i = 0; i < 500; ++i) {
    signal_call c = test::draw_signal_call(next, 2, false, false);
    if (c.axes.size() != 1 || c.axes[0] != 0 || c.value) { continue; }
    c.axes_are_given = next(0, 1) == 0;  // there is only one in time
    c.mask.clear();
    c.of_variances = false;
    INFO("seed " << seed << ", call " << i);
    check_placed(c, next);
  }
}

TEST_CASE("random calls are the double loop over times and lags") {
  check_many<double, double>(1, 1500, 1e-14);
  check_many<float, float>(2, 500, 1e-6);
}

TEST_CASE("random calls with complex numbers on either side") {
  check_many<std::complex<double>, double>(3, 400, 1e-14);
  check_many<double, std::complex<double>>(4, 400, 1e-14);
  check_many<std::complex<float>, std::complex<float>>(5, 400, 1e-6);
}

TEST_CASE("weights of a complex kernel are renormalised where they are real, and refused where they are not") {
  xt::xtensor<double, 1> const x{1., 2., 3., 4.};
  xt::xtensor<bool, 1> const bad{false, true, false, false};
  using complex = std::complex<double>;
  dsp::convolve_options const o{.missing = dsp::missing::renormalise};
  auto const y = dsp::convolve(dsp::masked(x, bad), xt::xtensor<complex, 1>{1., 2., 1.}, measure::sum, o);
  CHECK(y(1) == complex(8.));
  CHECK_THROWS_AS(dsp::convolve(dsp::masked(x, bad), xt::xtensor<complex, 1>{1., complex(0., 2.)}, measure::sum, o),
                  parameter_error);
}

TEST_CASE("what is not known beyond the ends is refused where a result looks there") {
  xt::xtensor<double, 1> const x{1., 2., 3., 4.}, h{1., 1., 1.};
  dsp::convolve_options o{.boundary = boundary_value(std::nan("")), .missing = dsp::missing::refuse};
  CHECK_THROWS_AS(dsp::convolve(x, h, measure::sum, o), parameter_error);
  o.mode = valid;
  CHECK(dsp::convolve(x, h, measure::sum, o)(0) == 6);
}

TEST_CASE("a kernel with an axis has the step that an integral over an array is given") {
  xt::xtensor<double, 1> const x{1., 2., 3.}, h{1., 1.};
  sampled const k(h * kHz, axis(0. * ms, 0.5 * ms, 2));
  CHECK(dsp::convolve(x, k, measure::integral(500. * us))(1) == Approx(1.5));
  auto const fault = [](auto const& f) -> std::string {
    try {
      f();
    } catch (error const& e) { return std::string(e.category()); }
    return "none";
  };
  CHECK(fault([&] { dsp::convolve(x, k, measure::integral(0.1 * ms)); }) == "step_mismatch");
  CHECK(fault([&] { dsp::convolve_variance(x, k, measure::integral(0.1 * ms)); }) == "step_mismatch");
  sampled const back(h * kHz, axis(0.5 * ms, -0.5 * ms, 2));
  CHECK(fault([&] { dsp::convolve(x, back, measure::integral(0.5 * ms)); }) == "step_mismatch");
}
