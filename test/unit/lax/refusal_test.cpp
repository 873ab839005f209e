// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/refusal.hpp: calls that must not compile do not, and the reason is the right one.

#include <convolt/lax/refusal.hpp>

#include <convolt/lax.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;
namespace why = convolt::lax::refusal;
using lax::no_bias_t;
using lax::why_refused;
using lax::why_refused_into;

namespace {

template <class T>
using x3 = xt::xtensor<T, 3>;
template <auto U, class T>
using q3 = tensor<U, T, 3>;
template <auto U, class T>
using q1 = tensor<U, T, 1>;
using mV_t = std::remove_const_t<decltype(mV)>;
using pA_t = decltype(mV * nS);

// The reasons.
static_assert(std::same_as<why_refused<void, x3<float>, x3<double>, no_bias_t>,
                           why::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<float, double>>);
static_assert(
    std::same_as<why_refused<void, double, x3<double>, no_bias_t>, why::operand_is_not_an_array_of_numbers<double>>);
static_assert(std::same_as<why_refused<float, x3<double>, x3<double>, no_bias_t>,
                           why::preferred_element_type_must_be_of_the_same_kind_and_not_narrower<float, double>>);
static_assert(std::same_as<why_refused<void, q3<ms, int>, q3<Hz, int>, no_bias_t>,
                           why::integers_cannot_take_in_the_scale_of_this_unit_ask_for_double<int, decltype(ms * Hz)>>);
static_assert(std::same_as<why_refused<void, q3<mV, float>, q3<nS, float>, q1<mV, float>>,
                           why::bias_needs_a_unit_of_the_dimension_of_lhs_times_rhs<mV_t, pA_t>>);
static_assert(std::same_as<why_refused<void, x3<float>, x3<float>, xt::xtensor<double, 1>>,
                           why::bias_needs_the_element_type_of_the_result<double, float>>);
static_assert(std::same_as<why_refused_into<q3<mV, float>&, void, q3<mV, float>, q3<nS, float>, no_bias_t>,
                           why::out_needs_a_unit_of_the_dimension_of_the_result<mV_t, pA_t>>);
static_assert(std::same_as<why_refused_into<x3<float>&, void, x3<double>, x3<double>, no_bias_t>,
                           why::out_needs_the_element_type_of_the_result<float, double>>);
static_assert(std::same_as<why_refused_into<x3<double> const&, void, x3<double>, x3<double>, no_bias_t>,
                           why::out_is_not_an_array_in_memory_that_can_be_written<x3<double> const>>);

// The functions.
template <class L, class R>
concept can_conv = requires(L const& l, R const& r) { lax::conv(l, r, {1}, same); };
template <class L, class R, class B>
concept can_bias = requires(L const& l, R const& r, B const& b) { lax::conv(l, r, {1}, same, {}, b); };
template <class Out, class L, class R>
concept can_into = requires(Out& out, L const& l, R const& r) { lax::conv_into(out, l, r, {1}, same); };
static_assert(can_conv<x3<float>, x3<float>> && !can_conv<x3<float>, x3<double>>);
static_assert(can_conv<q3<ms, int>, q3<kHz, int>> && !can_conv<q3<ms, int>, q3<Hz, int>>);
static_assert(can_bias<q3<mV, float>, q3<nS, float>, q1<nA, float>> &&
              !can_bias<q3<mV, float>, q3<nS, float>, q1<mV, float>>);
static_assert(!can_bias<q3<mV, float>, q3<nS, float>, xt::xtensor<float, 1>>, "a plain bias has no unit of current");
static_assert(can_into<q3<nA, float>, q3<mV, float>, q3<nS, float>> &&
              !can_into<q3<mV, float>, q3<mV, float>, q3<nS, float>>);
static_assert(!can_into<x3<float>, q3<mV, float>, q3<nS, float>> && can_into<x3<float>, q3<ms, float>, q3<Hz, float>>);
static_assert(!can_into<q3<mV, float>, x3<float>, x3<float>>);
static_assert(!can_into<q3<pA, float> const, q3<mV, float>, q3<nS, float>>);

template <class L, class R>
concept every_function_takes = requires(L const& l, R const& r) {
  lax::conv(l, r, {1}, same);
  lax::conv_general_dilated(l, r, {1}, same);
  lax::conv_with_general_padding(l, r, {1}, same, {}, {});
  lax::conv_transpose(l, r, {1}, same);
  lax::conv_general_dilated_local(l, r, {1}, same, {1});
};
template <class L, class R>
concept some_function_takes =
    requires(L const& l, R const& r) { lax::conv(l, r, {1}, same); } ||
    requires(L const& l, R const& r) { lax::conv_general_dilated(l, r, {1}, same); } ||
    requires(L const& l, R const& r) { lax::conv_with_general_padding(l, r, {1}, same, {}, {}); } ||
    requires(L const& l, R const& r) { lax::conv_transpose(l, r, {1}, same); } ||
    requires(L const& l, R const& r) { lax::conv_general_dilated_local(l, r, {1}, same, {1}); } ||
    requires(L const& l, R const& r) { lax::conv_general_dilated_vjp(l, r, l, {1}, same); } ||
    requires(L const& l, R const& r) { lax::conv_transpose_vjp(l, r, l, {1}, same); };
static_assert(every_function_takes<q3<mV, float>, quantity<any_unit, x3<float>>>);
static_assert(!some_function_takes<x3<float>, x3<double>> && !some_function_takes<q3<ms, int>, q3<Hz, int>>);
static_assert(!some_function_takes<x3<bool>, x3<bool>> && !some_function_takes<double, x3<double>>);
template <class P, class A>
concept can_prefer = requires(A const& a) { lax::conv<P>(a, a, {1}, same); };
static_assert(can_prefer<double, x3<float>> && !can_prefer<std::int8_t, x3<float>>);

// Parameters have no place for what is no whole number, and precision none for a number.
template <class A, class S>
concept takes_stride_entry = requires(A const& a, S s) { lax::conv(a, a, {s}, same); };
template <class A, class S>
concept takes_strides = requires(A const& a, S s) { lax::conv(a, a, s, same); };
template <class A, class S>
concept takes_padding = requires(A const& a, S s) { lax::conv(a, a, {1}, s); };
template <class A, class S>
concept takes_groups =
    requires(A const& a, S s) { lax::conv_general_dilated(a, a, {1}, same, {.feature_group_count = s}); };
template <class A, class S>
concept takes_precision = requires(A const& a, S s) { lax::conv(a, a, {1}, same, {.precision = s}); };
using f3 = x3<float>;
static_assert(takes_stride_entry<f3, unsigned> && !takes_stride_entry<f3, double> && !takes_stride_entry<f3, bool>);
static_assert(takes_strides<f3, std::vector<long>> && !takes_strides<f3, int> &&
              !takes_strides<f3, std::vector<float>>);
static_assert(takes_padding<f3, valid_t> && takes_padding<f3, char const*> && !takes_padding<f3, int> &&
              takes_padding<f3, full_t> && takes_padding<f3, causal_t>);
static_assert(takes_groups<f3, std::uint8_t> && !takes_groups<f3, float> && !takes_groups<f3, bool>);
static_assert(takes_precision<f3, char const*> && !takes_precision<f3, int>);

}  // namespace

TEST_CASE("calls that must not compile do not") { SUCCEED(); }
