// SPDX-License-Identifier: BSD-3-Clause
/// Impulse responses as objects that know unit, support, area, peak and median: exponential, alpha, double_exponential,
/// gaussian, boxcar, triangular, epanechnikov, laplacian, spatial_gaussian, membrane. Not part of
/// <convolt/convolt.hpp>.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/exponential.hpp>
#include <convolt/kernel/membrane.hpp>
#include <convolt/kernel/sampling.hpp>
#include <convolt/kernel/smoothing.hpp>
#include <convolt/quantity.hpp>
