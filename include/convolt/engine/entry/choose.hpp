// SPDX-License-Identifier: BSD-3-Clause
/// The ordered table of methods, and the choice of one. To add a method: make a folder in engine/methods/ with a file
/// method.hpp and in it a struct with the members that `entry` below names, and put it into the table. `judge` looks at
/// a request and declines with a reason, or estimates the cycles of a run; `plan` is called if nobody estimated less.
/// A method may have a further member, `run_once`, for callers who run it once. Methods are asked in the order of the
/// table, and of equal estimates the first counts. The reference loops are last and never decline; what is beyond the
/// others (limits.hpp) is left to them. Where every translation unit compiles the loops, the tiles for the long sums of
/// gradients are compiled for those who take gradients: others choose from `forward_methods`.
/// Layer: engine.
#pragma once

#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/methods/along_line/method.hpp>
#include <convolt/engine/methods/boxed/method.hpp>
#include <convolt/engine/methods/cross_spectra/method.hpp>
#include <convolt/engine/methods/dense/method.hpp>
#include <convolt/engine/methods/depthwise/method.hpp>
#include <convolt/engine/methods/few_outputs/method.hpp>
#include <convolt/engine/methods/long_sums/method.hpp>
#include <convolt/engine/methods/long_sums/one_by_one.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/overlap_save/method.hpp>
#include <convolt/engine/methods/reference/method.hpp>
#include <convolt/engine/methods/tiny/method.hpp>
#include <convolt/engine/methods/toeplitz/method.hpp>
#include <convolt/engine/problem/limits.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace convolt::engine {

namespace detail {

template <class T, class Method>
constexpr method_entry<T> make_entry() {
  method_entry<T> m{.name = Method::name, .about = Method::about, .judge = &Method::judge, .plan = &Method::plan};
  if constexpr (requires { &Method::run_once; }) { m.run_once = &Method::run_once; }
  if constexpr (requires { Method::same_in_parts; }) { m.same_in_parts = Method::same_in_parts; }
  if constexpr (requires { Method::single_run; }) { m.single_run = Method::single_run; }
  if constexpr (requires { Method::has_pieces; }) { m.has_pieces = Method::has_pieces; }
  return m;
}

template <class T, class Arch, bool Tiles>
constexpr auto list_methods() {
  using namespace methods;
  if constexpr (has_vector_loops<T, Arch>) {
    using of_spectra = std::conditional_t<Tiles, cross_spectra::method<T, Arch>, cross_spectra::left_out<T, Arch>>;
    using of_long_sums = std::conditional_t<Tiles, long_sums::method<T, Arch>, long_sums::one_by_one<T, Arch>>;
    return std::array{make_entry<T, tiny::method<T, Arch>>(),
                      make_entry<T, few_outputs::method<T, Arch>>(),
                      make_entry<T, dense::method<T, Arch>>(),
                      make_entry<T, boxed::method<T, Arch>>(),
                      make_entry<T, along_line::method<T, Arch>>(),
                      make_entry<T, depthwise::method<T, Arch>>(),
                      make_entry<T, toeplitz::method<T, Arch>>(),
                      make_entry<T, overlap_save::method<T, Arch>>(),
                      make_entry<T, of_long_sums>(),
                      make_entry<T, of_spectra>(),
                      make_entry<T, reference::method<T, Arch>>()};
  } else {
    return std::array{make_entry<T, reference::method<T, Arch>>()};
  }
}

}  // namespace detail

/// All methods for an element type.
template <class T, class Arch>
inline constexpr auto method_table = detail::list_methods<T, Arch, true>();

/// Those for problems that are no gradients of weights, under the same numbers.
template <class T, class Arch>
inline constexpr auto forward_methods = detail::list_methods<T, Arch, !has_lean_forward<Arch>>();

/// What a method answers to a request; a number beyond the list has no answer.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD verdict ask(std::size_t number, request<T> const& r,
                                       method_list<T> methods = method_table<T, Arch>) {
  char const* const beyond = beyond_methods(r.p);
  if (beyond != nullptr && number + 1 != methods.size()) { return verdict::decline(beyond); }
  return methods[number].judge(r);
}

/// Methods by their numbers in the table, one bit each.
using method_set = unsigned;

/// Which one is to be used.
struct choice {
  std::size_t chosen = 0;
  double cycles = 0;
};

/// Cycles that a single run takes besides: to copy weights, to list taps, to transform a kernel; and to make a plan,
/// half of that where a method has a shorter way.
struct single_run_cost {
  double copied = 0, listed = 0, transformed = 0, planned = 0;

  [[nodiscard]] constexpr double of(weights_use use) const noexcept {
    if (use == weights_use::in_place) { return 0; }
    return copied + (use == weights_use::listed ? listed : use == weights_use::transformed ? transformed : 0);
  }
  template <class T>
  [[nodiscard]] constexpr double of(method_entry<T> const& m) const noexcept {
    bool const plans = m.single_run != weights_use::in_place;
    return of(m.single_run) + (!plans ? 0 : m.run_once == nullptr ? planned : planned / 2);
  }
};

/// Ask all methods but those in `left_out`.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD choice choose(request<T> const& r, method_set left_out = 0, single_run_cost const& once = {},
                                         method_list<T> methods = method_table<T, Arch>) {
  choice best{.chosen = methods.size()};
  for (std::size_t i = 0; i < methods.size(); ++i) {
    if ((left_out >> i & 1) != 0) { continue; }
    verdict v = ask<T, Arch>(i, r, methods);
    v.cycles += once.of(methods[i]);
    if (!v.declined() && (best.chosen == methods.size() || v.cycles < best.cycles)) {
      best = {.chosen = i, .cycles = v.cycles};
    }
  }
  return best;
}

}  // namespace convolt::engine
