// SPDX-License-Identifier: BSD-3-Clause
/// What every function of the family does once its parameters are resolved: look at the operands, choose unit and place
/// of the result, call the engine. Nothing is written before all checks have passed.
/// Layer: lax.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/lax/output.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/resolve.hpp>

#include <concepts>
#include <string_view>
#include <utility>

namespace convolt::lax::detail {

template <class B>
void check_bias_shape(std::string_view where, B const& bias, index out_channels) {
  index_list const shape = shape_of(where, "bias", raw(bias));
  geometry::check_bias(where, out_channels, {shape.begin(), shape.size()});
}

/// The bias of a call, which may be missing.
template <class T, class B>
class bias_numbers {
 public:
  bias_numbers(std::string_view where, B const& bias) : numbers_(where, "bias", bias) {}
  strided<T const> const& view() const { return numbers_.view(); }
  index step() const { return numbers_.view().strides[0]; }
  template <class W>
  static T factor(std::string_view where, B const& bias, W const& unit) {
    return unit_factor<T>(where, "bias", unit_of(bias), unit);
  }

 private:
  operand_numbers<T, B> numbers_;
};
template <class T>
class bias_numbers<T, no_bias_t> {
 public:
  bias_numbers(std::string_view, no_bias_t) {}
  static strided<T const> view() { return {.data = nullptr, .shape = {0}, .strides = {0}}; }
  static index step() { return 0; }
  template <class W>
  static T factor(std::string_view, no_bias_t, W const&) {
    return T(1);
  }
};

/// How `execute` calls the engine: an object with a function `run`, whose type says by which flags it is compiled. This
/// one is for the ordinary convolution, planned for this one call.
template <class Arch = target_arch>
struct forward_engine {
  precision_level precision = precision_level::default_;
  executor_ref executor = {};

  template <class T>
  void run(engine::problem const& p, engine::operands<T> const& x) const {
    engine::backend<T, Arch>::run_once(p, x, precision, executor);
  }
};

template <class Arch, class Options>
forward_engine<Arch> engine_for(Options const& options) {
  return {.precision = options.precision.level(), .executor = options.executor};
}

/// Compute into `out`, whose shape has been checked.
template <class T, class L, class R, class B, class W, class Engine>
void compute(std::string_view where, geometry::resolved_conv const& r, call_operand<T, L>& lhs, call_operand<T, R>& rhs,
             B const& bias, seen<T> const& out, W const& unit, Engine const& engine) {
  if constexpr (!std::same_as<B, no_bias_t>) { check_bias_shape(where, bias, r.out_channels); }
  T const sum_factor = unit_factor<T>(where, "out", lhs.unit() * rhs.unit(), unit);
  T const bias_factor = bias_numbers<T, B>::factor(where, bias, unit);
  lhs.settle(where);
  rhs.settle(where);
  bias_numbers<T, B> const biases(where, bias);
  seen<T const> const& x = lhs.view();
  seen<T const> const& w = rhs.view();
  check_no_overlap(where, "lhs", out, x);
  check_no_overlap(where, "rhs", out, w);
  if constexpr (!std::same_as<B, no_bias_t>) { check_no_overlap(where, "bias", out, biases.view()); }
  engine.run(make_problem(r, x.strides, w.strides, out.strides, biases.step()),
             engine::operands<T>{.input = x.data,
                                 .weights = w.empty() ? nullptr : w.data + flip_offset(r, w.strides),
                                 .bias = biases.view().data,
                                 .output = out.data,
                                 .output_scale = sum_factor,
                                 .bias_scale = bias_factor});
}
/// P: element type asked for, or void.
template <class P, class L, class R, class B, class W, class Engine>
void compute(std::string_view where, geometry::resolved_conv const& r, L const& lhs, R const& rhs, B const& bias,
             seen<result_element<P, element_t<L>>> const& out, W const& unit, Engine const& engine) {
  using T = result_element<P, element_t<L>>;
  call_operand<T, L> x(where, "lhs", lhs);
  call_operand<T, R> w(where, "rhs", rhs);
  compute<T>(where, r, x, w, bias, out, unit, engine);
}

/// An owning result.
template <class T, class L, class R, class B, class Engine>
auto execute(std::string_view where, geometry::resolved_conv const& r, call_operand<T, L>& lhs, call_operand<T, R>& rhs,
             B const& bias, Engine const& engine) {
  auto const unit = result_unit<T>(lhs.unit() * rhs.unit());
  auto out = allocate<T, common_rank<L, R>>(r.out_shape);
  compute<T>(where, r, lhs, rhs, bias, look_at(where, "out", out), unit, engine);
  return with_unit(std::move(out), unit);
}

/// Into an array of the caller, in its unit.
template <class T, class Out, class L, class R, class B, class Engine>
void execute_into(std::string_view where, Out& out, geometry::resolved_conv const& r, call_operand<T, L>& lhs,
                  call_operand<T, R>& rhs, B const& bias, Engine const& engine) {
  compute<T>(where, r, lhs, rhs, bias, checked_destination(where, out, r.out_shape), unit_of(out), engine);
}

/// A whole call of a convolution, forward or transposed by the type of its options, and the same into `out`.
template <class P, class Arch, class L, class R, class Options, class B>
auto convolve(std::string_view where, L const& lhs, R const& rhs, steps const& strides, padding const& pad,
              Options const& options, B const& bias) {
  using T = result_element<P, element_t<bare_t<L>>>;
  call_operand<T, bare_t<L>> x(where, "lhs", without_axes(lhs));
  call_operand<T, bare_t<R>> w(where, "rhs", without_axes(rhs));
  geometry::resolved_conv const r = resolve_shapes(where, x.shape(), w.shape(), strides, pad, options, sizeof(T));
  return execute(where, r, x, w, without_axes(bias), engine_for<Arch>(options));
}
template <class P, class Arch, class Out, class L, class R, class Options, class B>
void convolve_into(std::string_view where, Out& out, L const& lhs, R const& rhs, steps const& strides,
                   padding const& pad, Options const& options, B const& bias) {
  using T = result_element<P, element_t<bare_t<L>>>;
  call_operand<T, bare_t<L>> x(where, "lhs", without_axes(lhs));
  call_operand<T, bare_t<R>> w(where, "rhs", without_axes(rhs));
  geometry::resolved_conv const r = resolve_shapes(where, x.shape(), w.shape(), strides, pad, options, sizeof(T));
  execute_into(where, out, r, x, w, without_axes(bias), engine_for<Arch>(options));
}

}  // namespace convolt::lax::detail
