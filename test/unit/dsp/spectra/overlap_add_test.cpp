// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/spectra/overlap_add.hpp.

#include <convolt/dsp/spectra/overlap_add.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <vector>

using namespace convolt;
namespace spectra = convolt::dsp::detail;

TEST_CASE("samples meet the squared weights of the segments that they are in") {
  spectra::segment_plan const plan{.length = 4, .hop = 2, .count = 3, .nfft = 4, .first = -2};
  CHECK(spectra::squares_met({1, 2, 3, 4}, plan, 4) == std::vector<double>{10, 20, 10, 20});
  CHECK_NOTHROW(spectra::check_invertible("f", {1, 2, 3, 4}, plan, 4));
  auto const e = test::thrown_by<parameter_error>([&] { spectra::check_invertible("f", {1, 0, 1, 0}, plan, 4); });
  CHECK(e.category() == "not_invertible");
  CHECK(e.actual() == "0 at sample 1");
}

TEST_CASE("axes of spectra say how they were cut") {
  spectra::spectra_axes const good{.first = 0, .step = 100, .frequencies = 6, .hop = 5, .begin = 0, .segments = 5};
  auto const plan = spectra::plan_of_spectra("f", good, 20, 1000, false, {});
  CHECK((plan.length == 10 && plan.hop == 5 && plan.count == 5 && plan.first == -5));
  auto const category = [](spectra::spectra_axes const& z) {
    return test::thrown_by<parameter_error>([&] { spectra::plan_of_spectra("f", z, 20, 1000, false, {}); }).category();
  };
  auto other = good;
  other.first = -500;
  CHECK(category(other) == "two_sided");
  other = good;
  other.step = 101;
  CHECK(category(other) == "step_mismatch");
  other = good;
  other.frequencies = 5;
  CHECK(category(other) == "step_mismatch");
  other = good;
  other.hop = 4;
  CHECK(category(other) == "segment_mismatch");
}

TEST_CASE("spectra of complex signals begin at minus half the rate, for odd numbers of them half a step above") {
  auto const length = [](double first, convolt::index frequencies) {
    spectra::spectra_axes const z{.first = first, .step = 100, .frequencies = frequencies};
    return spectra::length_of_segments("f", z, 100. * static_cast<double>(frequencies), true);
  };
  CHECK(length(-500, 10) == 10);
  CHECK(length(-500, 11) == 11);
  CHECK(length(0, 1) == 1);
  auto const category = [&](double first, convolt::index frequencies) {
    return test::thrown_by<parameter_error>([&] { length(first, frequencies); }).category();
  };
  CHECK(category(0, 10) == "one_sided");
  CHECK(category(-400, 10) == "step_mismatch");
}
