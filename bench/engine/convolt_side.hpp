// SPDX-License-Identifier: BSD-3-Clause
/// convolt as a candidate. Everything the benchmark knows of the library is behind this file, and compiled once:
/// convolt_methods.cpp has the loops for float and double and their table of methods, convolt_elements.cpp the engine
/// for all element types and its gradients, convolt_arrays.cpp arrays as users have them.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>
#include <engine/way.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace convolt::bench {

/// Where candidates write. Those that are compared closely write to the same place: which cache lines collide is luck.
template <class T>
using output_place = std::shared_ptr<buffer<T>>;
template <class T, class W, class I>
output_place<T> make_output(workload<T, W, I> const& w) {
  return std::make_shared<buffer<T>>(w.output_size);
}

// ---- Float and double, by methods ----

/// A plan, made once; or, where the table says so, a single call that packs what it needs of the weights.
template <class T>
std::unique_ptr<candidate<T>> make_plan_candidate(workload<T> const& w, output_place<T> output, int threads);

/// The same by one method of the table, whether the library would choose it or not.
template <class T>
std::unique_ptr<candidate<T>> make_method_candidate(workload<T> const& w, output_place<T> output, std::size_t number,
                                                    int threads);

/// The compact grid as the peer of the full one.
template <class T>
candidate_factories<T> compact_candidates(int threads);

/// What one method of the table answers when the library asks it.
struct answer {
  std::string method;
  std::string declined;  // why, or empty
  double cycles = 0;     // estimated
  bool is_reference = false;
};

struct answers {
  std::vector<answer> methods;  // in the order of the table
  std::size_t chosen = 0;
};

template <class T>
answers ask_methods(workload<T> const& w);

// ---- All elements ----

/// The readable loops. They judge small rows that have no peer.
template <class T, class W, class I>
std::unique_ptr<candidate<T>> make_reference(workload<T, W, I> const& w);

/// convolt on this workload, as a plan or as a single call: what the table says.
template <class T, class W, class I>
std::unique_ptr<candidate<T>> prepare_convolt(workload<T, W, I> const& w, int threads);

/// The same in the way that is asked for, on one thread. Gradients are single calls, for the cotangent of the workload.
/// Null where there is no such way: gradients need one element type, arrays a forward convolution.
template <class T, class W, class I>
std::unique_ptr<candidate<T>> prepare_way(workload<T, W, I> const& w, way how);

/// A gradient by the readable loops.
template <class T>
std::unique_ptr<candidate<T>> reference_gradient(workload<T> const& w, way how);

}  // namespace convolt::bench
