// SPDX-License-Identifier: BSD-3-Clause
/// What is taken off a signal before its rate changes, and put back afterwards: beyond the ends there are zeros, and a
/// signal that is far from zero would fall to them.
/// Layer: dsp.
#pragma once

#include <convolt/array/boundary_value.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/missing.hpp>
#include <convolt/dsp/resampling/lanes.hpp>
#include <convolt/dsp/time/median.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp {

/// Of each line of samples: nothing, or one number; of complex ones, of both parts. Words of SciPy's padtype; its
/// others are those of `convolt::boundary`.
enum class background { none, mean, median, minimum, maximum };

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_background_and_value(std::string_view where) {
  throw parameter_error({.category = "background_and_boundary",
                         .where = std::string(where),
                         .argument = "background",
                         .problem = "is what stands beyond the ends, and a boundary value says something else",
                         .advice = "give one of the two"});
}
inline void check_background(std::string_view where, background b, boundary_argument const& beyond) {
  if (b != background::none && beyond.has_value()) { throw_background_and_value(where); }
}

/// That of one line, which is put in order on the way; 0 of no samples.
template <class T>
double background_of(background b, std::vector<T>& line) {
  if (line.empty()) { return 0; }
  switch (b) {
    case background::minimum:
      return static_cast<double>(*std::min_element(line.begin(), line.end()));
    case background::maximum:
      return static_cast<double>(*std::max_element(line.begin(), line.end()));
    case background::median:
      return median_of(line.begin(), line.end());
    case background::mean:
    case background::none:
      break;
  }
  double sum = 0;
  for (T const& x : line) { sum += static_cast<double>(x); }
  return sum / static_cast<double>(line.size());
}

/// That of each signal, which is taken off it. Samples that are not finite do not count: they harm what they meet.
template <class T>
std::vector<T> take_background(background b, signal_block<T> const& x) {
  std::vector<T> all, line;
  for (index s = 0; s < x.signals(); ++s) {
    T* const first = x.of_signal(s);
    line.clear();
    for (index t = 0; t < x.count; ++t) {
      T const sample = first[t * x.inner];
      if (!is_nan(sample) && std::abs(sample) <= std::numeric_limits<T>::max()) { line.push_back(sample); }
    }
    all.push_back(static_cast<T>(background_of(b, line)));
    for (index t = 0; t < x.count; ++t) { first[t * x.inner] -= all.back(); }
  }
  return all;
}
template <class T>
void put_background_back(std::vector<T> const& all, signal_block<T> const& y) {
  for (index s = 0; s < y.signals(); ++s) {
    T* const first = y.of_signal(s);
    for (index t = 0; t < y.count; ++t) { first[t * y.inner] += all[static_cast<std::size_t>(s)]; }
  }
}

}  // namespace detail
}  // namespace convolt::dsp
