// SPDX-License-Identifier: BSD-3-Clause
/// The complex vector against std::complex, lane by lane.
#include <convolt/engine/fft/complex_vector.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstddef>

namespace {

using convolt::engine::aligned_array;
using convolt::engine::default_arch;

template <class T>
using value = convolt::engine::fft::complex_vector<T, default_arch>;

/// Lane l is (first + l, 2 - l): whole numbers, so that all products are exact.
template <class T>
value<T> example(T first) {
  aligned_array<T> memory(value<T>::size);
  for (std::size_t l = 0; l < value<T>::width; ++l) {
    memory.data()[l] = first + static_cast<T>(l);
    memory.data()[l + value<T>::width] = T(2) - static_cast<T>(l);
  }
  return value<T>::load(memory.data());
}

template <class T>
std::complex<T> lane(value<T> const& z, std::size_t l) {
  aligned_array<T> memory(value<T>::size);
  z.store(memory.data());
  return {memory.data()[l], memory.data()[l + value<T>::width]};
}

TEMPLATE_TEST_CASE("complex vectors add, subtract and multiply like complex numbers", "", float, double) {
  namespace fft = convolt::engine::fft;
  value<TestType> const a = example<TestType>(3);
  value<TestType> const b = example<TestType>(-5);
  for (std::size_t l = 0; l < value<TestType>::width; ++l) {
    std::complex<TestType> const x = lane(a, l);
    std::complex<TestType> const y = lane(b, l);
    CHECK(x == std::complex<TestType>(TestType(3) + static_cast<TestType>(l), TestType(2) - static_cast<TestType>(l)));
    CHECK(lane(a + b, l) == x + y);
    CHECK(lane(a - b, l) == x - y);
    CHECK(lane(fft::multiply<false>(a, b), l) == x * y);
    CHECK(lane(fft::multiply<true>(a, b), l) == x * std::conj(y));
  }
}

TEMPLATE_TEST_CASE("a broadcast has the same number in all lanes", "", float, double) {
  TestType const pair[2] = {3, -4};
  value<TestType> const z = value<TestType>::broadcast(pair);
  for (std::size_t l = 0; l < value<TestType>::width; ++l) { CHECK(lane(z, l) == std::complex<TestType>(3, -4)); }
}

}  // namespace
