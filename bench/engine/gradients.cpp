// SPDX-License-Identifier: BSD-3-Clause
/// Measures the gradients.
/// Layer: bench.
#include <engine/gradients.hpp>

#include <engine/check_way.hpp>
#include <engine/convolt_side.hpp>
#include <engine/timing.hpp>

#include <concepts>
#include <memory>
#include <stdexcept>
#include <string>

namespace convolt::bench {

namespace {

template <class T>
gradient_row measure(shape const& s, table_kind table, options const& o) {
  workload<T> w = make_workload<T>(s, table, o.seed);
  add_cotangent(w, o.seed);
  auto const forward = prepare_way(w, way::call);
  auto const input = prepare_way(w, way::input_gradient);
  auto const weights = prepare_way(w, way::weights_gradient);
  check_way(w, *input, way::input_gradient);
  check_way(w, *weights, way::weights_gradient);
  gradient_row r;
  r.id = s.id;
  timing const of_input = time_rounds(forward.get(), input.get(), o);
  timing const of_weights = time_rounds(forward.get(), weights.get(), o);
  r.forward_us = of_input.ours * 1e6;
  r.input_us = of_input.peers * 1e6;
  r.input_ratio = of_input.ratio;
  r.weights_us = of_weights.peers * 1e6;
  r.weights_ratio = of_weights.ratio;
  return r;
}

}  // namespace

gradient_row measure_gradients(shape const& s, table_kind table, options const& o) {
  return visit_element(s.numbers, [&](auto types) -> gradient_row {
    using E = decltype(types);
    using T = typename E::value;
    if constexpr (std::same_as<T, typename E::weight> && std::same_as<T, typename E::sample>) {
      return measure<T>(s, table, o);
    } else {
      throw std::runtime_error("gradients need operands of one type");
    }
  });
}

}  // namespace convolt::bench
