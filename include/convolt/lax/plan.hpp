// SPDX-License-Identifier: BSD-3-Clause
/// A convolution planned once and computed many times: parameters are checked, the method is chosen and the weights are
/// packed when the plan is made; calls only compute.
/// Layer: lax.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/destination.hpp>
#include <convolt/array/known_call.hpp>
#include <convolt/array/known_layout.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/overlap.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/array/strided_copy.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/plan_types.hpp>
#include <convolt/lax/planned_problem.hpp>
#include <convolt/lax/problem.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/lax/surroundings.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::lax {

/// What `plan` returns. May be called from many threads at once; copies are cheap and share everything.
template <class Types>
class convolution_plan {
  using T = typename Types::element;
  using E = typename Types::input_element;
  using state = detail::plan_state<Types>;

 public:
  explicit convolution_plan(std::shared_ptr<state const> made) : state_(std::move(made)) {}

  /// The convolution of x, which has the shape of the planned lhs; its unit may differ from that of the planned lhs by
  /// a scale. The result has the planned unit and is all that is allocated, after the first call in a thread. That of a
  /// sampled x is sampled, also where the planned lhs was not. Without executor, that of the options computes. Throws
  /// shape_error "input_shape_mismatch", unit_error.
  template <class X>
    requires detail::PlannedInput<X, Types>
  auto operator()(X const& x) const {
    return result_for(x, state_->executor);
  }
  template <class X, Executor Who>
    requires detail::PlannedInput<X, Types>
  auto operator()(X const& x, Who const& executor) const {
    return result_for(x, executor);
  }
  template <class X, class Why = detail::why_not_planned_t<X, Types>>
    requires(arrays::OperandOrSampled<X> && !detail::PlannedInput<X, Types>)
  void operator()(X const&, executor_ref = {}) const CONVOLT_REFUSED("this plan does not take this input");

  /// The same into `out`, an array in memory of the right shape that does not overlap x; its unit may differ from the
  /// planned one by a scale. Allocates nothing after the first call in a thread, unless x is a lazy expression or
  /// the boundary is not zero.
  template <class Out, class X>
    requires detail::PlannedInto<Out, X, Types>
  void into(Out&& out, X const& x) const {
    compute_into(out, x, state_->executor);
  }
  template <class Out, class X, Executor Who>
    requires detail::PlannedInto<Out, X, Types>
  void into(Out&& out, X const& x, Who const& executor) const {
    compute_into(out, x, executor);
  }
  template <class Out, class X, class Why = detail::why_not_planned_into_t<Out, X, Types>>
    requires(arrays::OperandOrSampled<X> && !detail::PlannedInto<Out, X, Types>)
  void into(Out&&, X const&, executor_ref = {}) const CONVOLT_REFUSED("this plan does not take this input or output");

  index_list const& lhs_shape() const { return state_->call.input.shape(); }
  index_list const& out_shape() const { return state_->call.output.shape(); }
  /// Of the results.
  auto unit() const { return state_->out_unit; }
  /// Bytes that are kept: packed weights, tables, bias.
  std::size_t memory() const { return state_->call.plan->memory() + state_->bias.size() * sizeof(T); }

  /// In words: shapes and units, the method and how it goes about it, and why not another.
  std::string explain() const {
    state const& s = *state_;
    index_list const &lhs = s.call.input.shape(), &out = s.call.output.shape();
    std::string text = "lhs " + geometry::list_text({lhs.begin(), lhs.size()}) + " in " + to_string(s.lhs_unit);
    text += ", result " + geometry::list_text({out.begin(), out.size()}) + " in " + to_string(s.out_unit);
    return text + "\n" + s.call.plan->explain();
  }

 private:
  static constexpr std::string_view where = "lax::plan";

  struct factors {
    T sum, bias;
  };

  template <class X>
  auto result_for(X const& x, executor_ref executor) const {
    if constexpr (arrays::Sampled<X>) {
      return arrays::with_carried_axes(where, x, state_->lags, numbers_for(x.quantity(), executor),
                                       [&]() -> auto const& { return state_->axes; });
    } else {
      return numbers_for(x, executor);
    }
  }

  template <class X>
  auto numbers_for(X const& input, executor_ref executor) const {
    if constexpr (can_be_quick<decltype(input), typename Types::out_unit>) {
      if (state_->beyond.is_zero() && state_->call.takes(raw(input))) {
        auto out = arrays::allocate<T, Types::rank>(state_->call.output.shape());
        if (run_quickly(out, input, state_->out_unit, executor)) {
          return arrays::with_unit(std::move(out), state_->out_unit);
        }
      }
    }
    check_input(input);
    factors const f = factors_for(input, state_->out_unit);
    auto out = arrays::allocate<T, Types::rank>(state_->call.output.shape());
    compute(input, arrays::look_at(where, "out", out), f, executor);
    return arrays::with_unit(std::move(out), state_->out_unit);
  }

  template <class Out, class X>
  void compute_into(Out& out, X const& x, executor_ref executor) const {
    auto const& input = arrays::without_axes(x);
    if constexpr (can_be_quick<decltype(input), unit_t<Out>>) {
      if (run_quickly(raw(out), input, unit_of(out), executor)) { return; }
    }
    check_input(input);
    auto const place = arrays::checked_destination(where, out, state_->call.output.shape());
    compute(input, place, factors_for(input, unit_of(out)), executor);
  }

  template <class X, class U>
  static constexpr bool can_be_quick =
      arrays::CanBeKnown<X, T> &&
      arrays::StaticUnits<unit_t<X>, U, typename Types::lhs_unit, typename Types::rhs_unit> &&
      (Unit<typename Types::bias_unit> || !Types::has_bias);

  /// Whether both arrays lie as planned and apart from each other; then the output has been written.
  template <class Out, class X, class U>
  bool run_quickly(Out& out, X const& x, U const& unit, executor_ref executor) const {
    return state_->beyond.is_zero() && state_->call.run(raw(x), out, operands_for(factors_for(x, unit)), executor);
  }

  /// All but input and output.
  engine::operands<T> operands_for(factors f) const {
    return {.bias = Types::has_bias ? state_->bias.data() : nullptr, .output_scale = f.sum, .bias_scale = f.bias};
  }

  /// The shape, and the dimension where it is only known now.
  template <class X>
  void check_input(X const& x) const {
    index_list const shape = arrays::shape_of(where, "lhs", raw(x));
    if (!(shape == state_->call.input.shape())) { throw_shape_mismatch(shape); }
    if constexpr (!Unit<unit_t<X>> || !Unit<typename Types::lhs_unit>) {
      any_unit const given(unit_of(x)), planned(state_->lhs_unit);
      if (given.dimension() != planned.dimension()) {
        arrays::throw_unit_mismatch({where, "lhs", to_string(planned), to_string(given)});
      }
    }
  }

  template <class X, class U>
  factors factors_for(X const& x, U const& unit) const {
    T const sum = arrays::unit_factor<T>(where, "out", unit_of(x) * state_->rhs_unit, unit);
    if constexpr (Types::has_bias) {
      return {sum, arrays::unit_factor<T>(where, "bias", state_->bias_unit, unit)};
    } else {
      return {sum, T(1)};
    }
  }

  template <class X>
  void compute(X const& x, arrays::strided<T> const& out, factors f, executor_ref executor) const {
    if constexpr (arrays::InMemory<wrapped_t<X> const>) {
      compute_from(arrays::look_at(where, "lhs", raw(x)), out, f, executor);
    } else {
      arrays::operand_numbers<E, X> const numbers(where, "lhs", x);
      compute_from(numbers.view(), out, f, executor);
    }
  }

  /// From and to memory, by way of copies in the planned layout where the arrays lie otherwise.
  void compute_from(arrays::strided<E const> const& in, arrays::strided<T> const& out, factors f,
                    executor_ref executor) const {
    state const& s = *state_;
    arrays::known_layout const &lhs = s.call.input, &result = s.call.output;
    bool in_stays = arrays::same_layout(in.shape, in.strides, lhs.strides());
    bool const out_stays = arrays::same_layout(out.shape, out.strides, result.strides());
    engine::operands<T> operands = operands_for(f);
    operands.output = out.data;
    if constexpr (std::same_as<E, T>) {
      arrays::check_no_overlap(where, "lhs", out, in);
      operands.input = in.data;
    } else {
      in_stays = in.empty();
    }
    arrays::strided<T> in_copy{.data = nullptr, .shape = lhs.shape(), .strides = lhs.strides()};
    arrays::strided<T> out_copy{.data = nullptr, .shape = result.shape(), .strides = result.strides()};
    engine::workspace& space = arrays::copies_workspace();
    space.reserve((in_stays ? 0 : bytes_of(in_copy)) + (out_stays ? 0 : bytes_of(out_copy)));
    if (!in_stays) {
      in_copy.data = take(space, in_copy);
      arrays::copy_strided(in, in_copy);
      operands.input = in_copy.data;
    }
    if (!out_stays) { operands.output = out_copy.data = take(space, out_copy); }
    run_planned(operands, executor);
    if (!out_stays) {
      arrays::copy_strided(arrays::strided<T const>{out_copy.data, out_copy.shape, out_copy.strides}, out);
    }
  }

  /// Operands that lie as planned.
  void run_planned(engine::operands<T> const& operands, executor_ref executor) const {
    state const& s = *state_;
    if (s.beyond.is_zero()) {
      engine::run(*s.call.plan, operands, executor);
    } else {
      arrays::known_layout const &in = s.call.input, &out = s.call.output;
      resolved::run_beyond(where, s.beyond, s.r,
                           resolved::call_arrays<T, T>{{operands.input, in.shape(), in.strides()},
                                                       index_list::filled(in.shape().size(), 0),
                                                       1,
                                                       {operands.output, out.shape(), out.strides()}},
                           operands, detail::planned_engine<T>{*s.call.plan, executor});
    }
  }

  static std::size_t numbers_of(arrays::strided<T> const& a) {
    arrays::reach const r = arrays::reach_of(a);
    return static_cast<std::size_t>(r.high.value - r.low.value + 1);
  }
  static std::size_t bytes_of(arrays::strided<T> const& a) { return engine::aligned_size(numbers_of(a) * sizeof(T)); }
  static T* take(engine::workspace& space, arrays::strided<T> const& a) {
    return space.take<T>(numbers_of(a)) - arrays::reach_of(a).low.value;
  }

  [[noreturn]] void throw_shape_mismatch(index_list const& shape) const {
    throw shape_error(
        {.category = "input_shape_mismatch",
         .where = std::string(where),
         .argument = "lhs",
         .problem = "does not have the shape that was planned for",
         .expected = geometry::list_text({state_->call.input.shape().begin(), state_->call.input.shape().size()}),
         .actual = geometry::list_text({shape.begin(), shape.size()}),
         .advice = "make another plan"});
  }

  std::shared_ptr<state const> state_;
};

namespace detail {

inline conv_general_dilated_options planned_options(conv_options const& o) { return general(o); }
inline conv_general_dilated_options const& planned_options(conv_general_dilated_options const& o) { return o; }
inline conv_transpose_options const& planned_options(conv_transpose_options const& o) { return o; }

/// The strides that inputs are expected to have: those of the example, if it is in memory and has them.
template <class T, class L>
index_list planned_strides(std::string_view where, index_list const& shape, L const& lhs) {
  geometry::check_extents(where, "lhs", {shape.begin(), shape.size()}, static_cast<index>(sizeof(T)));
  if constexpr (arrays::InMemory<wrapped_t<L> const> && std::same_as<element_t<L>, T>) {
    auto const view = arrays::look_at(where, "lhs", raw(lhs));
    if (!arrays::overlaps_itself(view)) { return view.strides; }  // a broadcast input says nothing about others
  }
  return arrays::row_major_strides(shape);
}

template <class T, class B>
std::vector<T> planned_bias(std::string_view where, B const& bias, index out_channels) {
  std::vector<T> numbers;
  if constexpr (!std::same_as<B, no_bias_t>) {
    resolved::check_bias_shape(where, bias, out_channels);
    resolved::bias_numbers<T, B> const biases(where, bias);
    for (index o = 0; o < out_channels; ++o) { numbers.push_back(biases.view().data[o * biases.step()]); }
  }
  return numbers;
}

template <class B>
auto unit_of_bias(B const& bias) {
  if constexpr (std::same_as<B, no_bias_t>) {
    return no_bias;
  } else {
    return unit_of(bias);
  }
}

template <class P, class Arch, class L, class R, class Options, class B, class Lags>
auto make_plan(L const& lhs, R const& rhs, steps const& strides, padding const& pad, Options const& options,
               B const& bias, Lags const& lags) {
  constexpr std::string_view where = "lax::plan";
  using T = result_element<P, element_t<L>>;
  using types = plan_types<T, element_t<L>, arrays::common_rank<L, R>, unit_t<L>, unit_t<R>,
                           std::remove_const_t<decltype(unit_of_bias(bias))>, Lags>;
  geometry::resolved_conv const r = resolve<P>(where, lhs, rhs, strides, pad, options);
  auto const unit = arrays::result_unit<T>(unit_of(lhs) * unit_of(rhs));
  static_cast<void>(arrays::unit_factor<T>(where, "out", unit_of(lhs) * unit_of(rhs), unit));
  static_cast<void>(resolved::bias_numbers<T, B>::factor(where, bias, unit));
  index_list const lhs_shape = arrays::shape_of(where, "lhs", raw(lhs));
  index_list const lhs_strides = planned_strides<T>(where, lhs_shape, lhs);
  index_list const out_strides = arrays::row_major_strides(r.out_shape);
  using V = weights_element_t<T, R>;
  arrays::operand_numbers<V, R> const weights(where, "rhs", rhs);
  arrays::strided<V const> const& w = weights.view();
  auto const beyond = outside_of(options);
  auto made = engine::backend<T, Arch>::make_plan(
      planned_problem<T>(where, beyond, r, lhs_shape, lhs_strides, w.strides, out_strides),
      w.empty() ? nullptr : w.data + resolved::flip_offset(r, w.strides), options.precision.level());
  arrays::known_call<T> call{
      .input = {lhs_shape, lhs_strides}, .output = {r.out_shape, out_strides}, .plan = std::move(made)};
  return convolution_plan<types>(
      std::make_shared<plan_state<types> const>(plan_state<types>{std::move(call),
                                                                  planned_bias<T>(where, bias, r.out_channels),
                                                                  options.executor,
                                                                  unit_of(lhs),
                                                                  unit_of(rhs),
                                                                  unit_of_bias(bias),
                                                                  unit,
                                                                  axes_of_call(r, strides, pad, options),
                                                                  r,
                                                                  {beyond.kind, beyond.transposed},
                                                                  lags}));
}

}  // namespace detail

namespace detail {
// A variable: of a concept clang would tell all alternatives.
template <class Options>
inline constexpr bool are_plan_options =
    std::same_as<Options, conv_options> || std::same_as<Options, conv_general_dilated_options> ||
    std::same_as<Options, conv_transpose_options>;
}  // namespace detail

/// The options of the functions that can be planned: conv, conv_general_dilated, conv_transpose.
template <class Options>
concept PlanOptions = detail::are_plan_options<Options>;

/// Plan the function whose options these are: `auto p = lax::plan(x, w, {1}, same); auto y = p(x);`. `lhs` is an
/// example of the inputs: of its shape, unit, element type and layout; its numbers are not read. Inputs that lie in
/// memory in another way are copied at each call. `rhs` and `bias` are copied now. An executor among the options must
/// outlive the plan. Throws what the function would.
template <class P = void, class L, class R, class Options = conv_options, class B = no_bias_t, class Arch = target_arch>
  requires(PlanOptions<Options> && ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)
[[nodiscard]] auto plan(L const& lhs, R const& rhs, steps const& strides, padding const& pad,
                        Options const& options = {}, B const& bias = {}) {
  return detail::make_plan<P, Arch>(arrays::without_axes(lhs), arrays::without_axes(rhs), strides, pad,
                                    detail::planned_options(options), arrays::without_axes(bias), arrays::axes_of(rhs));
}
template <class P = void, class L, class R, class Options = conv_options, class B = no_bias_t,
          class Why = why_refused<P, L, R, B>>
  requires(PlanOptions<Options> && refused_operands<P, L, R, B>)
void plan(L const&, R const&, steps const&, padding const&, Options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class L, class R, class B>
  requires bias_before_options<L, R, B>
void plan(L const&, R const&, steps const&, padding const&, B const&) CONVOLT_REFUSED("options, then bias: {}, bias");

/// How the call with these arguments would be computed, and why: the text of the plan.
template <class P = void, class L, class R, class Options = conv_options, class B = no_bias_t, class Arch = target_arch>
  requires(PlanOptions<Options> && ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)
[[nodiscard]] std::string explain(L const& lhs, R const& rhs, steps const& strides, padding const& pad,
                                  Options const& options = {}, B const& bias = {}) {
  return plan<P, L, R, Options, B, Arch>(lhs, rhs, strides, pad, options, bias).explain();
}

}  // namespace convolt::lax

namespace convolt {
using lax::explain;
}  // namespace convolt
