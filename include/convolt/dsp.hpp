// SPDX-License-Identifier: BSD-3-Clause
/// Signals: convolution, correlation, filters, streams, rates, spectra. convolt.hpp brings none of it.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/analytic_signal.hpp>
#include <convolt/dsp/calibration.hpp>
#include <convolt/dsp/convolve.hpp>
#include <convolt/dsp/correlate.hpp>
#include <convolt/dsp/correlation_lags.hpp>
#include <convolt/dsp/decimate.hpp>
#include <convolt/dsp/deconvolve.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/bessel.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/design.hpp>
#include <convolt/dsp/filters/filter.hpp>
#include <convolt/dsp/filters/filtfilt.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/notch.hpp>
#include <convolt/dsp/filters/response.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/dsp/resample.hpp>
#include <convolt/dsp/spectra/band_power.hpp>
#include <convolt/dsp/spectra/cross.hpp>
#include <convolt/dsp/spectra/fourier.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/spectra/stft.hpp>
#include <convolt/dsp/spectra/welch.hpp>
#include <convolt/dsp/stream.hpp>
#include <convolt/dsp/upfirdn.hpp>
#include <convolt/dsp/wiener.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/kernel.hpp>
