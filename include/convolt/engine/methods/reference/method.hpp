// SPDX-License-Identifier: BSD-3-Clause
/// The reference loops as a method: any element type, any layout, never declined. It keeps a copy of the weights.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/dense_weights.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <string>

namespace convolt::engine::methods::reference {

template <Element T, class Arch>
class prepared final : public planned<T> {
 public:
  explicit prepared(request<T> const& r)
      : planned<T>(r.p), dense_(on_dense_weights(r.p)), weights_(dense_weights(r, dense_)) {}

  void run(operands<T> const& x, workspace&, share part) const override {
    if (part.number != 0) { return; }
    operands<T> own = x;
    own.weights = weights_.data();
    run_reference<T, Arch>(dense_, own);
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return 0; }
  std::string details() const override { return {}; }

 private:
  problem dense_;
  aligned_array<T> weights_;
};

template <Element T, class Arch>
struct method {
  static constexpr char const* name = "reference";
  static constexpr char const* about = "the loops of the formula";

  static verdict judge(request<T> const& r) {
    double const products = static_cast<double>(useful_multiply_adds(r.p).value);
    double const taps = products / static_cast<double>(std::max<index>(r.p.in_channels, 1));
    return verdict::accept(costs::cycles_per_call + products * costs::reference_cycles_per_product +
                           taps * costs::reference_cycles_per_tap);
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }
};

}  // namespace convolt::engine::methods::reference
