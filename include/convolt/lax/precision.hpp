// SPDX-License-Identifier: BSD-3-Clause
/// What rounding a convolution may have, in JAX's words. JAX ignores them on a CPU; here they say which methods may
/// run.
/// Layer: lax.
#pragma once

#include <convolt/engine/methods/method.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/text.hpp>

#include <string_view>
#include <type_traits>

namespace convolt::lax {

/// The levels are those of the engine: `highest` and `high` permit direct sums only, `default_` also FFT for long
/// kernels, `fastest` whatever rounds more than that; so far nothing does.
using engine::precision_level;

/// A precision: one level, or one per operand as in JAX, of which the stricter one counts.
class precision {
 public:
  constexpr precision() = default;
  constexpr precision(precision_level both)  // NOLINT(google-explicit-constructor): a level is a precision
      : level_(both) {}
  constexpr precision(precision_level lhs, precision_level rhs) : level_(lhs > rhs ? lhs : rhs) {}
  /// JAX's names and their aliases. Throws parameter_error "bad_precision" for any other text.
  template <geometry::NameText S>
  constexpr precision(S const& name)  // NOLINT(google-explicit-constructor): JAX users write names
      : level_(named(text_of(name))) {}
  constexpr precision(std::string_view lhs, std::string_view rhs) : precision(named(lhs), named(rhs)) {}

  constexpr precision_level level() const { return level_; }
  friend constexpr bool operator==(precision const&, precision const&) = default;

 private:
  template <class S>
  static constexpr std::string_view text_of(S const& name) {
    if constexpr (std::is_pointer_v<S>) {
      if (name == nullptr) { return {}; }
    }
    return name;
  }
  static constexpr precision_level named(std::string_view name) {
    if (name == "default" || name == "bfloat16") { return precision_level::default_; }
    if (name == "fastest") { return precision_level::fastest; }
    if (name == "high" || name == "bfloat16_3x" || name == "tensorfloat32") { return precision_level::high; }
    if (name == "highest" || name == "float32") { return precision_level::highest; }
    throw_unknown_name(name);
  }

  [[noreturn]] static void throw_unknown_name(std::string_view name) {
    geometry::throw_parameter_error({.where = "lax::precision", .argument = "name"},
                                    {.category = "bad_precision",
                                     .problem = "is not known",
                                     .expected = "'default', 'fastest', 'bfloat16', 'high', 'bfloat16_3x', "
                                                 "'tensorfloat32', 'highest' or 'float32'",
                                     .actual = geometry::quoted(name)});
  }

  precision_level level_ = precision_level::default_;
};

}  // namespace convolt::lax
