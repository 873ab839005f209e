// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/padding_mode.hpp: positions against series written out by hand, as numpy.pad continues
/// them.

#include <convolt/nn/padding_mode.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <string>
#include <vector>

using namespace convolt;
using nn::padding_mode;

namespace {

/// The sources of positions first, first + 1, ... of n samples, as digits; '-' where there is none.
std::string sources(padding_mode mode, convolt::index first, convolt::index last, convolt::index n) {
  std::string text;
  for (convolt::index i = first; i <= last; ++i) {
    convolt::index const s = nn::detail::source_of(mode, i, n);
    text += s < 0 ? '-' : static_cast<char>('0' + s);
  }
  return text;
}

static_assert(nn::detail::source_of(padding_mode::circular, -1, 4) == 3);
static_assert(nn::padding_mode_argument("reflect").value() == padding_mode::reflect);

}  // namespace

TEST_CASE("each mode continues an axis in its own way") {
  CHECK(sources(padding_mode::zeros, -3, 6, 4) == "---0123---");
  CHECK(sources(padding_mode::reflect, -3, 6, 4) == "3210123210");
  CHECK(sources(padding_mode::replicate, -3, 6, 4) == "0000123333");
  CHECK(sources(padding_mode::circular, -3, 6, 4) == "1230123012");
}

TEST_CASE("surroundings longer than the axis go on") {
  CHECK(sources(padding_mode::reflect, -7, 7, 3) == "121012101210121");
  CHECK(sources(padding_mode::circular, -4, 4, 2) == "010101010");
  CHECK(sources(padding_mode::reflect, -2, 2, 1) == "00000");
  CHECK(sources(padding_mode::circular, -2, 2, 1) == "00000");
  for (padding_mode m : {padding_mode::zeros, padding_mode::reflect, padding_mode::replicate, padding_mode::circular}) {
    CHECK(sources(m, -1, 1, 0) == "---");
  }
}

TEST_CASE("modes have names, in exact case") {
  CHECK(name_of(nn::padding_mode_argument("circular").value()) == "circular");
  CHECK(nn::padding_mode_argument(std::string("zeros")).value() == padding_mode::zeros);
  auto const e = test::thrown_by<parameter_error>([] { static_cast<void>(nn::padding_mode_argument("Reflect")); });
  CHECK(e.category() == "bad_padding_mode");
}

TEST_CASE("an extended array is walked once, and not where there are no samples") {
  std::vector<int> const samples{1, 2, 3};
  std::vector<int> extended(6, 0);
  auto const copy = [](int& e, int const& s) { e += s; };
  nn::detail::extended_axes axes{{.extended = 6, .samples = 3, .before = 2, .extended_step = 1, .samples_step = 1}};
  nn::detail::for_each_extended(padding_mode::circular, axes, extended.data(), samples.data(), copy);
  CHECK(extended == std::vector<int>{2, 3, 1, 2, 3, 1});

  extended.assign(6, 0);
  axes[0].before = -1;  // cropped: the axis begins with sample 1
  axes[0].extended = 3;
  nn::detail::for_each_extended(padding_mode::replicate, axes, extended.data(), samples.data(), copy);
  CHECK(extended == std::vector<int>{2, 3, 3, 0, 0, 0});

  axes[0].samples = 0;
  int* const nothing = nullptr;
  nn::detail::for_each_extended(padding_mode::circular, axes, extended.data(), nothing, copy);
  CHECK(extended == std::vector<int>{2, 3, 3, 0, 0, 0});
}

TEST_CASE("folding is the adjoint of extending") {
  std::vector<double> const samples{1, -2, 4}, weights{3, 5, -1, 2, 7, -4, 6, 8};
  nn::detail::extended_axes const axes{
      {.extended = 8, .samples = 3, .before = 3, .extended_step = 1, .samples_step = 1}};
  for (padding_mode m : {padding_mode::zeros, padding_mode::reflect, padding_mode::replicate, padding_mode::circular}) {
    std::vector<double> extended(8, 0.), folded(3, 0.);
    nn::detail::extend(m, axes, extended.data(), samples.data());
    nn::detail::fold(m, axes, weights.data(), folded.data());
    double of_extended = 0, of_folded = 0;
    for (std::size_t i = 0; i < 8; ++i) { of_extended += extended[i] * weights[i]; }
    for (std::size_t i = 0; i < 3; ++i) { of_folded += folded[i] * samples[i]; }
    CHECK(of_extended == of_folded);
    CHECK(of_folded != 0);
  }
}
