// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/input.hpp: which operands a layer takes, and the names of the reasons for others.

#include <convolt/nn/input.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <concepts>
#include <string>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::detail::LayerInput;

namespace {

using weight = tensor<nS, float, 3>;
using bias = tensor<pA, float, 1>;
template <class X>
concept taken = LayerInput<X, 1, weight, bias>;
template <class X>
using why = nn::detail::why_not_input_t<X, weight, bias>;

static_assert(taken<tensor<mV, float, 3>> && taken<tensor<uV, float, 2>> && taken<array<mV, float>>);
static_assert(taken<quantity<any_unit, xt::xarray<float>>>, "checked when the program runs");
static_assert(!taken<tensor<mV, double, 3>>, "another element type");
static_assert(!taken<tensor<mA, float, 3>>, "mA nS has not the dimension of the bias");
static_assert(!taken<xt::xtensor<float, 3>>, "nS has not the dimension of the bias");
static_assert(!taken<tensor<mV, float, 4>> && !taken<tensor<mV, float, 1>>, "other axes");

static_assert(
    std::same_as<why<tensor<mV, double, 3>>,
                 lax::refusal::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<double, float>>);
static_assert(std::same_as<
              why<tensor<mV, float, 4>>,
              nn::refusal::input_must_have_the_axes_of_the_layer_with_or_without_a_batch_axis<tensor<mV, float, 4>>>);
template <class Out>
using why_not_out = nn::detail::why_not_output_t<Out, tensor<mV, float, 3>, weight, bias>;
using out_why = why_not_out<tensor<mV, float, 3>&>;
static_assert(!std::is_void_v<out_why*>);

template <class T, template <class...> class Reason>
inline constexpr bool is_reason = false;
template <class... X, template <class...> class Reason>
inline constexpr bool is_reason<Reason<X...>, Reason> = true;
static_assert(is_reason<why<tensor<mA, float, 3>>, lax::refusal::bias_needs_a_unit_of_the_dimension_of_lhs_times_rhs>);
static_assert(is_reason<out_why, lax::refusal::out_needs_a_unit_of_the_dimension_of_the_result>);
static_assert(is_reason<why_not_out<tensor<pA, float, 3>>,
                        lax::refusal::out_is_a_temporary_whose_numbers_would_be_lost_look_at_yours_with_tag_ref>);

}  // namespace

TEST_CASE("the inputs of a layer are decided by types") {
  CHECK(taken<tensor<mV, float, 3>>);
  CHECK_FALSE(taken<tensor<mV, double, 3>>);
}
