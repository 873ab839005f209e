// SPDX-License-Identifier: BSD-3-Clause
/// The median of the numbers of a line.
/// Layer: dsp.
#pragma once

#include <algorithm>

namespace convolt::dsp::detail {

/// Of numbers without NaN, at least one of them, which are put in another order on the way.
template <class It>
double median_of(It first, It last) {
  It const middle = first + (last - first) / 2;
  std::nth_element(first, middle, last);
  double const upper = static_cast<double>(*middle);
  if ((last - first) % 2 != 0) { return upper; }
  return (static_cast<double>(*std::max_element(first, middle)) + upper) / 2;
}

}  // namespace convolt::dsp::detail
