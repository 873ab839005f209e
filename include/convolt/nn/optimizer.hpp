// SPDX-License-Identifier: BSD-3-Clause
/// What the optimizers share: the units of their rates, and what they remember of past gradients.
///
/// An optimizer belongs to a layer, and is told the unit of the loss: `nn::sgd descent(layer, pA * pA, {.rate = ...})`.
/// Rates have units: a step of gradient descent is rate * d loss / d weight, so the rate of a weight in W carries
/// W^2 / loss; Adam's is the size of a step and carries W. Weight and bias have different units, so they have different
/// rates, `.rate` and `.bias_rate`; the gain has the unit of the weight and shares its rate. A bias_rate that is left
/// out is the rate, where that has the right dimension. All this is checked when the program is compiled, or when it
/// runs where the unit of the layer or of the loss is a run-time unit.
///
/// A step goes through the setters of the layer. It leaves a layer that is not trainable as it is, and nothing is
/// written before all gradients have passed all checks.
/// Layer: nn.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/nn/arguments.hpp>
#include <convolt/nn/parameter.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/product.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn {

/// A rate of any quantity with the dimension of U, kept in U, which may be a run-time unit. (The check is a
/// static_assert: clang 14 does not say why a list of options cannot be converted.)
template <class U>
class learning_rate {
 public:
  /// Not given.
  learning_rate() = default;
  template <Operand Q>
    requires Scalar<wrapped_t<Q>>
  learning_rate(Q const& rate) {  // NOLINT(google-explicit-constructor): an option is written as a quantity
    constexpr bool fits = arrays::MayShareDimension<unit_t<Q>, U>;
    static_assert(fits, "convolt: this rate has another unit than the parameter and the loss ask for");
    if constexpr (fits && Unit<U>) {
      number_ = static_cast<double>(in(rate, U{}));
    } else if constexpr (fits) {
      number_ = static_cast<double>(raw(rate));
      unit_ = unit_of(rate);
    }
  }

  bool given() const { return !bits::is_nan(number_); }
  double number() const { return number_; }
  U unit() const { return unit_; }
  /// As a quantity; as a plain number where the unit is 1.
  auto value() const { return arrays::with_unit(double(number_), unit_); }

 private:
  double number_ = std::numeric_limits<double>::quiet_NaN();
  [[no_unique_address]] U unit_{};
};

namespace detail {

/// The parameters of a layer class and their units.
template <class Layer>
struct parameters_of {
  using element = typename Layer::element_type;
  static constexpr std::size_t kernel_rank = Layer::spatial_rank + 2;
  static constexpr bool has_bias = requires(Layer const& l) { l.bias(); };
  static constexpr bool has_gain = requires(Layer const& l) { l.gain(); };
  using weight_unit = unit_t<decltype(std::declval<Layer const&>().weight())>;
  static auto bias_unit_type() {
    if constexpr (has_bias) {
      return std::type_identity<unit_t<decltype(std::declval<Layer const&>().bias())>>{};
    } else {
      return std::type_identity<no_bias_t>{};
    }
  }
  using bias_unit = typename decltype(bias_unit_type())::type;
};

template <class Loss, class U>
using gradient_unit_t = decltype(std::declval<Loss>() / std::declval<U>());

/// How the unit of a rate follows from that of a parameter and of the loss, and the step from rate and gradient.
struct rate_times_gradient {
  template <class U, class Loss>
  using unit = decltype(std::declval<U>() * std::declval<U>() / std::declval<Loss>());
  template <class R, class G>
  static auto step_unit(R const& rate, G const& gradient) {
    return rate * gradient;
  }
};
struct rate_alone {
  template <class U, class Loss>
  using unit = U;
  template <class R, class G>
  static R step_unit(R const& rate, G const&) {
    return rate;
  }
};

template <class Rule, class U, class Loss>
struct rate_of {
  using type = learning_rate<arrays::folded_unit_t<typename Rule::template unit<U, Loss>>>;
};
template <class Rule, class Loss>
struct rate_of<Rule, no_bias_t, Loss> {
  using type = no_bias_t;
};
template <class Rule, class Layer, class Loss>
using weight_rate_t = typename rate_of<Rule, typename parameters_of<Layer>::weight_unit, Loss>::type;
template <class Rule, class Layer, class Loss>
using bias_rate_t = typename rate_of<Rule, typename parameters_of<Layer>::bias_unit, Loss>::type;

template <class U>
void check_rate(std::string_view where, std::string_view argument, learning_rate<U> const& rate) {
  if (!rate.given()) {
    throw parameter_error({.category = "missing_rate",
                           .where = std::string(where),
                           .argument = std::string(argument),
                           .problem = "must be given",
                           .advice = "weight and bias have rates of their own where their units differ"});
  }
  if (!bits::is_finite(rate.number()) || rate.number() < 0) {
    throw parameter_error({.category = "bad_rate",
                           .where = std::string(where),
                           .argument = std::string(argument),
                           .problem = "must be finite and not negative",
                           .actual = std::to_string(rate.number())});
  }
}

inline void check_fraction(std::string_view where, std::string_view argument, double x) {
  if (x >= 0 && x < 1) { return; }
  throw parameter_error({.category = "bad_decay",
                         .where = std::string(where),
                         .argument = std::string(argument),
                         .problem = "must be at least 0 and less than 1",
                         .actual = std::to_string(x)});
}

inline void check_parameter_shape(std::string_view where, std::string_view argument, index_list const& parameter,
                                  index_list const& given) {
  if (parameter == given) { return; }
  throw shape_error({.category = "gradient_shape_mismatch",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "must have the shape of the parameter",
                     .expected = geometry::list_text({parameter.begin(), parameter.size()}),
                     .actual = geometry::list_text({given.begin(), given.size()}),
                     .advice = "an optimizer belongs to one layer, and takes the gradients of that"});
}

/// What an optimizer remembers of one parameter: nothing.
template <class U, class T, std::size_t Rank>
struct no_memory {
  static U unit_or(U const& unit) { return unit; }
  template <class E>
  static void check(std::string_view, std::string_view, E const&) {}
  template <class E>
  static void settle(U const&, E const&) {}
};

/// An average of past gradients of one parameter, or of their squares, with its unit. It is empty before the first
/// step, which settles its shape and a run-time unit.
template <class U, class T, std::size_t Rank>
class moment {
 public:
  auto unit() const { return unit_; }
  /// As a quantity, or as a plain array where the unit is 1, that looks at this object.
  decltype(auto) value() const& { return with_unit_ref(numbers_, unit_); }
  void value() const&& = delete;

  U unit_or(U const& unit) const { return settled_ ? unit_ : unit; }
  template <class E>
  void check(std::string_view where, std::string_view argument, E const& like) const {
    if (settled_) { check_parameter_shape(where, argument, shape_of(numbers_), shape_of(like)); }
  }
  template <class E>
  void settle(U const& unit, E const& like) {
    if (settled_) { return; }
    unit_ = unit;
    numbers_ = xt::zeros<T>(like.shape());
    settled_ = true;
  }
  T* data() { return numbers_.data(); }

 private:
  template <class E>
  static index_list shape_of(E const& e) {
    return arrays::shape_of("nn", "parameter", e);
  }

  xt::xtensor<T, Rank> numbers_ = xt::xtensor<T, Rank>::from_shape(std::array<std::size_t, Rank>{});
  [[no_unique_address]] U unit_{};
  bool settled_ = false;
};

struct no_parameter {};

/// A memory for each parameter of a layer, of its gradients with respect to a loss.
template <class Layer, class Loss, template <class, class, std::size_t> class Memory>
struct memories {
  using of = parameters_of<Layer>;
  using T = typename of::element;
  using weight_gradient_unit = gradient_unit_t<Loss, typename of::weight_unit>;
  static auto bias_type() {
    if constexpr (of::has_bias) {
      return std::type_identity<Memory<gradient_unit_t<Loss, typename of::bias_unit>, T, 1>>{};
    } else {
      return std::type_identity<no_parameter>{};
    }
  }

  Memory<weight_gradient_unit, T, of::kernel_rank> weight;
  std::conditional_t<of::has_gain, Memory<weight_gradient_unit, T, 1>, no_parameter> gain;
  typename decltype(bias_type())::type bias;
};

}  // namespace detail
}  // namespace convolt::nn
