// SPDX-License-Identifier: BSD-3-Clause
/// What a quantity holds: the wrapped object, and the unit only where it is a run-time value. One class serves all
/// units that are known at compile time.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/convert.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace convolt::detail {

/// In place of a unit that the type of the quantity says.
struct known_unit {};
template <class U>
using kept_unit = std::conditional_t<std::same_as<U, any_unit>, any_unit, known_unit>;

/// The unit u as it is kept.
constexpr known_unit keep(AnyUnit auto const&) { return {}; }
constexpr any_unit const& keep(any_unit const& u) { return u; }

/// The unit of a quantity in U that is made from q.
template <class U, class Q>
constexpr U target(Q const& q) {
  if constexpr (Unit<U>) {
    return U{};
  } else {
    return any_unit(q.unit());
  }
}

template <class Kept, class E>
struct storage {
  E value{};

  constexpr storage() = default;
  template <class X>
  constexpr storage(X&& x, known_unit) : value(std::forward<X>(x)) {}
  static constexpr known_unit unit() { return {}; }
  static constexpr void set_unit(known_unit) {}
};

template <class E>
struct storage<any_unit, E> {
  E value{};
  any_unit held{};

  constexpr storage() = default;
  template <class X>
  constexpr storage(X&& x, any_unit const& u) : value(std::forward<X>(x)), held(u) {}
  constexpr any_unit const& unit() const { return held; }
  constexpr void set_unit(any_unit const& u) { held = u; }
};

/// A reference to somebody else's object: copying the tag copies the reference, assigning writes through it.
template <class Kept, class E>
struct storage<Kept, E&> {
  E& value;

  constexpr storage(E& x, known_unit) : value(x) {}
  constexpr storage(storage const&) = default;
  constexpr storage& operator=(storage const& other) {
    value = other.value;
    return *this;
  }
  static constexpr known_unit unit() { return {}; }
};

template <class E>
struct storage<any_unit, E&> {
  E& value;
  any_unit held;

  constexpr storage(E& x, any_unit const& u) : value(x), held(u) {}
  constexpr storage(storage const&) = default;
  constexpr storage& operator=(storage const& other) {
    value = convert(other.value, other.held, held);
    return *this;
  }
  constexpr any_unit const& unit() const { return held; }
};

}  // namespace convolt::detail
