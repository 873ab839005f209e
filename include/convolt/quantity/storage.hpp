// SPDX-License-Identifier: BSD-3-Clause
/// What a quantity holds: the wrapped object, and the unit only where it is a run-time value.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/convert.hpp>

#include <type_traits>
#include <utility>

namespace convolt::detail {

template <class U, class E>
struct storage {
  E value{};

  constexpr storage() = default;
  template <class X>
  constexpr storage(X&& x, U const&) : value(std::forward<X>(x)) {}
  static constexpr U unit() { return {}; }
  static constexpr void set_unit(U const&) {}
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
template <class U, class E>
struct storage<U, E&> {
  E& value;

  constexpr storage(E& x, U const&) : value(x) {}
  constexpr storage(storage const&) = default;
  constexpr storage& operator=(storage const& other) {
    value = other.value;
    return *this;
  }
  static constexpr U unit() { return {}; }
  static constexpr void set_unit(U const&) {}
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
