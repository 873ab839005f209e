// SPDX-License-Identifier: BSD-3-Clause
/// Adam (Kingma and Ba, 2015, algorithm 1): steps of the size of the rate, whatever the size of the gradient.
/// nn/optimizer.hpp tells of the units.
/// Layer: nn.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/nn/fwd.hpp>
#include <convolt/nn/optimizer_step.hpp>
#include <convolt/quantity/concepts.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn {

/// The rate of a parameter in P has the unit P, or one that differs by a scale: it is the size of a step. `eps` counts
/// gradients in the unit loss / P; where the loss is not named, in the unit of the first gradient of the weight, and in
/// the units of the other parameters that go with it.
template <class Layer, class Loss>
struct adam_options {
  detail::weight_rate_t<detail::rate_alone, Layer, Loss> rate = {};  ///< must be given
  detail::bias_rate_t<detail::rate_alone, Layer, Loss> bias_rate = {};
  double beta1 = 0.9;    ///< in [0, 1)
  double beta2 = 0.999;  ///< in [0, 1)
  double eps = 1e-8;
};

namespace detail {

/// The averages of the gradients and of their squares.
template <class U, class T, std::size_t Rank>
struct two_moments {
  using squared_unit = decltype(std::declval<U>() * std::declval<U>());
  moment<U, T, Rank> first;
  moment<squared_unit, T, Rank> second;

  U unit_or(U const& unit) const { return first.unit_or(unit); }
  template <class E>
  void check(std::string_view where, std::string_view argument, E const& like) const {
    first.check(where, argument, like);
  }
  template <class E>
  void settle(U const& unit, E const& like) {
    first.settle(unit, like);
    second.settle(unit * unit, like);
  }
};

/// The numbers of one step. m / (1 - beta1^t) and v / (1 - beta2^t) are the averages without their bias towards 0.
template <class T>
struct adam_numbers {
  T beta1, beta2, first_correction, second_correction, eps;

  template <class M, class X, class I>
  void operator()(M& moments, X& numbers, I gradient, step_factors<T> const& f) const {
    T* m = moments.first.data();
    T* v = moments.second.data();
    for (T& x : numbers.storage()) {
      T const g = f.gradient * *gradient++;
      *m = beta1 * *m + (T(1) - beta1) * g;
      *v = beta2 * *v + (T(1) - beta2) * g * g;
      // A parameter that never had a gradient stays, even if eps is 0.
      if (*m != T(0)) { x -= f.rate * (*m / first_correction) / (std::sqrt(*v / second_correction) + eps); }
      ++m;
      ++v;
    }
  }
};

}  // namespace detail

/// For a layer: `nn::adam optimizer(layer, {.rate = 0.01 * nS, .bias_rate = 1. * pA});`. Its steps do not depend on the
/// unit of the loss. If that is named, `nn::adam optimizer(layer, pA * pA, {...})`, gradients are checked against it
/// when the program is compiled; otherwise against the first ones, when it runs.
template <class Layer, AnyUnit Loss>
class adam {
  using T = typename Layer::element_type;

 public:
  using options_type = adam_options<Layer, Loss>;

  /// Throws parameter_error, and unit_error where run-time units do not fit.
  adam(Layer const& layer, Loss const& loss, options_type const& o) : adam(layer, std::optional<Loss>(loss), o) {}
  explicit adam(Layer const& layer, options_type const& o)
    requires std::same_as<Loss, any_unit>
      : adam(layer, std::optional<Loss>(), o) {}

  template <class Rate>
    requires Operand<Rate>
  adam(Layer const&, Rate const&) = delete;  // the rate stands in braces: {.rate = 0.01 * nS}
  explicit adam(Layer const&) = delete;  // a rate is needed, in braces: {.rate = 0.01 * nS}
  template <class Rate>
    requires Operand<Rate>
  adam(Layer const&, Loss const&, Rate const&) = delete;  // the rate stands in braces: {.rate = 0.01 * nS}

  /// One step against the gradients that `layer.backward` has returned. Throws shape_error, unit_error.
  template <class G>
    requires detail::StepGradients<G, Layer, Loss>
  void step(Layer& layer, G const& gradients) {
    double const t = static_cast<double>(steps_ + 1);
    stepper_.step(layer, gradients, moments_,
                  detail::adam_numbers<T>{.beta1 = static_cast<T>(beta1_),
                                          .beta2 = static_cast<T>(beta2_),
                                          .first_correction = static_cast<T>(1 - std::pow(beta1_, t)),
                                          .second_correction = static_cast<T>(1 - std::pow(beta2_, t)),
                                          .eps = static_cast<T>(eps_)});
    if (layer.trainable()) { ++steps_; }
  }
  template <class G, class Why = detail::why_not_gradients_t<G, Layer, Loss>>
    requires(!detail::StepGradients<G, Layer, Loss>)
  void step(Layer&, G const&) CONVOLT_REFUSED("these are not gradients of this layer, or not of a loss in this unit");

  /// The rates of the steps to come, for schedules: what is remembered of the past stays. Throws parameter_error.
  auto rate() const { return stepper_.rate().value(); }
  adam& rate(detail::weight_rate_t<detail::rate_alone, Layer, Loss> const& rate) {
    stepper_.set_rate(rate);
    return *this;
  }
  adam& bias_rate(detail::bias_rate_t<detail::rate_alone, Layer, Loss> const& rate)
    requires detail::parameters_of<Layer>::has_bias
  {
    stepper_.set_bias_rate(rate);
    return *this;
  }

  /// Members weight, and gain and bias as far as there are any; each has first and second, these value() and unit().
  auto const& moments() const { return moments_; }
  index steps() const { return steps_; }

 private:
  adam(Layer const& layer, std::optional<Loss> const& loss, options_type const& o)
      : stepper_("nn::adam", layer, loss, o.rate, o.bias_rate), beta1_(o.beta1), beta2_(o.beta2), eps_(o.eps) {
    detail::check_fraction("nn::adam", "beta1", beta1_);
    detail::check_fraction("nn::adam", "beta2", beta2_);
    if (!bits::is_finite(eps_) || eps_ < 0) {
      throw parameter_error({.category = "bad_eps",
                             .where = "nn::adam",
                             .argument = "eps",
                             .problem = "must be a finite number that is not negative",
                             .actual = std::to_string(eps_)});
    }
  }

  detail::stepper<Layer, Loss, detail::rate_alone> stepper_;
  detail::memories<Layer, Loss, detail::two_moments> moments_;
  double beta1_;
  double beta2_;
  double eps_;
  index steps_ = 0;
};

template <class Layer, class Rate>
  requires Operand<Rate>
adam(Layer const&, Rate const&) -> adam<Layer>;
template <class Layer>
  requires requires(Layer const& l) { l.weight(); }
adam(Layer const&) -> adam<Layer>;

}  // namespace convolt::nn
