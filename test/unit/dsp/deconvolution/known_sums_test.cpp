// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/deconvolution/known_sums.hpp: how many samples are asked for, where they lie, and what
/// is refused before anything is computed.
#include <convolt/dsp/deconvolution/known_sums.hpp>

#include <convolt/dsp/measure.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <complex>
#include <limits>
#include <string>

namespace {

using namespace convolt;
using namespace convolt::units;
using dsp::detail::known_sums;
using numbers = xt::xtensor<double, 1>;

template <class Y, class H>
std::string fault_of_sums(Y const& y, H const& h, dsp::mode mode = full, dsp::axis_choice const& axis = {}) {
  try {
    known_sums<Y, H>("dsp::deconvolve", y, h, measure::sum, mode, axis);
  } catch (error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("sums say how many samples they are of, and where these lie") {
  auto const t = axis(10. * ms, 0.5 * ms, 6);
  sampled const y(numbers(std::array<std::size_t, 1>{6}, 1.) * mV, t);
  sampled const h(numbers{1., 2.}, axis(1. * ms, 0.5 * ms, 2));
  known_sums const of_full("here", y, h, measure::sum, full, {});
  CHECK(of_full.samples() == 5);
  CHECK(of_full.placed(y, of_full.room("here"), mV).axis<0>().start().in(ms) == 9);
  known_sums const of_valid("here", y, h, measure::sum, valid, {});
  CHECK(of_valid.samples() == 7);
  CHECK(of_valid.placed(y, of_valid.room("here"), mV).axis<0>().start().in(ms) == 8.5);
  known_sums const of_same("here", y, h, measure::sum, same, {});
  CHECK(of_same.samples() == 6);
  CHECK(of_same.placed(y, of_same.room("here"), mV).axis<0>().start().in(ms) == 10);
  CHECK(of_same.taps() == std::vector<double>{1, 2});
}

TEST_CASE("complex sums of real taps are pairs of lines, of complex taps pairs of numbers") {
  xt::xtensor<std::complex<double>, 2> const y(std::array<std::size_t, 2>{3, 4});
  xt::xtensor<std::complex<double>, 1> const complex_taps{1., 2.};
  auto const real =
      known_sums<xt::xtensor<std::complex<double>, 2>, numbers>("here", y, numbers{1., 2.}, measure::sum, full, 1)
          .problem();
  CHECK(real.sums.outer == 3);
  CHECK(real.sums.count == 4);
  CHECK(real.sums.inner == 2);
  CHECK(real.parts == 1);
  known_sums const both("here", y, complex_taps, measure::sum, full, 0);
  CHECK(both.problem().sums.count == 3);
  CHECK(both.problem().sums.inner == 4);
  CHECK(both.problem().parts == 2);
  CHECK(both.dimension() == 0);
}

TEST_CASE("sums that say nothing of samples are refused") {
  numbers const y{1., 2., 3.}, h{1., 2.};
  CHECK(fault_of_sums(y, h) == "none");
  CHECK(fault_of_sums(y, xt::xtensor<double, 2>{{1., 2.}}, full, 0) == "rank_mismatch");
  CHECK(fault_of_sums(y, numbers{1., 2., 3., 4.}) == "signal_too_short");
  CHECK(fault_of_sums(y, numbers{0., 0.}) == "singular");
  CHECK(fault_of_sums(y, numbers{1., std::numeric_limits<double>::infinity()}) == "bad_taps");
  CHECK(fault_of_sums(y, h, full, 1) == "bad_axis");
}

}  // namespace
