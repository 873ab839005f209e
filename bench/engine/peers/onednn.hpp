// SPDX-License-Identifier: BSD-3-Clause
/// oneDNN as a peer: its own choice of layouts and its plain ones, each with every implementation it offers.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>

namespace convolt::bench {

/// Use this many threads from now on. Call it once, before the first candidate is made.
void set_up_onednn(int threads);

/// The variants that are fair for the table of the workload. oneDNN has no convolution in double.
[[nodiscard]] candidate_factories<float> onednn_candidates(workload<float> const& w);
[[nodiscard]] inline candidate_factories<double> onednn_candidates(workload<double> const&) { return {}; }

}  // namespace convolt::bench
