// SPDX-License-Identifier: BSD-3-Clause
/// Printing: `3 mV`, and arrays in xtensor's format followed by the unit. A plain 1 is not printed.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/array_text.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/any_unit.hpp>

#include <concepts>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

namespace convolt {

namespace detail {

/// Numbers of one byte print as numbers, not as characters.
template <class T>
void print_number(std::ostream& os, T const& x) {
  if constexpr (std::integral<T> && sizeof(T) == 1) {
    os << static_cast<int>(x);
  } else {
    os << x;
  }
}

template <class U>
void print_unit(std::ostream& os, U const& unit) {
  auto const print = [&os](std::string_view symbol) {
    if (symbol != "1") { os << ' ' << symbol; }
  };
  if constexpr (Unit<U>) {
    print(unit_traits<U>::symbol());
  } else {
    print(to_string(unit));
  }
}

}  // namespace detail

/// The numbers, a space, the symbol of the unit. Stream settings (precision, and the width of scalars) hold for the
/// numbers, and with <xtensor/xio.hpp> included also xt::print_options.
template <class U, class E>
std::ostream& operator<<(std::ostream& os, quantity<U, E> const& q) {
  if constexpr (Scalar<wrapped_t<quantity<U, E>>>) {
    detail::print_number(os, q.raw());
  } else {
    os << q.raw();
  }
  detail::print_unit(os, q.unit());
  return os;
}

/// What `<<` prints, as a string: to_string(5. * mV) is "5 mV".
template <class Q>
  requires AnyQuantity<Q>
std::string to_string(Q&& q) {
  std::ostringstream os;
  os << q;
  return os.str();
}
/// The sentence of `"v = " + v`.
template <class A, class B>
concept text_and_quantity = (AnyQuantity<B> && std::convertible_to<A, std::string_view>) ||
                            (AnyQuantity<A> && std::convertible_to<B, std::string_view>);
template <class A, class B>
  requires text_and_quantity<A, B>
void operator+(A&& a, B&& b) CONVOLT_REFUSED("write \"v = \" + to_string(v), or os << \"v = \" << v");

}  // namespace convolt
