// SPDX-License-Identifier: BSD-3-Clause
/// How far results are from what they should be, and the gradient of that, with which `backward` of a layer begins.
/// Layer: nn.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/lax/refusal.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn {

/// A loss and its gradient with respect to the result: the cotangent that `backward` takes.
template <class Value, class Gradient>
struct loss {
  Value value;
  Gradient gradient;
};

/// The sentence of losses that do not compile.
template <class Result, class Target>
concept result_and_target_need_units_of_one_dimension_and_one_element_type =
    arrays::OperandOrSampled<Result> && arrays::OperandOrSampled<Target>;

namespace detail {

template <class Y, class Target>
concept Comparable =
    arrays::ArrayOperand<Y> && arrays::ArrayOperand<Target> && std::floating_point<element_t<Y>> &&
    std::same_as<element_t<Y>, element_t<Target>> && arrays::MayShareDimension<unit_t<Target>, unit_t<Y>>;

inline void check_target_shape(std::string_view where, index_list const& result, index_list const& target) {
  if (result == target) { return; }
  throw shape_error({.category = "target_shape_mismatch",
                     .where = std::string(where),
                     .argument = "target",
                     .problem = "must have the shape of the result",
                     .expected = geometry::list_text({result.begin(), result.size()}),
                     .actual = geometry::list_text({target.begin(), target.size()})});
}

}  // namespace detail

/// The mean of (y - target)^2 over all elements, in unit(y)^2, and its gradient 2 (y - target) / count, in unit(y).
/// Units may differ by a scale. Of empty arrays the mean is 0. Sums are formed in double at least. Throws shape_error
/// "target_shape_mismatch", unit_error.
template <class Y, class Target>
  requires detail::Comparable<arrays::bare_t<Y>, arrays::bare_t<Target>>
auto mean_squared_error(Y const& y, Target const& target) {
  auto const& result = arrays::without_axes(y);
  auto const& wanted = arrays::without_axes(target);
  using R = arrays::bare_t<Y>;
  using T = element_t<R>;
  using A = std::common_type_t<T, double>;
  constexpr std::string_view where = "nn::mean_squared_error";
  index_list const shape = arrays::shape_of(where, "y", raw(result));
  detail::check_target_shape(where, shape, arrays::shape_of(where, "target", raw(wanted)));
  T const to_result = arrays::unit_factor<T>(where, "target", unit_of(wanted), unit_of(result));
  auto gradient = arrays::allocate<T, arrays::static_rank<R>>(shape);
  A const count = std::max(A(1), static_cast<A>(gradient.size()));
  A sum(0);
  std::transform(raw(result).template begin<xt::layout_type::row_major>(),
                 raw(result).template end<xt::layout_type::row_major>(),
                 raw(wanted).template begin<xt::layout_type::row_major>(), gradient.storage().begin(),
                 [&](auto const& a, auto const& b) {
                   A const difference = A(a) - A(to_result) * A(b);
                   sum += difference * difference;
                   return static_cast<T>(2 * difference / count);
                 });
  auto value = arrays::with_unit(static_cast<T>(sum / count), unit_of(result) * unit_of(result));
  auto of_result = arrays::with_unit(std::move(gradient), unit_of(result));
  return loss<decltype(value), decltype(of_result)>{value, std::move(of_result)};
}
template <class Y, class Target>
  requires(result_and_target_need_units_of_one_dimension_and_one_element_type<Y, Target> &&
           !detail::Comparable<arrays::bare_t<Y>, arrays::bare_t<Target>>)
void mean_squared_error(Y const&, Target const&) CONVOLT_REFUSED("target and result have two dimensions or types");
inline void mean_squared_error(refused::any, refused::any = {}, refused::any = {})  // of two arrays; list * mV is one
    CONVOLT_REFUSED("mean_squared_error(y, target) of two arrays; list * mV is one");

}  // namespace convolt::nn
