// SPDX-License-Identifier: BSD-3-Clause
/// Transforms by the way that calls take.
#include <convolt/engine/entry/transforms.hpp>

#include <convolt/core/arch.hpp>
#include <support/catch.hpp>
#include <unit/engine/fft/lines_of_numbers.hpp>

#include <complex>

namespace {

namespace test = convolt::test;
using convolt::index;
using convolt::engine::fft::line_of;

TEMPLATE_TEST_CASE("transforms are those of their kind of numbers", "", float, double, long double) {
  using T = TestType;
  for (index const n : {1, 10, 37}) {
    auto const t = convolt::engine::make_transform<T, convolt::target_arch>(n, line_of::complex_numbers);
    REQUIRE(t->size() == n);
    auto const x = test::random_line<T>(n, 8);
    test::complex_line<T> y(n);
    t->forward(x.parts(), y.parts());
    for (index k = 0; k < n; ++k) {
      CHECK(static_cast<double>(std::abs(y[k] - test::sum_at(x, k))) <=
            test::relative_error<T>(n) * test::length_of(y) + 1e-17);
    }
  }
}

TEST_CASE("the last transform of a thread is kept where its tables are small, as those of lengths with small primes") {
  auto const make = [](index n, line_of kind) {
    return convolt::engine::make_transform<double, convolt::target_arch>(n, kind);
  };
  auto const first = make(12, line_of::real_numbers);
  CHECK(make(12, line_of::real_numbers) == first);
  CHECK(make(12, line_of::complex_numbers)->kind() == line_of::complex_numbers);
  CHECK(make(12, line_of::real_numbers) != first);
  index const smooth = index{1} << 20, prime = 100003;
  CHECK(make(smooth, line_of::real_numbers) == make(smooth, line_of::real_numbers));
  CHECK(make(prime, line_of::real_numbers) != make(prime, line_of::real_numbers));
}

}  // namespace
