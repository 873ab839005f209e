// SPDX-License-Identifier: BSD-3-Clause
/// What kinds of numbers a row computes with, as its column `dtype` names them.
/// Layer: bench.
#pragma once

#include <complex>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace convolt::bench {

/// The last two have operands of two kinds: complex samples with real taps, and short samples and taps whose products
/// are summed in more bits.
enum class element { f32, f64, c64, i8, i16, i32, c64_by_f32, i16_to_i32 };

inline constexpr struct {
  element kind;
  std::string_view name;
  double real_products;  // that one product of these numbers is made of
} elements[] = {{element::f32, "f32", 1},
                {element::f64, "f64", 1},
                {element::c64, "c64", 4},
                {element::i8, "i8", 1},
                {element::i16, "i16", 1},
                {element::i32, "i32", 1},
                {element::c64_by_f32, "c64xf32", 2},
                {element::i16_to_i32, "i16toi32", 1}};

[[nodiscard]] constexpr std::string_view name_of(element kind) {
  for (auto const& e : elements) {
    if (e.kind == kind) { return e.name; }
  }
  return "";
}

[[nodiscard]] constexpr double real_products(element kind) {
  for (auto const& e : elements) {
    if (e.kind == kind) { return e.real_products; }
  }
  return 1;
}

/// Integers of any kind: exact, and without a peer.
[[nodiscard]] constexpr bool is_integer(element kind) {
  return kind == element::i8 || kind == element::i16 || kind == element::i32 || kind == element::i16_to_i32;
}

/// Element types of the output, the weights and the input.
template <class T, class W = T, class I = T>
struct element_types {
  using value = T;
  using weight = W;
  using sample = I;
};

/// Calls visit with the element_types of that kind.
template <class Visit>
decltype(auto) visit_element(element kind, Visit const& visit) {
  switch (kind) {
    case element::f32:
      return visit(element_types<float>{});
    case element::f64:
      return visit(element_types<double>{});
    case element::c64:
      return visit(element_types<std::complex<float>>{});
    case element::i8:
      return visit(element_types<std::int8_t>{});
    case element::i16:
      return visit(element_types<std::int16_t>{});
    case element::i32:
      return visit(element_types<std::int32_t>{});
    case element::c64_by_f32:
      return visit(element_types<std::complex<float>, float>{});
    case element::i16_to_i32:
      return visit(element_types<std::int32_t, std::int16_t, std::int16_t>{});
  }
  throw std::logic_error("this is no element");
}

}  // namespace convolt::bench
