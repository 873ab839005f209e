// SPDX-License-Identifier: BSD-3-Clause
/// Owning arrays made from expressions. Also the assignment that skips the temporary, and the change of the element
/// type.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/container.hpp>
#include <convolt/quantity/functors.hpp>
#include <convolt/quantity/overload.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace convolt {

namespace quantities {

/// x evaluated into a container of its own; a container that is given up is moved.
template <class X>
auto owned(X&& x) {
  return owning_t<X>(std::forward<X>(x));
}

/// x itself where its elements already lie row by row without gaps, else an evaluated copy.
template <class X>
decltype(auto) contiguous(X&& x) {
  if constexpr (std::is_same_v<std::remove_cvref_t<X>, owning_t<X>>) {
    return pass<X>(std::forward<X>(x));
  } else {
    return owned(std::forward<X>(x));
  }
}

}  // namespace quantities

namespace detail {

struct eval_of {
  template <class Q>
  constexpr auto operator()(Q&& q) const {
    auto const unit = unit_of(q);
    if constexpr (Scalar<wrapped_t<Q>>) {
      return tag(numbers_copy(q), unit);
    } else {
      return tag(owned(raw(std::forward<Q>(q))), unit);
    }
  }

 private:
  template <class Q>
  static constexpr auto numbers_copy(Q const& q) {
    return element_t<Q>(raw(q));
  }
};

template <class T>
struct cast_of {
  template <class Q>
  constexpr auto operator()(Q&& q) const {
    auto const unit = unit_of(q);
    if constexpr (Scalar<wrapped_t<Q>>) {
      return tag(static_cast<T>(raw(q)), unit);
    } else {
      return tag(xt::make_lambda_xfunction(cast_function<T>{}, raw(std::forward<Q>(q))), unit);
    }
  }
};

}  // namespace detail

/// An owning quantity with the values of q: what a function returns when its expression refers to locals. A copy of a
/// named container, the moved one of a temporary.
CONVOLT_OVERLOADS(eval, detail::eval_of)

/// q with elements of type T: `cast<float>(v)`. Lazy for arrays.
template <Scalar T, class U, class E>
constexpr auto cast(quantity<U, E> const& q) {
  return detail::cast_of<T>{}(q);
}
template <Scalar T, class U, class E>
constexpr auto cast(quantity<U, E>& q) {
  return detail::cast_of<T>{}(q);
}
template <Scalar T, class U, class E>
constexpr auto cast(quantity<U, E>&& q) {
  return detail::cast_of<T>{}(std::move(q));
}

/// What noalias() returns: assigns straight to the elements.
template <class Q>
class unaliased {
 public:
  constexpr explicit unaliased(Q& q) : target_(q) {}

  template <class A>
    requires(AnyQuantity<A> && requires(Q& q, A&& a) { q = std::forward<A>(a); })
  constexpr Q& operator=(A&& a) {
    xt::noalias(target_.raw()) = in(std::forward<A>(a), unit_of(target_));
    return target_;
  }
  template <class A>
    requires(AnyQuantity<A> && requires(Q& q, A&& a) { q += std::forward<A>(a); })
  constexpr Q& operator+=(A&& a) {
    xt::noalias(target_.raw()) += in(std::forward<A>(a), unit_of(target_));
    return target_;
  }
  template <class A>
    requires(AnyQuantity<A> && requires(Q& q, A&& a) { q -= std::forward<A>(a); })
  constexpr Q& operator-=(A&& a) {
    xt::noalias(target_.raw()) -= in(std::forward<A>(a), unit_of(target_));
    return target_;
  }

 private:
  Q& target_;
};

/// `noalias(q) = expression;` writes without a temporary, when q does not appear in the expression or only element for
/// element. A run-time unit of q stays as it is: the numbers are converted to it.
template <class U, class E>
constexpr auto noalias(quantity<U, E>& q) {
  return unaliased<quantity<U, E>>(q);
}
template <class U, class E>
constexpr auto noalias(quantity<U, E>&& q) {
  return unaliased<quantity<U, E>>(q);
}

}  // namespace convolt
