// SPDX-License-Identifier: BSD-3-Clause
/// The calls that a layer has seen, with their plans. Arrays that lie like those of an earlier call need no more checks
/// and are computed at once; all others go the way of `run`, and are remembered. Layer: nn.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/lax/known_layout.hpp>
#include <convolt/lax/output.hpp>
#include <convolt/nn/plan_cache.hpp>
#include <convolt/nn/run.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <type_traits>
#include <utility>

namespace convolt::nn::detail {

/// Calls that need no more checks: arrays that lie so are computed by that plan. The first ones that a layer sees stay
/// until its weights change, so that they are found without a lock.
template <class T>
class call_cache {
 public:
  struct call {
    lax::detail::known_layout input, output;
    typename plan_cache<T>::plan_pointer plan;
  };
  static constexpr std::size_t capacity = 4;

  call_cache() = default;
  call_cache(call_cache const& other) { copy(other); }
  call_cache& operator=(call_cache const& other) {
    if (this != &other) { copy(other); }
    return *this;
  }
  ~call_cache() = default;

  /// The first call that is good, or null.
  template <class Good>
  call const* find(Good const& good) const {
    std::size_t const count = count_.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < count; ++i) {
      if (good(calls_[i])) { return &calls_[i]; }
    }
    return nullptr;
  }
  void keep(call const& made) const {
    std::lock_guard const lock(mutex_);
    std::size_t const count = count_.load(std::memory_order_relaxed);
    if (count == capacity) { return; }
    calls_[count] = made;
    count_.store(count + 1, std::memory_order_release);
  }
  /// Not while others look for calls.
  void drop() {
    count_.store(0, std::memory_order_relaxed);
    calls_ = {};
  }

 private:
  /// Calls that are kept do not change: only their number has to be known.
  void copy(call_cache const& other) {
    drop();
    std::size_t const count = other.count_.load(std::memory_order_acquire);
    std::copy_n(other.calls_.begin(), count, calls_.begin());
    count_.store(count, std::memory_order_release);
  }

  mutable std::mutex mutex_;
  mutable std::atomic<std::size_t> count_ = 0;
  mutable std::array<call, capacity> calls_;
};

/// What a layer keeps of its calls; the interface of `run` and `run_into`. Calls of many threads at once are possible,
/// but not while `drop` is called.
template <class T>
class kept_calls {
  using call = typename call_cache<T>::call;
  template <class Q>
  static constexpr bool has_static_unit() {
    if constexpr (std::same_as<Q, no_bias_t>) {
      return true;
    } else {
      return Unit<unit_t<Q>>;
    }
  }

 public:
  void drop() {
    plans_.drop();
    calls_.drop();
  }

  /// make_call() says which convolution it is; of plain calls, it depends on the input alone.
  template <class Arch, class Make, class X, class K, class B>
  auto run(Make const& make_call, bool plain, X const& x, K const& kernel, B const& bias, executor_ref executor) const {
    if constexpr (can_be_quick<X, K, B>) {
      auto const unit = lax::detail::result_unit<T>(unit_of(x) * unit_of(kernel));
      call const* const known =
          plain ? calls_.find([&](call const& c) { return c.input.first_element(raw(x)) != nullptr; }) : nullptr;
      if (known != nullptr) {
        auto out = lax::detail::allocate<T, lax::detail::static_rank<X>>(known->output.shape());
        if (run_quickly(*known, out, x, kernel, bias, unit, executor)) {
          return lax::detail::with_unit(std::move(out), unit);
        }
      }
    }
    typename plan_cache<T>::plan_pointer used;
    convolution_call const made = make_call();
    auto result = detail::run(made, x, kernel, bias, planned_engine<T, Arch>{plans_, executor, &used});
    if constexpr (can_be_quick<X, K, B>) { keep(made, plain, x, raw(result), used); }
    return result;
  }

  template <class Arch, class Make, class Out, class X, class K, class B>
  void run_into(Make const& make_call, bool plain, Out& out, X const& x, K const& kernel, B const& bias,
                executor_ref executor) const {
    if constexpr (can_be_quick<X, K, B> && Unit<unit_t<Out>>) {
      auto const runs = [&](call const& c) {
        return run_quickly(c, raw(out), x, kernel, bias, unit_of(out), executor);
      };
      if (plain && calls_.find(runs) != nullptr) { return; }
    }
    typename plan_cache<T>::plan_pointer used;
    convolution_call const made = make_call();
    detail::run_into(made, out, x, kernel, bias, planned_engine<T, Arch>{plans_, executor, &used});
    if constexpr (can_be_quick<X, K, B>) { keep(made, plain, x, raw(out), used); }
  }

 private:
  /// All units are known, so that no factor can be wrong, and the input lies in memory.
  template <class X, class K, class B>
  static constexpr bool can_be_quick =
      has_static_unit<X>() && has_static_unit<K>() && has_static_unit<B>() && lax::detail::InMemory<wrapped_t<X> const>;

  template <class E>
  static lax::detail::address_range numbers_of(E const& e) {
    return {reinterpret_cast<std::uintptr_t>(e.data()), reinterpret_cast<std::uintptr_t>(e.data() + e.size())};
  }

  /// Whether the arrays lie like those of the call and share no memory; then the output has been written.
  template <class Out, class X, class K, class B, class U>
  static bool run_quickly(call const& c, Out& out, X const& x, K const& kernel, B const& bias, U const& unit,
                          executor_ref executor) {
    T const* const from = c.input.first_element(raw(x));
    T* const to = from == nullptr ? nullptr : c.output.first_element(out);
    if (to == nullptr) { return false; }
    lax::detail::address_range const written = c.output.addresses(to);
    bool apart = lax::detail::are_apart(written, c.input.addresses(from)) &&
                 lax::detail::are_apart(written, numbers_of(raw(kernel)));
    engine::operands<T> operands{
        .input = from,
        .output = to,
        .output_scale = lax::detail::unit_factor<T>("", "out", unit_of(x) * unit_of(kernel), unit)};
    if constexpr (!std::same_as<B, no_bias_t>) {
      apart = apart && lax::detail::are_apart(written, numbers_of(raw(bias)));
      operands.bias = raw(bias).data();
      operands.bias_scale = lax::detail::unit_factor<T>("", "bias", unit_of(bias), unit);
    }
    if (apart) { engine::run(*c.plan, operands, executor); }
    return apart;
  }

  template <class X, class Out>
  void keep(convolution_call const& made, bool plain, X const& x, Out const& out,
            typename plan_cache<T>::plan_pointer const& used) const {
    if (!plain || made.mode != padding_mode::zeros || used == nullptr) { return; }
    auto const in_view = lax::detail::look_at(made.where, "input", raw(x));
    auto const out_view = lax::detail::look_at(made.where, "out", out);
    calls_.keep(
        {.input = {in_view.shape, in_view.strides}, .output = {out_view.shape, out_view.strides}, .plan = used});
  }

  plan_cache<T> plans_;
  call_cache<T> calls_;
};

}  // namespace convolt::nn::detail
