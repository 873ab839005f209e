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
#include <convolt/engine/methods/dense/method.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/tiny/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace convolt::engine {

namespace detail {

/// By the method that was chosen, or the next best where that cannot compute with these weights.
template <VectorElement T, class Arch>
CONVOLT_COLD void run_once_by(std::size_t number, request<T> const& r, operands<T> const& x, executor_ref executor,
                              method_list<T> methods) {
  method_entry<T> const& m = methods[number];
  index const shares = worthwhile_shares(r.p, executor.concurrency());
  if (shares == 1 && m.run_once != nullptr && m.run_once(r, x, thread_workspace())) { return; }
  auto made = m.plan(r);
  if (made == nullptr) { made = make_plan<T, Arch>(r, method_set{1} << number, methods); }
  run<T>(*made, x, executor);
}

/// The number of a method in the table.
template <VectorElement T, class Arch, class Method>
inline constexpr std::size_t number_of_method = [] {
  std::size_t number = 0;
  while (forward_methods<T, Arch>[number].judge != &Method::judge) { ++number; }
  return number;
}();
/// What long sums are cut for: the method that wins by it.
template <VectorElement T, class Arch>
inline constexpr std::size_t method_of_pieces = number_of_method<T, Arch, methods::dense::method<T, Arch>>;

/// Where there are more weights than outputs, to list taps and to copy weights takes its time; elsewhere a plan does.
template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_COLD single_run_cost cost_of_single_run(problem const& p) {
  double const taps = static_cast<double>(spatial_taps(p));
  double const weights = taps * static_cast<double>(p.out_channels) * static_cast<double>(p.in_channels);
  double const copied = weights * costs::cycles_per_packed_weight;
  if (!has_long_sums(p)) {
    return {.transformed = costs::cycles_per_transformed_kernel, .planned = costs::cycles_per_plan + copied};
  }
  return {.copied = copied,
          .listed = taps * static_cast<double>(p.feature_groups * p.batch_groups) * costs::cycles_per_listed_tap};
}

/// What was chosen for a problem.
template <VectorElement T>
struct known_choice {
  problem p;
  precision_level precision{};
  method_list<T> methods;  ///< among these; they are not looked at again
  choice made;
};
/// The last few. Who calls again and again mostly has the same problems, and to ask all methods takes longer than to
/// compute a short one.
template <VectorElement T>
struct known_choices {
  std::array<known_choice<T>, 4> all;
  std::size_t oldest = 0;

  [[nodiscard]] choice const* find(request<T> const& r, method_list<T> methods) const noexcept {
    for (known_choice<T> const& c : all) {
      bool const among_these = c.methods.data() == methods.data() && c.methods.size() == methods.size();
      if (among_these && c.precision == r.precision && c.p == r.p) { return &c.made; }
    }
    return nullptr;
  }
  void add(known_choice<T> const& made) noexcept {
    all[oldest] = made;
    oldest = (oldest + 1) % all.size();
  }
};

template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_COLD choice choose_once(request<T> const& r, method_list<T> methods) {
  static thread_local known_choices<T> known;
  if (choice const* const made = known.find(r, methods); made != nullptr) { return *made; }
  choice const made = choose<T, Arch>(r, 0, cost_of_single_run<T, Arch>(r.p), methods);
  known.add({.p = r.p, .precision = r.precision, .methods = methods, .made = made});
  return made;
}

/// The cycles of the pieces, or a huge number if there are none.
template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_COLD double cycles_in_pieces(request<T> const& r, sum_pieces const& cut) {
  constexpr double never = std::numeric_limits<double>::max();
  if (cut.count == 1 && !cut.brought) { return never; }
  problem const piece = first_piece<T>(r.p, cut);
  verdict const v = methods::dense::method<T, Arch>::judge({.p = piece, .precision = r.precision});
  if (v.declined()) { return never; }
  return v.cycles * static_cast<double>(runs_of_pieces(r.p, cut)) +
         cost_of_single_run<T, Arch>(r.p).of(weights_use::listed) +
         brought_samples<Arch>(piece, r.p, cut) * costs::cycles_per_brought_sample;
}

/// Whether the pieces are about as little work as the whole by the method that is chosen for it. Estimates for sums in
/// one piece are too low, as they know neither of caches nor of taps that lie apart; but that of a method with pieces
/// of its own. A method that gets better the longer the sums are, as the FFT does, leaves pieces behind.
template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_COLD bool pays_in_pieces(request<T> const& r, sum_pieces const& cut, choice const& whole,
                                               method_list<T> methods) {
  double const allowed = whole.chosen == method_of_pieces<T, Arch> ? 2 : 1.2;
  return cycles_in_pieces<T, Arch>(r, cut) < whole.cycles * (methods[whole.chosen].has_pieces ? 1 : allowed);
}

/// Whether a problem with groups and long sums is less work group by group: only then can they be cut.
template <VectorElement T, class Arch>
[[nodiscard]] CONVOLT_COLD bool pays_in_groups(request<T> const& r, std::vector<channel_run> const& runs,
                                               choice const& whole, method_list<T> methods) {
  request<T> const one{.p = without_groups(r.p, runs.front()), .weights = r.weights, .precision = r.precision};
  double const alone =
      std::min(choose_once<T, Arch>(one, methods).cycles, cycles_in_pieces<T, Arch>(one, pieces_of_sums<T>(one.p)));
  constexpr double worth_while = 0.9;  // not for the same method on parts
  return (alone + costs::cycles_per_run) * static_cast<double>(runs.size()) < worth_while * whole.cycles;
}

/// A problem without groups.
template <VectorElement T, class Arch>
CONVOLT_COLD void run_group_once(request<T> const& r, operands<T> const& x, choice const& whole, executor_ref executor,
                                 method_list<T> methods) {
  sum_pieces const cut = pieces_of_sums<T>(r.p);
  if (x.bias != nullptr || !pays_in_pieces<T, Arch>(r, cut, whole, methods)) {
    run_once_by<T, Arch>(whole.chosen, r, x, executor, methods);
    return;
  }
  run_in_pieces<T, Arch>(r.p, x, cut, [&](problem const& piece, operands<T> const& own) {
    if (!has_products(piece)) { return run_reference<T, Arch>(piece, own); }
    request<T> const part{.p = piece, .weights = own.weights, .precision = r.precision};
    run_once_by<T, Arch>(method_of_pieces<T, Arch>, part, own, executor, methods);
  });
}

/// By the fastest of the methods that are made of vectors.
template <VectorElement T, class Arch>
void run_once_in_vectors(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor,
                         method_list<T> methods) {
  if (methods::tiny::run_at_once<T, Arch>(p, x)) { return; }
  if (!has_products(p)) {  // there may be no arrays to prepare anything from
    run_reference<T, Arch>(p, x);
    return;
  }
  request<T> const r{.p = p, .weights = x.weights, .precision = precision};
  choice const whole = choose_once<T, Arch>(r, methods);
  bool const in_groups = p.feature_groups > 1 || p.batch_groups > 1;
  if (in_groups && x.bias == nullptr && has_long_sums(p)) {
    std::vector<channel_run> const runs = channel_runs(p);
    if (pays_in_groups<T, Arch>(r, runs, whole, methods)) {
      for (channel_run const& run : runs) {
        operands<T> own = x;
        own.input += run.input_offset;
        own.weights += run.weights_offset;
        own.output += run.output_offset;
        request<T> const one{.p = without_groups(p, run), .weights = own.weights, .precision = precision};
        run_group_once<T, Arch>(one, own, choose_once<T, Arch>(one, methods), executor, methods);
      }
      return;
    }
  }
  run_group_once<T, Arch>(r, x, whole, executor, methods);
}

}  // namespace detail

/// Compute the problem with the weights of the operands. Throws std::bad_alloc.
template <VectorElement T, class Arch = default_arch>
void run_once(problem const& p, operands<T> const& x, precision_level precision, executor_ref executor,
              method_list<T> methods = method_table<T, Arch>) {
  if constexpr (has_vector_loops<T, Arch>) {
    detail::run_once_in_vectors<T, Arch>(p, x, precision, executor, methods);
  } else {
    run_reference<T, Arch>(p, x);
  }
}

}  // namespace convolt::engine
