// SPDX-License-Identifier: BSD-3-Clause
/// A convolution planned once and run many times: the method is chosen, the weights are packed. Plans are values;
/// copies share what was prepared, which never changes, and one plan may run in many threads at once.
/// Layer: engine.
#pragma once

#include <convolt/engine/buffer.hpp>
#include <convolt/engine/choose.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine {

template <class T, class Arch = default_arch>
class plan {
 public:
  /// Choose a method and prepare it. The weights are copied. Throws std::bad_alloc.
  plan(problem const& p, T const* weights, precision_level precision = precision_level::default_)
      : plan(request<T>{.p = p, .weights = weights, .precision = precision}) {}

  explicit plan(request<T> const& r) : plan(r, choose<T, Arch>(r).chosen) {}

  /// With the method of that number in the table, which must not have declined.
  plan(request<T> const& r, std::size_t method_number)
      : problem_(r.p),
        precision_(r.precision),
        method_(method_number),
        prepared_(methods<T, Arch>[method_number].prepare(r)) {}

  /// Compute. The weights among the operands are not looked at. Allocates nothing once the workspace is large enough;
  /// without one, that of the thread is used. Throws std::bad_alloc.
  void run(operands<T> const& x) const { run(x, thread_workspace()); }
  void run(operands<T> const& x, workspace& space) const { prepared_->run(x, space, share{}); }
  /// Only a share of the outputs: see `share`.
  void run(operands<T> const& x, workspace& space, share part) const { prepared_->run(x, space, part); }

  [[nodiscard]] problem const& what() const noexcept { return problem_; }
  [[nodiscard]] char const* method_name() const noexcept { return methods<T, Arch>[method_].name; }
  [[nodiscard]] std::size_t memory() const { return prepared_->memory(); }
  [[nodiscard]] std::size_t workspace_bytes() const { return prepared_->workspace_bytes(); }

  /// In words: the problem, the method and how it goes about it, memory, and what the other methods answered.
  [[nodiscard]] std::string explain() const {
    std::string text = describe(problem_) + "\nmethod: " + method_name() + "\n" + prepared_->details();
    text += "  keeps " + std::to_string(memory()) + " bytes, workspace " + std::to_string(workspace_bytes());
    text += " bytes per thread\n";
    choice const all = choose<T, Arch>(request<T>{.p = problem_, .precision = precision_});
    for (std::size_t i = 0; i < all.verdicts.size(); ++i) {
      if (i == method_) { continue; }
      verdict const& v = all.verdicts[i];
      text += std::string(methods<T, Arch>[i].name) + ": " + (v.declined() ? "declined: " + v.reason : "slower") + "\n";
    }
    return text;
  }

 private:
  problem problem_;
  precision_level precision_;
  std::size_t method_ = 0;
  std::shared_ptr<prepared<T, Arch> const> prepared_;
};

}  // namespace convolt::engine
