// SPDX-License-Identifier: BSD-3-Clause
/// Gradient descent with momentum, as in PyTorch: velocity = momentum * velocity + gradient, parameter -= rate *
/// velocity. nn/optimizer.hpp tells of the units.
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

/// The rate of a parameter in P has the unit P^2 / loss, or one that differs by a scale. With `nesterov` the step is
/// rate * (gradient + momentum * velocity).
template <class Layer, class Loss>
struct momentum_options {
  detail::weight_rate_t<detail::rate_times_gradient, Layer, Loss> rate = {};  ///< must be given
  detail::bias_rate_t<detail::rate_times_gradient, Layer, Loss> bias_rate = {};
  double momentum = 0.9;  ///< in [0, 1)
  bool nesterov = false;
};

/// For a layer and a loss in `Loss`.
template <class Layer, AnyUnit Loss>
class momentum {
 public:
  using options_type = momentum_options<Layer, Loss>;

  /// Throws parameter_error, and unit_error where run-time units do not fit.
  momentum(Layer const& layer, Loss const& loss, options_type const& o)
      : stepper_("nn::momentum", layer, loss, o.rate, o.bias_rate), momentum_(o.momentum), nesterov_(o.nesterov) {
    detail::check_fraction("nn::momentum", "momentum", momentum_);
  }
  /// For a loss without unit.
  explicit momentum(Layer const& layer, options_type const& o)
    requires std::same_as<Loss, dimensionless>
      : momentum(layer, Loss{}, o) {}

  template <class Rate>
    requires Operand<Rate>
  momentum(Layer const&, Rate const&) = delete;  // the rate stands in braces: {.rate = 0.1}
  explicit momentum(Layer const&) = delete;  // a rate is needed, in braces: {.rate = 0.1}
  template <class Rate>
    requires Operand<Rate>
  momentum(Layer const&, Loss const&, Rate const&) = delete;  // the rate stands in braces: {.rate = 0.1}

  /// One step against the gradients that `layer.backward` has returned. Throws shape_error, unit_error.
  template <class G>
    requires detail::StepGradients<G, Layer, Loss>
  void step(Layer& layer, G const& gradients) {
    using T = typename Layer::element_type;
    auto const keep = static_cast<T>(momentum_);
    stepper_.step(layer, gradients, velocity_,
                  [keep, nesterov = nesterov_](auto& velocity, auto& numbers, auto gradient, auto const& f) {
                    T* v = velocity.data();
                    for (T& x : numbers.storage()) {
                      T const g = f.gradient * *gradient++;
                      *v = keep * *v + g;
                      x -= f.rate * (nesterov ? g + keep * *v : *v);
                      ++v;
                    }
                  });
  }
  template <class G, class Why = detail::why_not_gradients_t<G, Layer, Loss>>
    requires(!detail::StepGradients<G, Layer, Loss>)
  void step(Layer&, G const&) CONVOLT_REFUSED("these are not gradients of this layer, or not of a loss in this unit");

  /// The rates of the steps to come, for schedules: what is remembered of the past stays. Throws parameter_error.
  auto rate() const { return stepper_.rate().value(); }
  momentum& rate(detail::weight_rate_t<detail::rate_times_gradient, Layer, Loss> const& rate) {
    stepper_.set_rate(rate);
    return *this;
  }
  momentum& bias_rate(detail::bias_rate_t<detail::rate_times_gradient, Layer, Loss> const& rate)
    requires detail::parameters_of<Layer>::has_bias
  {
    stepper_.set_bias_rate(rate);
    return *this;
  }

  /// Members weight, and gain and bias as far as there are any; each has value() and unit(), that of its gradient.
  auto const& velocity() const { return velocity_; }

 private:
  detail::stepper<Layer, Loss, detail::rate_times_gradient> stepper_;
  detail::memories<Layer, Loss, detail::moment> velocity_;
  double momentum_;
  bool nesterov_;
};

template <class Layer, class Rate>
  requires Operand<Rate>
momentum(Layer const&, Rate const&) -> momentum<Layer>;
template <class Layer>
  requires requires(Layer const& l) { l.weight(); }
momentum(Layer const&) -> momentum<Layer>;

}  // namespace convolt::nn
