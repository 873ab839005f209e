// SPDX-License-Identifier: BSD-3-Clause
/// Gradient descent: parameter -= rate * gradient. nn/optimizer.hpp tells of the units.
/// Layer: nn.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/nn/fwd.hpp>
#include <convolt/nn/optimizer_step.hpp>
#include <convolt/quantity/concepts.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace convolt::nn {

/// The rate of a parameter in P has the unit P^2 / loss, or one that differs by a scale.
template <class Layer, class Loss>
struct sgd_options {
  detail::weight_rate_t<detail::rate_times_gradient, Layer, Loss> rate = {};  ///< must be given
  detail::bias_rate_t<detail::rate_times_gradient, Layer, Loss> bias_rate = {};
};

/// For a layer and a loss in `Loss`: `nn::sgd descent(layer, pA * pA, {.rate = 0.1 / (mV * mV), .bias_rate = 0.1});`
template <class Layer, AnyUnit Loss>
class sgd {
 public:
  using options_type = sgd_options<Layer, Loss>;

  /// Throws parameter_error, and unit_error where run-time units do not fit.
  sgd(Layer const& layer, Loss const& loss, options_type const& o)
      : stepper_("nn::sgd", layer, loss, o.rate, o.bias_rate) {}
  /// For a loss without unit.
  explicit sgd(Layer const& layer, options_type const& o)
    requires std::same_as<Loss, dimensionless>
      : sgd(layer, Loss{}, o) {}

  template <class Rate>
    requires Operand<Rate>
  sgd(Layer const&, Rate const&) = delete;  // the rate stands in braces: {.rate = 0.1}
  explicit sgd(Layer const&) = delete;  // a rate is needed, in braces: {.rate = 0.1}
  template <class Rate>
    requires Operand<Rate>
  sgd(Layer const&, Loss const&, Rate const&) = delete;  // the rate stands in braces: {.rate = 0.1}

  /// One step against the gradients that `layer.backward` has returned. Throws shape_error, unit_error.
  template <class G>
    requires detail::StepGradients<G, Layer, Loss>
  void step(Layer& layer, G const& gradients) {
    stepper_.step(layer, gradients, nothing_, [](auto const&, auto& numbers, auto gradient, auto const& f) {
      for (auto& x : numbers.storage()) { x -= f.rate * (f.gradient * *gradient++); }
    });
  }
  template <class G, class Why = detail::why_not_gradients_t<G, Layer, Loss>>
    requires(!detail::StepGradients<G, Layer, Loss>)
  void step(Layer&, G const&) CONVOLT_REFUSED("these are not gradients of this layer, or not of a loss in this unit");

  /// The rates of the steps to come, for schedules: what is remembered of the past stays. Throws parameter_error.
  auto rate() const { return stepper_.rate().value(); }
  sgd& rate(detail::weight_rate_t<detail::rate_times_gradient, Layer, Loss> const& rate) {
    stepper_.set_rate(rate);
    return *this;
  }
  sgd& bias_rate(detail::bias_rate_t<detail::rate_times_gradient, Layer, Loss> const& rate)
    requires detail::parameters_of<Layer>::has_bias
  {
    stepper_.set_bias_rate(rate);
    return *this;
  }

 private:
  detail::stepper<Layer, Loss, detail::rate_times_gradient> stepper_;
  [[no_unique_address]] detail::memories<Layer, Loss, detail::no_memory> nothing_;
};

template <class Layer, class Rate>
  requires Operand<Rate>
sgd(Layer const&, Rate const&) -> sgd<Layer>;
template <class Layer>
  requires requires(Layer const& l) { l.weight(); }
sgd(Layer const&) -> sgd<Layer>;

}  // namespace convolt::nn
