// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of a convolution that is resolved to integers, each of which is itself a convolution of the cotangent.
/// Forward and transposed convolutions have the same. For layers that resolve their calls themselves, too.
/// Layer: lax.
#pragma once

#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/error.hpp>
#include <convolt/engine/loops/channel_sums.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/lax/gradient_sums.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/lax/surroundings.hpp>
#include <convolt/lax/types.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::lax::resolved {

/// Gradients have the element type of their operand; those of integers, which have none, that of the result.
template <class P, class Q>
using gradient_element =
    std::conditional_t<std::integral<element_t<Q>>, detail::result_element<P, element_t<Q>>, element_t<Q>>;

/// Throws shape_error "cotangent_shape_mismatch".
template <class G>
void check_cotangent_shape(std::string_view where, geometry::resolved_conv const& r, G const& cotangent) {
  index_list const shape = arrays::shape_of(where, "cotangent", raw(cotangent));
  if (!(shape == r.out_shape)) {
    throw shape_error({.category = "cotangent_shape_mismatch",
                       .where = std::string(where),
                       .argument = "cotangent",
                       .problem = "must have the shape of the result",
                       .expected = geometry::list_text({r.out_shape.begin(), r.out_shape.size()}),
                       .actual = geometry::list_text({shape.begin(), shape.size()})});
  }
}

/// The gradient with its unit, rounded once to To where the operand is narrower than the sums.
template <class To, class T, std::size_t Rank, class U>
auto finished_gradient(arrays::owning_t<T, Rank>&& sums, U const& unit) {
  if constexpr (std::same_as<To, T>) {
    return arrays::with_unit(std::move(sums), unit);
  } else {
    return arrays::with_unit(arrays::evaluate<To, Rank>(arrays::shape_of("lax", "gradient", sums), sums), unit);
  }
}

/// unit(cotangent) * unit(rhs). Of lhs only the shape is read.
template <class P, class L, class R, class G, class Engine = forward_engine<>, class Outside = outside>
auto lhs_gradient(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs,
                  G const& cotangent, Engine const& engine = {}, Outside const& beyond = {}) {
  using T = element_t<G>;
  constexpr std::size_t rank = arrays::static_rank<L>;
  auto const product = unit_of(cotangent) * unit_of(rhs);
  auto const unit = arrays::result_unit<T>(product);
  T const factor = arrays::unit_factor<T>(where, "cotangent", product, unit);
  arrays::operand_numbers<T, R> const weights(where, "rhs", rhs);
  arrays::operand_numbers<T, G> const g(where, "cotangent", cotangent);
  auto out = arrays::allocate<T, rank>(arrays::shape_of(where, "lhs", raw(lhs)));
  auto const d = arrays::look_at(where, "out", out);
  if (beyond.is_zero()) {
    input_gradient<T>(r, weights.view(), g.view(), d, factor, engine);
  } else {
    input_gradient_beyond<T>(where, beyond, r, weights.view(), g.view(), d, factor, engine);
  }
  return finished_gradient<gradient_element<P, L>, T, rank>(std::move(out), unit);
}

/// unit(cotangent) * unit(lhs). Of rhs only the shape is read.
template <class P, class L, class R, class G, class Engine = forward_engine<>, class Outside = outside>
auto rhs_gradient(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs,
                  G const& cotangent, Engine const& engine = {}, Outside const& beyond = {}) {
  using T = element_t<G>;
  constexpr std::size_t rank = arrays::static_rank<R>;
  auto const product = unit_of(cotangent) * unit_of(lhs);
  auto const unit = arrays::result_unit<T>(product);
  T const factor = arrays::unit_factor<T>(where, "cotangent", product, unit);
  arrays::operand_numbers<T, L> const input(where, "lhs", lhs);
  arrays::operand_numbers<T, G> const g(where, "cotangent", cotangent);
  auto out = arrays::allocate<T, rank>(arrays::shape_of(where, "rhs", raw(rhs)));
  auto const d = arrays::look_at(where, "out", out);
  if (beyond.is_zero()) {
    weights_gradient<T>(r, input.view(), g.view(), d, factor, engine);
  } else {
    weights_gradient_beyond<T>(where, beyond, r, input.view(), g.view(), d, factor, engine);
  }
  return finished_gradient<gradient_element<P, R>, T, rank>(std::move(out), unit);
}

/// unit(cotangent): the sum of the cotangent over everything but the output channels.
template <class Arch = target_arch, class G>
auto bias_gradient(std::string_view where, geometry::resolved_conv const& r, G const& cotangent) {
  using T = element_t<G>;
  auto const unit = arrays::result_unit<T>(unit_of(cotangent));
  T const factor = arrays::unit_factor<T>(where, "cotangent", unit_of(cotangent), unit);
  arrays::operand_numbers<T, G> const g(where, "cotangent", cotangent);
  arrays::strided<T const> const& a = g.view();
  engine::summed_axes positions{{.extent = at(a.shape, r.out_batch_axis), .step = at(a.strides, r.out_batch_axis)}};
  for (geometry::resolved_axis const& axis : r.axes) {
    positions.push_back({.extent = axis.output, .step = at(a.strides, axis.out_axis)});
  }
  auto out = arrays::allocate<T, 1>({r.out_channels});
  engine::sum_channels<T, Arch>(a.data, r.out_channels, at(a.strides, r.out_feature_axis), positions, factor,
                                out.data());
  return arrays::with_unit(std::move(out), unit);
}

}  // namespace convolt::lax::resolved
