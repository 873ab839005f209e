// SPDX-License-Identifier: BSD-3-Clause
/// Where layers and functionals meet lax: the only file of nn that computes a convolution.
/// Layer: nn.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/lax/surroundings.hpp>
#include <convolt/nn/arguments.hpp>
#include <convolt/nn/call.hpp>
#include <convolt/quantity/tag.hpp>

#include <string_view>
#include <utility>

namespace convolt::nn::detail {

/// What the input of a call is beyond its ends.
inline lax::resolved::outside outside_of(convolution_call const& c) {
  return {.kind = c.mode, .transposed = c.transposed};
}

template <class X, class K>
geometry::resolved_conv resolve_operands(convolution_call const& c, X const& x, K const& weight) {
  return resolve(c, arrays::shape_of(c.where, "input", raw(x)), arrays::shape_of(c.where, "weight", raw(weight)),
                 sizeof(element_t<X>));
}

/// Where the samples of a result lie among those of the input.
template <class X, class K>
geometry::result_axes axes_of_call(convolution_call const& c, X const& x, K const& weight) {
  return geometry::axes_of_result(resolve_operands(c, x, weight), c.parameters, c.transposed);
}

/// An owning result, with or without a batch axis as the input. The engine is one of lax, or one that keeps plans.
template <class X, class K, class B, class Engine = lax::resolved::forward_engine<>>
auto run(convolution_call const& c, X const& x, K const& weight, B const& bias, Engine const& engine = {}) {
  using T = element_t<X>;
  geometry::resolved_conv const r = resolve_operands(c, x, weight);
  auto const unit = arrays::result_unit<T>(unit_of(x) * unit_of(weight));
  auto out = arrays::allocate<T, arrays::static_rank<X>>(r.out_shape);
  lax::resolved::compute<void>(c.where, r, x, weight, bias, arrays::look_at(c.where, "out", out), unit, engine,
                               outside_of(c));
  return arrays::with_unit(std::move(out), unit);
}

/// Into an array of the caller, in its unit.
template <class Out, class X, class K, class B, class Engine = lax::resolved::forward_engine<>>
void run_into(convolution_call const& c, Out& out, X const& x, K const& weight, B const& bias,
              Engine const& engine = {}) {
  geometry::resolved_conv const r = resolve_operands(c, x, weight);
  lax::resolved::compute<void>(c.where, r, x, weight, bias, arrays::checked_destination(c.where, out, r.out_shape),
                               unit_of(out), engine, outside_of(c));
}

}  // namespace convolt::nn::detail
