// SPDX-License-Identifier: BSD-3-Clause
/// convolt as a candidate. Everything the benchmark knows of the library is in this file.
/// Layer: bench.
#pragma once

#include <convolt/engine/plan.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference.hpp>
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

/// A plan, made once or, where the table says so, in every call.
template <class T>
class plan_candidate final : public candidate<T> {
 public:
  explicit plan_candidate(workload<T> const& w)
      : work_(w), output_(w.output_size), plan_(std::in_place, w.problem, w.first_weight()) {}

  void run() override {
    if (work_.pack_each_call()) { plan_.emplace(work_.problem, work_.first_weight()); }
    plan_->run(detail::operands_of(work_, output_));
  }
  buffer<T> result() override { return output_; }
  std::string method() const override { return plan_->method_name(); }

 private:
  workload<T> const& work_;
  buffer<T> output_;
  std::optional<engine::plan<T>> plan_;
};

/// convolt on this workload.
template <class T>
std::unique_ptr<candidate<T>> prepare_convolt(workload<T> const& w, [[maybe_unused]] int threads) {
  return std::make_unique<plan_candidate<T>>(w);
}

}  // namespace convolt::bench
