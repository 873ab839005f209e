// SPDX-License-Identifier: BSD-3-Clause
/// Every kind of number, in every lane, and at every place of arrays of any length.
#include <convolt/engine/arch/finite.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <bit>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::all_finite;
using convolt::engine::bits_of;
using convolt::engine::default_arch;
using convolt::engine::finite_numbers;
using convolt::engine::is_finite;
using convolt::engine::is_nan;
using convolt::engine::lanes;
using convolt::engine::simd;

template <class T>
using seen_numbers = finite_numbers<T, default_arch>;

template <class T>
T from_bits(bits_of<T> bits) {
  return std::bit_cast<T>(bits);
}

/// Both signs of each.
template <class T>
std::vector<T> with_signs(std::vector<bits_of<T>> const& all) {
  bits_of<T> const sign = bits_of<T>{1} << (8 * sizeof(T) - 1);
  std::vector<T> numbers;
  for (bits_of<T> const bits : all) {
    numbers.push_back(from_bits<T>(bits));
    numbers.push_back(from_bits<T>(bits | sign));
  }
  return numbers;
}

template <class T>
bits_of<T> bits(T x) {
  return std::bit_cast<bits_of<T>>(x);
}

/// Zero, denormal numbers, the least normal one and its neighbours, common ones, the largest ones.
template <class T>
std::vector<T> finite_examples() {
  using number = std::numeric_limits<T>;
  return with_signs<T>({bits(T(0)), bits(number::denorm_min()), bits(number::min()) - 1, bits(number::min()),
                        bits(number::min()) + 1, bits(T(1)), bits(T(1)) + 1, bits(T(1)) - 1, bits(T(77777)),
                        bits(number::max()) - 1, bits(number::max())});
}

/// Quiet and signalling, with payloads of the first bit, the last one, some and all.
template <class T>
std::vector<T> nan_examples() {
  bits_of<T> const infinity = bits(std::numeric_limits<T>::infinity());
  bits_of<T> const quiet = bits_of<T>{1} << (std::numeric_limits<T>::digits - 2);
  bits_of<T> const all = 2 * quiet - 1;
  return with_signs<T>({bits(std::numeric_limits<T>::quiet_NaN()), bits(std::numeric_limits<T>::signaling_NaN()),
                        infinity | quiet, infinity | 1, infinity | (quiet >> 1), infinity | quiet | 1,
                        infinity | 0x5a5a, infinity | all, infinity | (all ^ quiet)});
}

template <class T>
std::vector<T> infinities() {
  return with_signs<T>({bits(std::numeric_limits<T>::infinity())});
}

template <class T>
std::vector<T> bad_examples() {
  std::vector<T> all = nan_examples<T>();
  for (T const x : infinities<T>()) { all.push_back(x); }
  return all;
}

static_assert(is_finite(0.f) && is_finite(-0.) && is_finite(std::numeric_limits<float>::max()));
static_assert(!is_finite(std::numeric_limits<float>::infinity()) && !is_nan(-std::numeric_limits<double>::infinity()));
static_assert(is_nan(std::numeric_limits<double>::quiet_NaN()) && !is_nan(std::numeric_limits<float>::denorm_min()));

TEMPLATE_TEST_CASE("a number is finite, infinite or NaN", "", float, double) {
  for (TestType const x : finite_examples<TestType>()) {
    CAPTURE(bits(x));
    CHECK(is_finite(x));
    CHECK_FALSE(is_nan(x));
  }
  for (TestType const x : infinities<TestType>()) {
    CHECK_FALSE(is_finite(x));
    CHECK_FALSE(is_nan(x));
  }
  for (TestType const x : nan_examples<TestType>()) {
    CAPTURE(bits(x));
    CHECK_FALSE(is_finite(x));
    CHECK(is_nan(x));
  }
}

/// A vector of finite numbers but for one lane.
template <class T>
simd<T, default_arch> vector_with(T x, std::size_t lane, T others) {
  std::vector<T> numbers(lanes<T, default_arch>, others);
  numbers[lane] = x;
  return simd<T, default_arch>::load_unaligned(numbers.data());
}

TEMPLATE_TEST_CASE("a vector is looked at in every lane", "", float, double) {
  CHECK(seen_numbers<TestType>{}.all());
  for (TestType const others : finite_examples<TestType>()) {
    CAPTURE(bits(others));
    for (std::size_t lane = 0; lane < lanes<TestType, default_arch>; ++lane) {
      seen_numbers<TestType> good;
      for (TestType const x : finite_examples<TestType>()) {
        good.add(vector_with(x, lane, others));
        CHECK(good.all());
      }
      for (TestType const x : bad_examples<TestType>()) {
        CAPTURE(lane, bits(x));
        seen_numbers<TestType> found = good;
        found.add(vector_with(x, lane, others));
        CHECK_FALSE(found.all());
        found.add(vector_with(others, lane, others));  // what has been seen is not forgotten
        CHECK_FALSE(found.all());
      }
    }
  }
}

TEMPLATE_TEST_CASE("what others have seen is added", "", float, double) {
  seen_numbers<TestType> good, bad;
  good.add(vector_with<TestType>(1, 0, 1));
  bad.add(vector_with(std::numeric_limits<TestType>::quiet_NaN(), lanes<TestType, default_arch> - 1, TestType(1)));
  seen_numbers<TestType> both = good;
  both.add(good);
  CHECK(both.all());
  both.add(bad);
  CHECK_FALSE(both.all());
  bad.add(good);
  CHECK_FALSE(bad.all());
  CHECK(good.all());
}

template <class T>
bool finds_none(std::vector<T> const& numbers) {
  index const n = static_cast<index>(numbers.size());
  seen_numbers<T> seen;
  seen.add(numbers.data(), n);
  bool const all = seen.all();
  CHECK((all_finite<T, default_arch>(numbers.data(), n)) == all);
  return all;
}

TEMPLATE_TEST_CASE("a number that is not finite is found wherever it is, in arrays of every length", "", float,
                   double) {
  std::vector<TestType> const good = finite_examples<TestType>();
  std::vector<TestType> const bad = bad_examples<TestType>();
  for (std::size_t n = 0; n <= 3 * lanes<TestType, default_arch> + 1; ++n) {
    CAPTURE(n);
    std::vector<TestType> numbers;  // exactly as long: nothing may be read behind it
    for (std::size_t i = 0; i < n; ++i) { numbers.push_back(good[(i + n) % good.size()]); }
    CHECK(finds_none(numbers));
    int overlooked = 0, invented = 0;
    for (TestType& place : numbers) {
      TestType const before = place;
      for (TestType const x : bad) {
        place = x;
        overlooked += finds_none(numbers);
      }
      for (TestType const x : good) {
        place = x;
        invented += !finds_none(numbers);
      }
      place = before;
    }
    CHECK(overlooked == 0);
    CHECK(invented == 0);
  }
}

TEMPLATE_TEST_CASE("numbers behind the end are not looked at", "", float, double) {
  for (index n = 0; n <= 3 * static_cast<index>(lanes<TestType, default_arch>) + 1; ++n) {
    std::vector<TestType> numbers(static_cast<std::size_t>(n) + 70, std::numeric_limits<TestType>::infinity());
    for (index i = 0; i < n; ++i) { numbers[static_cast<std::size_t>(i)] = std::numeric_limits<TestType>::max(); }
    CAPTURE(n);
    CHECK(all_finite<TestType, default_arch>(numbers.data(), n));
    CHECK_FALSE(all_finite<TestType, default_arch>(numbers.data(), n + 1));
  }
}

}  // namespace
