// SPDX-License-Identifier: BSD-3-Clause
/// Signals: convolution and correlation with a measure. convolt.hpp does not bring it along.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/convolve.hpp>
#include <convolt/dsp/correlate.hpp>
#include <convolt/dsp/correlation_lags.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/dsp/window.hpp>
