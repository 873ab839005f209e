// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/deconvolution/banded_least_squares.hpp: solutions against the normal equations, the
/// smallest singular value.
#include <convolt/dsp/deconvolution/banded_least_squares.hpp>

#include <convolt/core/index.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

using namespace convolt;
using dsp::detail::banded_least_squares;

namespace {

double const epsilon = std::numeric_limits<double>::epsilon();

/// `count` numbers of a row of a matrix, from column `first` on.
struct band_row {
  convolt::index first;
  std::vector<double> coefficients;
  std::vector<double> right;
};

void add(banded_least_squares& system, band_row row) {
  system.add_row(row.first, row.coefficients.data(), static_cast<convolt::index>(row.coefficients.size()),
                 row.right.data());
}

}  // namespace

TEST_CASE("the gradient of what is made least vanishes at the solution") {
  unsigned const seed = 3;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  convolt::index const columns = 7, width = 3, lines = 2;
  for (double const damping : {0., 0.5}) {
    banded_least_squares system(columns, width, lines, damping);
    std::vector<band_row> rows;
    for (convolt::index m = 0; m < columns + width - 1; ++m) {
      convolt::index const first = std::max<convolt::index>(m - width + 1, 0), last = std::min(m, columns - 1);
      band_row row{first, {}, {normal(random), normal(random)}};
      for (convolt::index j = first; j <= last; ++j) { row.coefficients.push_back(normal(random)); }
      rows.push_back(row);
      add(system, row);
    }
    double const* const x = system.solve();
    for (convolt::index l = 0; l < lines; ++l) {
      std::vector<double> gradient(static_cast<std::size_t>(columns)), size(gradient);
      for (convolt::index j = 0; j < columns; ++j) {
        gradient[static_cast<std::size_t>(j)] = damping * damping * x[j * lines + l];
      }
      for (band_row const& row : rows) {
        double rest = -row.right[static_cast<std::size_t>(l)], terms = std::abs(rest);
        for (std::size_t k = 0; k < row.coefficients.size(); ++k) {
          double const term = row.coefficients[k] * x[(row.first + static_cast<convolt::index>(k)) * lines + l];
          rest += term;
          terms += std::abs(term);
        }
        for (std::size_t k = 0; k < row.coefficients.size(); ++k) {
          auto const j = static_cast<std::size_t>(row.first) + k;
          gradient[j] += row.coefficients[k] * rest;
          size[j] += std::abs(row.coefficients[k]) * terms;
        }
      }
      double const largest = *std::max_element(size.begin(), size.end());
      // |A^T r| <= gamma |A| |A| |x| + .. with gamma = 6 eps for each of 2 width rotations that a number goes through
      for (double const g : gradient) { CHECK(std::abs(g) <= 12 * width * columns * epsilon * largest); }
    }
  }
}

TEST_CASE("the smallest singular value is found, also where it is the damping or nothing") {
  // Ones with 2 below them: the inverse has (-2)^(i - j), whose norm is about the sum over i of 4^i, or 4/3 2^19.
  banded_least_squares growing(20, 2, 1, 0.);
  add(growing, {0, {1.}, {0.}});
  for (convolt::index m = 1; m < 20; ++m) { add(growing, {m - 1, {2., 1.}, {0.}}); }
  CHECK(growing.smallest_singular_value() == Approx(0.75 / std::pow(2., 19)).epsilon(1e-6));

  banded_least_squares nothing(3, 2, 1, 0.);
  add(nothing, {0, {1.}, {0.}});
  CHECK(nothing.smallest_singular_value() == 0);
  banded_least_squares damped(3, 2, 1, 0.25);
  add(damped, {0, {1.}, {0.}});
  CHECK(damped.smallest_singular_value() == Approx(0.25));
}

TEST_CASE("a row without coefficients changes nothing") {
  banded_least_squares system(1, 1, 1, 0.);
  add(system, {0, {}, {7.}});
  add(system, {0, {2.}, {6.}});
  CHECK(*system.solve() == Approx(3));
}
