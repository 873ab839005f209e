// SPDX-License-Identifier: BSD-3-Clause
/// Rejections that C++ makes when it compiles: calls of errors.json that cannot be written. Each is a concept that must
/// be false, next to one that must be true, so that it is the fault which is refused and not the spelling of the call.
#pragma once

#include <golden/suite.hpp>

#include <convolt/convolt.hpp>

#include <array>
#include <complex>
#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

namespace convolt::golden {

/// A call with operands of two element types.
template <class L, class R>
concept OperandTypesAccepted = requires(xt::xarray<L> const& lhs, xt::xarray<R> const& rhs) {
  lax::conv_general_dilated(lhs, rhs, steps{1}, valid);
};
static_assert(OperandTypesAccepted<float, float>);
static_assert(!OperandTypesAccepted<float, double>);
static_assert(!OperandTypesAccepted<double, float>);
static_assert(!OperandTypesAccepted<std::int32_t, std::int64_t>);
static_assert(OperandTypesAccepted<std::complex<float>, float>);  // real weights stay real
static_assert(!OperandTypesAccepted<std::complex<float>, double>);
static_assert(!OperandTypesAccepted<float, std::complex<float>>);

/// A call that asks for another element type.
template <class T, class Preferred>
concept PreferredTypeAccepted =
    requires(xt::xarray<T> const& x) { lax::conv_general_dilated<Preferred>(x, x, steps{1}, valid); };
static_assert(PreferredTypeAccepted<float, double>);
static_assert(PreferredTypeAccepted<std::int32_t, float>);
static_assert(!PreferredTypeAccepted<double, float>);
static_assert(!PreferredTypeAccepted<float, std::int64_t>);
static_assert(!PreferredTypeAccepted<std::complex<float>, double>);
static_assert(!PreferredTypeAccepted<std::int64_t, float>);

/// A padding of this type, in any of these functions. `padding: [3]` is a list of integers.
template <class P>
concept PaddingAccepted =
    requires(xt::xarray<float> const& x, P const& pads) { lax::conv_general_dilated(x, x, steps{1}, pads); } ||
    requires(xt::xarray<float> const& x, P const& pads) { lax::conv_transpose(x, x, steps{1}, pads); } ||
    requires(xt::xarray<float> const& x, P const& pads) {
      lax::conv_general_dilated_patches(x, steps{1}, steps{1}, pads);
    };
static_assert(PaddingAccepted<std::vector<std::array<int, 2>>>);
static_assert(!PaddingAccepted<std::vector<int>>);
static_assert(!PaddingAccepted<std::array<int, 2>>);
static_assert(!PaddingAccepted<int>);
static_assert(!PaddingAccepted<std::vector<std::array<int, 3>>>);
static_assert(!PaddingAccepted<std::vector<double>>);

/// Dimension numbers are three strings.
static_assert(std::constructible_from<dimension_numbers, std::string_view, std::string_view, std::string_view>);
static_assert(!std::constructible_from<dimension_numbers, std::string_view, std::string_view>);

/// The result of units known to the compiler goes only into a quantity of its own dimension.
template <auto Lhs, auto Rhs, auto Out>
concept ResultConverts = requires(array<Lhs, float> const& lhs, array<Rhs, float> const& rhs) {
  { lax::conv_general_dilated(lhs, rhs, steps{1}, valid) } -> std::convertible_to<array<Out, float>>;
};
static_assert(ResultConverts<units::mV, units::nS, units::pA>);
static_assert(ResultConverts<units::ms, units::Hz, one>);
static_assert(!ResultConverts<units::mV, units::nS, units::mV>);
static_assert(!ResultConverts<units::ms, units::Hz, units::ms>);
static_assert(!ResultConverts<units::m, units::m, one>);

/// What a row asks for that cannot be written. `kind` is null for a row that can.
struct inexpressible_call {
  char const* kind = nullptr;
  bool refused = false;
};

/// Recognises a row by its category and the form of its parameters, never by its id.
inexpressible_call inexpressible_call_of(rejection const& row);

}  // namespace convolt::golden
