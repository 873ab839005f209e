// SPDX-License-Identifier: BSD-3-Clause
/// Compares what convolt computes with the readable loops, where that takes seconds at most.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>
#include <engine/check.hpp>
#include <engine/convolt_side.hpp>

#include <concepts>
#include <memory>
#include <stdexcept>
#include <string>

namespace convolt::bench {

/// Products of rows that are compared with the readable loops.
inline constexpr index most_judged_products = 300'000'000;

template <class T, class W, class I>
[[nodiscard]] bool is_judged(workload<T, W, I> const& w) {
  checked_index const products = engine::useful_multiply_adds(w.problem);
  return !products.overflowed && products.value <= most_judged_products;
}

namespace detail {

template <class T, class W, class I>
buffer<T> by_definition(workload<T, W, I> const& w, way how) {
  std::unique_ptr<candidate<T>> judge;
  if constexpr (std::same_as<T, W> && std::same_as<T, I>) {
    if (is_gradient(how)) { judge = reference_gradient(w, how); }
  }
  if (judge == nullptr) { judge = make_reference(w); }
  judge->run();
  return judge->result();
}

}  // namespace detail

/// Throws std::runtime_error if `ours` computes anything else than the readable loops do in this way.
template <class T, class W, class I>
void check_way(workload<T, W, I> const& w, candidate<T>& ours, way how) {
  if (!is_judged(w)) { return; }
  ours.run();
  buffer<T> yardstick;
  if constexpr (!std::integral<T>) { yardstick = detail::by_definition(magnitudes(w), how); }
  std::string const fault = difference(ours.result(), detail::by_definition(w, how), yardstick);
  if (!fault.empty()) { throw std::runtime_error(ours.method() + " against the readable loops: " + fault); }
}

}  // namespace convolt::bench
