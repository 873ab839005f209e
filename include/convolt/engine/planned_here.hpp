// SPDX-License-Identifier: BSD-3-Clause
/// A plan of the loops that are compiled in this translation unit, as the rest of the program sees it.
/// Layer: engine.
#pragma once

#include <convolt/engine/buffer.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/plan.hpp>
#include <convolt/engine/planned.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>

#include <cstddef>
#include <string>

namespace convolt::engine::detail {

/// A plan of the headers. Arch says by which flags it was compiled; the vectors are those of default_arch.
template <VectorElement T, class Arch>
class planned_here final : public planned<T> {
 public:
  planned_here(problem const& p, T const* weights, precision_level precision) : plan_(p, weights, precision) {}

  void run(operands<T> const& x, workspace& space, share part) const override { plan_.run(x, space, part); }
  problem const& what() const noexcept override { return plan_.what(); }
  std::size_t memory() const override { return plan_.memory(); }
  std::string explain() const override { return plan_.explain(); }

 private:
  plan<T, default_arch> plan_;
};

}  // namespace convolt::engine::detail
