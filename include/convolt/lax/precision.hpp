// SPDX-License-Identifier: BSD-3-Clause
/// What rounding a convolution may have, in JAX's words. JAX ignores them on a CPU; here they say which methods may run.
/// Layer: lax.
#pragma once

#include <convolt/core/error.hpp>

#include <string>
#include <string_view>

namespace convolt::lax {

/// `highest` and `high` permit direct sums only: |error| <= c n eps sum|x||w| for every single output. `default_` also
/// permits methods whose error is bounded by the largest values of a block (FFT for long kernels, minimal filtering of
/// small growth), `fastest` larger tiles of the latter.
enum class precision_level { fastest, default_, high, highest };

/// A precision: one level, or one per operand as in JAX, of which the stricter one counts.
class precision {
 public:
  constexpr precision() = default;
  constexpr precision(precision_level both)  // NOLINT(google-explicit-constructor): a level is a precision
      : level_(both) {}
  constexpr precision(precision_level lhs, precision_level rhs) : level_(lhs > rhs ? lhs : rhs) {}
  /// JAX's names and their aliases. Throws parameter_error "bad_precision" for any other text.
  constexpr precision(char const* name)  // NOLINT(google-explicit-constructor): JAX users write names
      : level_(named(name == nullptr ? "" : name)) {}
  constexpr precision(std::string_view name)  // NOLINT(google-explicit-constructor)
      : level_(named(name)) {}
  constexpr precision(std::string_view lhs, std::string_view rhs) : precision(named(lhs), named(rhs)) {}

  constexpr precision_level level() const { return level_; }
  friend constexpr bool operator==(precision const&, precision const&) = default;

 private:
  static constexpr precision_level named(std::string_view name) {
    if (name == "default" || name == "bfloat16") { return precision_level::default_; }
    if (name == "fastest") { return precision_level::fastest; }
    if (name == "high" || name == "bfloat16_3x" || name == "tensorfloat32") { return precision_level::high; }
    if (name == "highest" || name == "float32") { return precision_level::highest; }
    throw parameter_error({.category = "bad_precision",
                           .where = "lax",
                           .argument = "precision",
                           .problem = "is not known",
                           .expected = "'default', 'fastest', 'bfloat16', 'high', 'bfloat16_3x', 'tensorfloat32', "
                                       "'highest' or 'float32'",
                           .actual = "'" + std::string(name) + "'"});
  }

  precision_level level_ = precision_level::default_;
};

}  // namespace convolt::lax
