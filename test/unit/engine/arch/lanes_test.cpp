// SPDX-License-Identifier: BSD-3-Clause
/// Operations on some lanes and across lanes, in the words of the loops.
#include <convolt/engine/arch/lanes.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>
#include <unit/engine/arch/vectors.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::aligned_array;
using test::default_arch;
using test::ramp;
using test::to_numbers;
using test::to_vector;
using test::vector_of;
using test::width_of;

TEMPLATE_TEST_CASE("products are added and subtracted with the right signs", "", float, double) {
  using vec = vector_of<TestType>;
  vec const a(TestType(3)), b(TestType(5)), c(TestType(7));
  for (std::size_t l = 0; l < width_of<TestType>; ++l) {
    CHECK(to_numbers<TestType>(convolt::engine::product_plus<TestType, default_arch>(a, b, c))[l] == 22);
    CHECK(to_numbers<TestType>(convolt::engine::product_minus<TestType, default_arch>(a, b, c))[l] == 8);
    CHECK(to_numbers<TestType>(convolt::engine::minus_product<TestType, default_arch>(a, b, c))[l] == -8);
  }
}

TEMPLATE_TEST_CASE("a number in memory is multiplied into all lanes", "", float, double) {
  std::vector<TestType> const weights = ramp<TestType>(width_of<TestType>, -3);
  vector_of<TestType> sum = to_vector(ramp<TestType>(width_of<TestType>, 50));
  TestType const sample = 4;
  convolt::engine::add_broadcast<TestType, default_arch>(sum, to_vector(weights), &sample);
  std::vector<TestType> const got = to_numbers<TestType>(sum);
  for (std::size_t i = 0; i < got.size(); ++i) { CHECK(got[i] == static_cast<TestType>(50 + i) + 4 * weights[i]); }
}

TEMPLATE_TEST_CASE("a part of a vector is loaded with zeros behind it", "", float, double) {
  static constexpr index width = static_cast<index>(width_of<TestType>);
  for (index n = 0; n < width; ++n) {
    std::vector<TestType> from(static_cast<std::size_t>(n), TestType(3));  // nothing may be read behind it
    std::vector<TestType> const got =
        to_numbers<TestType>(convolt::engine::load_lanes<TestType, default_arch>(from.data(), n));
    for (index i = 0; i < width; ++i) {
      CHECK(got[static_cast<std::size_t>(i)] == (i < n ? TestType(3) : TestType(0)));
    }
  }
}

TEMPLATE_TEST_CASE("lanes outside a range are not stored", "", float, double) {
  static constexpr index width = static_cast<index>(width_of<TestType>);
  vector_of<TestType> const x = to_vector(ramp<TestType>(width_of<TestType>));
  for (index from = 0; from <= width; ++from) {
    for (index to = from; to <= width; ++to) {
      std::vector<TestType> output(static_cast<std::size_t>(width) + 2, TestType(-1));
      convolt::engine::store_lanes<TestType, default_arch>(x, output.data() + 1, from, to);
      for (index i = 0; i < width + 2; ++i) {
        bool const stored = i >= 1 && i < 1 + to - from;
        CHECK(output[static_cast<std::size_t>(i)] == (stored ? static_cast<TestType>(from + i - 1) : TestType(-1)));
      }
    }
  }
}

template <class T, std::size_t K>
void check_repeated() {
  if constexpr (K <= width_of<T>) {
    std::vector<T> const from = ramp<T>(K, 1);  // nothing may be read behind it
    std::vector<T> const to = to_numbers<T>(convolt::engine::load_repeated<T, default_arch, K>(from.data()));
    CAPTURE(K);
    for (std::size_t i = 0; i < to.size(); ++i) { CHECK(to[i] == from[i % K]); }
  }
}

/// In the order of the numbers, each within as many neighbours as the family says.
template <class T>
void check_picked(std::size_t shift) {
  using family = convolt::engine::family<T, default_arch>;
  if constexpr (family::picks_among > 0) {
    static constexpr std::size_t among = family::picks_among;
    std::array<int, width_of<T>> order{};
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = static_cast<int>(i / among * among + (i * i + shift) % among);
    }
    std::vector<T> const from = ramp<T>(width_of<T>, 3);
    std::vector<T> const got = to_numbers<T>(family::picked(to_vector(from), family::order_of(order)));
    for (std::size_t i = 0; i < got.size(); ++i) { CHECK(got[i] == from[static_cast<std::size_t>(order[i])]); }
  } else {
    CHECK(width_of<T> * sizeof(T) == 16);  // all wider vectors can
  }
}

TEMPLATE_TEST_CASE("lanes are picked among neighbours", "", float, double) {
  for (std::size_t shift = 0; shift < width_of<TestType>; ++shift) { check_picked<TestType>(shift); }
}

TEMPLATE_TEST_CASE("numbers are repeated to fill a vector", "", float, double) {
  check_repeated<TestType, 1>();
  check_repeated<TestType, 2>();
  check_repeated<TestType, 4>();
  check_repeated<TestType, 8>();
  check_repeated<TestType, 16>();
}

TEMPLATE_TEST_CASE("two vectors are replaced by their lanes in turn", "", float, double) {
  constexpr std::size_t n = width_of<TestType>;
  vector_of<TestType> a = to_vector(ramp<TestType>(n)), b = to_vector(ramp<TestType>(n, 100));
  convolt::engine::zip<TestType, default_arch>(a, b);
  for (std::size_t i = 0; i < 2 * n; ++i) {
    TestType const got = to_numbers<TestType>(i < n ? a : b)[i % n];
    CHECK(got == static_cast<TestType>(i / 2 + i % 2 * 100));
  }
}

TEMPLATE_TEST_CASE("lanes in turn are taken apart, and vectors are turned round", "", float, double) {
  constexpr std::size_t n = width_of<TestType>;
  vector_of<TestType> a = to_vector(ramp<TestType>(n)), b = to_vector(ramp<TestType>(n, 100));
  vector_of<TestType> const turned = convolt::engine::reversed<TestType, default_arch>(a);
  for (std::size_t i = 0; i < n; ++i) { CHECK(to_numbers<TestType>(turned)[i] == to_numbers<TestType>(a)[n - 1 - i]); }
  vector_of<TestType> x = a, y = b;
  convolt::engine::zip<TestType, default_arch>(x, y);
  convolt::engine::unzip<TestType, default_arch>(x, y);
  CHECK(to_numbers<TestType>(x) == to_numbers<TestType>(a));
  CHECK(to_numbers<TestType>(y) == to_numbers<TestType>(b));
}

/// Vectors of numbers whose sums are exact; what is behind those that come out does not matter.
template <class T, std::size_t K>
void check_neighbours() {
  if constexpr (K <= width_of<T>) {
    for (std::size_t vectors = K; vectors <= 4 * K; vectors += K) {
      aligned_array<T> numbers(vectors * width_of<T> + 1);
      for (std::size_t i = 0; i < numbers.size(); ++i) { numbers.data()[i] = static_cast<T>(i * i % 23); }
      std::vector<T> const before(numbers.data(), numbers.data() + numbers.size());
      convolt::engine::add_up_neighbours<T, default_arch, K>(numbers.data(), vectors);
      int wrong = 0;
      for (std::size_t i = 0; i < vectors / K * width_of<T>; ++i) {
        T sum = 0;
        for (std::size_t k = 0; k < K; ++k) { sum += before[i * K + k]; }
        wrong += numbers.data()[i] != sum;
      }
      CAPTURE(K, vectors);
      CHECK(wrong == 0);
      CHECK(numbers.data()[vectors * width_of<T>] == before.back());
    }
  }
}

TEMPLATE_TEST_CASE("neighbouring numbers are replaced by their sums", "", float, double) {
  check_neighbours<TestType, 1>();
  check_neighbours<TestType, 2>();
  check_neighbours<TestType, 4>();
  check_neighbours<TestType, 8>();
  check_neighbours<TestType, 16>();
}

}  // namespace
