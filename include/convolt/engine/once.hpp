// SPDX-License-Identifier: BSD-3-Clause
/// A problem that is run once and forgotten: the shortest way through tiny ones, long sums in pieces, then whatever the
/// chosen method has for a single run, or else a plan for one run.
/// Layer: engine.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/choose.hpp>
#include <convolt/engine/limits.hpp>
#include <convolt/engine/long_sums.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/planned.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny.hpp>

#include <memory>

namespace convolt::engine {

namespace detail {

/// By the method that was chosen.
template <VectorElement T, class Arch>
void run_once_by(method<T, Arch> const& m, request<T> const& r, operands<T> const& x, executor_ref executor) {
  index const shares = worthwhile_shares(r.p, executor.concurrency());
  if (shares == 1 && m.run_once != nullptr && m.run_once(r, x, thread_workspace())) { return; }
  std::unique_ptr<prepared<T, Arch> const> const prepared = m.prepare(r);
  if (shares == 1) {
    prepared->run(x, thread_workspace(), share{});
    return;
  }
  auto const run_share = [&](index i) { prepared->run(x, thread_workspace(), {.number = i, .count = shares}); };
  executor.run(shares, run_share);
}

/// What long sums are cut for: the method that wins by it.
template <VectorElement T, class Arch>
inline constexpr method<T, Arch> const& method_of_pieces = entry<T, Arch, dense_channels_last<T, Arch>>;

/// Whether the pieces are about as little work as the whole by the method that is chosen for it. Its own estimate
/// for sums in one piece is too low, as it knows neither of caches nor of taps that lie apart. A method that gets
/// better the longer the sums are, as the FFT does, leaves pieces behind.
template <VectorElement T, class Arch>
[[nodiscard]] bool pays_in_pieces(request<T> const& r, sum_pieces const& cut, choice const& whole) {
  if (cut.count == 1 && !cut.brought) { return false; }
  problem const piece = first_piece<T>(r.p, cut);
  method<T, Arch> const& m = method_of_pieces<T, Arch>;
  verdict const v = m.judge({.p = piece, .precision = r.precision});
  if (v.declined()) { return false; }
  constexpr double cycles_per_sample = 2;
  double const cycles = v.cycles * static_cast<double>(runs_of_pieces(r.p, cut)) +
                        brought_samples<Arch>(piece, r.p, cut) * cycles_per_sample;
  bool const same = methods<T, Arch>[whole.chosen].name == m.name;
  return cycles < whole.verdicts[whole.chosen].cycles * (same ? 2 : 1.2);
}

}  // namespace detail

/// Compute the problem with the weights of the operands. Throws std::bad_alloc.
template <VectorElement T, class Arch = default_arch>
void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor) {
  if (run_tiny<T, Arch>(p, x)) { return; }
  if (!has_products(p)) {  // there may be no arrays to prepare anything from
    run_reference<T, Arch>(p, x);
    return;
  }
  request<T> const r{.p = p, .weights = x.weights, .precision = precision};
  choice const whole = choose<T, Arch>(r);
  sum_pieces const cut = pieces_of_sums<T>(p);
  if (x.bias != nullptr || !detail::pays_in_pieces<T, Arch>(r, cut, whole)) {
    detail::run_once_by(methods<T, Arch>[whole.chosen], r, x, executor);
    return;
  }
  run_in_pieces<T, Arch>(p, x, cut, [&](problem const& piece, operands<T> const& own) {
    if (!has_products(piece)) { return run_reference<T, Arch>(piece, own); }
    request<T> const part{.p = piece, .weights = own.weights, .precision = precision};
    detail::run_once_by(detail::method_of_pieces<T, Arch>, part, own, executor);
  });
}

}  // namespace convolt::engine
