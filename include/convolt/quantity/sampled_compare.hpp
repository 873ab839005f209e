// SPDX-License-Identifier: BSD-3-Clause
/// Comparison of sampled quantities: `<` and its kin element by element, with the axes, as sampled booleans that can be
/// combined by && || ! and reduced by any, all and sum; `==` answers once for the whole.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>

#include <utility>

namespace convolt {

#define CONVOLT_SAMPLED_COMPARISON(op)                                                                         \
  template <class A, class B>                                                                                  \
    requires detail::SummableSampled<A, B>                                                                     \
  auto operator op(A&& a, B&& b) {                                                                             \
    return detail::combine(a, b, [](auto const& left, auto const& right) { return left op right; });           \
  }                                                                                                            \
  template <class A, class B>                                                                                  \
    requires detail::UnsummableSampled<A, B>                                                                   \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("the operands measure different things, or one has no unit"); \
  CONVOLT_SAMPLED_REFUSALS(op)

CONVOLT_SAMPLED_COMPARISON(<)
CONVOLT_SAMPLED_COMPARISON(<=)
CONVOLT_SAMPLED_COMPARISON(>)
CONVOLT_SAMPLED_COMPARISON(>=)
#undef CONVOLT_SAMPLED_COMPARISON

/// a == b element by element.
template <class A, class B>
  requires detail::SummableSampled<A, B>
auto equal(A&& a, B&& b) {
  return detail::combine(a, b, [](auto const& left, auto const& right) { return convolt::equal(left, right); });
}

/// The same samples (same_samples of every axis) and equal numbers, those of b in the unit of a.
template <class A, class B>
  requires(detail::BothSampled<A, B> && detail::SummableSampled<A, B> &&
           std::tuple_size_v<detail::axes_t<A>> == std::tuple_size_v<detail::axes_t<B>>)
bool operator==(A const& a, B const& b) {
  bool const axes_agree = [&]<std::size_t... D>(std::index_sequence<D...>) {
    auto const agree = [](auto const& p, auto const& q) {
      if constexpr (detail::is_axis<std::remove_cvref_t<decltype(p)>> &&
                    detail::is_axis<std::remove_cvref_t<decltype(q)>>) {
        return same_samples(p, q);
      } else {
        return true;
      }
    };
    return (agree(a.template axis<D>(), b.template axis<D>()) && ...);
  }(std::make_index_sequence<std::tuple_size_v<detail::axes_t<A>>>{});
  return axes_agree && a.quantity() == b.quantity();
}
template <class A, class B>
  requires(AnySampled<A> != AnySampled<B> && (Operand<A> || Operand<B>))
bool operator==(A const& a, B const& b) CONVOLT_REFUSED("== is for the whole: equal(a, b) compares each element");

// ---- booleans -----------------------------------------------------------------------------------------------------

/// The result of a comparison.
template <class S>
concept SampledMask = AnySampled<S> && std::same_as<typename std::remove_cvref_t<S>::element_type, bool>;

template <class A, class B>
  requires(SampledMask<A> && SampledMask<B> && detail::SampledPair<A, B>)
auto operator&&(A&& a, B&& b) {
  return detail::combine(a, b, [](auto const& left, auto const& right) { return left.raw() && right.raw(); });
}
template <class A, class B>
  requires(SampledMask<A> && SampledMask<B> && detail::SampledPair<A, B>)
auto operator||(A&& a, B&& b) {
  return detail::combine(a, b, [](auto const& left, auto const& right) { return left.raw() || right.raw(); });
}
template <class A>
  requires SampledMask<A>
auto operator!(A&& a) {
  return a.map([](auto const& mask) { return !mask.raw(); });
}

}  // namespace convolt

#undef CONVOLT_SAMPLED_REFUSALS
