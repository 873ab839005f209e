// SPDX-License-Identifier: BSD-3-Clause
/// Transforms of lines of any length against the sums that define them, and by their laws.
#include <convolt/engine/fft/line_transform.hpp>

#include <support/catch.hpp>
#include <unit/engine/fft/lines_of_numbers.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <memory>
#include <vector>

namespace {

namespace test = convolt::test;
using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::fft::line_of;
using test::complex_line;

template <class T>
using line_transform = convolt::engine::fft::line_transform<T, default_arch>;

/// Lengths of every kind: of one number, of each radix, primes with and without passes of their own, powers, products.
index const lengths[] = {1,  2,  3,  4,  5,  6,  7,   8,   9,   11,  13,  15,  16,  17,   23,   25,  29,
                         30, 31, 46, 60, 64, 97, 100, 128, 243, 250, 391, 512, 625, 1000, 1009, 1331};

template <class T>
complex_line<T> forward(complex_line<T> const& x) {
  complex_line<T> y(x.size());
  line_transform<T>(x.size(), line_of::complex_numbers).forward(x.parts(), y.parts());
  return y;
}

template <class T>
double distance(complex_line<T> const& a, complex_line<T> const& b) {
  complex_line<T> difference(a.size());
  for (std::size_t n = 0; n < a.re.size(); ++n) {
    difference.re[n] = a.re[n] - b.re[n];
    difference.im[n] = a.im[n] - b.im[n];
  }
  return test::length_of(difference);
}

TEMPLATE_TEST_CASE("a transform is the sums that define it, for any length", "", float, double) {
  for (index const n : lengths) {
    complex_line<TestType> const x = test::random_line<TestType>(n, static_cast<unsigned>(n));
    complex_line<TestType> const y = forward(x);
    double const allowed = test::relative_error<TestType>(n) * test::length_of(y);
    double worst = 0;
    for (index k = 0; k < n; k += 1 + n / 40) {
      worst = std::max(worst, static_cast<double>(std::abs(test::sum_at(x, k) - y[k])));
    }
    CAPTURE(n);
    CHECK(worst <= allowed);
  }
}

TEMPLATE_TEST_CASE("the energy is kept, and the inverse leads back", "", float, double) {
  for (index const n : lengths) {
    line_transform<TestType> const t(n, line_of::complex_numbers);
    complex_line<TestType> const x = test::random_line<TestType>(n, 77);
    complex_line<TestType> y = x;
    t.forward(y.parts(), y.parts());  // in place
    double const energy = test::length_of(y) / std::sqrt(static_cast<double>(n));
    double const allowed = test::relative_error<TestType>(n) * test::length_of(x);
    t.inverse(y.parts(), y.parts());
    for (TestType& r : y.re) { r /= static_cast<TestType>(n); }
    for (TestType& i : y.im) { i /= static_cast<TestType>(n); }
    CAPTURE(n);
    CHECK(std::abs(energy - test::length_of(x)) <= allowed);
    CHECK(distance(x, y) <= 2 * allowed);
  }
}

TEMPLATE_TEST_CASE("a transform of real numbers is the first half of that of complex ones", "", float, double) {
  for (index const n : lengths) {
    line_transform<TestType> const t(n, line_of::real_numbers);
    REQUIRE(t.frequencies() == n / 2 + 1);
    complex_line<TestType> x = test::random_line<TestType>(n, 5);
    x.im.assign(x.im.size(), 0);
    complex_line<TestType> expected = forward(x);
    double const allowed = test::relative_error<TestType>(n) * test::length_of(expected);
    expected.re.resize(static_cast<std::size_t>(t.frequencies()));
    expected.im.resize(expected.re.size());
    complex_line<TestType> y(t.frequencies());
    t.forward_real(x.re.data(), y.parts());
    CAPTURE(n);
    CHECK(distance(y, expected) <= 2 * allowed);
    CHECK(y.im[0] == 0);
    if (n % 2 == 0) { CHECK(y.im.back() == 0); }

    std::vector<TestType> back(x.re.size());
    y.im[0] = 3;  // is taken for 0, as it is of all real lines
    if (n % 2 == 0) { y.im.back() = -5; }
    t.inverse_real(y.parts(), back.data());
    double worst = 0;
    for (std::size_t i = 0; i < back.size(); ++i) {
      worst = std::max(worst, std::abs(static_cast<double>(back[i] / static_cast<TestType>(n) - x.re[i])));
    }
    CHECK(worst <= 2 * test::relative_error<TestType>(n) * test::length_of(x));
  }
}

TEST_CASE("the inverse is the adjoint: <F x, y> = <x, F* y>, of real numbers too") {
  for (index const n : {1, 6, 29, 128, 375}) {
    complex_line<double> const x = test::random_line<double>(n, 1), y = test::random_line<double>(n, 2);
    line_transform<double> const t(n, line_of::complex_numbers);
    complex_line<double> fx(n), fy(n);
    t.forward(x.parts(), fx.parts());
    t.inverse(y.parts(), fy.parts());
    std::complex<long double> left = 0, right = 0;
    for (index i = 0; i < n; ++i) {
      left += fx[i] * std::conj(y[i]);
      right += x[i] * std::conj(fy[i]);
    }
    CAPTURE(n);
    CHECK(static_cast<double>(std::abs(left - right)) <=
          test::relative_error<double>(n) * test::length_of(fx) * test::length_of(y));
  }
}

TEMPLATE_TEST_CASE("numbers whose parts are neighbours are transformed to the same bits, in place too", "", float,
                   double) {
  using T = TestType;
  using convolt::engine::fft::places;
  auto const pairs_of = [](complex_line<T> const& x) {
    std::vector<T> pairs;
    for (std::size_t n = 0; n < x.re.size(); ++n) { pairs.insert(pairs.end(), {x.re[n], x.im[n]}); }
    return pairs;
  };
  auto const as_places = [](std::vector<T>& pairs) { return places<T>(pairs.data(), pairs.data() + 1, 2); };
  std::vector<index> sizes{99, 128, 210, 254, 256, 1000, 1024, 2048, 2 * 1009};
  for (index n = 1; n < 70; ++n) { sizes.push_back(n); }
  for (index const n : sizes) {
    CAPTURE(n);
    complex_line<T> const x = test::random_line<T>(n, 9);
    line_transform<T> const of_complex(n, line_of::complex_numbers), of_real(n, line_of::real_numbers);
    complex_line<T> y(n), half(of_real.frequencies());
    of_complex.forward(x.parts(), y.parts());
    std::vector<T> pairs = pairs_of(x), results(pairs.size());
    of_complex.forward(as_places(pairs), as_places(results));
    CHECK(results == pairs_of(y));
    of_complex.forward(as_places(pairs), as_places(pairs));
    CHECK(pairs == pairs_of(y));
    of_complex.forward(x.parts(), as_places(results));
    CHECK(results == pairs_of(y));
    of_real.forward_real(x.re.data(), half.parts());
    std::vector<T> half_pairs(2 * half.re.size());
    of_real.forward_real(x.re.data(), as_places(half_pairs));
    CHECK(half_pairs == pairs_of(half));
    std::vector<T> back(x.re.size()), other(back);
    of_real.inverse_real(half.parts(), back.data());
    of_real.inverse_real(as_places(half_pairs), other.data());
    CHECK(back == other);
  }
}

TEST_CASE("lines longer than the caches and long primes are transformed as well", "[large]") {
  for (index const n : {index{1} << 17, index{100003}}) {
    complex_line<double> const x = test::random_line<double>(n, 3);
    complex_line<double> const y = forward(x);
    double const allowed = test::relative_error<double>(n) * test::length_of(y);
    for (index const k : {index{0}, index{1}, n / 3, n - 1}) {
      CAPTURE(n, k);
      CHECK(static_cast<double>(std::abs(test::sum_at(x, k) - y[k])) <= allowed);
    }
  }
}

TEST_CASE("a number that is not finite is in every frequency") {
  for (index const n : {8, 31}) {
    complex_line<double> x = test::random_line<double>(n, 4);
    x.re[2] = std::numeric_limits<double>::quiet_NaN();
    complex_line<double> const y = forward(x);
    for (double const r : y.re) { CHECK(std::isnan(r)); }
  }
}

}  // namespace
