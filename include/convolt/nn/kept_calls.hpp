// SPDX-License-Identifier: BSD-3-Clause
/// The calls of a layer. Arrays that lie like those of an earlier call need no more checks and are computed at once;
/// all others go the way of `run`, and are remembered. Layer: nn.
#pragma once

#include <convolt/array/call_cache.hpp>
#include <convolt/array/known_call.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/lax/keeping_engine.hpp>
#include <convolt/nn/call.hpp>
#include <convolt/nn/run.hpp>

#include <concepts>
#include <utility>

namespace convolt::nn::detail {

template <class Q>
struct unit_of_operand {
  using type = unit_t<Q>;
};
template <>
struct unit_of_operand<no_bias_t> {
  using type = dimensionless;
};

/// What a layer keeps of its calls; the interface of `run` and `run_into`. Calls of many threads at once are possible,
/// but not while `drop` is called.
template <class T>
class kept_calls {
 public:
  void drop() { kept_.drop(); }

  /// make_call() says which convolution it is; of plain calls, it depends on the input alone.
  template <class Arch, class Make, class X, class K, class B>
  auto run(Make const& make_call, bool plain, X const& x, K const& kernel, B const& bias, executor_ref executor) const {
    if constexpr (can_be_quick<X, K, B>) {
      auto const unit = arrays::result_unit<T>(unit_of(x) * unit_of(kernel));
      auto const* const known = plain ? kept_.find_call([&](auto const& c) { return c.takes(raw(x)); }) : nullptr;
      if (known != nullptr) {
        auto out = arrays::allocate<T, arrays::static_rank<X>>(known->output.shape());
        if (run_quickly(*known, out, x, kernel, bias, unit, executor)) {
          return arrays::with_unit(std::move(out), unit);
        }
      }
    }
    arrays::shared_plan<T> used;
    convolution_call const made = make_call();
    auto result = detail::run(made, x, kernel, bias, lax::resolved::keeping_engine<T, Arch>{kept_, executor, &used});
    if constexpr (can_be_quick<X, K, B>) { keep(made, plain, x, raw(result), used); }
    return result;
  }

  template <class Arch, class Make, class Out, class X, class K, class B>
  void run_into(Make const& make_call, bool plain, Out& out, X const& x, K const& kernel, B const& bias,
                executor_ref executor) const {
    if constexpr (can_be_quick<X, K, B> && Unit<unit_t<Out>>) {
      auto const runs = [&](auto const& c) {
        return run_quickly(c, raw(out), x, kernel, bias, unit_of(out), executor);
      };
      if (plain && kept_.find_call(runs) != nullptr) { return; }
    }
    arrays::shared_plan<T> used;
    convolution_call const made = make_call();
    detail::run_into(made, out, x, kernel, bias, lax::resolved::keeping_engine<T, Arch>{kept_, executor, &used});
    if constexpr (can_be_quick<X, K, B>) { keep(made, plain, x, raw(out), used); }
  }

 private:
  template <class X, class K, class B>
  static constexpr bool can_be_quick =
      arrays::StaticUnits<unit_t<X>, unit_t<K>, typename unit_of_operand<B>::type> && arrays::CanBeKnown<X, T>;

  /// Whether this is the call; then the output has been written.
  template <class Out, class X, class K, class B, class U>
  static bool run_quickly(arrays::known_call<T> const& c, Out& out, X const& x, K const& kernel, B const& bias,
                          U const& unit, executor_ref executor) {
    T const sum = arrays::unit_factor<T>("", "out", unit_of(x) * unit_of(kernel), unit);
    if constexpr (std::same_as<B, no_bias_t>) {
      return c.run(raw(x), out, {.output_scale = sum}, executor, raw(kernel));
    } else {
      T const biases = arrays::unit_factor<T>("", "bias", unit_of(bias), unit);
      return c.run(raw(x), out, {.bias = raw(bias).data(), .output_scale = sum, .bias_scale = biases}, executor,
                   raw(kernel), raw(bias));
    }
  }

  template <class X, class Out>
  void keep(convolution_call const& made, bool plain, X const& x, Out const& out,
            arrays::shared_plan<T> const& used) const {
    if (!plain || made.mode != boundary::zero || used == nullptr) { return; }
    auto const in_view = arrays::look_at(made.where, "input", raw(x));
    auto const out_view = arrays::look_at(made.where, "out", out);
    kept_.keep_call(
        {.input = {in_view.shape, in_view.strides}, .output = {out_view.shape, out_view.strides}, .plan = used});
  }

  arrays::call_cache<T> kept_;
};

}  // namespace convolt::nn::detail
