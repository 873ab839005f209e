// SPDX-License-Identifier: BSD-3-Clause
/// The functions for any instruction set, against what is said of each lane.
#include <convolt/engine/arch/generic.hpp>

#include <support/catch.hpp>
#include <unit/engine/arch/vectors.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::part_size;
using convolt::engine::parts;
using test::default_arch;
using test::ramp;
using test::to_numbers;
using test::to_vector;
using test::vector_of;
using test::width_of;

template <class T>
using generic = convolt::engine::generic_family<T, default_arch>;

static_assert(part_size<float> == 4 && part_size<double> == 2);
static_assert(parts<float, default_arch> * part_size<float> == width_of<float>);
static_assert(parts<float, default_arch> == parts<double, default_arch>);

TEMPLATE_TEST_CASE("products are added and subtracted in every lane", "", float, double) {
  constexpr std::size_t n = width_of<TestType>;
  std::vector<TestType> const a = ramp<TestType>(n, 2), b = ramp<TestType>(n, -5), c = ramp<TestType>(n, 100);
  vector_of<TestType> const x = to_vector(a), y = to_vector(b), z = to_vector(c);
  std::vector<TestType> const plus = to_numbers<TestType>(generic<TestType>::product_plus(x, y, z));
  std::vector<TestType> const minus = to_numbers<TestType>(generic<TestType>::product_minus(x, y, z));
  std::vector<TestType> const from = to_numbers<TestType>(generic<TestType>::minus_product(x, y, z));
  vector_of<TestType> sum = z;
  TestType const factor = -3;
  generic<TestType>::add_broadcast(sum, x, &factor);
  std::vector<TestType> const broadcast = to_numbers<TestType>(sum);
  for (std::size_t i = 0; i < n; ++i) {
    CAPTURE(i);
    CHECK(plus[i] == a[i] * b[i] + c[i]);
    CHECK(minus[i] == a[i] * b[i] - c[i]);
    CHECK(from[i] == c[i] - a[i] * b[i]);
    CHECK(broadcast[i] == c[i] - 3 * a[i]);
  }
}

TEMPLATE_TEST_CASE("some lanes are loaded, with zeros behind them and nothing read there", "", float, double) {
  for (std::size_t n = 0; n <= width_of<TestType>; ++n) {
    std::vector<TestType> const from = ramp<TestType>(n, 1);
    std::vector<TestType> expected = from;
    expected.resize(width_of<TestType>);
    CAPTURE(n);
    CHECK(to_numbers<TestType>(generic<TestType>::load_lanes(from.data(), static_cast<index>(n))) == expected);
  }
}

TEMPLATE_TEST_CASE("some lanes are stored, and nothing around them", "", float, double) {
  index const n = static_cast<index>(width_of<TestType>);
  vector_of<TestType> const x = to_vector(ramp<TestType>(width_of<TestType>, 1));
  for (index from = 0; from <= n; ++from) {
    for (index to = from; to <= n; ++to) {
      std::vector<TestType> got(width_of<TestType> + 2, TestType(-1)), expected = got;
      for (index i = from; i < to; ++i) {
        expected[static_cast<std::size_t>(1 + i - from)] = static_cast<TestType>(i + 1);
      }
      generic<TestType>::store_lanes(x, got.data() + 1, from, to);
      CAPTURE(from, to);
      CHECK(got == expected);
    }
  }
}

TEMPLATE_TEST_CASE("a whole vector is stored to an aligned address", "", float, double) {
  alignas(64) std::array<TestType, 2 * width_of<TestType>> to{};
  generic<TestType>::store_past_caches(to_vector(ramp<TestType>(width_of<TestType>, 1)), to.data());
  for (std::size_t i = 0; i < to.size(); ++i) {
    CHECK(to[i] == (i < width_of<TestType> ? static_cast<TestType>(i + 1) : TestType(0)));
  }
}

TEMPLATE_TEST_CASE("a part of a vector is repeated, and nothing is read behind it", "", float, double) {
  test::for_each_part_of_width<TestType>([](auto k) {
    constexpr std::size_t count = decltype(k)::value;
    std::vector<TestType> const from = ramp<TestType>(count, 1);
    std::vector<TestType> const got =
        to_numbers<TestType>(generic<TestType>::template load_repeated<count>(from.data()));
    CAPTURE(count);
    for (std::size_t i = 0; i < got.size(); ++i) { CHECK(got[i] == from[i % count]); }
  });
}

TEMPLATE_TEST_CASE("zipped vectors have their lanes in turn", "", float, double) {
  constexpr std::size_t n = width_of<TestType>;
  vector_of<TestType> a = to_vector(ramp<TestType>(n, 0)), b = to_vector(ramp<TestType>(n, 100));
  generic<TestType>::zip(a, b);
  std::vector<TestType> all = to_numbers<TestType>(a);
  std::vector<TestType> const others = to_numbers<TestType>(b);
  all.insert(all.end(), others.begin(), others.end());
  for (std::size_t i = 0; i < 2 * n; ++i) { CHECK(all[i] == static_cast<TestType>(i / 2 + i % 2 * 100)); }
}

TEMPLATE_TEST_CASE("halves of parts are interleaved part by part", "", float, double) {
  constexpr std::size_t n = width_of<TestType>, size = part_size<TestType>;
  vector_of<TestType> const a = to_vector(ramp<TestType>(n, 0)), b = to_vector(ramp<TestType>(n, 100));
  std::vector<TestType> const first = to_numbers<TestType>(generic<TestType>::template interleave<false>(a, b));
  std::vector<TestType> const second = to_numbers<TestType>(generic<TestType>::template interleave<true>(a, b));
  for (std::size_t part = 0; part < n / size; ++part) {
    for (std::size_t i = 0; i < size; ++i) {
      std::size_t const number = part * size + i / 2 + i % 2 * 100;
      CAPTURE(part, i);
      CHECK(first[part * size + i] == static_cast<TestType>(number));
      CHECK(second[part * size + i] == static_cast<TestType>(number + size / 2));
    }
  }
}

TEMPLATE_TEST_CASE("parts of vectors change places across the diagonal", "", float, double) {
  constexpr std::size_t count = parts<TestType, default_arch>, size = part_size<TestType>;
  std::array<vector_of<TestType>, count> x;
  for (std::size_t i = 0; i < count; ++i) {
    x[i] = to_vector(ramp<TestType>(width_of<TestType>, 100 * static_cast<int>(i)));
  }
  generic<TestType>::transpose_parts(x);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<TestType> const row = to_numbers<TestType>(x[i]);
    for (std::size_t k = 0; k < row.size(); ++k) {
      CAPTURE(i, k);
      CHECK(row[k] == static_cast<TestType>(100 * (k / size) + i * size + k % size));
    }
  }
}

}  // namespace
