// SPDX-License-Identifier: BSD-3-Clause
/// The result of a lax function: where it is stored, in which unit, and by which factors sums and bias are multiplied
/// on the way there.
/// Layer: lax.
#pragma once

#include <convolt/lax/operand.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/scale.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace convolt::lax::detail {

/// A multiplication by s, in the element type.
template <class T, class R>
constexpr T as_factor(scale<R> const& s) {
  if constexpr (std::integral<T>) {
    return s.factor;
  } else {
    return T(s.divides ? R(1) / s.factor : s.factor);
  }
}

/// What an argument of the caller was given and what it needed, for messages about units that do not go together.
struct unit_complaint {
  std::string_view where;
  std::string_view argument;
  std::string needed;
  std::string given;
};

[[noreturn]] inline void throw_unit_mismatch(unit_complaint const& c) {
  throw unit_error({.category = "unit_mismatch",
                    .where = std::string(c.where),
                    .argument = std::string(c.argument),
                    .problem = "has a unit of another dimension",
                    .expected = c.needed + ", or a unit of its dimension",
                    .actual = c.given});
}

[[noreturn]] inline void throw_no_factor(unit_complaint const& c, bool integers) {
  throw unit_error({.category = "unit_overflow",
                    .where = std::string(c.where),
                    .argument = std::string(c.argument),
                    .problem = integers ? "differs by a scale that is no whole number of this integer type"
                                        : "differs by a scale beyond the range of the element type",
                    .expected = c.needed,
                    .actual = c.given,
                    .advice = integers ? "convert the integers first, or ask for a floating-point result" : ""});
}

/// The factor that stores numbers in `from` as numbers in `to`. Throws unit_error naming the function and the argument,
/// which is at fault with `from`, unless it is "out": then with `to`.
template <class T, class From, class To>
T unit_factor(std::string_view where, std::string_view argument, From const& from, To const& to) {
  using R = typename convolt::detail::real_type<T>::type;
  if constexpr (Unit<From> && Unit<To>) {
    static_assert(SameDimension<From, To>);
    constexpr scale<R> s = convolt::detail::static_scale<R, From, To>;
    static_assert(s.finite && !(std::integral<T> && s.divides),
                  "convolt: this change of unit leaves the range of the element type");
    return as_factor<T>(s);
  } else {
    any_unit const source(from), target(to);
    bool const one_dimension = source.dimension() == target.dimension();
    scale<R> const s = one_dimension ? conversion_scale<R>(source.magnitude(), target.magnitude()) : scale<R>{};
    if (one_dimension && s.finite && !(std::integral<T> && s.divides)) { return as_factor<T>(s); }
    bool const is_out = argument == "out";
    unit_complaint const complaint{where, argument, to_string(is_out ? source : target),
                                   to_string(is_out ? target : source)};
    if (!one_dimension) { throw_unit_mismatch(complaint); }
    throw_no_factor(complaint, std::integral<T>);
  }
}

/// The unit that an owning result gets: the product, or `one` where that has no dimension. Integers of a run-time unit
/// keep a scale that is not 1, since it cannot be folded into them.
template <class T, class U>
auto result_unit(U const& product) {
  if constexpr (Unit<U>) {
    return folded_unit_t<U>{};
  } else {
    bool const folds = product == any_unit(one) || (product.dimension() == dimension{} && !std::integral<T>);
    return folds ? any_unit(one) : product;
  }
}

/// The numbers of an owning result with their unit; plain where the unit is statically 1.
template <class E, class U>
auto with_unit(E&& numbers, U const& unit) {
  if constexpr (Unit<U> && PlainUnit<U>) {
    return std::forward<E>(numbers);
  } else {
    return tag(std::forward<E>(numbers), unit);
  }
}

/// An array in memory, plain or with a unit, whose elements may be written.
template <class Out>
concept WritableArray = Operand<Out> && ArrayExpression<wrapped_t<Out>> && requires(Out& out) {
  requires InMemory<std::remove_reference_t<decltype(raw(out))>>;
} && !std::is_const_v<std::remove_reference_t<decltype(raw(std::declval<Out&>()).data()[0])>>;

/// A destination for results of T in U: an array of T, of the dimension of U.
template <class Out, class T, class U>
concept Destination = WritableArray<std::remove_reference_t<Out>> && std::same_as<element_t<Out>, T> &&
                      MayShareDimension<unit_t<Out>, U> && ScaleFits<T, U, unit_t<Out>>;

[[noreturn]] inline void throw_output_shape(std::string_view where, index_list const& expected,
                                            index_list const& actual) {
  throw shape_error({.category = "output_shape_mismatch",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "has the wrong shape",
                     .expected = geometry::list_text({expected.begin(), expected.size()}),
                     .actual = geometry::list_text({actual.begin(), actual.size()})});
}
[[noreturn]] inline void throw_output_overlaps_itself(std::string_view where) {
  throw shape_error({.category = "overlapping_output",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "has elements that share their memory",
                     .advice = "write into an array whose elements are distinct"});
}

/// The memory of a destination whose shape is right and whose elements are all distinct.
template <class Out>
auto checked_destination(std::string_view where, Out& out, index_list const& shape)
    -> decltype(look_at(where, "out", raw(out))) {
  auto view = look_at(where, "out", raw(out));
  if (!(view.shape == shape)) { throw_output_shape(where, shape, view.shape); }
  if (overlaps_itself(view)) { throw_output_overlaps_itself(where); }
  return view;
}

}  // namespace convolt::lax::detail
