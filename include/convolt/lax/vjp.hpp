// SPDX-License-Identifier: BSD-3-Clause
/// What the gradients of the forward and of the transposed convolution share: both are gradients of one resolved call,
/// and each is itself a convolution of the cotangent.
/// Layer: lax.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/engine/loops/channel_sums.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/resolve.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::lax {

/// The vector-Jacobian products of a convolution with respect to its operands. The unit of each is unit(cotangent)
/// times the unit of the other operand; that of the bias is unit(cotangent).
template <class Lhs, class Rhs, class Bias>
struct gradients {
  Lhs lhs;
  Rhs rhs;
  Bias bias;
};

namespace detail {

/// Integer gradients need whole factors, as integer results do.
template <class G, class P, class L, class R>
concept BareCotangent =
    BareOperands<P, L, R> && ArrayOperand<G> && std::same_as<element_t<G>, result_element<P, element_t<L>>> &&
    Folds<element_t<G>, product_unit_t<G, R>> && Folds<element_t<G>, product_unit_t<G, L>> &&
    Folds<element_t<G>, unit_t<G>>;

}  // namespace detail

/// A cotangent of the result of P-convolving L and R.
template <class G, class P, class L, class R>
concept CotangentFor = detail::BareCotangent<detail::bare_t<G>, P, detail::bare_t<L>, detail::bare_t<R>>;

namespace refusal {
template <class Given, class Needed>
struct cotangent_needs_the_element_type_of_the_result;
template <class Cotangent, class Lhs, class Rhs>
struct integer_gradients_cannot_take_in_the_scale_of_these_units;
}  // namespace refusal

namespace detail {

template <class G, class P, class L, class R>
auto why_not_cotangent() {
  if constexpr (!BareOperands<P, L, R>) {
    return why_not_operands<P, L, R, no_bias_t>();
  } else if constexpr (!ArrayOperand<G>) {
    return std::type_identity<refusal::operand_is_not_an_array_of_numbers<G>>{};
  } else if constexpr (!std::same_as<element_t<G>, result_element<P, element_t<L>>>) {
    return std::type_identity<
        refusal::cotangent_needs_the_element_type_of_the_result<element_t<G>, result_element<P, element_t<L>>>>{};
  } else {
    return std::type_identity<
        refusal::integer_gradients_cannot_take_in_the_scale_of_these_units<unit_t<G>, unit_t<L>, unit_t<R>>>{};
  }
}

}  // namespace detail

/// The constraint of the deleted overloads, and the reason that they show.
template <class G, class P, class L, class R>
concept refused_cotangent = detail::OperandOrSampled<L> && detail::OperandOrSampled<R> && detail::OperandOrSampled<G> &&
                            !CotangentFor<G, P, L, R>;
template <class G, class P, class L, class R>
using why_refused_cotangent =
    typename decltype(detail::why_not_cotangent<detail::bare_t<G>, P, detail::bare_t<L>, detail::bare_t<R>>())::type;

namespace detail {

/// Gradients have the element type of their operand; those of integers, which have none, that of the result.
template <class P, class Q>
using gradient_element = std::conditional_t<std::integral<element_t<Q>>, result_element<P, element_t<Q>>, element_t<Q>>;

template <class G>
void check_cotangent_shape(std::string_view where, geometry::resolved_conv const& r, G const& cotangent) {
  index_list const shape = shape_of(where, "cotangent", raw(cotangent));
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
auto finished_gradient(owning_t<T, Rank>&& sums, U const& unit) {
  if constexpr (std::same_as<To, T>) {
    return with_unit(std::move(sums), unit);
  } else {
    return with_unit(evaluate<To, Rank>(shape_of("lax", "gradient", sums), sums), unit);
  }
}

template <class P, class L, class R, class G, class Engine = forward_engine<>>
auto lhs_gradient(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs,
                  G const& cotangent, Engine const& engine = {}) {
  using T = element_t<G>;
  constexpr std::size_t rank = static_rank<L>;
  auto const product = unit_of(cotangent) * unit_of(rhs);
  auto const unit = result_unit<T>(product);
  T const factor = unit_factor<T>(where, "cotangent", product, unit);
  operand_numbers<T, R> const weights(where, "rhs", rhs);
  operand_numbers<T, G> const g(where, "cotangent", cotangent);
  auto out = allocate<T, rank>(shape_of(where, "lhs", raw(lhs)));
  auto const d = look_at(where, "out", out);
  strided<T const> const& w = weights.view();
  engine::problem const forward = make_problem(r, d.strides, w.strides, g.view().strides, 0);
  T const* const w_data = w.empty() ? nullptr : w.data + flip_offset(r, w.strides);
  for (index k = 0; !d.empty() && k < engine::gradient_parts(forward); ++k) {
    engine::gradient_part const part = engine::input_gradient(forward, k);
    bool const no_terms = w.empty() || g.view().empty();
    engine.run(part.p, engine::operands<T>{.input = no_terms ? nullptr : g.view().data + part.input_offset,
                                           .weights = no_terms ? nullptr : w_data + part.weights_offset,
                                           .output = d.data + part.output_offset,
                                           .output_scale = factor});
  }
  return finished_gradient<gradient_element<P, L>, T, rank>(std::move(out), unit);
}

template <class P, class L, class R, class G, class Engine = forward_engine<>>
auto rhs_gradient(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs,
                  G const& cotangent, Engine const& engine = {}) {
  using T = element_t<G>;
  constexpr std::size_t rank = static_rank<R>;
  auto const product = unit_of(cotangent) * unit_of(lhs);
  auto const unit = result_unit<T>(product);
  T const factor = unit_factor<T>(where, "cotangent", product, unit);
  operand_numbers<T, L> const input(where, "lhs", lhs);
  operand_numbers<T, G> const g(where, "cotangent", cotangent);
  auto out = allocate<T, rank>(shape_of(where, "rhs", raw(rhs)));
  auto const d = look_at(where, "out", out);
  engine::problem const forward = make_problem(r, input.view().strides, d.strides, g.view().strides, 0);
  for (index k = 0; !d.empty() && k < engine::gradient_parts(forward); ++k) {
    engine::gradient_part const part = engine::weights_gradient(forward, k);
    bool const no_terms = input.view().empty() || g.view().empty();
    engine.run(part.p, engine::operands<T>{.input = no_terms ? nullptr : input.view().data + part.input_offset,
                                           .weights = no_terms ? nullptr : g.view().data + part.weights_offset,
                                           .output = d.data + flip_offset(r, d.strides) + part.output_offset,
                                           .output_scale = factor});
  }
  return finished_gradient<gradient_element<P, R>, T, rank>(std::move(out), unit);
}

/// The sum of the cotangent over everything but the output channels.
template <class Arch = target_arch, class G>
auto bias_gradient(std::string_view where, geometry::resolved_conv const& r, G const& cotangent) {
  using T = element_t<G>;
  auto const unit = result_unit<T>(unit_of(cotangent));
  T const factor = unit_factor<T>(where, "cotangent", unit_of(cotangent), unit);
  operand_numbers<T, G> const g(where, "cotangent", cotangent);
  strided<T const> const& a = g.view();
  engine::summed_axes positions{{.extent = at(a.shape, r.out_batch_axis), .step = at(a.strides, r.out_batch_axis)}};
  for (geometry::resolved_axis const& axis : r.axes) {
    positions.push_back({.extent = axis.output, .step = at(a.strides, axis.out_axis)});
  }
  auto out = allocate<T, 1>({r.out_channels});
  engine::sum_channels<T, Arch>(a.data, r.out_channels, at(a.strides, r.out_feature_axis), positions, factor,
                                out.data());
  return with_unit(std::move(out), unit);
}

// What a call can ask for.

struct of_lhs {
  template <class P, class L, class R, class G, class Engine = forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, G const& g,
                      Engine const& engine = {}) {
    return lhs_gradient<P>(where, r, lhs, rhs, g, engine);
  }
};

struct of_rhs {
  template <class P, class L, class R, class G, class Engine = forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, G const& g,
                      Engine const& engine = {}) {
    return rhs_gradient<P>(where, r, lhs, rhs, g, engine);
  }
};

struct of_bias {
  template <class P, class L, class R, class G, class Engine = forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const&, R const&, G const& g,
                      Engine const& = {}) {
    return bias_gradient(where, r, g);
  }
};

/// A lazy cotangent is evaluated here, once, and not once for each gradient.
struct of_all {
  template <class P, class L, class R, class G, class Engine = forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, G const& g,
                      Engine const& engine = {}) {
    if constexpr (InMemory<wrapped_t<G> const>) {
      return from_memory<P>(where, r, lhs, rhs, g, engine);
    } else {
      auto numbers = evaluate<element_t<G>, static_rank<G>>(r.out_shape, raw(g));
      return from_memory<P>(where, r, lhs, rhs, tag(std::move(numbers), unit_of(g)), engine);
    }
  }

 private:
  template <class P, class L, class R, class G, class Engine>
  static auto from_memory(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs,
                          G const& g, Engine const& engine) {
    auto d_lhs = lhs_gradient<P>(where, r, lhs, rhs, g, engine);
    auto d_rhs = rhs_gradient<P>(where, r, lhs, rhs, g, engine);
    auto d_bias = bias_gradient(where, r, g);
    return gradients<decltype(d_lhs), decltype(d_rhs), decltype(d_bias)>{std::move(d_lhs), std::move(d_rhs),
                                                                         std::move(d_bias)};
  }
};

/// A whole call of a gradient, of the forward or the transposed convolution by the type of its options.
template <class What, class P, class Arch, class L, class R, class G, class Options>
auto gradient(std::string_view where, L const& lhs, R const& rhs, G const& cotangent, steps const& strides,
              padding const& pad, Options const& options) {
  geometry::resolved_conv const r = resolve<P>(where, lhs, rhs, strides, pad, options);
  check_cotangent_shape(where, r, cotangent);
  return What::template compute<P>(where, r, without_axes(lhs), without_axes(rhs), without_axes(cotangent),
                                   engine_for<Arch>(options));
}

}  // namespace detail
}  // namespace convolt::lax
