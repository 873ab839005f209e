// SPDX-License-Identifier: BSD-3-Clause
/// Golden arrays as operands: a plain xarray where the suite names no unit, else a quantity whose unit is parsed at run
/// time.
#pragma once

#include <golden/element_types.hpp>
#include <golden/suite.hpp>
#include <support/npy.hpp>

#include <convolt/convolt.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::golden {

template <class T>
xt::xarray<T> make_array(extents const& shape, std::vector<T> const& values) {
  auto a = xt::xarray<T>::from_shape(shape);
  std::copy(values.begin(), values.end(), a.storage().begin());
  return a;
}

template <class T>
xt::xarray<T> make_filled(extents const& shape, T value) {
  auto a = xt::xarray<T>::from_shape(shape);
  std::fill(a.storage().begin(), a.storage().end(), value);
  return a;
}

/// The values of a golden file, whose header must say what the suite says.
template <class T>
std::vector<T> load_values(array_entry const& entry) {
  if (entry.dtype != dtype_name<T>) {
    throw std::runtime_error(entry.name + " is " + entry.dtype + " in a case of " + std::string(dtype_name<T>));
  }
  test::npy_file const file = test::read_npy(entry.file);
  if (file.shape != entry.shape) {
    throw std::runtime_error(entry.file.string() + ": its shape is not that of the suite");
  }
  return test::npy_values<T>(file);
}

/// One operand, and the unit it has in the suite.
template <class T>
struct operand {
  xt::xarray<T> numbers;
  std::optional<std::string> unit;
};

template <class T>
operand<T> load_operand(array_entry const& entry) {
  return {make_array(entry.shape, load_values<T>(entry)), entry.unit};
}

/// As a quantity with a run-time unit; no unit is one.
template <class T>
auto as_quantity(operand<T> const& o) {
  return tag(o.numbers, o.unit.has_value() ? any_unit::parse(*o.unit) : any_unit(one));
}

/// Calls `f` with the plain array or with the quantity.
template <class T, class F>
void with_operand(operand<T> const& o, F&& f) {
  if (o.unit.has_value()) {
    f(as_quantity(o));
  } else {
    f(o.numbers);
  }
}

/// Calls `f` with two operands, each plain or not.
template <class T, class F>
void with_operands(F&& f, operand<T> const& a, operand<T> const& b) {
  with_operand(a, [&](auto const& x) { with_operand(b, [&](auto const& y) { f(x, y); }); });
}

template <class T, class F>
void with_operands(F&& f, operand<T> const& a) {
  with_operand(a, f);
}

/// Calls `f` with three operands, all plain or all quantities: eight combinations would take too long to compile.
template <class T, class U, class F>
void with_operands(F&& f, operand<T> const& a, operand<T> const& b, operand<U> const& c) {
  if (a.unit.has_value() || b.unit.has_value() || c.unit.has_value()) {
    f(as_quantity(a), as_quantity(b), as_quantity(c));
  } else {
    f(a.numbers, b.numbers, c.numbers);
  }
}

/// The numbers of a result in the unit of the suite. Throws where the result is not of the kind that the suite asks
/// for: no unit or "1" is a plain array or exactly the unit one, everything else is a quantity of that dimension.
template <class Result>
auto numbers_in(Result const& result, std::optional<std::string> const& unit) {
  using T = std::remove_cvref_t<typename std::remove_cvref_t<decltype(raw(result))>::value_type>;
  bool const dimensionless = !unit.has_value() || *unit == "1";
  if constexpr (AnyQuantity<Result>) {
    any_unit const have = unit_of(result);
    if (!unit.has_value()) { throw std::runtime_error("operands without units gave a quantity in " + to_string(have)); }
    if (dimensionless && !(have == any_unit(one))) {
      throw std::runtime_error("the result is in " + to_string(have) + ", want plain numbers");
    }
    return xt::xarray<T>(in(result, any_unit::parse(*unit)));
  } else {
    if (!dimensionless) { throw std::runtime_error("the result is a plain array, want a quantity in " + *unit); }
    return xt::xarray<T>(result);
  }
}

/// A value that no correct result holds everywhere: whatever an `_into` call leaves unwritten is found.
template <class T>
constexpr T garbage() {
  if constexpr (std::is_integral_v<T>) {
    return T(77);
  } else if constexpr (is_complex<T>) {
    return T(garbage<typename T::value_type>());
  } else {
    return std::numeric_limits<T>::quiet_NaN();
  }
}

}  // namespace convolt::golden
