// SPDX-License-Identifier: BSD-3-Clause
/// FFTW as a peer: overlap-save for filters of one dimension, with the plan and the spectrum of the kernel kept.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>

namespace convolt::bench {

/// All block lengths and batchings, or nothing where the workload is not a filter: one axis, one input channel and one
/// output channel per group, no stride and no dilation.
[[nodiscard]] candidate_factories<float> fftw_candidates(workload<float> const& w, int threads);
[[nodiscard]] candidate_factories<double> fftw_candidates(workload<double> const& w, int threads);

}  // namespace convolt::bench
