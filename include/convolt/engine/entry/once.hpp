// SPDX-License-Identifier: BSD-3-Clause
/// A problem that is run once and forgotten: the shortest way through tiny ones, long sums in pieces, then whatever the
/// chosen method has for a single run, or else a plan for one run.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/entry/split_sums.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/tiny/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <memory>

namespace convolt::engine {

namespace detail {

/// By the method that was chosen, or the next best where that cannot compute with these weights.
template <VectorElement T, class Arch>
CONVOLT_COLD void run_once_by(std::size_t number, request<T> const& r, operands<T> const& x, executor_ref executor) {
  method_entry<T> const& m = method_table<T, Arch>[number];
  index const shares = worthwhile_shares(r.p, executor.concurrency());
  if (shares == 1 && m.run_once != nullptr && m.run_once(r, x, thread_workspace())) { return; }
  auto made = m.plan(r);
  if (made == nullptr) { made = make_plan<T, Arch>(r, method_set{1} << number); }
  run<T>(*made, x, executor);
}

/// What long sums are cut for: the method that wins by it.
template <VectorElement T, class Arch>
inline constexpr std::size_t method_of_pieces = [] {
  std::size_t number = 0;
  while (method_table<T, Arch>[number].judge != &methods::dense::method<T, Arch>::judge) { ++number; }
  return number;
}();

/// Whether the pieces are about as little work as the whole by the method that is chosen for it. Its own estimate
/// for sums in one piece is too low, as it knows neither of caches nor of taps that lie apart. A method that gets
/// better the longer the sums are, as the FFT does, leaves pieces behind.
template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_COLD bool pays_in_pieces(request<T> const& r, sum_pieces const& cut, choice const& whole) {
  if (cut.count == 1 && !cut.brought) { return false; }
  problem const piece = first_piece<T>(r.p, cut);
  verdict const v = methods::dense::method<T, Arch>::judge({.p = piece, .precision = r.precision});
  if (v.declined()) { return false; }
  double const cycles = v.cycles * static_cast<double>(runs_of_pieces(r.p, cut)) +
                        brought_samples<Arch>(piece, r.p, cut) * costs::cycles_per_brought_sample;
  bool const same = whole.chosen == method_of_pieces<T, Arch>;
  return cycles < whole.cycles * (same ? 2 : 1.2);
}

/// By the fastest of the methods that are made of vectors.
template <VectorElement T, class Arch>
void run_once_in_vectors(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
  if (methods::tiny::run_at_once<T, Arch>(p, x)) { return; }
  if (!has_products(p)) {  // there may be no arrays to prepare anything from
    run_reference<T, Arch>(p, x);
    return;
  }
  request<T> const r{.p = p, .weights = x.weights, .precision = precision};
  choice const whole = choose<T, Arch>(r);
  sum_pieces const cut = pieces_of_sums<T>(p);
  if (x.bias != nullptr || !pays_in_pieces<T, Arch>(r, cut, whole)) {
    run_once_by<T, Arch>(whole.chosen, r, x, executor);
    return;
  }
  run_in_pieces<T, Arch>(p, x, cut, [&](problem const& piece, operands<T> const& own) {
    if (!has_products(piece)) { return run_reference<T, Arch>(piece, own); }
    request<T> const part{.p = piece, .weights = own.weights, .precision = precision};
    run_once_by<T, Arch>(method_of_pieces<T, Arch>, part, own, executor);
  });
}

}  // namespace detail

/// Compute the problem with the weights of the operands. Throws std::bad_alloc.
template <VectorElement T, class Arch = default_arch>
void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
  if constexpr (has_vector_loops<T, Arch>) {
    detail::run_once_in_vectors<T, Arch>(p, x, precision, executor);
  } else {
    run_reference<T, Arch>(p, x);
  }
}

}  // namespace convolt::engine
