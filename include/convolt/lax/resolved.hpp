// SPDX-License-Identifier: BSD-3-Clause
/// The convolution of a call that is resolved to integers, and how it calls the engine. Nothing is written before all
/// checks have passed. Layers that resolve their calls themselves, with options of their own, enter lax here: namespace
/// `lax::resolved`.
/// Layer: lax.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/overlap.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/lax/precision.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/surroundings.hpp>
#include <convolt/lax/types.hpp>

#include <concepts>
#include <string_view>

namespace convolt::lax::resolved {

/// Throws shape_error "bad_bias_shape".
template <class B>
void check_bias_shape(std::string_view where, B const& bias, index out_channels) {
  index_list const shape = arrays::shape_of(where, "bias", raw(bias));
  geometry::check_bias(where, out_channels, {shape.begin(), shape.size()});
}

/// The bias of a call, which may be missing.
template <class T, class B>
class bias_numbers {
 public:
  bias_numbers(std::string_view where, B const& bias) : numbers_(where, "bias", bias) {}
  arrays::strided<T const> const& view() const { return numbers_.view(); }
  index step() const { return numbers_.view().strides[0]; }
  template <class W>
  static T factor(std::string_view where, B const& bias, W const& unit) {
    return arrays::unit_factor<T>(where, "bias", unit_of(bias), unit);
  }

 private:
  arrays::operand_numbers<T, B> numbers_;
};
template <class T>
class bias_numbers<T, no_bias_t> {
 public:
  bias_numbers(std::string_view, no_bias_t) {}
  static arrays::strided<T const> view() { return {.data = nullptr, .shape = {0}, .strides = {0}}; }
  static index step() { return 0; }
  template <class W>
  static T factor(std::string_view, no_bias_t, W const&) {
    return T(1);
  }
};

/// How `compute` calls the engine: an object with a function `run`, whose type says by which flags it is compiled. This
/// one is for the ordinary convolution, planned for this one call.
template <class Arch = target_arch>
struct forward_engine {
  precision_level precision = precision_level::default_;
  executor_ref executor = {};

  template <class T, class V>
  void run(engine::problem const& p, engine::operands<T, V> const& x) const {
    engine::backend<T, Arch>::run_once(p, x, precision, executor);
  }
  template <class T>
  void run_weights_gradient(engine::problem const& p, engine::operands<T> const& x) const {
    engine::backend<T, Arch, engine::purpose::weights_gradient>::run_once(p, x, precision, executor);
  }
};

/// Compute into `out`, whose shape has been checked, in `unit`. V: elements of the weights. Throws unit_error,
/// shape_error.
template <class T, class L, class V, class R, class B, class W, class Engine, class Outside = outside>
void compute(std::string_view where, geometry::resolved_conv const& r, arrays::call_operand<T, L>& lhs,
             arrays::call_operand<V, R>& rhs, B const& bias, arrays::seen<T> const& out, W const& unit,
             Engine const& engine, Outside const& beyond = {}) {
  if constexpr (!std::same_as<B, no_bias_t>) { check_bias_shape(where, bias, r.out_channels); }
  T const sum_factor = arrays::unit_factor<T>(where, "out", lhs.unit() * rhs.unit(), unit);
  T const bias_factor = bias_numbers<T, B>::factor(where, bias, unit);
  lhs.settle(where);
  rhs.settle(where);
  bias_numbers<T, B> const biases(where, bias);
  arrays::seen<T const> const& x = lhs.view();
  arrays::seen<V const> const& w = rhs.view();
  arrays::check_no_overlap(where, "lhs", out, x);
  arrays::check_no_overlap(where, "rhs", out, w);
  if constexpr (!std::same_as<B, no_bias_t>) { arrays::check_no_overlap(where, "bias", out, biases.view()); }
  engine::operands<T, V> const operands{.input = x.data,
                                        .weights = w.empty() ? nullptr : w.data + flip_offset(r, w.strides),
                                        .bias = biases.view().data,
                                        .output = out.data,
                                        .output_scale = sum_factor,
                                        .bias_scale = bias_factor};
  if (beyond.is_zero()) {
    engine.run(make_problem(r, x.strides, w.strides, out.strides, biases.step()), operands);
  } else {
    run_beyond(where, beyond, r, call_arrays<T, V>{x, w.strides, biases.step(), out}, operands, engine);
  }
}
/// The same from the operands themselves. P: element type asked for, or void.
template <class P, class L, class R, class B, class W, class Engine, class Outside = outside>
void compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, B const& bias,
             arrays::seen<detail::result_element<P, element_t<L>>> const& out, W const& unit, Engine const& engine,
             Outside const& beyond = {}) {
  using T = detail::result_element<P, element_t<L>>;
  arrays::call_operand<T, L> x(where, "lhs", lhs);
  arrays::call_operand<detail::weights_element_t<T, R>, R> w(where, "rhs", rhs);
  compute<T>(where, r, x, w, bias, out, unit, engine, beyond);
}

}  // namespace convolt::lax::resolved
