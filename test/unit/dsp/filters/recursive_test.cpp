// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/recursive.hpp.

#include <convolt/dsp/filters/recursive.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/filters/bodies/recursive.hpp>
#include <support/catch.hpp>
#include <support/scipy_filters.hpp>
#include <support/thrown_by.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using dsp::recursive_design;
using dsp::section;

namespace {

recursive_design design_of(test::json const& c) {
  std::string const& family = c.at("family").as_string();
  int const order = static_cast<int>(c.at("order").as_integer());
  if (family == "notch") { return {recursive_design::family::notch, order, test::band_of(c), c.at("q").as_double()}; }
  return {family == "bessel" ? recursive_design::family::bessel : recursive_design::family::butterworth, order,
          test::band_of(c)};
}

/// Of all numbers of the sections; the first has the gain, so its numerator is compared in its own size.
double difference(std::vector<section> const& a, std::vector<section> const& b) {
  if (a.size() != b.size()) { return std::numeric_limits<double>::infinity(); }
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    double const gain = std::max({std::abs(b[i].b0), std::abs(b[i].b1), std::abs(b[i].b2)});
    largest = std::max({largest, std::abs(a[i].b0 - b[i].b0) / gain, std::abs(a[i].b1 - b[i].b1) / gain,
                        std::abs(a[i].b2 - b[i].b2) / gain, std::abs(a[i].a1 - b[i].a1), std::abs(a[i].a2 - b[i].a2)});
  }
  return largest;
}

}  // namespace

TEST_CASE("sections are those of SciPy to 1e-12") {
  for (test::json const& c : test::scipy_filters().at("recursive").items()) {
    INFO(c.at("family").as_string() << " " << c.at("order").as_integer() << " " << c.at("pass").as_string());
    CHECK(difference(design_of(c).sections_at(c.at("rate").as_double()), test::sections_of(c)) < 1e-12);
  }
}

TEST_CASE("a cut-off at or above half of the rate is refused with both numbers") {
  auto const design = [](double low, double high) {
    return recursive_design(recursive_design::family::butterworth, 3,
                            dsp::band::between("test", dsp::pass::inside, low, high));
  };
  CHECK(design(300, 6000).sections_at(12001).size() == 3);
  for (double const rate : {12000., 6000., 100.}) {
    try {
      static_cast<void>(design(300, 6000).sections_at(rate));
      FAIL("not refused");
    } catch (parameter_error const& e) {
      CHECK(e.category() == "beyond_nyquist");
      CHECK(e.actual() == "6000 Hz");
      CHECK(e.expected() == "less than " + dsp::detail::hertz_text(rate / 2));
    }
  }
}

TEST_CASE("a filter whose poles double cannot hold is refused") {
  auto const lowpass = [](double f, int order) {
    dsp::band const b = dsp::band::between("test", dsp::pass::low, f, f);
    return recursive_design(recursive_design::family::butterworth, order, b).sections_at(30000);
  };
  CHECK(lowpass(0.01, 2).size() == 1);
  CHECK(lowpass(1e-6, 1).size() == 1);
  auto const e = test::thrown_by<parameter_error>([&] { lowpass(1e-6, 2); });
  CHECK(e.category() == "cut_off_too_low");
  CHECK(e.where() == "dsp::butterworth");
  CHECK(e.expected() == "a lower one for a cut-off at 1e-06 Hz");
  CHECK(e.actual() == "30000 Hz");
}

TEST_CASE("a filter whose gain double cannot hold is refused") {
  auto const butterworth = [](dsp::pass which, double low, double high, int order) {
    return recursive_design(recursive_design::family::butterworth, order, dsp::band::between("test", which, low, high))
        .sections_at(1);
  };
  CHECK(butterworth(dsp::pass::low, 0.499, 0.499, 64).size() == 32);
  CHECK_THROWS_WITH(butterworth(dsp::pass::low, 0.49999, 0.49999, 64), Catch::Contains("got 64"));
  CHECK_THROWS_AS(butterworth(dsp::pass::low, 1e-6, 1e-6, 64), parameter_error);
  CHECK_THROWS_AS(butterworth(dsp::pass::inside, 0.4999, 0.49995, 40), parameter_error);
  CHECK_THROWS_AS(butterworth(dsp::pass::outside, 0.4999, 0.49995, 40), parameter_error);
}

TEST_CASE("rounding moves the poles of a section by as much as is said") {
  // Poles 1 - d +- i d: the linear coefficient changed by e moves them by e |p| / (2 d), about.
  double const d = 1e-3;
  section const s{1, 0, 0, -2 * (1 - d), (1 - d) * (1 - d) + d * d};
  dsp::detail::pole_place const p(s, 1e-7);
  CHECK(p.distance == Approx(d - d * d / 2).epsilon(1e-6));
  CHECK(p.moved == Approx(1e-7 / 2 * 3 / (2 * d)).epsilon(0.01));
  CHECK_NOTHROW(dsp::detail::check_resolution("test", {s}, 1, 1, 1e-8));
  CHECK_THROWS_AS(dsp::detail::check_resolution("test", {s}, 1, 1, 1e-7), parameter_error);
  CHECK_THROWS_AS(dsp::detail::check_resolution("test", {{1, 0, 0, -2.1, 1.1}}, 1, 1), parameter_error);
}

TEST_CASE("orders are whole numbers in a range") {
  CHECK(dsp::detail::checked_order("test", 64, 64) == 64);
  for (convolt::index const bad : {-1, 0, 65}) {
    CHECK_THROWS_AS(dsp::detail::checked_order("test", bad, 64), parameter_error);
  }
}
