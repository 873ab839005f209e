// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/lanes/vectors.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstddef>

namespace {

using arch = convolt::engine::vectors_of<convolt::target_arch>;
namespace lanes_of_channels = convolt::engine::lanes_of_channels;

/// Every operation in every lane, on numbers whose results are exact.
template <class Vector, class T>
void check_operations() {
  constexpr auto width = static_cast<std::size_t>(Vector::width);
  static_assert(convolt::engine::lane_group % (2 * Vector::width) == 0);  // taps go two vectors at a time
  std::array<T, width> x{}, got{};
  for (std::size_t l = 0; l < width; ++l) { x[l] = static_cast<T>(l) - T(3); }
  Vector const a = Vector::load(x.data()), two = Vector::broadcast(T(2)), ten = Vector::broadcast(T(10));
  auto const check = [&](Vector const& v, auto const& want) {
    v.store(got.data());
    for (std::size_t l = 0; l < width; ++l) { CHECK(got[l] == want(x[l])); }
  };
  check(product(a, two), [](T l) { return 2 * l; });
  check(product_plus(a, two, ten), [](T l) { return 2 * l + 10; });
  check(product_minus(a, two, ten), [](T l) { return 2 * l - 10; });
  check(minus_product(a, two, ten), [](T l) { return 10 - 2 * l; });
  check(sum(a, ten), [](T l) { return l + 10; });
  check(difference(a, ten), [](T l) { return l - 10; });
  Vector sum = ten;
  Vector::add_product(sum, a, two);
  check(sum, [](T l) { return 2 * l + 10; });
}

}  // namespace

TEMPLATE_TEST_CASE("vectors of channels and single channels do the same", "[engine]", float, double) {
  check_operations<lanes_of_channels::single<TestType, arch>, TestType>();
  check_operations<lanes_of_channels::lane_vector_t<TestType, arch>, TestType>();
}
