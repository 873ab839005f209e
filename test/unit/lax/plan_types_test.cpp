// SPDX-License-Identifier: BSD-3-Clause
/// Which inputs a plan takes, by their types, and why it does not take others.
#include <convolt/lax/plan_types.hpp>

#include <convolt/core/xt.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <type_traits>

namespace {

namespace lax = convolt::lax;
using namespace convolt::units;

template <class U, class T>
using tensor_of = convolt::quantity<U, xt::xtensor<T, 3>>;
using mV_t = std::remove_const_t<decltype(mV)>;
using V_t = std::remove_const_t<decltype(V)>;
using nS_t = std::remove_const_t<decltype(nS)>;
using types = lax::detail::plan_types<float, float, 3, mV_t, nS_t, lax::no_bias_t>;

TEST_CASE("a plan takes inputs of its element type and dimension, in whatever scale") {
  STATIC_REQUIRE(lax::detail::PlannedInput<tensor_of<mV_t, float>, types>);
  STATIC_REQUIRE(lax::detail::PlannedInput<tensor_of<V_t, float>, types>);
  STATIC_REQUIRE_FALSE(lax::detail::PlannedInput<tensor_of<mV_t, double>, types>);
  STATIC_REQUIRE_FALSE(lax::detail::PlannedInput<tensor_of<nS_t, float>, types>);
  STATIC_REQUIRE_FALSE(types::has_bias);
}

TEST_CASE("the reasons name the element type or the unit") {
  STATIC_REQUIRE(std::is_same_v<lax::detail::why_not_planned_t<tensor_of<mV_t, double>, types>,
                                lax::refusal::input_needs_the_element_type_of_the_planned_lhs<double, float>>);
  STATIC_REQUIRE(std::is_same_v<lax::detail::why_not_planned_t<tensor_of<nS_t, float>, types>,
                                lax::refusal::input_needs_a_unit_of_the_dimension_of_the_planned_lhs<nS_t, mV_t>>);
}

}  // namespace
