// SPDX-License-Identifier: BSD-3-Clause
/// Orthogonal and delta-orthogonal kernels: exact bits, orthogonality along the axis asked for, distribution, errors.
#include <convolt/nn/init/orthogonal.hpp>

#include <support/catch.hpp>
#include <support/fingerprint.hpp>
#include <support/moments.hpp>
#include <support/thrown_by.hpp>

#include <cmath>
#include <vector>

namespace {

namespace init = convolt::nn::init;
using convolt::test::fingerprint;

TEST_CASE("orthogonal gives the same bits on every machine") {
  // Golden bits were computed elsewhere, in rational arithmetic with one rounding per operation.
  init::orthogonal const scaled({.scale = 2., .seed = 10});
  CHECK(scaled({6, 4})(0, 0) == 0x1.9bec1bbbf443bp-3);
  CHECK(fingerprint(scaled({6, 4})) == 0xb1e4d30c7634f4ce);
  CHECK(fingerprint(scaled.make<float>({6, 4})) == 0x629fadbcc69a9b35);
  init::orthogonal const plain({.seed = 10});
  CHECK(fingerprint(plain({2, 2, 6})) == 0x8e291176c4bc675e);
  CHECK(fingerprint(plain.make<float>({2, 2, 6})) == 0x8820da0afe9a6ad5);
}

/// Products of the slices i and j along the axis, where slices are fewer than numbers in a slice.
template <class A>
double slice_product(A const& a, std::size_t axis, std::size_t i, std::size_t j) {
  double sum = 0.;
  std::size_t after = 1;
  for (std::size_t d = axis + 1; d < a.dimension(); ++d) { after *= a.shape(d); }
  std::size_t const rows = a.shape(axis);
  for (std::size_t k = 0; k < a.size() / rows; ++k) {
    std::size_t const block = k / after * rows * after + k % after;
    sum += a.storage()[block + i * after] * a.storage()[block + j * after];
  }
  return sum;
}

TEST_CASE("slices along the axis are orthogonal and as long as the scale") {
  for (convolt::index const axis : {0, 1, 2, -1}) {
    INFO("axis " << axis);
    auto const w = init::orthogonal({.scale = 3., .axis = axis, .seed = 31})({4, 5, 6});
    std::size_t const a = axis < 0 ? 2 : static_cast<std::size_t>(axis);
    for (std::size_t i = 0; i < w.shape(a); ++i) {
      for (std::size_t j = 0; j < w.shape(a); ++j) {
        CHECK(std::abs(slice_product(w, a, i, j) - (i == j ? 9. : 0.)) < 1e-13);
      }
    }
  }
}

TEST_CASE("with more rows than columns the columns are orthogonal") {
  auto const w = init::orthogonal({.axis = 0, .seed = 32})({9, 2, 2});
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      double sum = 0.;
      for (std::size_t r = 0; r < 9; ++r) { sum += w(r, i / 2, i % 2) * w(r, j / 2, j % 2); }
      CHECK(std::abs(sum - (i == j ? 1. : 0.)) < 1e-14);
    }
  }
}

TEST_CASE("orthogonal 2x2 matrices are rotations and reflections by angles that are evenly distributed") {
  INFO("seeds 0 to 1999, false alarm rate of each 1e-6");
  std::vector<double> angle;
  int reflections = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    auto const w = init::orthogonal({.seed = seed})({2, 2});
    angle.push_back(std::atan2(w(1, 0), w(0, 0)));
    if (w(0, 0) * w(1, 1) < w(0, 1) * w(1, 0)) { ++reflections; }
  }
  double const pi = std::acos(-1.);
  CHECK(convolt::test::kolmogorov(angle, [pi](double a) { return (a + pi) / (2. * pi); }) < 2.7);
  CHECK(std::abs(reflections - 1000) < 4.9 * std::sqrt(500.));
}

TEST_CASE("orthogonal takes vectors and empty arrays, and refuses axes that are not there") {
  auto const v = init::orthogonal({.seed = 33})({5});
  double square = 0.;
  for (double const x : v) { square += x * x; }
  CHECK(square == Approx(1.).epsilon(1e-14));
  CHECK(init::orthogonal()({0, 3}).size() == 0);
  auto const e = convolt::test::thrown_by<convolt::shape_error>([] { init::orthogonal({.axis = 2})({3, 4}); });
  CHECK(e.category() == "initializer_shape");
  CHECK_THAT(e.what(), Catch::Contains("orthogonal: shape has no axis 2, the axis; expected more axes, got [3, 4]"));
  CHECK_THROWS_AS(init::orthogonal()(std::vector<int>{}), convolt::shape_error);
  CHECK_THROWS_AS(init::orthogonal({.scale = std::nan("")}), convolt::parameter_error);
}

TEST_CASE("delta_orthogonal is the orthogonal matrix at the centre and 0 elsewhere") {
  auto const w = init::delta_orthogonal({.scale = 2., .seed = 34})({4, 5, 3, 7});
  auto const centre = init::orthogonal({.scale = 2., .seed = 34})({3, 7});
  for (std::size_t h = 0; h < 4; ++h) {
    for (std::size_t k = 0; k < 5; ++k) {
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t o = 0; o < 7; ++o) { CHECK(w(h, k, i, o) == (h == 1 && k == 2 ? centre(i, o) : 0.)); }
      }
    }
  }
  CHECK(init::delta_orthogonal({.seed = 1})({1, 2, 2})(0, 0, 0) == init::orthogonal({.seed = 1})({2, 2})(0, 0));
  CHECK(init::delta_orthogonal().make<float>({3, 3, 3, 2, 2})(1, 1, 1, 0, 0) != 0.F);
  CHECK(init::delta_orthogonal()({0, 2, 2}).size() == 0);
}

TEST_CASE("delta_orthogonal refuses shapes that cannot keep lengths") {
  CHECK_THROWS_AS(init::delta_orthogonal()({3, 3}), convolt::shape_error);
  CHECK_THROWS_AS(init::delta_orthogonal()({1, 1, 1, 1, 2, 2}), convolt::shape_error);
  CHECK_THROWS_WITH(init::delta_orthogonal()({3, 4, 2}),
                    "convolt::nn::init::delta_orthogonal: shape has a shorter last axis than the one before it; "
                    "expected at least as many outputs as inputs, got [3, 4, 2]");
}

}  // namespace
