// SPDX-License-Identifier: BSD-3-Clause
/// The response of one kernel on one axis, ready for any number of trains: by recursion, or by adding up lines.
/// Layer: neuro.
#pragma once

#include <convolt/kernel/impulse_response.hpp>
#include <convolt/kernel/membrane.hpp>
#include <convolt/neuro/recursion.hpp>
#include <convolt/neuro/scatter.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <type_traits>

namespace convolt::neuro {

/// How responses are computed: by a recursion, for kernels of the exponential family, or by adding the response to each
/// event. They are equal but for rounding; `automatic` takes the faster one.
enum class response_method { automatic, recursion, scatter };

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_no_recursion() {
  throw parameter_error({.category = "no_recursion",
                         .where = "neuro::respond",
                         .argument = "method",
                         .problem = "only kernels of the exponential family have a recursion"});
}

template <class T, class Arch, class K>
class responder {
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>, "convolt: responses are float or double");
  using S = typename K::shape_type;
  template <std::size_t N>
  static recursion<T, N, Arch> recursion_of(kernel::cascade<N> const*);
  struct nothing {};
  template <class Shape>
  struct recursion_for {
    using type = nothing;
  };
  template <std::size_t N>
  struct recursion_for<kernel::cascade<N>> {
    using type = recursion<T, N, Arch>;
  };
  static constexpr bool is_cascade = kernel::ExponentialFamily<K>;

 public:
  /// Numbers are those of the kernel times `factor`. `events` is how many a train has, about.
  responder(K const& k, grid const& g, double factor, double tolerance, response_method method, double events)
      : shape_(k.shape()),
        grid_(g),
        scale_(k.scale() * factor),
        limits_(k.shape(), quantities::coordinate<double>(tag(g.step, millisecond{}), k.lag_unit()),
                tolerance == 0 ? static_cast<double>(std::numeric_limits<T>::epsilon()) : tolerance, g.rounding()) {
    if constexpr (is_cascade) {
      if (method == response_method::recursion ||
          (method == response_method::automatic && is_recursion_faster(events))) {
        recursion_.emplace(shape_.in_steps(limits_.step), scale_);
      }
    } else {
      if (method == response_method::recursion) { throw_no_recursion(); }
    }
    if (!recursion_) { lines_.emplace(shape_, limits_); }
  }

  /// Writes as many samples as the axis has, side by side.
  void operator()(spike_train const& train, event_weights weights, T* out) const {
    if constexpr (is_cascade) {
      if (recursion_) {
        (*recursion_)(train, grid_, weights, out);
        return;
      }
    }
    weights.all *= scale_;
    scatter(*lines_, limits_, train, grid_, weights, out);
  }

 private:
  /// Tables of the recursion cost as much as some thousand values of the kernel.
  bool is_recursion_faster(double events) const {
    double const samples = std::min(static_cast<double>(grid_.count), limits_.reach.last - limits_.reach.first);
    return events * samples > 2000;
  }

  S shape_;
  grid grid_;
  double scale_;
  line_limits limits_;
  std::optional<typename recursion_for<S>::type> recursion_;
  std::optional<lines<S, Arch>> lines_;
};

}  // namespace detail
}  // namespace convolt::neuro
