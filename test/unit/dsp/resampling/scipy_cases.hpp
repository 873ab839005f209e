// SPDX-License-Identifier: BSD-3-Clause
/// Reads what SciPy makes of small arrays at other rates: test/unit/dsp/scipy/resampling.json.
/// Layer: test support.
#pragma once

#include <convolt/dsp/resample.hpp>
#include <support/catch.hpp>
#include <support/json.hpp>
#include <support/scipy_cases.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace convolt::test {

/// The cases of one function.
inline std::vector<json const*> resampling_cases(std::string const& name) {
  static json const references = read_json("unit/dsp/scipy/resampling.json");
  std::vector<json const*> found;
  for (json const& c : references.at("cases").items()) {
    if (c.at("name").as_string() == name) { found.push_back(&c); }
  }
  return found;
}

inline dsp::axis_choice axis_of(json const& c) {
  json const* const axis = c.find("axis");
  return axis != nullptr ? dsp::axis_choice(axis->as_integer()) : dsp::axis_choice();
}
inline boundary_argument boundary_of(json const& c) {
  if (json const* const value = c.find("value")) { return boundary_value(value->as_double()); }
  json const* const word = c.find("boundary");
  return word != nullptr ? geometry::boundary_named(word->as_string(), "test", "boundary") : boundary::zero;
}
inline dsp::resample_options resample_options_of(json const& c) {
  using dsp::background;
  static std::map<std::string, background> const levels{{"mean", background::mean},
                                                        {"median", background::median},
                                                        {"minimum", background::minimum},
                                                        {"maximum", background::maximum}};
  static std::map<std::string, dsp::window::shape> const windows{{"kaiser", dsp::window::kaiser(8)},
                                                                 {"hann", dsp::window::hann},
                                                                 {"rectangular", dsp::window::rectangular},
                                                                 {"blackman", dsp::window::blackman}};
  dsp::resample_options o{.axis = axis_of(c), .boundary = boundary_of(c)};
  if (json const* const level = c.find("background")) { o.background = levels.at(level->as_string()); }
  if (json const* const window = c.find("window")) { o.window = windows.at(window->as_string()); }
  return o;
}

/// y is what SciPy made, to 1e-12 of the largest number there is in the signal.
template <class T>
void check_against_scipy(json const& c, xt::xarray<T> const& y) {
  auto const wanted = numbers_of<T>(c, "y");
  double largest = 1;
  auto const signal = numbers_of<T>(c, "x");
  for (auto const& x : signal.storage()) { largest = std::max<double>(largest, std::abs(x)); }
  REQUIRE(y.shape() == wanted.shape());
  for (std::size_t i = 0; i < y.size(); ++i) {
    double const difference = std::abs(y.storage()[i] - wanted.storage()[i]);
    if (!(difference <= 1e-12 * largest)) { FAIL_CHECK("result " << i << " is off by " << difference); }
  }
}

}  // namespace convolt::test
