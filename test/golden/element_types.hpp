// SPDX-License-Identifier: BSD-3-Clause
/// The element types of golden data: names to C++ types, and which of them may be asked for as preferred_element_type.
#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace convolt::golden {

template <class... T>
struct type_list {};

using element_types = type_list<float, double, std::int8_t, std::int16_t, std::int32_t, std::int64_t,
                                std::complex<float>, std::complex<double>>;

/// With those that only occur in calls which are refused.
using all_element_types =
    type_list<float, double, std::int8_t, std::int16_t, std::int32_t, std::int64_t, std::complex<float>,
              std::complex<double>, bool, std::uint8_t, std::uint16_t, std::uint32_t, std::uint64_t>;

template <class T>
inline constexpr std::string_view dtype_name = "unknown";
template <>
inline constexpr std::string_view dtype_name<float> = "float32";
template <>
inline constexpr std::string_view dtype_name<double> = "float64";
template <>
inline constexpr std::string_view dtype_name<std::int8_t> = "int8";
template <>
inline constexpr std::string_view dtype_name<std::int16_t> = "int16";
template <>
inline constexpr std::string_view dtype_name<std::int32_t> = "int32";
template <>
inline constexpr std::string_view dtype_name<std::int64_t> = "int64";
template <>
inline constexpr std::string_view dtype_name<std::complex<float>> = "complex64";
template <>
inline constexpr std::string_view dtype_name<std::complex<double>> = "complex128";
template <>
inline constexpr std::string_view dtype_name<bool> = "bool";
template <>
inline constexpr std::string_view dtype_name<std::uint8_t> = "uint8";
template <>
inline constexpr std::string_view dtype_name<std::uint16_t> = "uint16";
template <>
inline constexpr std::string_view dtype_name<std::uint32_t> = "uint32";
template <>
inline constexpr std::string_view dtype_name<std::uint64_t> = "uint64";

template <class T>
inline constexpr bool is_complex = std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;

/// JAX's rules: never narrower, complex stays complex, floating stays floating, integers may become floating.
template <class T, class Preferred>
inline constexpr bool may_prefer = sizeof(Preferred) >= sizeof(T) && is_complex<T> == is_complex<Preferred> &&
                                   (std::is_integral_v<T> || !std::is_integral_v<Preferred>);

/// Calls `f.template operator()<T>()` for the type of that name. False where there is none.
template <class F, class... T>
bool with_type(std::string_view dtype, F&& f, type_list<T...>) {
  auto const tried = [&]<class One>() {
    if (dtype_name<One> != dtype) { return false; }
    f.template operator()<One>();
    return true;
  };
  return (tried.template operator()<T>() || ...);
}

template <class F>
bool with_type(std::string_view dtype, F&& f) {
  return with_type(dtype, f, element_types{});
}

}  // namespace convolt::golden
