// SPDX-License-Identifier: BSD-3-Clause
/// The state of a population of synapses and its step: for each neuron the few numbers of a cascade. The loops go over
/// neurons, stage by stage where they lie in memory.
/// Layer: neuro.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/pack.hpp>
#include <convolt/kernel/cascade.hpp>
#include <convolt/kernel/cascade_state.hpp>
#include <convolt/kernel/lag.hpp>
#include <convolt/neuro/event_lists.hpp>
#include <convolt/quantity/concepts.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace convolt::neuro::detail {

[[noreturn]] CONVOLT_COLD inline void throw_neuron_out_of_range(char const* where, std::size_t size,
                                                                std::string const& id) {
  throw parameter_error({.category = "neuron_out_of_range",
                         .where = where,
                         .argument = "ids",
                         .problem = "names a neuron that is not there",
                         .expected = convolt::detail::joined({"0 to below ", std::to_string(size)}),
                         .actual = id});
}

inline void check_length(char const* where, char const* argument, std::size_t actual, std::size_t expected) {
  if (actual == expected) { return; }
  throw shape_error({.category = "length_mismatch",
                     .where = where,
                     .argument = argument,
                     .problem = "has the wrong length",
                     .expected = std::to_string(expected),
                     .actual = std::to_string(actual)});
}

template <class Dt, AnyUnit U>
double positive_step(char const* where, Dt const& dt, U const& unit) {
  double const step = quantities::coordinate<double>(dt, unit);
  if (kernel::is_width(step)) { return step; }
  bool const positive = bits::is_finite(step) && step > 0;
  throw parameter_error({.category = "bad_step",
                         .where = where,
                         .argument = "dt",
                         .problem = positive ? "is beyond what can be computed with" : "must be positive and finite",
                         .actual = quantities::coordinate_text(dt)});
}

template <class Q>
void check_unit_weight(char const* where, Q const& weight) {
  if (bits::is_finite(static_cast<double>(raw(weight)))) { return; }
  throw parameter_error({.category = "not_finite",
                         .where = where,
                         .argument = "unit weight",
                         .problem = "must be finite",
                         .actual = quantities::coordinate_text(weight)});
}

/// The last stage is the response itself, scale included, and lies where the caller says; the others are kept here. In
/// between they are scaled such that an event adds its weight to the first stage.
template <class T, std::size_t N, class Arch>
class synapse_state {
 public:
  synapse_state(kernel::cascade<N> const& in_steps, double scale, index count)
      : stages_((N - 1) * static_cast<std::size_t>(count), T(0)), count_(count) {
    kernel::cascade_state<N> const steps(in_steps, 1);
    double const gain = in_steps.gain() * scale;
    for (std::size_t to = 0; to < N; ++to) {
      for (std::size_t from = 0; from <= to; ++from) {
        bool const crosses = to == N - 1 && from < to;  // from what is kept here to the response
        step_[to][from] = static_cast<T>(steps.step()[to][from] * (crosses ? gain : 1));
      }
    }
    entry_ = N == 1 ? static_cast<T>(gain) : T(1);
    double slowest = steps.step()[0][0];
    for (std::size_t k = 1; k < N; ++k) { slowest = std::min(slowest, steps.step()[k][k]); }
    double const after = std::pow(slowest, -static_cast<double>(steps_between_looks));
    smallest_ = std::numeric_limits<T>::min() * static_cast<T>(std::min(after, 1e6));
  }

  std::size_t size() const { return static_cast<std::size_t>(count_); }

  /// One step of every neuron; then weights[i] * factor arrives at neuron i. No weights: nothing arrives.
  void advance(T const* weights, T factor, T* response) {
    if (++steps_ % steps_between_looks == 0) { drop_what_is_too_small(response); }
    if (weights != nullptr) {
      all_steps([weights](index i) { return weights + i; }, entry_ * factor, response);
    } else {
      all_steps([](index) { return nullptr; }, T(0), response);
    }
  }
  /// One more event at neuron i, at the time of the last step.
  void add(std::size_t i, T weight, T* response) {
    if constexpr (N == 1) {
      response[i] += entry_ * weight;
    } else {
      stages_[i] += weight;
    }
  }
  /// out[i * stride] = response[i] * factor.
  void copy(T const* response, T factor, T* out, index stride) const {
    for (index i = 0; i < count_; ++i) { out[i * stride] = response[i] * factor; }
  }
  void reset() { std::fill(stages_.begin(), stages_.end(), T(0)); }

 private:
  /// Numbers that no longer fit T but as denormal ones are slow on many machines. They are looked for now and then.
  static constexpr unsigned steps_between_looks = 256;

  T* stage(std::size_t k) { return stages_.data() + k * size(); }

  /// What the steps of all neurons have in common, by value: a store of a number could change members.
  struct common_step {
    std::array<std::array<T, N>, N> factors;
    T entry;
    std::array<T*, N> stages;  // the last one is the response
  };

  template <class WeightsAt>
  void all_steps(WeightsAt weights_at, T entry, T* response) {
    constexpr index width = packs::pack_size<T, Arch>;
    common_step common{step_, entry, {}};
    for (std::size_t k = 0; k + 1 < N; ++k) { common.stages[k] = stage(k); }
    common.stages[N - 1] = response;
    index const count = count_, whole = count - count % (2 * width);
    index i = 0;
    for (; i < whole; i += 2 * width) {  // two at a time: what counts and jumps is a third of one
      one_step<packs::pack<T, Arch>>(common, i, weights_at(i));
      one_step<packs::pack<T, Arch>>(common, i + width, weights_at(i + width));
    }
    for (; i < count; ++i) { one_step<T>(common, i, weights_at(i)); }
  }

  template <class V, class Weights>
  CONVOLT_ALWAYS_INLINE static void one_step(common_step const& common, index i, Weights weights) {
    V held[N];
    for (std::size_t k = 0; k < N; ++k) { packs::load(held[k], common.stages[k] + i); }
    for (std::size_t to = N; to-- > 0;) {  // the last one first: the others are still what they were
      held[to] = held[to] * common.factors[to][to];
      for (std::size_t from = 0; from < to; ++from) { held[to] += held[from] * common.factors[to][from]; }
    }
    if constexpr (std::is_pointer_v<Weights>) {
      V arriving;
      packs::load(arriving, weights);
      held[0] += arriving * common.entry;
    }
    for (std::size_t k = 0; k < N; ++k) { packs::store(held[k], common.stages[k] + i); }
  }

  void drop_what_is_too_small(T* response) {
    auto const drop = [this](T& x) { x = std::abs(x) < smallest_ ? T(0) : x; };
    for (T& x : stages_) { drop(x); }
    for (index i = 0; i < count_; ++i) { drop(response[i]); }
  }

  std::array<std::array<T, N>, N> step_{};
  std::vector<T> stages_;
  index count_;
  T entry_ = 1;
  T smallest_ = 0;
  unsigned steps_ = 0;
};

}  // namespace convolt::neuro::detail
