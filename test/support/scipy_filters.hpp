// SPDX-License-Identifier: BSD-3-Clause
/// Reads what SciPy designs and filters: test/unit/dsp/scipy/filters.json.
/// Layer: test support.
#pragma once

#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/bands.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <support/json.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace convolt::test {

inline json const& scipy_filters() {
  static json const references = read_json("unit/dsp/scipy/filters.json");
  return references;
}

inline std::vector<double> list_of(json const& c, std::string const& name) {
  std::vector<double> list;
  for (json const& x : c.at(name).items()) { list.push_back(x.as_double()); }
  return list;
}

inline dsp::band band_of(json const& c) {
  std::string const& word = c.at("pass").as_string();
  std::vector<double> const edges = list_of(c, "edges");
  dsp::pass const which = word == "low"      ? dsp::pass::low
                          : word == "high"   ? dsp::pass::high
                          : word == "inside" ? dsp::pass::inside
                                             : dsp::pass::outside;
  return dsp::band::between("test", which, edges.front(), edges.back());
}

/// One band, or several that alternate with what does not pass: "bands".
inline dsp::bands bands_of(json const& c) {
  if (c.at("pass").as_string() != "bands") { return band_of(c); }
  std::vector<double> edges = list_of(c, "edges");
  bool const passes_zero = c.at("passes_zero").as_bool();
  dsp::bands all = passes_zero ? dsp::band::between("test", dsp::pass::low, edges[0], edges[0])
                               : dsp::band::between("test", dsp::pass::inside, edges[0], edges[1]);
  for (std::size_t i = passes_zero ? 1 : 2; i < edges.size(); i += 2) {
    bool const is_last = i + 1 == edges.size();
    all = all | dsp::band::between("test", is_last ? dsp::pass::high : dsp::pass::inside, edges[i],
                                   edges[is_last ? i : i + 1]);
  }
  return all;
}

inline std::vector<dsp::section> sections_of(json const& c) {
  std::vector<dsp::section> sections;
  for (json const& row : c.at("sections").items()) {
    auto const at = [&row](std::size_t i) { return row.items()[i].as_double(); };
    sections.push_back({at(0), at(1), at(2), at(3), at(4)});
  }
  return sections;
}

/// The largest difference of two lists, as a part of the largest number of the second; infinite for other lengths.
template <class A>
double difference_of(A const& a, std::vector<double> const& b) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double largest = 0, difference = a.size() == b.size() ? 0 : infinity;
  for (std::size_t i = 0; i < std::min<std::size_t>(a.size(), b.size()); ++i) {
    largest = std::max(largest, std::abs(b[i]));
    double const d = std::abs(static_cast<double>(*(a.begin() + static_cast<std::ptrdiff_t>(i))) - b[i]);
    difference = std::isnan(d) ? infinity : std::max(difference, d);
  }
  return difference == 0 ? 0 : difference / largest;
}

/// A complex list of such a file.
inline std::vector<std::complex<double>> complex_list_of(json const& c, std::string const& name) {
  std::vector<std::complex<double>> list;
  for (json const& z : c.at(name).items()) { list.emplace_back(z.items()[0].as_double(), z.items()[1].as_double()); }
  return list;
}

}  // namespace convolt::test
