// SPDX-License-Identifier: BSD-3-Clause
/// Where the numbers of parameters come from: quantities, plain arrays and numbers, and functions of a shape, which
/// initializers are. Shapes and units are checked, nothing is broadcast unless the parameter says so.
/// Layer: nn.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/nn/init/context.hpp>
#include <convolt/quantity/functors.hpp>
#include <convolt/quantity/tag.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn::detail {

/// What a parameter is called and which shapes it may be given.
struct value_place {
  std::string_view where;
  std::string_view argument;
  std::string_view category;  ///< of the error about a wrong shape
  index_list shape;
  index_list also = {};        ///< another shape of as many elements that is accepted; none if empty
  bool broadcasts = false;     ///< by NumPy's rules
  init::context context = {};  ///< what an initializer is told
};

/// An operand whose numbers can become those of a parameter in U.
template <class Q, class U>
concept ValuesIn = Operand<Q> && std::is_arithmetic_v<element_t<Q>> && arrays::MayShareDimension<unit_t<Q>, U> &&
                   (AnyQuantity<Q> || !Unit<U> || PlainUnit<U>);

/// A function from a shape to an array that is no initializer. Plain results are numbers in the unit of the parameter.
template <class F, class U, std::size_t Rank>
concept MakesValuesIn =
    !Operand<F> && !init::Initializer<F> && requires(F const& f, std::array<std::size_t, Rank> const& shape) {
      requires Operand<std::remove_cvref_t<decltype(f(shape))>>;
      requires Plain<std::remove_cvref_t<decltype(f(shape))>> || ValuesIn<std::remove_cvref_t<decltype(f(shape))>, U>;
    };

/// Anything that a parameter can be given.
template <class S, class U, std::size_t Rank>
concept ValueSource = ValuesIn<S, U> || init::Initializer<S> || MakesValuesIn<S, U, Rank>;

[[noreturn]] inline void throw_value_shape(value_place const& at, index_list const& given) {
  std::string expected = geometry::list_text({at.shape.begin(), at.shape.size()});
  if (!at.also.empty()) { expected += " or " + geometry::list_text({at.also.begin(), at.also.size()}); }
  throw shape_error({.category = at.category,
                     .where = std::string(at.where),
                     .argument = std::string(at.argument),
                     .problem = at.broadcasts ? "cannot be broadcast" : "has the wrong shape",
                     .expected = std::move(expected),
                     .actual = geometry::list_text({given.begin(), given.size()}),
                     .advice = at.broadcasts ? "" : "nothing is broadcast unasked: use xt::broadcast"});
}

inline bool can_broadcast(index_list const& from, index_list const& to) {
  if (from.size() > to.size()) { return false; }
  std::size_t const ahead = to.size() - from.size();
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] != 1 && from[i] != to[ahead + i]) { return false; }
  }
  return true;
}

template <std::size_t Rank>
std::array<std::size_t, Rank> extents_of(index_list const& shape) {
  std::array<std::size_t, Rank> extents{};
  for (std::size_t i = 0; i < Rank; ++i) { extents[i] = static_cast<std::size_t>(shape[i]); }
  return extents;
}

/// Plain numbers in the shape of the parameter, as elements of T. A single number fills it.
template <class T, std::size_t Rank, class X>
xt::xtensor<T, Rank> shaped(value_place const& at, X const& numbers) {
  auto result = xt::xtensor<T, Rank>::from_shape(extents_of<Rank>(at.shape));
  auto const copy = [&result](auto const& values) {
    std::transform(values.template begin<xt::layout_type::row_major>(),
                   values.template end<xt::layout_type::row_major>(), result.storage().begin(),
                   [](auto const& x) { return static_cast<T>(x); });
  };
  if constexpr (Scalar<X>) {
    std::fill(result.storage().begin(), result.storage().end(), static_cast<T>(numbers));
  } else {
    index_list const given = arrays::shape_of(at.where, at.argument, numbers);
    if (given == at.shape || (!at.also.empty() && given == at.also)) {
      copy(numbers);
    } else if (at.broadcasts && can_broadcast(given, at.shape)) {
      copy(xt::broadcast(numbers, extents_of<Rank>(at.shape)));
    } else {
      throw_value_shape(at, given);
    }
  }
  return result;
}

/// The numbers of an operand in `unit`.
template <class T, std::size_t Rank, class Q, class U>
xt::xtensor<T, Rank> converted(value_place const& at, Q const& values, U const& unit) {
  if constexpr (Plain<Q> && Unit<U>) {  // then U is 1
    return shaped<T, Rank>(at, values);
  } else {
    arrays::unit_factor<T>(at.where, at.argument, unit_of(values), unit);  // says where a unit does not fit
    return shaped<T, Rank>(at, in(values, unit));
  }
}

/// What an initializer makes of the shape.
template <class T, std::size_t Rank, init::Initializer I>
xt::xtensor<T, Rank> drawn(value_place const& at, I const& initializer) {
  using N = std::conditional_t<init::InitialNumber<T>, T, double>;
  auto numbers = xt::xtensor<N, Rank>::from_shape(extents_of<Rank>(at.shape));
  initializer.fill(std::span<N>(numbers.data(), numbers.size()), {at.shape.begin(), at.shape.size()}, at.context);
  if constexpr (std::same_as<N, T>) {
    return numbers;
  } else {
    return xt::cast<T>(numbers);
  }
}

/// The numbers of any source in `unit`; those of initializers and plain results of functions are taken for such.
template <class T, std::size_t Rank, class S, class U>
xt::xtensor<T, Rank> values_in(value_place const& at, S const& source, U const& unit) {
  if constexpr (Operand<S>) {
    return converted<T, Rank>(at, source, unit);
  } else if constexpr (init::Initializer<S>) {
    return drawn<T, Rank>(at, source);
  } else {
    auto const made = source(extents_of<Rank>(at.shape));
    if constexpr (AnyQuantity<decltype(made)>) {
      return converted<T, Rank>(at, made, unit);
    } else {
      return shaped<T, Rank>(at, made);
    }
  }
}

}  // namespace convolt::nn::detail
