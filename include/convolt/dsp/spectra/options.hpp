// SPDX-License-Identifier: BSD-3-Clause
/// What callers choose about spectra. What changes the unit of the result is a tag, all else are options without units.
/// Layer: dsp.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/window.hpp>

#include <concepts>
#include <type_traits>

namespace convolt::dsp {

/// Power per bandwidth, [x]^2/Hz: its sum times the step in Hz is the variance. A noise has the same one whatever the
/// segment.
struct density_t {};
/// Power, [x]^2: a sine of amplitude A has A^2 / 2 at its frequency, whatever the segment.
struct spectrum_t {};
inline constexpr density_t density{};
inline constexpr spectrum_t spectrum{};

template <class S>
concept Scaling = std::same_as<std::remove_cvref_t<S>, density_t> || std::same_as<std::remove_cvref_t<S>, spectrum_t>;

/// What is taken off each segment before it is weighed: nothing, its mean, or its straight line of least squares.
enum class detrending { none, constant, linear };

/// Options of welch, cross_spectral_density, coherence and spectrogram.
struct spectral_options {
  dsp::window::shape window = dsp::window::hann;  ///< periodic
  double overlap = 0.5;                           ///< of a segment with the next one, as a part of it: from 0, below 1
  detrending detrend = detrending::constant;
  index nfft = 0;  ///< samples of each transform: zeros stand behind a segment. 0: none
  executor_ref executor = {};
};

/// Options of periodogram, which has one segment and no window unless there is one here.
struct periodogram_options {
  dsp::window::shape window = dsp::window::rectangular;  ///< periodic
  detrending detrend = detrending::constant;
  index nfft = 0;  ///< samples of the transform: zeros stand behind the signal. 0: none
  executor_ref executor = {};
};

/// Options of stft, which istft must be given again.
struct stft_options {
  dsp::window::shape window = dsp::window::hann;  ///< periodic
  double overlap = 0.5;
  executor_ref executor = {};
};

}  // namespace convolt::dsp
