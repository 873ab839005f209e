// SPDX-License-Identifier: BSD-3-Clause
/// What the gradients of the forward and of the transposed convolution share: which cotangents there are, why others
/// are refused, and what a call can ask for.
/// Layer: lax.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/resolve.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/lax/resolved_gradients.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::lax {

/// The vector-Jacobian products of a convolution with respect to its operands. The unit of each is unit(cotangent)
/// times the unit of the other operand; that of the bias is unit(cotangent). Those of sampled operands are sampled.
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
    BareOperands<P, L, R> && std::same_as<element_t<L>, element_t<R>> && arrays::ArrayOperand<G> &&
    std::same_as<element_t<G>, result_element<P, element_t<L>>> &&
    arrays::Folds<element_t<G>, arrays::product_unit_t<G, R>> &&
    arrays::Folds<element_t<G>, arrays::product_unit_t<G, L>> && arrays::Folds<element_t<G>, unit_t<G>>;

}  // namespace detail

/// A cotangent of the result of P-convolving L and R.
template <class G, class P, class L, class R>
concept CotangentFor = detail::BareCotangent<arrays::bare_t<G>, P, arrays::bare_t<L>, arrays::bare_t<R>>;

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
  } else if constexpr (!std::same_as<element_t<L>, element_t<R>>) {
    return std::type_identity<
        refusal::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<element_t<L>, element_t<R>>>{};
  } else if constexpr (!arrays::ArrayOperand<G>) {
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
concept refused_cotangent = arrays::OperandOrSampled<L> && arrays::OperandOrSampled<R> && arrays::OperandOrSampled<G> &&
                            !CotangentFor<G, P, L, R>;
template <class G, class P, class L, class R>
using why_refused_cotangent =
    typename decltype(detail::why_not_cotangent<arrays::bare_t<G>, P, arrays::bare_t<L>, arrays::bare_t<R>>())::type;

namespace detail {

// What a call can ask for.

struct of_lhs {
  template <class P, class L, class R, class G, class Outside = resolved::outside,
            class Engine = resolved::forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, G const& g,
                      Outside const& beyond = {}, Engine const& engine = {}) {
    return resolved::lhs_gradient<P>(where, r, lhs, rhs, g, engine, beyond);
  }
  template <class L, class R, class D>
  static auto with_axes(L const& lhs, R const&, D&& gradient) {
    return arrays::with_axes_of(lhs, std::forward<D>(gradient));
  }
};

struct of_rhs {
  template <class P, class L, class R, class G, class Outside = resolved::outside,
            class Engine = resolved::forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, G const& g,
                      Outside const& beyond = {}, Engine const& engine = {}) {
    return resolved::rhs_gradient<P>(where, r, lhs, rhs, g, engine, beyond);
  }
  template <class L, class R, class D>
  static auto with_axes(L const&, R const& rhs, D&& gradient) {
    return arrays::with_axes_of(rhs, std::forward<D>(gradient));
  }
};

struct of_bias {
  template <class P, class L, class R, class G, class Outside = resolved::outside,
            class Engine = resolved::forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const&, R const&, G const& g,
                      Outside const& = {}, Engine const& = {}) {
    return resolved::bias_gradient(where, r, g);
  }
  template <class L, class R, class D>
  static auto with_axes(L const&, R const&, D&& gradient) {
    return std::forward<D>(gradient);
  }
};

/// A lazy cotangent is evaluated here, once, and not once for each gradient.
struct of_all {
  template <class P, class L, class R, class G, class Outside = resolved::outside,
            class Engine = resolved::forward_engine<>>
  static auto compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, G const& g,
                      Outside const& beyond = {}, Engine const& engine = {}) {
    if constexpr (arrays::InMemory<wrapped_t<G> const>) {
      return from_memory<P>(where, r, lhs, rhs, g, engine, beyond);
    } else {
      auto numbers = arrays::evaluate<element_t<G>, arrays::static_rank<G>>(r.out_shape, raw(g));
      return from_memory<P>(where, r, lhs, rhs, tag(std::move(numbers), unit_of(g)), engine, beyond);
    }
  }
  template <class L, class R, class D>
  static auto with_axes(L const& lhs, R const& rhs, D&& all) {
    auto d_lhs = arrays::with_axes_of(lhs, std::move(all.lhs));
    auto d_rhs = arrays::with_axes_of(rhs, std::move(all.rhs));
    return gradients<decltype(d_lhs), decltype(d_rhs), decltype(all.bias)>{std::move(d_lhs), std::move(d_rhs),
                                                                           std::move(all.bias)};
  }

 private:
  template <class P, class L, class R, class G, class Engine, class Outside>
  static auto from_memory(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs,
                          G const& g, Engine const& engine, Outside const& beyond) {
    auto d_lhs = resolved::lhs_gradient<P>(where, r, lhs, rhs, g, engine, beyond);
    auto d_rhs = resolved::rhs_gradient<P>(where, r, lhs, rhs, g, engine, beyond);
    auto d_bias = resolved::bias_gradient(where, r, g);
    return gradients<decltype(d_lhs), decltype(d_rhs), decltype(d_bias)>{std::move(d_lhs), std::move(d_rhs),
                                                                         std::move(d_bias)};
  }
};

/// A whole call of a gradient, of the forward or the transposed convolution by the type of its options.
template <class What, class P, class Arch, class L, class R, class G, class Options>
auto gradient(std::string_view where, L const& lhs, R const& rhs, G const& cotangent, steps const& strides,
              padding const& pad, Options const& options) {
  geometry::resolved_conv const r = resolve<P>(where, lhs, rhs, strides, pad, options);
  resolved::check_cotangent_shape(where, r, cotangent);
  auto const run = [&] {
    return What::template compute<P>(where, r, arrays::without_axes(lhs), arrays::without_axes(rhs),
                                     arrays::without_axes(cotangent), outside_of(options), engine_for<Arch>(options));
  };
  if constexpr (arrays::Sampled<L> || arrays::Sampled<R>) {
    return What::with_axes(lhs, rhs, run());
  } else {
    return run();
  }
}

}  // namespace detail
}  // namespace convolt::lax
