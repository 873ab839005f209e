// SPDX-License-Identifier: BSD-3-Clause
/// Folds: joining the states of two parts gives the state of the whole.
#include <convolt/quantity/folds.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <random>
#include <vector>

namespace {

namespace detail = convolt::detail;

template <class Fold>
auto fold(Fold const& f, std::vector<double> const& x, std::size_t from, std::size_t to) {
  auto s = f.start();
  for (std::size_t i = from; i < to; ++i) { s = f.take(s, x[i]); }
  return s;
}

std::vector<double> samples(unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(100., 3.);
  std::vector<double> x(57);
  for (double& v : x) { v = normal(random); }
  return x;
}

TEST_CASE("a cut anywhere does not change the result") {
  unsigned const seed = 20240611;
  CAPTURE(seed);
  auto const x = samples(seed);
  for (std::size_t cut = 0; cut <= x.size(); ++cut) {
    auto const joined = [&](auto const& f) { return f.finish(f.join(fold(f, x, 0, cut), fold(f, x, cut, x.size()))); };
    auto const whole = [&](auto const& f) { return f.finish(fold(f, x, 0, x.size())); };
    detail::var_fold<double> const var(1);
    CHECK(joined(var) == Approx(whole(var)).epsilon(1e-13));
    CHECK(joined(detail::mean_fold<double>{}) == Approx(whole(detail::mean_fold<double>{})).epsilon(1e-14));
    CHECK(joined(detail::min_fold<double>{}) == whole(detail::min_fold<double>{}));
    CHECK(joined(detail::argmax_fold<double>{}) == whole(detail::argmax_fold<double>{}));
  }
}

TEST_CASE("var agrees with the definition") {
  auto const x = samples(7);
  double mean = 0, squares = 0;
  for (double v : x) { mean += v / 57; }
  for (double v : x) { squares += (v - mean) * (v - mean); }
  detail::var_fold<double> const f;
  CHECK(f.finish(fold(f, x, 0, x.size())) == Approx(squares / 57).epsilon(1e-12));
}

TEST_CASE("the first of equals is the position, and NaN is found and kept") {
  detail::argmin_fold<double> const f;
  CHECK(f.finish(fold(f, {3., 1., 1.}, 0, 3)) == 1);
  CHECK(f.finish(fold(f, {3., std::nan(""), 1., std::nan("")}, 0, 4)) == 1);
  auto const a = fold(f, {3., 2.}, 0, 2), b = fold(f, {2., std::nan("")}, 0, 1), c = fold(f, {std::nan("")}, 0, 1);
  CHECK(f.finish(f.join(a, b)) == 1);
  CHECK(f.finish(f.join(a, c)) == 2);
  CHECK(f.finish(f.join(f.start(), b)) == 0);
}

TEST_CASE("integers wrap in 64 bits") {
  static_assert(detail::wide_add(std::int64_t{9223372036854775807}, std::int64_t{1}) < 0);
  static_assert(std::is_same_v<detail::sum_t<unsigned char>, std::uint64_t> &&
                std::is_same_v<detail::sum_t<float>, float>);
  static_assert(std::is_same_v<detail::accumulator_t<std::complex<float>>, std::complex<double>>);
}

}  // namespace
