// SPDX-License-Identifier: BSD-3-Clause
/// Rows through the functions of lax on xtensor arrays, as users call them.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>
#include <engine/way.hpp>

#include <memory>

namespace convolt::bench {

/// By lax::plan, by lax::conv_general_dilated_into (way::call), or by the latter on views of arrays of rank 1
/// (way::line_views), in the layout of the workload, always into the same array. Null where that cannot be: transposed
/// convolutions, more than two axes, views of more than one line.
template <class T, class W, class I>
std::unique_ptr<candidate<T>> make_array_candidate(workload<T, W, I> const& w, way how);

}  // namespace convolt::bench
