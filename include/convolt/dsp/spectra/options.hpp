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

/// Says that spectra have all frequencies, as those of complex signals do: `istft(z, t, dsp::two_sided)`.
struct two_sided_t {};
inline constexpr two_sided_t two_sided{};

/// What is taken off each segment before it is weighed: nothing, its mean, or its straight line of least squares.
enum class detrending { none, constant, linear };

/// What is made of the powers of all segments at a frequency: their mean, or their median, which a few segments with an
/// artefact hardly move. The median is divided by what it is of noise of power 1 and as many segments, so that both
/// have one expectation (SciPy's average="median"; Allen et al., FINDCHIRP, Phys. Rev. D 85, 122006, appendix B). Of
/// cross spectra, that of real and of imaginary parts.
enum class averaging { mean, median };

/// Options of welch, cross_spectral_density, coherence and spectrogram.
struct spectral_options {
  dsp::window::shape window = dsp::window::hann;  ///< periodic
  double overlap = 0.5;                           ///< of a segment with the next one, as a part of it: from 0, below 1
  detrending detrend = detrending::constant;
  index nfft = 0;                       ///< samples of each transform: zeros stand behind a segment. 0: none
  averaging average = averaging::mean;  ///< of welch and cross_spectral_density
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
