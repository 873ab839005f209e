// SPDX-License-Identifier: BSD-3-Clause
/// How initializers are called: shapes of every kind, both element types, and what the errors say.
#include <convolt/nn/init/context.hpp>

#include <support/catch.hpp>

#include <array>
#include <limits>
#include <type_traits>
#include <vector>

namespace {

namespace init = convolt::nn::init;
using convolt::index;

/// Counts, from the stream on, and remembers what it was told.
class counting : public init::detail::callable<counting> {
 public:
  template <init::InitialNumber T>
  void fill(std::span<T> values, init::shape_view shape, init::context const& c) const {
    seen.assign(shape.begin(), shape.end());
    T next = static_cast<T>(c.stream);
    for (T& v : values) { v = next++; }
  }
  mutable std::vector<index> seen;
};

TEST_CASE("an initializer takes shapes as braced lists, arrays, vectors and lists") {
  counting const count;
  auto const braced = count({2, 3});
  static_assert(std::is_same_v<std::remove_cv_t<decltype(braced)>, xt::xtensor<double, 2, xt::layout_type::row_major>>);
  CHECK(braced(1, 2) == 5.);
  CHECK(count.seen == std::vector<index>{2, 3});
  auto const from_array = count.make<float>(std::array<std::size_t, 3>{1, 2, 2}, {.stream = 10});
  static_assert(
      std::is_same_v<std::remove_cv_t<decltype(from_array)>, xt::xtensor<float, 3, xt::layout_type::row_major>>);
  CHECK(from_array(0, 1, 1) == 13.F);
  auto const from_vector = count(std::vector<int>{3});
  static_assert(
      std::is_same_v<std::remove_cv_t<decltype(from_vector)>, xt::xarray<double, xt::layout_type::row_major>>);
  CHECK(from_vector(2) == 2.);
  CHECK(count.make<float>({0, 4}).size() == 0);
}

TEST_CASE("an initializer refuses shapes that cannot be") {
  counting const count;
  CHECK_THROWS_AS(count({2, -1}), convolt::shape_error);
  constexpr index large = std::numeric_limits<index>::max();
  CHECK_THROWS_AS(count({large, large}), convolt::shape_error);
}

TEST_CASE("axes are counted from both ends") {
  std::vector<index> const shape{5, 3, 16};
  CHECK(init::detail::axis_of("x", "in_axis", -2, shape) == 1);
  CHECK(init::detail::axis_of("x", "in_axis", 0, shape) == 0);
  CHECK_THROWS_AS(init::detail::axis_of("x", "in_axis", 3, shape), convolt::shape_error);
  CHECK_THROWS_WITH(init::detail::axis_of("x", "in_axis", -4, shape),
                    "convolt::nn::init::x: shape has no axis -4, the in_axis; expected more axes, got [5, 3, 16]");
}

TEST_CASE("parameters that are not numbers are refused by name") {
  CHECK_NOTHROW(init::detail::check_positive("normal", "scale", 1e-300));
  for (double const bad :
       {0., -1., std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(init::detail::check_positive("normal", "scale", bad), convolt::parameter_error);
  }
  CHECK_NOTHROW(init::detail::check_finite("normal", "mean", -1e308));
  CHECK_THROWS_AS(init::detail::check_finite("normal", "mean", -std::numeric_limits<double>::infinity()),
                  convolt::parameter_error);
  CHECK_THROWS_WITH(init::detail::check_positive("normal", "scale", -0.5),
                    "convolt::nn::init::normal: scale must be positive and finite; got -0.5");
}

}  // namespace
