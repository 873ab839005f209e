// SPDX-License-Identifier: BSD-3-Clause
/// A population of synapses in a simulation: what events did so far, from step to step, for kernels of the exponential
/// family. No memory is allocated after construction.
/// Layer: neuro.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/anything.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/kernel/membrane.hpp>
#include <convolt/neuro/event_lists.hpp>
#include <convolt/neuro/synapse_state.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::neuro {

namespace detail {

/// An array of weights with one axis: in a unit of the dimension of U, or plain numbers, which count unit weights.
template <class W, class U>
concept StepWeights = Operand<W> && ArrayExpression<wrapped_t<W>> && std::is_arithmetic_v<element_t<W>> &&
                      (Plain<W> || OneDimension<W, quantity<U, double>>);
/// The same of one number.
template <class W, class U>
concept StepWeight = quantities::Coordinate<W> && (Plain<W> || OneDimension<W, quantity<U, double>>);
template <class W, class U>
concept weight_measures_something_else = AnyQuantity<W> && units_measure_different_things<unit_t<W>, U>;

}  // namespace detail

/// What n neurons get through their synapses, `synapses(kernel::exponential(5. * ms), 1000, dt, 1. * nS)` makes it.
///
///     auto const& i = syn.step(weights);     // one step: weights of the events of each neuron, zero for none
///     syn.step(ids, weights);                // the same, told by the neurons that got events
///     syn.step_into(i, weights);             // into an array of yours
///
/// Call k (from 0) gives the response at k dt to all events so far, those of this call at k dt included: i(t_n) has
/// h(0+) of what arrives at t_n. It equals `respond` at the samples of the axis(0 dt, dt, ...) to rounding: relative to
/// the response about eps times tau / dt, the steps for which a rounding lasts.
///
/// Weights are in any unit of the dimension of the unit weight, or plain numbers that count unit weights. They may be
/// computed of the response, as feedback is: `syn.step(0.1 * syn.response())`. NaN stays with its neuron. T is float or
/// double, that of the unit weight; N is the number of time constants.
template <class T, std::size_t N, AnyUnit W, AnyUnit U, class Arch>
class synapses_of {
 public:
  using unit_type = U;
  using element_type = T;
  using response_type = quantity<U, xt::xtensor<T, 1, xt::layout_type::row_major>>;

  synapses_of(detail::synapse_state<T, N, Arch> const& state, double unit_weight, W const& weight_unit, U const& unit)
      : state_(state),
        unit_weight_(unit_weight),
        weight_unit_(weight_unit),
        response_(tag(numbers(), unit)),
        arriving_(state.size()) {}

  std::size_t size() const { return state_.size(); }
  U unit() const { return response_.unit(); }
  /// What the last step gave; zeros before the first one.
  response_type const& response() const { return response_; }

  /// A step without events.
  response_type const& step() {
    state_.advance(nullptr, T(0), response_.raw().data());
    return response_;
  }
  /// A step with one weight per neuron. Throws shape_error "length_mismatch".
  template <detail::StepWeights<W> Q>
  response_type const& step(Q const& weights) {
    advance("neuro::synapses::step", weights, response_.raw().data());
    return response_;
  }
  /// A step with events of some neurons: weights[k] goes to neuron ids[k]; a neuron named twice gets both. `weights`
  /// may be one number for all. Throws parameter_error "neuron_out_of_range" and shape_error "length_mismatch"; nothing
  /// has changed then.
  template <detail::IntegerList Ids, class Q>
    requires(detail::StepWeights<Q, W> || detail::StepWeight<Q, W>)
  response_type const& step(Ids const& ids, Q const& weights) {
    std::size_t const count = check_ids(ids, weights);
    if constexpr (!Scalar<wrapped_t<Q>>) { keep(raw(weights), count); }
    state_.advance(nullptr, T(0), response_.raw().data());
    T const factor = static_cast<T>(weight_factor<Q>(unit_of(weights)));
    std::size_t k = 0;
    for (auto const id : ids) {
      auto const i = static_cast<std::size_t>(id);
      if constexpr (Scalar<wrapped_t<Q>>) {
        state_.add(i, factor * static_cast<T>(raw(weights)), response_.raw().data());
      } else {
        state_.add(i, factor * arriving_[k++], response_.raw().data());
      }
    }
    return response_;
  }
  /// A step with one weight per neuron, whose response goes to an array of T in a unit of its dimension.
  template <class Out, detail::StepWeights<W> Q>
    requires arrays::Destination<Out, T, U>
  void step_into(Out&& out, Q const& weights) {
    char const* const where = "neuro::synapses::step_into";
    auto const view = arrays::checked_destination(where, out, index_list{static_cast<index>(size())});
    T const factor = static_cast<T>(arrays::unit_factor<double>(where, "out", response_.unit(), unit_of(out)));
    advance(where, weights, response_.raw().data());
    state_.copy(response_.raw().data(), factor, view.data, view.strides[0]);
  }
  template <detail::weight_measures_something_else<W> Q>
  void step(Q const&) CONVOLT_REFUSED("these weights do not measure what the unit weight does");
  template <class Ids, detail::weight_measures_something_else<W> Q>
  void step(Ids const&, Q const&) CONVOLT_REFUSED("these weights do not measure what the unit weight does");
  template <detail::StepWeight<W> Q>
  void step(Q const&) CONVOLT_REFUSED("a weight for each neuron, or the neurons that get this one before it");

  /// As if no event had ever come.
  void reset() {
    state_.reset();
    response_.raw().fill(T(0));
  }

 private:
  xt::xtensor<T, 1, xt::layout_type::row_major> numbers() const {
    return xt::xtensor<T, 1, xt::layout_type::row_major>(std::array<std::size_t, 1>{size()}, T(0));
  }

  /// What a number of weights in a unit is multiplied by: plain ones count unit weights.
  template <class Q, class V>
  double weight_factor(V const& unit) const {
    if constexpr (Plain<Q>) {
      return unit_weight_;
    } else {
      return arrays::unit_factor<double>("neuro::synapses::step", "weights", unit, weight_unit_);
    }
  }

  template <class Q>
  void advance(char const* where, Q const& weights, T* response) {
    detail::check_length(where, "weights", raw(weights).size(), size());
    detail::check_one_axis(raw(weights), "weights", where);
    T const factor = static_cast<T>(weight_factor<Q>(unit_of(weights)));
    using E = wrapped_t<Q>;
    if constexpr (arrays::InMemory<E const> && std::same_as<element_t<Q>, T>) {
      auto const& array = raw(weights);
      if (size() <= 1 || array.strides()[0] == 1) {
        state_.advance(array.data() + array.data_offset(), factor, response);
        return;
      }
    }
    keep(raw(weights), size());
    state_.advance(arriving_.data(), factor, response);
  }

  /// Weights may be computed of the response, which the step changes: they are read before it.
  template <class X>
  void keep(X const& weights, std::size_t count) {
    if (arriving_.size() < count) { arriving_.resize(count); }
    for (std::size_t i = 0; i < count; ++i) { arriving_[i] = static_cast<T>(weights(i)); }
  }

  /// How many there are.
  template <class Ids, class Q>
  std::size_t check_ids(Ids const& ids, Q const& weights) const {
    char const* const where = "neuro::synapses::step";
    std::size_t count = 0;
    for (auto const id : ids) {
      checked_index const n(id);
      if (n.overflowed || n.value < 0 || n.value >= static_cast<index>(size())) {
        detail::throw_neuron_out_of_range(where, size(), std::to_string(id));
      }
      ++count;
    }
    if constexpr (!Scalar<wrapped_t<Q>>) {
      detail::check_length(where, "weights", raw(weights).size(), count);
      detail::check_one_axis(raw(weights), "weights", where);
    }
    return count;
  }

  detail::synapse_state<T, N, Arch> state_;
  double unit_weight_;
  [[no_unique_address]] W weight_unit_;
  response_type response_;
  std::vector<T> arriving_;  ///< weights that are not T side by side in memory, on their way
};

template <class K>
concept only_the_exponential_family_goes_step_by_step = kernel::ImpulseResponse<K> && !kernel::ExponentialFamily<K>;

/// Synapses of n neurons with this kernel, whose response is in unit(unit weight) * unit(kernel); see synapses_of.
/// Steps have the length dt. Throws parameter_error for a dt that is not positive and finite, a negative n, or a unit
/// weight that is not finite.
template <class Arch = target_arch, kernel::ExponentialFamily K, Integer I, kernel::TimeWidth Dt, kernel::Amplitude Q>
auto synapses(K const& k, I n, Dt const& dt, Q const& unit_weight) {
  using T = std::conditional_t<std::same_as<element_t<Q>, float>, float, double>;
  constexpr std::size_t stages = K::shape_type::stages;
  double const step = detail::positive_step("neuro::synapses", dt, k.lag_unit());
  detail::check_unit_weight("neuro::synapses", unit_weight);
  index const count = quantities::sample_number(n, "neuro::synapses", "n");
  detail::synapse_state<T, stages, Arch> const state(k.shape().in_steps(step), k.scale(), count);
  auto const unit = unit_of(unit_weight) * k.unit();
  return synapses_of<T, stages, unit_t<Q>, std::remove_const_t<decltype(unit)>, Arch>(
      state, static_cast<double>(raw(unit_weight)), unit_of(unit_weight), unit);
}
template <class K, class I, class Dt, class Q>
  requires only_the_exponential_family_goes_step_by_step<K>
void synapses(K const&, I, Dt const&, Q const&) CONVOLT_REFUSED("exponential, alpha, double_exponential, or membrane");
template <kernel::ExponentialFamily K, class I, class Dt, class Q>
  requires kernel::time_constant_must_be_a_time_with_a_unit<Dt>
void synapses(K const&, I, Dt const&, Q const&) CONVOLT_REFUSED("dt is a time, as 0.1 * ms");
template <class K, class I, class Dt, class Q>
  requires(!kernel::ImpulseResponse<K>)
void synapses(K const&, I, Dt const&, Q const&) CONVOLT_REFUSED("the kernel is as kernel::exponential(5. * ms)");
template <kernel::ExponentialFamily K, class I, kernel::TimeWidth Dt, class Q>
  requires(!Integer<I>)
void synapses(K const&, I, Dt const&, Q const&) CONVOLT_REFUSED("the number of neurons is an integer");
inline void synapses(refused::any, refused::any = {}, refused::any = {},  // synapses(kernel, 1000, 0.1 * ms, 1. * nS)
                     refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("synapses(kernel, 1000, 0.1 * ms, 1. * nS): how many, the step, the weight of 1");

}  // namespace convolt::neuro
