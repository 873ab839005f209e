// SPDX-License-Identifier: BSD-3-Clause
/// What a signal is taken to be beyond its ends, as an argument: one of the boundaries, or a value with a unit.
/// Layer: array.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/geometry/boundary.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/any_unit.hpp>

#include <complex>
#include <concepts>
#include <string>
#include <string_view>

namespace convolt {

/// `boundary_value(-65. * mV)`: every sample beyond the ends is this. In any unit of the dimension of the signal, which
/// is checked by the call; NaN says that nothing is known there.
class boundary_value {
 public:
  template <Operand Q>
    requires Scalar<wrapped_t<Q>>
  explicit boundary_value(Q const& q) : number_(std::complex<double>(raw(q))), unit_(unit_of(q)) {}

  /// The number in the unit of the signal, as one of its elements. Throws unit_error; parameter_error for a complex
  /// value beside a real signal.
  template <Scalar T>
  T in(std::string_view where, any_unit const& unit) const {
    if (unit.dimension() != unit_.dimension()) {
      throw unit_error({.category = "unit_mismatch",
                        .where = std::string(where),
                        .argument = "boundary",
                        .problem = "has a unit of another dimension than the signal",
                        .expected = to_string(unit),
                        .actual = to_string(unit_)});
    }
    std::complex<double> const number = quantities::convert(number_, unit_, unit);
    if constexpr (quantities::is_complex<T>) {
      return static_cast<T>(number);
    } else {
      if (number.imag() != 0) {
        throw parameter_error({.category = "complex_boundary",
                               .where = std::string(where),
                               .argument = "boundary",
                               .problem = "is complex, and the signal is real"});
      }
      return static_cast<T>(number.real());
    }
  }

 private:
  std::complex<double> number_;
  any_unit unit_;
};

/// A boundary or a value.
class boundary_argument {
 public:
  boundary_argument() = default;
  boundary_argument(boundary b) : kind_(b) {}  // NOLINT(google-explicit-constructor)
  boundary_argument(boundary_value const& v)   // NOLINT(google-explicit-constructor)
      : has_value_(true), value_(v) {}
  // (The check is a static_assert: of what stands in options compilers do not say why it cannot be converted.)
  template <class X>
    requires(!std::same_as<X, boundary_argument>)
  boundary_argument(X const&) {  // NOLINT(google-explicit-constructor)
    static_assert(sizeof(X) == 0,
                  "convolt: a boundary is as convolt::boundary::reflect, or convolt::boundary_value(-65. * mV)");
  }

  boundary kind() const { return kind_; }
  bool has_value() const { return has_value_; }
  /// Whatever the boundary, zero in any unit unless a value was given.
  template <Scalar T>
  T value_in(std::string_view where, any_unit const& unit) const {
    return has_value_ ? value_.in<T>(where, unit) : T(0);
  }

 private:
  boundary kind_ = boundary::zero;
  bool has_value_ = false;
  boundary_value value_{0.};
};

}  // namespace convolt
