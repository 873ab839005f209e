// SPDX-License-Identifier: BSD-3-Clause
/// Responses to events: the sum over events of weight times kernel, at exact times between the samples too.
/// Layer: neuro.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/kernel/impulse_response.hpp>
#include <convolt/neuro/responder.hpp>
#include <convolt/neuro/weights.hpp>
#include <convolt/quantity/sampled.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::neuro {

/// How responses are computed.
struct respond_options {
  weights_per weights = weights_per::neuron;  ///< what an array of weights is, for many trains
  double tolerance = 0;                       ///< where kernels end (see ImpulseResponse); 0: rounding of the result
  response_method method = response_method::automatic;  ///< for who compares them
};

namespace detail {

template <class K>
concept KernelOverTime = kernel::ImpulseResponse<K> && UnitOfTime<typename std::remove_cvref_t<K>::lag_unit_type>;
template <class K>
concept kernel_is_not_over_time = kernel::ImpulseResponse<K> && !KernelOverTime<K>;

/// Weights, a kernel and an axis, whatever it measures.
template <class... A>
inline constexpr bool arguments_of_respond = false;
template <Weights W, kernel::ImpulseResponse K, class U, class T, class... Options>
inline constexpr bool arguments_of_respond<W, K, axis<U, T>, Options...> = true;

template <class W, class K>
using response_unit_t = decltype(std::declval<unit_t<W>>() * std::declval<typename K::unit_type>());

/// An array of float or double in memory, in a unit of weight times kernel.
template <class Out, class W, class K>
concept ResponseDestination =
    arrays::WritableArray<std::remove_reference_t<Out>> &&
    (std::same_as<element_t<Out>, float> ||
     std::same_as<element_t<Out>, double>)&&arrays::Destination<Out, element_t<Out>, response_unit_t<W, K>>;

/// The responses of all trains, each to its row.
template <class Responder, class T>
void respond_rows(Responder const& respond, spike_trains const& trains, weight_list const& weights, weights_per rule,
                  T* out, index count) {
  std::size_t first = 0;
  for (std::size_t k = 0; k < trains.size(); ++k) {
    respond(trains[k], weights.of(trains, k, first, rule), out + static_cast<index>(k) * count);
    first += trains[k].size();
  }
}

/// The samples of a response, of one row in `rows`, in memory of their own.
template <class T, class Rows>
void respond_into_strided(arrays::strided<T> const& out, Rows const& rows) {
  std::size_t const last = out.shape.size() - 1;
  index const count = out.shape[last];
  if (count == 0) { return; }
  bool const side_by_side = out.strides[last] == 1 || count == 1;
  std::vector<T> row(side_by_side ? 0 : static_cast<std::size_t>(count));
  for (index k = 0; k < (last > 0 ? out.shape[0] : 1); ++k) {
    T* const begin = out.data + (last > 0 ? k * out.strides[0] : 0);
    rows(static_cast<std::size_t>(k), side_by_side ? begin : row.data());
    for (index n = 0; !side_by_side && n < count; ++n) {
      begin[n * out.strides[last]] = row[static_cast<std::size_t>(n)];
    }
  }
}

}  // namespace detail

/// y(t) = sum over events k of w_k h(t - t_k) at the samples of an axis: `respond(train, 50. * pA, kernel::alpha(2. *
/// ms), t)`. The unit is that of the weight times that of the kernel. Events lie where they are, between samples too,
/// and those outside of the axis count wherever the kernel reaches. Weights are a number, or an array with one for each
/// event in the order in which the events were given.
///
/// The response is float where the weights are, else double; `respond<float>(...)` names the type. Each sample is the
/// sum to a few roundings: kernels of the exponential family by a recursion, in which roundings of one more per 128
/// bytes of samples within the time constant add up; others by adding every response, which end where
/// `.tolerance` says. An event that rounding puts a little after a sample is at it where the kernel jumps.
///
/// Throws parameter_error "not_finite" for weights, "bad_axis" for an axis that descends; shape_error "length_mismatch"
/// unless there are as many weights as events.
template <class T = void, class Arch = target_arch, detail::Weights W, detail::KernelOverTime K, detail::UnitOfTime U,
          class A>
auto respond(spike_train const& train, W const& weights, K const& k, axis<U, A> const& t,
             respond_options const& options = {}) {
  using R = detail::response_t<T, W>;
  auto const product = unit_of(weights) * k.unit();
  auto const unit = arrays::result_unit<R>(product);
  detail::weight_list const list("neuro::respond", weights);
  detail::event_weights const of_events = list.of(train);
  double const factor = arrays::unit_factor<double>("neuro::respond", "weights", product, unit);
  detail::responder<R, Arch, K> const respond(k, detail::grid(detail::bins(t, "neuro::respond")), factor,
                                              options.tolerance, options.method, static_cast<double>(train.size()));
  auto numbers = arrays::allocate<R, 1>({t.count()});
  respond(train, of_events, numbers.data());
  return sampled<std::remove_const_t<decltype(unit)>, R, axis<U, A>>(tag(std::move(numbers), unit), t);
}

/// The same for every train: (neuron, time). An array of weights has one for each neuron, or, where the options say so,
/// for each event.
template <class T = void, class Arch = target_arch, detail::Weights W, detail::KernelOverTime K, detail::UnitOfTime U,
          class A>
auto respond(spike_trains const& trains, W const& weights, K const& k, axis<U, A> const& t,
             respond_options const& options = {}) {
  using R = detail::response_t<T, W>;
  auto const product = unit_of(weights) * k.unit();
  auto const unit = arrays::result_unit<R>(product);
  detail::weight_list const list("neuro::respond", weights);
  list.check(trains, options.weights);
  double const factor = arrays::unit_factor<double>("neuro::respond", "weights", product, unit);
  double const events = static_cast<double>(trains.total()) / std::max(1., static_cast<double>(trains.size()));
  detail::responder<R, Arch, K> const respond(k, detail::grid(detail::bins(t, "neuro::respond")), factor,
                                              options.tolerance, options.method, events);
  auto numbers = arrays::allocate<R, 2>({static_cast<index>(trains.size()), t.count()});
  detail::respond_rows(respond, trains, list, options.weights, numbers.data(), t.count());
  return sampled<std::remove_const_t<decltype(unit)>, R, no_axis_t, axis<U, A>>(tag(std::move(numbers), unit), no_axis,
                                                                                t);
}

/// `respond` into an array that is there: a quantity or plain array of as many samples as the axis has, in the type and
/// the unit that it has, which measures what the response does.
template <class Arch = target_arch, class Out, detail::Weights W, detail::KernelOverTime K, detail::UnitOfTime U,
          class A>
  requires detail::ResponseDestination<Out, W, K>
void respond_into(Out&& out, spike_train const& train, W const& weights, K const& k, axis<U, A> const& t,
                  respond_options const& options = {}) {
  using T = element_t<Out>;
  char const* const where = "neuro::respond_into";
  detail::weight_list const list(where, weights);
  detail::event_weights const of_events = list.of(train);
  auto const view = arrays::checked_destination(where, out, index_list{t.count()});
  double const factor = arrays::unit_factor<double>(where, "out", unit_of(weights) * k.unit(), unit_of(out));
  detail::responder<T, Arch, K> const respond(k, detail::grid(detail::bins(t, where)), factor, options.tolerance,
                                              options.method, static_cast<double>(train.size()));
  detail::respond_into_strided(view, [&](std::size_t, T* row) { respond(train, of_events, row); });
}

/// The same for every train, into an array over (neuron, time).
template <class Arch = target_arch, class Out, detail::Weights W, detail::KernelOverTime K, detail::UnitOfTime U,
          class A>
  requires detail::ResponseDestination<Out, W, K>
void respond_into(Out&& out, spike_trains const& trains, W const& weights, K const& k, axis<U, A> const& t,
                  respond_options const& options = {}) {
  using T = element_t<Out>;
  char const* const where = "neuro::respond_into";
  detail::weight_list const list(where, weights);
  list.check(trains, options.weights);
  auto const view = arrays::checked_destination(where, out, index_list{static_cast<index>(trains.size()), t.count()});
  double const factor = arrays::unit_factor<double>(where, "out", unit_of(weights) * k.unit(), unit_of(out));
  double const events = static_cast<double>(trains.total()) / std::max(1., static_cast<double>(trains.size()));
  detail::responder<T, Arch, K> const respond(k, detail::grid(detail::bins(t, where)), factor, options.tolerance,
                                              options.method, events);
  std::size_t first = 0;
  detail::respond_into_strided(view, [&](std::size_t neuron, T* row) {
    respond(trains[neuron], list.of(trains, neuron, first, options.weights), row);
    first += trains[neuron].size();
  });
}

template <class T = void, class Train, class... A>
  requires(!detail::AnyTrains<Train> || !detail::arguments_of_respond<A...>)
void respond(Train const&, A const&...) CONVOLT_REFUSED("respond(train, 50. * pA, kernel::alpha(2. * ms), t)");
template <class T = void, detail::AnyTrains Trains, detail::Weights W, kernel::ImpulseResponse K, class Axis,
          class... O>
  requires(quantities::is_axis<Axis> && detail::kernel_is_not_over_time<K>)
void respond(Trains const&, W const&, K const&, Axis const&, O const&...) CONVOLT_REFUSED("take a kernel over time");
template <class T = void, detail::AnyTrains Trains, detail::Weights W, kernel::ImpulseResponse K,
          detail::UnitOfSomethingElse U, class A, class... O>
void respond(Trains const&, W const&, K const&, axis<U, A> const&, O const&...) CONVOLT_REFUSED("take an axis of time");
template <class Out, class X, detail::Weights W, detail::KernelOverTime K, class Axis, class... O>
  requires(Operand<std::remove_cvref_t<Out>> && !detail::ResponseDestination<Out, W, K> &&
           !units_measure_different_things<detail::response_unit_t<W, K>, unit_t<Out>>)
void respond_into(Out&&, X const&, W const&, K const&, Axis const&,  // out is of float or double, in memory
                  O const&...) CONVOLT_REFUSED("out is an array of float or double in memory, that can be written");
template <class Out, class Trains, detail::Weights W, detail::KernelOverTime K, class Axis, class... O>
  requires units_measure_different_things<detail::response_unit_t<W, K>, unit_t<Out>>
void respond_into(Out&&, Trains const&, W const&, K const&, Axis const&,  // out is in weight times kernel
                  O const&...) CONVOLT_REFUSED("out is in the unit of weight times kernel");

}  // namespace convolt::neuro
