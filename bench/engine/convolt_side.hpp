// SPDX-License-Identifier: BSD-3-Clause
/// convolt as a candidate. Everything the benchmark knows of the library is in this file.
/// Layer: bench.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <engine/candidate.hpp>

#include <memory>
#include <optional>
#include <string>

namespace convolt::bench {

namespace detail {

template <class T>
engine::operands<T> operands_of(workload<T> const& w, buffer<T>& output) {
  engine::operands<T> x;
  x.input = w.input.data();
  x.weights = w.first_weight();
  x.output = output.data();
  return x;
}

}  // namespace detail

/// The readable loops. They judge small rows that have no peer.
template <class T>
class reference_candidate final : public candidate<T> {
 public:
  explicit reference_candidate(workload<T> const& w) : work_(w), output_(w.output_size) {}

  void run() override { engine::run_reference(work_.problem, detail::operands_of(work_, output_)); }
  buffer<T> result() override { return output_; }
  std::string method() const override { return "reference"; }

 private:
  workload<T> const& work_;
  buffer<T> output_;
};

/// A plan, made once; or, where the table says so, a single call that packs what it needs of the weights.
template <class T>
class plan_candidate final : public candidate<T> {
 public:
  plan_candidate(workload<T> const& w, int threads)
      : work_(w), output_(w.output_size), plan_(w.problem, w.first_weight()) {
    if (threads > 1) { threads_.emplace(threads); }
    shares_ = engine::worthwhile_shares(w.problem, threads);
  }

  void run() override {
    engine::operands<T> const x = detail::operands_of(work_, output_);
    if (work_.pack_each_call()) {
      engine::run_once<T>(work_.problem, x, engine::precision_level::default_, executor());
    } else if (shares_ == 1) {
      plan_.run(x);
    } else {
      auto const run_share = [&](index i) {
        plan_.run(x, engine::thread_workspace(), {.number = i, .count = shares_});
      };
      executor().run(shares_, run_share);
    }
  }
  buffer<T> result() override { return output_; }
  std::string method() const override { return plan_.method_name(); }

 private:
  executor_ref executor() const { return threads_ ? executor_ref(*threads_) : executor_ref(serial); }

  workload<T> const& work_;
  buffer<T> output_;
  engine::plan<T> plan_;
  std::optional<convolt::threads> threads_;
  index shares_ = 1;
};

/// convolt on this workload.
template <class T>
std::unique_ptr<candidate<T>> prepare_convolt(workload<T> const& w, int threads) {
  return std::make_unique<plan_candidate<T>>(w, threads);
}

}  // namespace convolt::bench
