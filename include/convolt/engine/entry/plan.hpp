// SPDX-License-Identifier: BSD-3-Clause
/// A convolution planned once and run many times: the method is chosen, the weights are packed. Where a method cannot
/// compute with these weights, the next best one is asked.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace convolt::engine {

namespace detail {

/// Which loops, in words.
template <class Arch>
inline constexpr std::string_view loops_in_words = "";
template <class Target>
inline constexpr std::string_view loops_in_words<vectors_of<Target>> =
    Target::grid == kernel_grid::compact ? ", compact grid" : ", full grid";

/// In words: the problem, the method and how it goes about it, memory, and what the other methods answered.
template <class T, class Arch>
CONVOLT_COLD std::string explain_choice(planned<T> const& plan) {
  std::size_t const chosen = plan.chosen().method;
  method_list<T> const methods = plan.chosen().methods;
  method_entry<T> const& method = methods[chosen];
  text out;
  out << describe(plan.what()) << "\nmethod: " << method.name << " (" << method.about << ")\n"
      << plan.details() << "  keeps " << plan.memory() << " bytes, workspace " << plan.workspace_bytes()
      << " bytes per thread" << loops_in_words<Arch> << "\n";
  request<T> const r{.p = plan.what(), .precision = plan.chosen().precision};
  double const cycles = ask<T, Arch>(chosen, r, methods).cycles;
  for (std::size_t i = 0; i < methods.size(); ++i) {
    if (i == chosen) { continue; }
    verdict const v = ask<T, Arch>(i, r, methods);
    out << methods[i].name << ": ";
    if (v.declined()) {
      out << "declined: " << v.reason << "\n";
    } else {
      out << (v.cycles < cycles ? "passed over, as where weights are not finite\n" : "slower\n");
    }
  }
  return out.str();
}

}  // namespace detail

/// Plan with the method of that number in the list, which must not have declined. Null where it cannot compute with
/// these weights. They are copied. Throws std::bad_alloc.
template <class T, class Arch = default_arch>
[[nodiscard]] std::unique_ptr<planned<T>> plan_by(std::size_t number, request<T> const& r,
                                                  method_list<T> methods = method_table<T, Arch>) {
  auto made = methods[number].plan(r);
  if (made != nullptr) {
    made->set_choice(
        {.method = number, .methods = methods, .precision = r.precision, .explain = &detail::explain_choice<T, Arch>});
  }
  return made;
}

/// Plan with the method that is fastest by its own estimate, but for those that have `failed` already. The weights are
/// copied. Throws std::bad_alloc.
template <class T, class Arch = default_arch>
[[nodiscard]] std::unique_ptr<planned<T>> make_plan(request<T> const& r, method_set failed = 0,
                                                    method_list<T> methods = method_table<T, Arch>) {
  for (;;) {
    std::size_t const number = choose<T, Arch>(r, failed, {}, methods).chosen;
    if (auto made = plan_by<T, Arch>(number, r, methods)) { return made; }
    failed |= method_set{1} << number;
  }
}

/// Plan some outputs of a problem so that their bits do not depend on which they are: by the method that is fastest for
/// the whole of it among those whose sums do not. Where transforms are faster still, with whatever is best for the
/// part, within the error that its precision permits. `part` is `whole` with fewer outputs, and the samples that they
/// need.
template <class T, class Arch = default_arch>
[[nodiscard]] CONVOLT_COLD std::unique_ptr<planned<T>> make_plan_of_part(
    request<T> const& part, problem const& whole, method_list<T> methods = method_table<T, Arch>) {
  std::size_t const reference = methods.size() - 1;
  request<T> accepted = part;
  accepted.is_part = true;
  method_set left_out = 0;
  for (;;) {
    request<T> const asked{.p = whole, .precision = part.precision};
    std::size_t const number = choose<T, Arch>(asked, left_out, {}, methods).chosen;
    method_entry<T> const& method = methods[number];
    bool const direct = !method.judge({.p = whole, .precision = precision_level::highest}).declined();
    if (!direct) { return make_plan<T, Arch>(part, method_set{}, methods); }
    if (method.same_in_parts) {
      // What has nothing to multiply is declined.
      bool const declined = ask<T, Arch>(number, accepted, methods).declined();
      if (auto made = plan_by<T, Arch>(declined ? reference : number, accepted, methods)) { return made; }
    }
    left_out |= method_set{1} << number;
  }
}

/// The one or the other.
template <class T, class Arch = default_arch>
[[nodiscard]] std::unique_ptr<planned<T>> make_plan(request<T> const& r, problem const* whole,
                                                    method_list<T> methods = method_table<T, Arch>) {
  return whole == nullptr ? make_plan<T, Arch>(r, method_set{}, methods)
                          : make_plan_of_part<T, Arch>(r, *whole, methods);
}

}  // namespace convolt::engine
