// SPDX-License-Identifier: BSD-3-Clause
/// Reads SciPy's spectra of small signals: spectra.json.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/json.hpp>

#include <array>
#include <complex>
#include <cstddef>
#include <string>
#include <vector>

namespace convolt::test {

inline json const& references() {
  static json const all = read_json("unit/dsp/spectra/spectra.json");
  return all;
}

/// The cases of one function, of real or of complex signals.
inline std::vector<json> cases_of(std::string const& function, bool complex_signal) {
  std::vector<json> found;
  for (json const& c : references().at("cases").items()) {
    if (c.at("function").as_string() == function && c.at("complex").as_bool() == complex_signal) { found.push_back(c); }
  }
  return found;
}

template <class T>
std::vector<T> list_of(json const& list) {
  std::vector<T> numbers;
  for (json const& n : list.items()) {
    if constexpr (requires(T z) { z.real(); }) {
      numbers.push_back(T(n.items()[0].as_double(), n.items()[1].as_double()));
    } else {
      numbers.push_back(static_cast<T>(n.as_double()));
    }
  }
  return numbers;
}

/// A signal of the references in mV at 250 Hz.
template <class T>
auto signal_named(std::string const& name) {
  using namespace units::spelled;
  std::vector<T> const numbers = list_of<T>(references().at(name));
  xt::xtensor<T, 1> a(std::array<std::size_t, 1>{numbers.size()});
  std::copy(numbers.begin(), numbers.end(), a.data());
  return sampled(a * mV, axis(0. * ms, 4. * ms, numbers.size()));
}

inline dsp::window::shape window_named(std::string const& name) {
  namespace window = dsp::window;
  return name == "hann"             ? window::hann
         : name == "hamming"        ? window::hamming
         : name == "blackman"       ? window::blackman
         : name == "kaiser"         ? window::kaiser(5)
         : name == "tukey"          ? window::tukey(0.3)
         : name == "nuttall"        ? window::nuttall
         : name == "flattop"        ? window::flat_top
         : name == "blackmanharris" ? window::blackman_harris
                                    : window::rectangular;
}

inline dsp::spectral_options spectral_options_of(json const& c) {
  std::string const trend = c.at("detrend").as_string();
  using dsp::detrending;
  return {.window = window_named(c.at("window").as_string()),
          .overlap = c.at("overlap").as_double(),
          .detrend = trend == "none"     ? detrending::none
                     : trend == "linear" ? detrending::linear
                                         : detrending::constant,
          .nfft = c.at("nfft").as_integer(),
          .average = c.at("average").as_string() == "median" ? dsp::averaging::median : dsp::averaging::mean};
}
inline bool is_density(json const& c) { return c.at("scaling").as_string() == "density"; }
inline double seconds_of(json const& c) { return c.at("segment").as_double() / 250; }

/// The largest distance between what was computed and SciPy's numbers, over the largest of these.
template <class Numbers>
double distance_to(json const& c, Numbers const& got) {
  using T = typename Numbers::value_type;
  std::vector<T> const expected = list_of<T>(c.at("p"));
  if (expected.size() != got.size()) { return 1e300; }
  double largest = 1e-300, worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, static_cast<double>(std::abs(expected[i])));
    double const d = std::abs(expected[i] - got.data()[i]);
    worst = d <= worst ? worst : d;  // a NaN is the worst of all
  }
  return worst / largest;
}

}  // namespace convolt::test
