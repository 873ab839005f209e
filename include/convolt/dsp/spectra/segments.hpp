// SPDX-License-Identifier: BSD-3-Clause
/// How a signal is cut into segments, in samples.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/si.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// Segment s has the samples first + s hop, .. of the signal; those outside of it are 0.
struct segment_plan {
  index length = 0;
  index hop = 1;
  index count = 0;
  index nfft = 0;   ///< samples of each transform, not below length
  index first = 0;  ///< where the first one begins
  detrending trend = detrending::none;
  averaging average = averaging::mean;
};

/// "500 samples", and how long that is.
CONVOLT_COLD inline std::string samples_text(index samples, double rate) {
  return convolt::detail::joined({quantities::number_text(static_cast<double>(samples) / rate), " s (",
                                  std::to_string(samples), samples == 1 ? " sample)" : " samples)"});
}

[[noreturn]] CONVOLT_COLD inline void throw_bad_segment(std::string_view where, std::string expected,
                                                        std::string given) {
  throw parameter_error({.category = "bad_segment",
                         .where = std::string(where),
                         .argument = "segment",
                         .problem = "must be finite and hold a sample",
                         .expected = std::move(expected),
                         .actual = std::move(given)});
}
[[noreturn]] CONVOLT_COLD inline void throw_long_segment(std::string_view where, index segment, index signal,
                                                         double rate) {
  throw parameter_error({.category = "segment_too_long",
                         .where = std::string(where),
                         .argument = "segment",
                         .problem = "is longer than the signal",
                         .expected = "at most " + samples_text(signal, rate),
                         .actual = samples_text(segment, rate),
                         .advice = "take shorter segments, or dsp::periodogram of all of it"});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_overlap(std::string_view where, double overlap) {
  throw parameter_error({.category = "bad_overlap",
                         .where = std::string(where),
                         .argument = "overlap",
                         .problem = "is the part of a segment that the next one has too",
                         .expected = "from 0, and below 1",
                         .actual = quantities::number_text(overlap)});
}
[[noreturn]] CONVOLT_COLD inline void throw_bad_nfft(std::string_view where, index nfft, index length) {
  throw parameter_error({.category = "bad_nfft",
                         .where = std::string(where),
                         .argument = "nfft",
                         .problem = "is shorter than the samples that it transforms",
                         .expected = "0, or at least " + std::to_string(length),
                         .actual = std::to_string(nfft)});
}
[[noreturn]] CONVOLT_COLD inline void throw_no_samples(std::string_view where) {
  throw shape_error({.category = "empty_axis",
                     .where = std::string(where),
                     .argument = "signal",
                     .problem = "has no samples along time"});
}

[[noreturn]] CONVOLT_COLD inline void throw_no_median(std::string_view where) {
  throw parameter_error({.category = "bad_average",
                         .where = std::string(where),
                         .argument = "average",
                         .problem = "has no meaning here: welch and cross_spectral_density have a median",
                         .expected = "averaging::mean",
                         .actual = "averaging::median"});
}
/// For functions that know no other average. Throws parameter_error "bad_average".
inline void check_mean(std::string_view where, averaging a) {
  if (a != averaging::mean) { throw_no_median(where); }
}

/// Samples of a segment that lasts so long: the nearest whole number. Throws parameter_error "bad_segment".
template <Duration Q>
index samples_in(std::string_view where, Q const& segment, double rate) {
  double const samples = std::round(quantities::coordinate<double>(segment, second{}) * rate);
  if (bits::is_nan(samples) || samples < 1 || samples >= 1e15) {
    throw_bad_segment(where, "at least " + samples_text(1, rate), quantities::coordinate_text(segment));
  }
  return static_cast<index>(samples);
}

/// As many samples as two segments share (SciPy's noverlap).
inline index shared_samples(std::string_view where, double overlap, index length) {
  if (bits::is_nan(overlap) || overlap < 0 || overlap >= 1) { throw_bad_overlap(where, overlap); }
  index const shared = static_cast<index>(overlap * static_cast<double>(length) + sample_tolerance);
  return shared < length ? shared : length - 1;
}
inline index checked_nfft(std::string_view where, index nfft, index length) {
  if (nfft != 0 && nfft < length) { throw_bad_nfft(where, nfft, length); }
  return nfft == 0 ? length : nfft;
}

/// All whole segments of so many samples. Throws parameter_error "segment_too_long", "bad_overlap", "bad_nfft",
/// shape_error where there are no samples.
inline segment_plan whole_segments(std::string_view where, index samples, double rate, index length,
                                   spectral_options const& o) {
  if (samples == 0) { throw_no_samples(where); }
  if (length > samples) { throw_long_segment(where, length, samples, rate); }
  segment_plan p{.length = length, .trend = o.detrend, .average = o.average};
  p.hop = length - shared_samples(where, o.overlap, length);
  p.count = (samples - length) / p.hop + 1;
  p.nfft = checked_nfft(where, o.nfft, length);
  return p;
}

/// Segments around every hop-th sample, the first of them around the first one: zeros stand before and behind the
/// signal (SciPy's stft).
inline segment_plan centred_segments(std::string_view where, index samples, double rate, index length,
                                     stft_options const& o) {
  if (samples == 0) { throw_no_samples(where); }
  if (length > samples) { throw_long_segment(where, length, samples, rate); }
  segment_plan p{.length = length, .nfft = length, .first = -(length / 2)};
  p.hop = length - shared_samples(where, o.overlap, length);
  index const beyond_first = samples + 2 * (length / 2) - length;
  p.count = (beyond_first + p.hop - 1) / p.hop + 1;
  return p;
}

/// The weights of a window for a segment, and what they come to.
struct segment_weights {
  std::vector<double> each;
  double sum = 0, squares = 0;

  segment_weights(window::shape const& w, index length) : each(window::weights(w, length, window::periodic)) {
    for (double const weight : each) {
      sum += weight;
      squares += weight * weight;
    }
  }
};

}  // namespace convolt::dsp::detail
