// SPDX-License-Identifier: BSD-3-Clause
/// The reference transform, of numbers that have no vectors too.
#include <convolt/engine/fft/reference.hpp>

#include <support/catch.hpp>
#include <unit/engine/fft/lines_of_numbers.hpp>

#include <complex>
#include <vector>

namespace {

namespace test = convolt::test;
struct here {};
using convolt::index;
using convolt::engine::fft::line_of;

TEMPLATE_TEST_CASE("the reference is the sums that define a transform", "", double, long double) {
  using T = TestType;
  for (index const n : {1, 2, 12, 29, 49}) {
    convolt::engine::fft::reference_transform<T, here> const t(n, line_of::complex_numbers);
    auto const x = test::random_line<T>(n, 9);
    auto y = x;
    t.forward(y.parts(), y.parts());
    for (index k = 0; k < n; ++k) {
      CAPTURE(n, k);
      CHECK(static_cast<double>(std::abs(y[k] - test::sum_at(x, k))) <= 1e-13);
    }
    t.inverse(y.parts(), y.parts());
    for (index k = 0; k < n; ++k) {
      CHECK(static_cast<double>(std::abs(y[k] / static_cast<long double>(n) - x[k])) <= 1e-13);
    }
  }
}

TEST_CASE("of real numbers it leaves out the mirror images") {
  for (index const n : {1, 2, 7, 12}) {
    convolt::engine::fft::reference_transform<double, here> const t(n, line_of::real_numbers);
    auto x = test::random_line<double>(n, 9);
    x.im.assign(x.im.size(), 0.);
    test::complex_line<double> y(t.frequencies());
    t.forward_real(x.re.data(), y.parts());
    for (index k = 0; k < t.frequencies(); ++k) {
      CHECK(static_cast<double>(std::abs(y[k] - test::sum_at(x, k))) <= 1e-13);
    }
    std::vector<double> back(x.re.size());
    t.inverse_real(y.parts(), back.data());
    for (std::size_t i = 0; i < back.size(); ++i) {
      CHECK(std::abs(back[i] / static_cast<double>(n) - x.re[i]) <= 1e-13);
    }
  }
}

}  // namespace
