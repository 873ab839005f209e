// SPDX-License-Identifier: BSD-3-Clause
/// What the instruction set does by itself has the bits that the functions for any instruction set give.
#include <convolt/engine/arch/family.hpp>

#include <convolt/engine/arch/traits.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <unit/engine/arch/vectors.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::parts;
using convolt::test::pick;
using test::any_numbers;
using test::default_arch;
using test::to_bits;
using test::to_numbers;
using test::to_vector;
using test::vector_of;
using test::width_of;

template <class T>
using own = convolt::engine::family<T, default_arch>;
template <class T>
using generic = convolt::engine::generic_family<T, default_arch>;

constexpr int times = 50;

template <class T>
vector_of<T> any_vector(std::mt19937_64& random) {
  return to_vector(any_numbers<T>(random, width_of<T>));
}

TEMPLATE_TEST_CASE("Zen 4, by what the system says of it, starts half as many long products, others all", "", float,
                   double) {
  std::ifstream file("/proc/cpuinfo");
  std::string const said{std::istreambuf_iterator<char>(file), {}};
  bool const is_zen4 = said.find("AuthenticAMD") != said.npos && said.find("cpu family\t: 25\n") != said.npos;
  bool const is_long = sizeof(TestType) * width_of<TestType> == 64;
  double const rate = convolt::engine::products_per_cycle<TestType, default_arch>();
  CHECK(rate == (is_long && is_zen4 ? 1 : 2));
}

TEMPLATE_TEST_CASE("the instruction set loads as many lanes", "", float, double) {
  std::mt19937_64 random(1);
  for (std::size_t n = 0; n < width_of<TestType>; ++n) {
    std::vector<TestType> const from = any_numbers<TestType>(random, n);  // nothing may be read behind it
    CAPTURE(n);
    CHECK(to_bits<TestType>(own<TestType>::load_lanes(from.data(), static_cast<index>(n))) ==
          to_bits<TestType>(generic<TestType>::load_lanes(from.data(), static_cast<index>(n))));
  }
}

TEMPLATE_TEST_CASE("the instruction set stores the same lanes, and nothing around them", "", float, double) {
  std::mt19937_64 random(2);
  index const n = static_cast<index>(width_of<TestType>);
  for (index from = 0; from <= n; ++from) {
    for (index to = from; to <= n; ++to) {
      vector_of<TestType> const x = any_vector<TestType>(random);
      std::vector<TestType> got = any_numbers<TestType>(random, width_of<TestType> + 2);
      std::vector<TestType> expected = got;
      own<TestType>::store_lanes(x, got.data() + 1, from, to);
      generic<TestType>::store_lanes(x, expected.data() + 1, from, to);
      CAPTURE(from, to);
      CHECK(to_bits(got) == to_bits(expected));
    }
  }
}

TEMPLATE_TEST_CASE("the instruction set stores the same past the caches", "", float, double) {
  std::mt19937_64 random(3);
  alignas(64) std::array<TestType, width_of<TestType>> to{};
  for (int i = 0; i < times; ++i) {
    vector_of<TestType> const x = any_vector<TestType>(random);
    own<TestType>::store_past_caches(x, to.data());
    CHECK(to_bits(std::vector<TestType>(to.begin(), to.end())) == to_bits<TestType>(x));
  }
}

TEMPLATE_TEST_CASE("the instruction set repeats the same numbers", "", float, double) {
  std::mt19937_64 random(4);
  test::for_each_part_of_width<TestType>([&random](auto k) {
    constexpr std::size_t count = decltype(k)::value;
    for (int i = 0; i < times; ++i) {
      std::vector<TestType> const from = any_numbers<TestType>(random, count);  // nothing may be read behind it
      CAPTURE(count);
      CHECK(to_bits<TestType>(own<TestType>::template load_repeated<count>(from.data())) ==
            to_bits<TestType>(generic<TestType>::template load_repeated<count>(from.data())));
    }
  });
}

TEMPLATE_TEST_CASE("the instruction set zips and interleaves to the same bits", "", float, double) {
  std::mt19937_64 random(5);
  for (int i = 0; i < times; ++i) {
    vector_of<TestType> const x = any_vector<TestType>(random), y = any_vector<TestType>(random);
    vector_of<TestType> a = x, b = y, c = x, d = y;
    own<TestType>::zip(a, b);
    generic<TestType>::zip(c, d);
    CHECK(to_bits<TestType>(a) == to_bits<TestType>(c));
    CHECK(to_bits<TestType>(b) == to_bits<TestType>(d));
    CHECK(to_bits<TestType>(own<TestType>::template interleave<false>(x, y)) ==
          to_bits<TestType>(generic<TestType>::template interleave<false>(x, y)));
    CHECK(to_bits<TestType>(own<TestType>::template interleave<true>(x, y)) ==
          to_bits<TestType>(generic<TestType>::template interleave<true>(x, y)));
  }
}

TEMPLATE_TEST_CASE("the instruction set transposes parts to the same bits", "", float, double) {
  std::mt19937_64 random(6);
  for (int i = 0; i < times; ++i) {
    std::array<vector_of<TestType>, parts<TestType, default_arch>> x;
    for (vector_of<TestType>& row : x) { row = any_vector<TestType>(random); }
    std::array<vector_of<TestType>, parts<TestType, default_arch>> y = x;
    own<TestType>::transpose_parts(x);
    generic<TestType>::transpose_parts(y);
    for (std::size_t k = 0; k < x.size(); ++k) { CHECK(to_bits<TestType>(x[k]) == to_bits<TestType>(y[k])); }
  }
}

/// Numbers between -1 and 1 that every product rounds.
template <class T>
std::vector<T> broken_numbers(std::mt19937_64& random) {
  std::vector<T> numbers;
  for (std::size_t i = 0; i < width_of<T>; ++i) {
    numbers.push_back(static_cast<T>(pick(random, -1000000, 1000000)) / T(1000003));
  }
  return numbers;
}

/// How many lanes are not a * b + c, rounded once, or, where the instruction set cannot, once more after the product.
template <class T>
int count_wrong(std::vector<T> const& a, std::vector<T> const& b, std::vector<T> const& c, T sign_of_product,
                T sign_of_c, vector_of<T> const& got, vector_of<T> const& other) {
  T const unit = std::numeric_limits<T>::epsilon();
  std::vector<T> const x = to_numbers<T>(got), y = to_numbers<T>(other);
  int wrong = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    T const once = std::fma(sign_of_product * a[i], b[i], sign_of_c * c[i]);
    wrong += convolt::engine::has_fused_products && x[i] != once;
    // Half a unit of the product, and half a unit of each sum.
    T const rounding = unit * (std::abs(a[i] * b[i]) / 2 + std::abs(once));
    wrong += !(std::abs(x[i] - once) <= rounding) || !(std::abs(x[i] - y[i]) <= rounding);
  }
  return wrong;
}

TEMPLATE_TEST_CASE("the instruction set adds the same products, but for one rounding", "", float, double) {
  std::mt19937_64 random(7);
  int wrong = 0;
  for (int i = 0; i < times; ++i) {
    std::vector<TestType> const a = broken_numbers<TestType>(random), b = broken_numbers<TestType>(random);
    std::vector<TestType> const c = broken_numbers<TestType>(random);
    vector_of<TestType> const x = to_vector(a), y = to_vector(b), z = to_vector(c);
    wrong += count_wrong<TestType>(a, b, c, 1, 1, own<TestType>::product_plus(x, y, z),
                                   generic<TestType>::product_plus(x, y, z));
    wrong += count_wrong<TestType>(a, b, c, 1, -1, own<TestType>::product_minus(x, y, z),
                                   generic<TestType>::product_minus(x, y, z));
    wrong += count_wrong<TestType>(a, b, c, -1, 1, own<TestType>::minus_product(x, y, z),
                                   generic<TestType>::minus_product(x, y, z));
    vector_of<TestType> sum = z, other = z;
    TestType const factor = b[0];
    own<TestType>::add_broadcast(sum, x, &factor);
    generic<TestType>::add_broadcast(other, x, &factor);
    wrong += count_wrong<TestType>(a, std::vector<TestType>(a.size(), factor), c, 1, 1, sum, other);
  }
  CHECK(wrong == 0);
}

}  // namespace
