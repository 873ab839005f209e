// SPDX-License-Identifier: BSD-3-Clause
/// One step of an optimizer over the parameters of its layer: all checks first, then each parameter in turn.
/// Layer: nn.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/nn/gradients.hpp>
#include <convolt/nn/optimizer.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn {

namespace refusal {
template <class Given, class Needed>
struct gradient_of_the_weight_needs_the_dimension_of_loss_per_weight;
template <class Given, class Needed>
struct gradient_of_the_bias_needs_the_dimension_of_loss_per_bias;
template <class Given>
struct gradients_must_be_what_backward_of_this_layer_returns;
}  // namespace refusal

namespace detail {

template <class Q, class T, class U, class Loss>
concept GradientOf =
    Operand<Q> && std::same_as<element_t<Q>, T> && arrays::MayShareDimension<unit_t<Q>, gradient_unit_t<Loss, U>>;

/// Gradients with the members and elements of those of the layer; their units are another matter.
template <class G, class Layer>
concept GradientsOfLayer =
    requires(G const& g) {
      requires Operand<decltype(g.weight)> && std::same_as<element_t<decltype(g.weight)>, typename Layer::element_type>;
    } && (!parameters_of<Layer>::has_bias || requires(G const& g) { requires Operand<decltype(g.bias)>; }) &&
    (!parameters_of<Layer>::has_gain || requires(G const& g) { requires Operand<decltype(g.gain)>; });

template <class G, class Layer, class Loss>
concept StepGradients = GradientsOfLayer<G, Layer> &&
                        GradientOf<decltype(std::declval<G const&>().weight), typename Layer::element_type,
                                   typename parameters_of<Layer>::weight_unit, Loss> &&
                        (!parameters_of<Layer>::has_bias || requires(G const& g) {
                          requires GradientOf<decltype(g.bias), typename Layer::element_type,
                                              typename parameters_of<Layer>::bias_unit, Loss>;
                        });

template <class G, class Layer, class Loss>
auto why_not_gradients() {
  using of = parameters_of<Layer>;
  if constexpr (!GradientsOfLayer<G, Layer>) {
    return std::type_identity<refusal::gradients_must_be_what_backward_of_this_layer_returns<G>>{};
  } else {
    using given = unit_t<decltype(std::declval<G const&>().weight)>;
    using needed = gradient_unit_t<Loss, typename of::weight_unit>;
    if constexpr (of::has_bias && arrays::MayShareDimension<given, needed>) {
      return std::type_identity<refusal::gradient_of_the_bias_needs_the_dimension_of_loss_per_bias<
          unit_t<decltype(std::declval<G const&>().bias)>, gradient_unit_t<Loss, typename of::bias_unit>>>{};
    } else {
      return std::type_identity<
          refusal::gradient_of_the_weight_needs_the_dimension_of_loss_per_weight<given, needed>>{};
    }
  }
}
template <class G, class Layer, class Loss>
using why_not_gradients_t = typename decltype(why_not_gradients<G, Layer, Loss>())::type;

/// The factors that bring the numbers of a gradient into the unit of what is remembered of it, and these to a step.
template <class T>
struct step_factors {
  T gradient;
  T rate;
};

/// Loss, rates and the walk over the parameters.
template <class Layer, class Loss, class Rule>
class stepper {
  using of = parameters_of<Layer>;
  using T = typename of::element;

 public:
  using weight_rate = weight_rate_t<Rule, Layer, Loss>;
  using bias_rate = bias_rate_t<Rule, Layer, Loss>;

  /// Throws parameter_error, and unit_error where run-time units do not fit.
  stepper(std::string_view where, Layer const& layer, std::optional<Loss> loss, weight_rate const& rate,
          bias_rate const& rate_of_bias)
      : where_(where), loss_(loss), rate_(rate), bias_rate_(rate_of_bias) {
    check_rate(where_, "rate", rate_);
    if constexpr (of::has_bias) {
      if (bias_rate_.given() || (layer.has_bias() && !shares_rate)) { check_rate(where_, "bias_rate", bias_rate_); }
    }
  }

  weight_rate const& rate() const { return rate_; }
  /// For steps to come. Throws parameter_error.
  void set_rate(weight_rate const& rate) {
    check_rate(where_, "rate", rate);
    rate_ = rate;
  }
  void set_bias_rate(bias_rate const& rate) {
    check_rate(where_, "bias_rate", rate);
    bias_rate_ = rate;
  }

  /// Calls apply(state, numbers, gradient, factors) for every parameter, with an iterator over the gradient, and sets
  /// the parameters to what the numbers have become. `States` has a member for each parameter.
  template <class G, class States, class Apply>
  void step(Layer& layer, G const& g, States& states, Apply const& apply) {
    Loss const loss = settled_loss(layer, g);
    each(layer, g, states,
         [&](std::string_view name, auto const& value, auto const& gradient, auto const& rate, auto& state,
             auto const&) {
           check_parameter_shape(where_, name, arrays::shape_of(where_, name, raw(value)),
                                 arrays::shape_of(where_, name, raw(gradient)));
           state.check(where_, name, raw(value));
           static_cast<void>(factors(name, loss, value, gradient, rate, state));
         });
    if (!layer.trainable()) { return; }
    loss_ = loss;
    each(layer, g, states,
         [&](std::string_view name, auto const& value, auto const& gradient, auto const& rate, auto& state,
             auto const& set) {
           step_factors<T> const f = factors(name, loss, value, gradient, rate, state);
           state.settle(loss / unit_of(value), raw(value));
           auto numbers = raw(value);
           apply(state, numbers, raw(gradient).template begin<xt::layout_type::row_major>(), f);
           set(arrays::with_unit(std::move(numbers), unit_of(value)));
         });
  }

 private:
  static constexpr bool rates_may_be_one() {
    if constexpr (of::has_bias) {
      return arrays::MayShareDimension<decltype(weight_rate().unit()), decltype(bias_rate().unit())>;
    } else {
      return true;
    }
  }
  static constexpr bool shares_rate = rates_may_be_one();

  /// A loss that has not been named is that of the first gradients.
  template <class G>
  Loss settled_loss(Layer const& layer, G const& g) const {
    if constexpr (Unit<Loss>) {
      return Loss{};
    } else {
      return loss_.has_value() ? *loss_ : any_unit(unit_of(g.weight)) * any_unit(unit_of(layer.weight()));
    }
  }

  template <class V, class Q, class R, class State>
  step_factors<T> factors(std::string_view name, Loss const& loss, V const& value, Q const& gradient, R const& rate,
                          State const& state) const {
    auto const kept = state.unit_or(loss / unit_of(value));
    std::string_view const rate_name = name == "bias" ? "bias_rate" : "rate";
    double const step =
        arrays::unit_factor<double>(where_, rate_name, Rule::step_unit(rate.unit(), kept), unit_of(value));
    return {.gradient = arrays::unit_factor<T>(where_, "gradients", unit_of(gradient), kept),
            .rate = static_cast<T>(step * rate.number())};
  }

  template <class G, class States, class F>
  void each(Layer& layer, G const& g, States& states, F const& f) const {
    f("weight", layer.weight(), g.weight, rate_, states.weight, [&](auto const& v) { layer.weights(v); });
    if constexpr (of::has_gain) {
      if (layer.has_gain()) {
        f("gain", layer.gain(), g.gain, rate_, states.gain, [&](auto const& v) { layer.gain(v); });
      }
    }
    if constexpr (of::has_bias) {
      if (!layer.has_bias()) { return; }
      auto const set = [&](auto const& v) { layer.bias(v); };
      if constexpr (shares_rate) {
        if (!bias_rate_.given()) { return f("bias", layer.bias(), g.bias, rate_, states.bias, set); }
      }
      f("bias", layer.bias(), g.bias, bias_rate_, states.bias, set);
    }
  }

  std::string_view where_;
  std::optional<Loss> loss_;
  weight_rate rate_;
  bias_rate bias_rate_;
};

}  // namespace detail
}  // namespace convolt::nn
