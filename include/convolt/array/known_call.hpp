// SPDX-License-Identifier: BSD-3-Clause
/// A convolution that has been computed before, or was planned: its weights are packed, and arrays that lie as then
/// need no more checks. Plans are one of these with a name; layers keep those that they have seen.
/// Layer: array.
#pragma once

#include <convolt/array/known_layout.hpp>
#include <convolt/array/overlap.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/units/unit.hpp>

#include <concepts>
#include <memory>

namespace convolt::arrays {

/// What all calls of one problem with the same weights share. It never changes.
template <class T>
using shared_plan = std::shared_ptr<engine::planned<T> const>;

/// Units that are known when the program is compiled: no factor between them can be wrong when it runs.
template <class... U>
concept StaticUnits = (Unit<U> && ...);

/// Operands of a call that can be known by how they lie: in memory, and of the elements that are computed with.
template <class X, class T>
concept CanBeKnown = InMemory<wrapped_t<X> const> && std::same_as<element_t<X>, T>;

template <class T>
struct known_call {
  known_layout input, output;
  shared_plan<T> plan;

  /// Whether x lies as the input of this call.
  template <class E>
  [[nodiscard]] bool takes(E const& x) const {
    return input.first_element(x) != nullptr;
  }

  /// Compute and return true where both arrays lie as in this call, and `out` shares no memory with x or with one of
  /// the containers in `read`; nothing else can be wrong. Else nothing is done. `rest` are the operands but for these
  /// two.
  template <class E, class Out, class... Read>
  bool run(E const& x, Out& out, engine::operands<T> rest, executor_ref executor, Read const&... read) const {
    T const* const from = input.first_element(x);
    T* const to = from == nullptr ? nullptr : output.first_element(out);
    if (to == nullptr) { return false; }
    address_range const written = output.addresses(to);
    bool const apart =
        are_apart(written, input.addresses(from)) && (are_apart(written, addresses_of_container(read)) && ...);
    if (!apart) { return false; }
    rest.input = from;
    rest.output = to;
    engine::run(*plan, rest, executor);
    return true;
  }
};

}  // namespace convolt::arrays
