// SPDX-License-Identifier: BSD-3-Clause
/// Statistics of arrays with units and of sampled quantities, beyond the sums, means and variances of
/// convolt/quantity.hpp: percentile, median, mad, rms, covariance, histogram, detrend, gradient, find_peaks, crossings.
/// A header of its own: convolt.hpp does not include it.
/// Layer: quantity.
#pragma once

#include <convolt/quantity.hpp>

#include <convolt/quantity/crossings.hpp>
#include <convolt/quantity/detrend.hpp>
#include <convolt/quantity/gradient.hpp>
#include <convolt/quantity/histogram.hpp>
#include <convolt/quantity/lines.hpp>
#include <convolt/quantity/peaks.hpp>
#include <convolt/quantity/percentile.hpp>
#include <convolt/quantity/second_moments.hpp>
