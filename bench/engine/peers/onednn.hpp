// SPDX-License-Identifier: BSD-3-Clause
/// oneDNN as a peer: with its own choice of layouts and with plain ones.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>

#include <string>

namespace convolt::bench {

/// Use this many threads from now on. Call it once, before the first candidate is made.
void set_up_onednn(int threads);

/// That of the library which is linked.
[[nodiscard]] std::string onednn_version();

/// The variants that are fair for the table of the workload, each with the implementation that oneDNN picks or with all
/// that it has. It has no convolution in double.
[[nodiscard]] candidate_factories<float> onednn_candidates(workload<float> const& w, bool all_implementations);
[[nodiscard]] inline candidate_factories<double> onednn_candidates(workload<double> const&, bool) { return {}; }

}  // namespace convolt::bench
