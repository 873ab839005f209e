// SPDX-License-Identifier: BSD-3-Clause
/// The bias of a layer: a parameter, or nothing, where the class of the layer has none. All of it can be asked of both.
/// Layer: nn.
#pragma once

#include <convolt/nn/arguments.hpp>
#include <convolt/nn/parameter.hpp>

#include <cstddef>
#include <string>

namespace convolt::nn::detail {

/// A bias in U, which is there; with `Optional` it can be left out of use when a layer is made.
template <class U, class T, bool Optional>
class layer_bias {
 public:
  using unit_type = U;
  using value_type = parameter_value_t<U, T, 1>;  ///< what lax sees
  static constexpr bool exists = true;

  bool in_use() const { return in_use_; }
  void use(bool yes) { in_use_ = yes; }

  decltype(auto) value() const { return numbers_.value(); }
  /// f of the value, or of no_bias where it is not in use.
  template <class F>
  auto with(F const& f) const {
    if constexpr (Optional) {
      if (!in_use_) { return f(no_bias); }
    }
    return f(numbers_.value());
  }
  /// f of the parameter, if it is in use.
  template <class F>
  void visit(F const& f) const {
    if (in_use_) { f(numbers_); }
  }
  template <class F>
  void visit(F const& f) {
    if (in_use_) { f(numbers_); }
  }

  std::size_t size() const { return numbers_.numbers().size(); }
  /// Empty where it is not in use.
  std::string unit_text() const { return in_use_ ? to_string(numbers_.unit()) : std::string(); }

 private:
  parameter<U, T, 1> numbers_;
  bool in_use_ = true;
};

template <class T, bool Optional>
class layer_bias<no_bias_t, T, Optional> {
 public:
  using unit_type = dimensionless;
  using value_type = no_bias_t;
  static constexpr bool exists = false;

  static bool in_use() { return false; }
  static void use(bool) {}
  template <class F>
  static auto with(F const& f) {
    return f(no_bias);
  }
  template <class F>
  static void visit(F const&) {}
  static std::size_t size() { return 0; }
  static std::string unit_text() { return {}; }
};

}  // namespace convolt::nn::detail
