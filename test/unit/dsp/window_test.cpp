// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/window.hpp.

#include <convolt/dsp/window.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace convolt;
namespace window = convolt::dsp::window;

namespace {

/// A few roundings, also of an exponent up to 9.
bool near(double a, double b) { return std::abs(a - b) < 16 * std::numeric_limits<double>::epsilon(); }

}  // namespace

static_assert(window::kaiser(5.).beta() == 5 && window::hann.kind() == window::kind::hann);
static_assert(window::tukey(0.5).alpha() == 0.5 && window::tukey(0.5).beta() == 0 && window::kaiser(5.).alpha() == 0);
static_assert(window::hann == window::hann && window::kaiser(5.) != window::kaiser(6.));

TEST_CASE("windows have the weights of scipy.signal.get_window") {
  struct reference {
    window::shape shape;
    double symmetric[4], periodic[4];  // of seven weights, the first four
  };
  reference const references[] = {
      {window::hann, {0, 0.25, 0.75, 1}, {0, 0.1882550990706333, 0.6112604669781573, 0.9504844339512095}},
      {window::hamming, {0.08, 0.31, 0.77, 1}, {0.08, 0.2531946911449827, 0.6423596296199047, 0.9544456792351128}},
      {window::blackman, {0, 0.13, 0.63, 1}, {0, 0.09045342435412812, 0.45918295754596367, 0.9203636180999081}},
      {window::kaiser(8.6),
       {0.0013325139979024198, 0.13040194654166437, 0.6304119273359405, 1},
       {0.0013325139979024198, 0.09113651292826536, 0.45964377459338085, 0.9204615832581574}},
      {window::rectangular, {1, 1, 1, 1}, {1, 1, 1, 1}},
      {window::blackman_harris,
       {6.0000000000001025e-05, 0.055645000000000014, 0.5205749999999999, 1},
       {6.0000000000001025e-05, 0.03339172347815124, 0.33283350429856506, 0.8893697722232837}},
      {window::nuttall,
       {0.0003628000000000381, 0.061334500000000014, 0.5292298, 1},
       {0.0003628000000000381, 0.03777576895352032, 0.34272761996881956, 0.8918518610776603}},
      {window::flat_top,
       {-0.0004210510000000013, -0.05126315599999996, 0.1982105299999999, 1.000000003},
       {-0.0004210510000000013, -0.036840781154923445, 0.01070371671615349, 0.7808739149387699}},
      {window::tukey(0.5), {0, 0.75, 1, 1}, {0, 0.6112604669781573, 1, 1}},
      {window::tukey(0.25), {0, 1, 1, 1}, {0, 1, 1, 1}},
      {window::tukey(1), {0, 0.25, 0.75, 1}, {0, 0.1882550990706333, 0.6112604669781573, 0.9504844339512095}},
      {window::tukey(0), {1, 1, 1, 1}, {1, 1, 1, 1}},
  };
  for (reference const& r : references) {
    std::vector<double> const s = window::weights(r.shape, 7, window::symmetric);
    std::vector<double> const p = window::weights(r.shape, 7, window::periodic);
    for (std::size_t n = 0; n < 4; ++n) {
      CHECK(near(s[n], r.symmetric[n]));
      CHECK(near(p[n], r.periodic[n]));
      CHECK(s[6 - n] == s[n]);
      if (n > 0) { CHECK(p[7 - n] == p[n]); }
    }
  }
}

TEST_CASE("a Kaiser window may have any beta") {
  CHECK(window::weights(window::kaiser(0), 5, window::symmetric) == std::vector<double>(5, 1.));
  CHECK(near(window::weights(window::kaiser(50), 9, window::symmetric)[3], 0.20773546091603035));
  CHECK(near(window::weights(window::kaiser(200), 9, window::symmetric)[3], 0.0017737178464119297));
  CHECK(window::weights(window::kaiser(1e6), 3, window::symmetric) == std::vector<double>{0, 1, 0});
  for (double const wrong : {-1., std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK(test::thrown_by<parameter_error>([&] { static_cast<void>(window::kaiser(wrong)); }).category() == "bad_beta");
  }
}

TEST_CASE("a Tukey window has an alpha from 0 to 1") {
  for (double const wrong : {-0.1, 1.1, std::nan("")}) {
    CHECK(test::thrown_by<parameter_error>([&] { static_cast<void>(window::tukey(wrong)); }).category() == "bad_alpha");
  }
  CHECK(window::weights(window::tukey(1e-300), 5, window::symmetric) == std::vector<double>{0, 1, 1, 1, 0});
}

TEST_CASE("betas of Kaiser windows are those of scipy.signal.kaiser_beta") {
  CHECK(window::kaiser_beta(10) == 0);
  CHECK(window::kaiser_beta(21) == 0);
  CHECK(near(window::kaiser_beta(21.5), 0.48217080907768733));
  CHECK(near(window::kaiser_beta(50), 4.533514120981248));
  CHECK(near(window::kaiser_beta(60), 5.65326));
  CHECK(near(window::kaiser_beta(100), 10.06126));
}

TEST_CASE("a window of one weight is 1, and one of none is empty") {
  for (window::ends const e : {window::symmetric, window::periodic}) {
    CHECK(window::weights(window::hann, 1, e) == std::vector<double>{1});
    CHECK(window::weights(window::hann, 0, e).empty());
    CHECK(test::thrown_by<parameter_error>([&] { window::weights(window::hann, -1, e); }).category() == "bad_count");
  }
  CHECK(window::weights(window::hann, 2, window::symmetric) == std::vector<double>{0, 0});
  CHECK(window::weights(window::hann, 2, window::periodic) == std::vector<double>{0, 1});
}
