// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/extended.hpp.

#include <convolt/array/extended.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

using namespace convolt;

namespace {
constexpr boundary every_boundary[] = {boundary::zero, boundary::replicate, boundary::reflect, boundary::symmetric,
                                       boundary::circular};
}  // namespace

TEST_CASE("an extended array is walked once, and not where there are no samples") {
  std::vector<int> const samples{1, 2, 3};
  std::vector<int> extended(6, 0);
  auto const copy = [](int& e, int const& s) { e += s; };
  arrays::extended_axes axes{{.extended = 6, .samples = 3, .before = 2, .extended_step = 1, .samples_step = 1}};
  arrays::for_each_extended(boundary::circular, axes, extended.data(), samples.data(), copy);
  CHECK(extended == std::vector<int>{2, 3, 1, 2, 3, 1});

  extended.assign(6, 0);
  axes[0].before = -1;  // cropped: the axis begins with sample 1
  axes[0].extended = 3;
  arrays::for_each_extended(boundary::replicate, axes, extended.data(), samples.data(), copy);
  CHECK(extended == std::vector<int>{2, 3, 3, 0, 0, 0});

  axes[0].samples = 0;
  int* const nothing = nullptr;
  arrays::for_each_extended(boundary::circular, axes, extended.data(), nothing, copy);
  CHECK(extended == std::vector<int>{2, 3, 3, 0, 0, 0});
}

TEST_CASE("folding is the adjoint of extending") {
  std::vector<double> const samples{1, -2, 4}, weights{3, 5, -1, 2, 7, -4, 6, 8};
  arrays::extended_axes const axes{{.extended = 8, .samples = 3, .before = 3, .extended_step = 1, .samples_step = 1}};
  for (boundary const m : every_boundary) {
    std::vector<double> extended(8, 0.), folded(3, 0.);
    arrays::extend(m, axes, extended.data(), samples.data());
    arrays::fold(m, axes, weights.data(), folded.data());
    double of_extended = 0, of_folded = 0;
    for (std::size_t i = 0; i < 8; ++i) { of_extended += extended[i] * weights[i]; }
    for (std::size_t i = 0; i < 3; ++i) { of_folded += folded[i] * samples[i]; }
    CHECK(of_extended == of_folded);
    CHECK(of_folded != 0);
  }
}
