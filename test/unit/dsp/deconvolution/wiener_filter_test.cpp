// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/deconvolution/wiener_filter.hpp.

#include <convolt/dsp/deconvolution/wiener_filter.hpp>

#include <support/catch.hpp>

using convolt::dsp::detail::density_numbers;
using convolt::dsp::detail::length_for_wiener;

TEST_CASE("densities are straight between their samples and constant beyond them") {
  density_numbers const d{.values = {1, 3, 2}, .first = 10, .step = 5};
  CHECK(d.at(0) == 1);
  CHECK(d.at(10) == 1);
  CHECK(d.at(12.5) == 2);
  CHECK(d.at(15) == 3);
  CHECK(d.at(19) == Approx(2.2));
  CHECK(d.at(1000) == 2);
  CHECK(density_numbers{.values = {7}}.at(123) == 7);
}

TEST_CASE("transforms are at least twice as long as what there is, with small primes") {
  CHECK(length_for_wiener(1, 1) == 3);
  CHECK(length_for_wiener(3, 2) == 8);
  CHECK(length_for_wiener(4, 2) == 12);
  CHECK(length_for_wiener(40, 9) == 96);
}
