// SPDX-License-Identifier: BSD-3-Clause
/// One parameter of a layer: its numbers and its unit, which is a type, or a value where the layer asks for that. Also
/// the arguments by which layers name units.
/// Layer: nn.
#pragma once

#include <convolt/nn/arguments.hpp>
#include <convolt/nn/fwd.hpp>
#include <convolt/nn/values.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::nn {

namespace detail {

template <class U>
struct unit_argument {
  using type = U;
};
template <>
struct unit_argument<run_time_unit_t> {
  using type = any_unit;
};
/// The type of the unit that a template argument of a layer names.
template <auto U>
using unit_argument_t = typename unit_argument<std::remove_cv_t<decltype(U)>>::type;

/// What lax sees of numbers in U: plain arrays where the unit is 1, else a quantity.
template <class U, class T, std::size_t Rank>
struct parameter_value {
  using type = quantity<U, xt::xtensor<T, Rank>>;
};
template <class U, class T, std::size_t Rank>
  requires PlainUnit<U>
struct parameter_value<U, T, Rank> {
  using type = xt::xtensor<T, Rank>;
};
template <class U, class T, std::size_t Rank>
using parameter_value_t = typename parameter_value<U, T, Rank>::type;

/// The numbers with their unit, not copied: plain where the unit is statically 1.
template <class E, class U>
decltype(auto) with_unit_ref(E const& numbers, U const& unit) {
  if constexpr (Unit<U> && PlainUnit<U>) {
    return (numbers);
  } else {
    return tag_ref(numbers, unit);
  }
}

/// The numbers of a parameter and their unit.
template <class U, class T, std::size_t Rank>
class parameter {
 public:
  using numbers_type = xt::xtensor<T, Rank>;

  numbers_type const& numbers() const { return numbers_; }
  U unit() const { return unit_; }
  decltype(auto) value() const { return with_unit_ref(numbers_, unit_); }

  /// Takes the values of `source`. A run-time unit becomes that of the source, if it has one. When something is thrown,
  /// all is as before.
  template <class S>
  void assign(value_place const& at, S const& source) {
    if constexpr (Unit<U> || init::Initializer<S>) {
      numbers_ = values_in<T, Rank>(at, source, unit_);
    } else if constexpr (Operand<S>) {
      numbers_ = shaped<T, Rank>(at, raw(source));
      unit_ = unit_of(source);
    } else {
      auto const made = source(extents_of<Rank>(at.shape));
      numbers_ = shaped<T, Rank>(at, raw(made));
      if constexpr (AnyQuantity<decltype(made)>) { unit_ = unit_of(made); }
    }
  }

 private:
  numbers_type numbers_;
  [[no_unique_address]] U unit_{};
};

}  // namespace detail

/// The sentence of setters that do not compile.
template <class Source, class Unit>
concept values_need_a_unit_of_the_dimension_of_the_parameter = Operand<Source> && !detail::ValuesIn<Source, Unit>;

/// What `params()` shows of a parameter. `value` is a quantity, or a plain array where the unit is 1, that looks at the
/// numbers of the layer.
template <class Value>
struct parameter_view {
  std::string_view name;  ///< "weight", "bias" or "gain"
  Value value;
  bool frozen;

  auto unit() const { return unit_of(value); }
};

namespace detail {

/// Numbers of any number of axes, where they lie, with a unit that is a value.
template <class E>
auto with_run_time_unit(E const& numbers, any_unit const& unit) {
  return tag_ref(xt::adapt(numbers.data(), numbers.size(), xt::no_ownership(),
                           std::vector<std::size_t>(numbers.shape().begin(), numbers.shape().end())),
                 unit);
}

template <class T>
using listed_parameter =
    parameter_view<decltype(with_run_time_unit(std::declval<xt::xtensor<T, 1> const&>(), any_unit()))>;

/// All that `params` of the layer shows.
template <class T, class Layer>
std::vector<listed_parameter<T>> listed_params(Layer const& layer) {
  std::vector<listed_parameter<T>> list;
  layer.params([&list](auto const& p) {
    list.push_back({p.name, with_run_time_unit(raw(p.value), any_unit(p.unit())), p.frozen});
  });
  return list;
}

}  // namespace detail
}  // namespace convolt::nn
