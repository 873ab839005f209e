// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/quantity/kth_smallest.hpp: against sorting.

#include <convolt/quantity/kth_smallest.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

template <class W>
void check_against_sorting(std::vector<W> x) {
  std::vector<W> sorted = x;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t k = 0; k < x.size(); k += x.size() / 7 + 1) {
    auto const found = convolt::detail::kth_smallest(x, k);
    REQUIRE(found.kth == sorted[k]);
    REQUIRE(found.next == sorted[std::min(k + 1, x.size() - 1)]);
  }
}

}  // namespace

TEST_CASE("the k-th smallest is that of the sorted numbers, however they lie") {
  unsigned const seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> even(-1., 1.);
  for (std::size_t const n : {1U, 2U, 3U, 16U, 17U, 384U, 4096U, 4097U}) {
    std::vector<double> numbers(n), equal(n, 3.), few(n), far(n);
    for (double& v : numbers) { v = even(random); }
    for (double& v : few) { v = std::floor(3 * even(random)); }
    for (double& v : far) { v = std::ldexp(even(random), static_cast<int>(600 * even(random))); }
    check_against_sorting(numbers);
    check_against_sorting(equal);
    check_against_sorting(few);
    check_against_sorting(far);
    check_against_sorting(std::vector<float>(numbers.begin(), numbers.end()));
  }
}

TEST_CASE("infinities and the largest numbers are numbers") {
  double const infinity = std::numeric_limits<double>::infinity(), most = std::numeric_limits<double>::max();
  check_against_sorting<double>({infinity, 1., -infinity, 2., infinity});
  check_against_sorting<double>({most, -most, 0., most / 2});
  check_against_sorting<double>({-0., 0., 5e-324, -5e-324});
}
