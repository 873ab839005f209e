// SPDX-License-Identifier: BSD-3-Clause
/// Support and tails of a shape that a user wrote.
#include <convolt/kernel/shape.hpp>

#include <support/catch.hpp>

#include <array>
#include <limits>

namespace {

using namespace convolt::kernel;

/// 1 from lag 2 to before lag 3, then half of it until 5.
struct stairs {
  double value(double t) const { return t >= 2 && t < 3 ? 1 : (t >= 3 && t < 5 ? 0.5 : 0); }
  double integral(double a, double b) const { return until(b) - until(a); }
  static double area() { return 2; }
  static double peak() { return 1; }
  static double peak_lag() { return 2; }
  static double median() { return 3; }
  static double finest() { return 1; }
  static plain_range bounds() { return {2, 5}; }
  static std::array<plain_jump, 3> jumps() { return {plain_jump{2, 1}, plain_jump{3, -0.5}, plain_jump{5, -0.5}}; }

 private:
  static double until(double t) { return t < 2 ? 0 : (t < 3 ? t - 2 : (t < 5 ? 1 + (t - 3) / 2 : 2)); }
};
static_assert(Shape<stairs>);

TEST_CASE("a shape of the user's own has support, limits and tails") {
  stairs const s;
  CHECK(support_of(s, 0.01).first == 2);
  CHECK(support_of(s, 0.).last == 5);
  CHECK(value_before(s, 2) == 0);
  CHECK(value_before(s, 3) == 1);
  CHECK(value_before(s, 2.5) == 1);
  CHECK(largest_outside(s, {2, 5}) == 0);
  CHECK(largest_outside(s, {2, 4}) == 0.5);
  CHECK(largest_outside(s, {2.5, 5}) == 1);
  CHECK(area_outside(s, {2.5, 4}) == 1);
  CHECK(area_outside(s, {4, 2.5}) == 2);
}

/// A shape whose values are no numbers far out.
struct broken {
  static double value(double t) { return t < 4 ? 1 : std::numeric_limits<double>::quiet_NaN(); }
  static double integral(double, double) { return std::numeric_limits<double>::quiet_NaN(); }
  static double area() { return 1; }
  static double peak() { return 1; }
  static double peak_lag() { return 0; }
  static double median() { return 0; }
  static double finest() { return 1; }
  static plain_range bounds() { return {0, std::numeric_limits<double>::infinity()}; }
  static std::array<plain_jump, 0> jumps() { return {}; }
};

TEST_CASE("what is no number ends the search for the support") {
  CHECK(support_of(broken{}, 0.5).last == Approx(4).epsilon(1e-5));
}

TEST_CASE("a tolerance is at least 0 and below 1") {
  stairs const s;
  for (double bad : {-1e-9, 1., 2., std::numeric_limits<double>::quiet_NaN()}) {
    try {
      static_cast<void>(support_of(s, bad));
      FAIL("not refused");
    } catch (convolt::parameter_error const& e) { CHECK(e.category() == "bad_tolerance"); }
  }
}

}  // namespace
