// SPDX-License-Identifier: BSD-3-Clause
/// The engine for complex numbers, with complex or real weights: through planes of their parts where that pays, else
/// by the reference loops; with real weights these compute the two parts one after the other, as real problems.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/entry/planes.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/reference/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <complex>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace convolt::engine {

namespace detail {

/// Products below which planes are not worth their copies and plans.
inline constexpr index fewest_products_on_planes = 1024;

[[nodiscard]] constexpr bool is_for_planes(problem const& p) noexcept {
  if (beyond_methods(p) != nullptr) { return false; }
  checked_index const products = useful_multiply_adds(p);
  return products.overflowed || products.value >= fewest_products_on_planes;
}

/// One part of complex signals as a real problem on the arrays as they lie.
[[nodiscard]] constexpr problem of_one_part(problem p) noexcept {
  for (index problem::*step : {&problem::input_batch_step, &problem::input_channel_step, &problem::output_batch_step,
                               &problem::output_channel_step, &problem::bias_step}) {
    p.*step *= 2;
  }
  for (std::size_t d = 0; d < p.rank; ++d) {
    p.axes[d].input_step *= 2;
    p.axes[d].output_step *= 2;
  }
  return p;
}

/// Calls visit with the operands of each part. The factors are real: those of units are.
template <class R, class Visit>
void for_each_part(operands<std::complex<R>> const& x, Visit const& visit) {
  CONVOLT_ASSERT(x.output_scale.imag() == 0 && x.bias_scale.imag() == 0);
  for (index part = 0; part < 2; ++part) {  // complex numbers are arrays of their parts, [complex.numbers]
    auto const of_part = [part](auto* numbers) { return numbers == nullptr ? nullptr : numbers + part; };
    visit(operands<R>{.input = of_part(reinterpret_cast<R const*>(x.input)),
                      .bias = of_part(reinterpret_cast<R const*>(x.bias)),
                      .output = of_part(reinterpret_cast<R*>(x.output)),
                      .output_scale = x.output_scale.real(),
                      .bias_scale = x.bias_scale.real()});
  }
}

/// Both parts by one real plan.
template <class R>
class part_by_part final : public planned<std::complex<R>> {
 public:
  part_by_part(problem const& p, std::shared_ptr<planned<R> const> of_part)
      : planned<std::complex<R>>(p), of_part_(std::move(of_part)) {}

  void run(operands<std::complex<R>> const& x, workspace& space, share part) const override {
    for_each_part(x, [&](operands<R> const& own) { of_part_->run(own, space, part); });
  }
  std::size_t memory() const override { return of_part_->memory(); }
  std::size_t workspace_bytes() const override { return of_part_->workspace_bytes(); }
  std::string details() const override { return "  each of the parts: " + of_part_->explain(); }

 private:
  std::shared_ptr<planned<R> const> of_part_;
};

template <class R>
CONVOLT_COLD std::string explain_parts(planned<std::complex<R>> const& plan) {
  text out;
  out << describe(plan.what()) << "\nmethod: that for the real and imaginary parts\n"
      << plan.details() << "  keeps " << plan.memory() << " bytes in all\n";
  return out.str();
}

}  // namespace detail

/// Arch: of the loops. Reals: the engine for R.
template <class R, class Arch, class Reals>
struct complex_engine {
  using T = std::complex<R>;

  /// Of complex or real weights, which are copied. Of a part of `whole` where that is given. Throws std::bad_alloc.
  template <class W>
  [[nodiscard]] static std::shared_ptr<planned<T> const> make_plan(problem const& p, W const* weights,
                                                                   precision_level precision,
                                                                   problem const* whole = nullptr) {
    std::shared_ptr<planned<T>> made;
    bool const on_planes =
        whole == nullptr ? detail::is_for_planes(p) : detail::is_for_planes(*whole) && beyond_methods(p) == nullptr;
    if (on_planes) {
      made = std::make_shared<planes::prepared<R, Arch, Reals>>(p, weights, precision, whole);
    } else if constexpr (std::same_as<W, R>) {
      problem const of_whole = whole == nullptr ? p : detail::of_one_part(*whole);
      made = std::make_shared<detail::part_by_part<R>>(
          p, Reals::make_plan(detail::of_one_part(p), weights, precision, whole == nullptr ? nullptr : &of_whole));
    } else {
      made = methods::reference::method<T, Arch>::plan({.p = p, .weights = weights, .precision = precision});
    }
    made->set_choice({.explain = &detail::explain_parts<R>});
    return made;
  }

  template <class W>
  static void run_once(problem const& p, operands<T, W> const& x, precision_level precision, executor_ref executor) {
    operands<T> own{.input = x.input,
                    .bias = x.bias,
                    .output = x.output,
                    .output_scale = x.output_scale,
                    .bias_scale = x.bias_scale};
    if (detail::is_for_planes(p)) {
      planes::prepared<R, Arch, Reals> const plan(p, x.weights, precision);
      run<T>(plan, own, executor);
    } else if constexpr (std::same_as<W, R>) {
      detail::for_each_part(own, [&](operands<R> of_part) {
        of_part.weights = x.weights;
        Reals::run_once(detail::of_one_part(p), of_part, precision, executor);
      });
    } else {
      run_reference<T, Arch>(p, x);
    }
  }
};

}  // namespace convolt::engine
