// SPDX-License-Identifier: BSD-3-Clause
/// Reads what SciPy makes of small arrays: test/unit/dsp/scipy/convolutions.json.
/// Layer: test support.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <support/json.hpp>

#include <complex>
#include <cstddef>
#include <string>
#include <vector>

namespace convolt::test {

inline json const& scipy_references() {
  static json const references = read_json("unit/dsp/scipy/convolutions.json");
  return references;
}

inline bool is_complex_list(json const& list) { return !list.items().empty() && list.items()[0].is_array(); }

template <class T>
xt::xarray<T> numbers_of(json const& c, std::string const& name) {
  std::vector<std::size_t> shape;
  for (json const& n : c.at(name + "_shape").items()) { shape.push_back(static_cast<std::size_t>(n.as_integer())); }
  xt::xarray<T> a = xt::xarray<T>::from_shape(shape);
  std::size_t i = 0;
  for (json const& z : c.at(name).items()) {
    if constexpr (std::is_floating_point_v<T>) {
      a.storage()[i++] = static_cast<T>(z.as_double());
    } else {
      double const re = z.is_array() ? z.items()[0].as_double() : z.as_double();
      a.storage()[i++] = T(re, z.is_array() ? z.items()[1].as_double() : 0.);
    }
  }
  return a;
}

inline dsp::mode mode_named(std::string const& name) {
  return name == "full"     ? dsp::mode(full)
         : name == "valid"  ? dsp::mode(valid)
         : name == "causal" ? dsp::mode(causal)
                            : dsp::mode(same);
}

inline dsp::convolve_options options_of(json const& c) {
  dsp::convolve_options o{.mode = mode_named(c.at("mode").as_string())};
  if (json const* const b = c.find("boundary")) {
    if (b->as_string() == "value") {
      o.boundary = boundary_value(c.at("value").as_double());
    } else {
      o.boundary = geometry::boundary_named(b->as_string(), "test", "boundary");
    }
  }
  if (json const* const axis = c.find("axis")) { o.axis = axis->as_integer(); }
  return o;
}

}  // namespace convolt::test
