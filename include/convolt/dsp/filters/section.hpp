// SPDX-License-Identifier: BSD-3-Clause
/// One second-order section, which recursive filters are chains of.
/// Layer: dsp.
#pragma once

namespace convolt::dsp {

/// A second-order section, scaled so that a0 is 1:
///
///     H(z) = (b0 + b1 / z + b2 / z^2) / (1 + a1 / z + a2 / z^2)
///     y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]
///
/// The numbers have no unit: a filter passes that of its signal on. A row of SciPy's `sos` is (b0, b1, b2, 1, a1, a2).
/// The default passes everything through.
struct section {
  double b0 = 1, b1 = 0, b2 = 0;
  double a1 = 0, a2 = 0;

  friend constexpr bool operator==(section const&, section const&) = default;
};

}  // namespace convolt::dsp
