// SPDX-License-Identifier: BSD-3-Clause
/// convolt as a candidate. Everything the benchmark knows of the library is in this file.
/// Layer: bench.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <engine/candidate.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

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

/// The methods of the library with the loops of this program; the reference loops are the last.
template <class T>
inline constexpr auto const& table = engine::method_table<T, engine::default_arch>;
template <class T>
using entry = std::remove_cvref_t<decltype(table<T>[0])>;

/// The threads of a candidate, and in how many shares they divide its work.
class crew {
 public:
  crew(engine::problem const& p, int threads) : shares_(engine::worthwhile_shares(p, threads)) {
    if (threads > 1) { threads_.emplace(threads); }
  }

  [[nodiscard]] executor_ref executor() const { return threads_ ? executor_ref(*threads_) : executor_ref(serial); }
  [[nodiscard]] index shares() const { return shares_; }

  /// Call work(share) for every share.
  template <class Work>
  void run(Work const& work) const {
    if (shares_ == 1) { return work(engine::share{}); }
    auto const run_share = [&](index i) { work(engine::share{.number = i, .count = shares_}); };
    executor().run(shares_, run_share);
  }

 private:
  std::optional<convolt::threads> threads_;
  index shares_ = 1;
};

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

/// Where candidates write. Those that are compared closely write to the same place: which cache lines collide is luck.
template <class T>
using output_place = std::shared_ptr<buffer<T>>;
template <class T>
output_place<T> make_output(workload<T> const& w) {
  return std::make_shared<buffer<T>>(w.output_size);
}

/// The loops of programs that compile them in every file.
using compact_loops = engine::vectors_of<arch<target_arch::features, loops_from::here, kernel_grid::compact>>;

/// A plan, made once; or, where the table says so, a single call that packs what it needs of the weights.
template <class T, class Loops = engine::default_arch>
class plan_candidate final : public candidate<T> {
 public:
  plan_candidate(workload<T> const& w, output_place<T> output, int threads)
      : work_(w),
        output_(std::move(output)),
        plan_(engine::make_plan<T, Loops>({.p = w.problem, .weights = w.first_weight()})),
        crew_(w.problem, threads) {}

  void run() override {
    engine::operands<T> const x = detail::operands_of(work_, *output_);
    if (work_.pack_each_call()) {
      engine::run_once<T, Loops>(work_.problem, x, engine::precision_level::default_, crew_.executor());
    } else {
      crew_.run([&](engine::share part) { plan_->run(x, engine::thread_workspace(), part); });
    }
  }
  buffer<T> result() override { return *output_; }
  std::string method() const override { return engine::method_table<T, Loops>[plan_->chosen().method].name; }

 private:
  workload<T> const& work_;
  output_place<T> output_;
  std::unique_ptr<engine::planned<T>> plan_;
  detail::crew crew_;
};

/// The same by one method of the table, whether the library would choose it or not.
template <class T>
class method_candidate final : public candidate<T> {
 public:
  method_candidate(workload<T> const& w, output_place<T> output, std::size_t number, int threads)
      : work_(w),
        output_(std::move(output)),
        request_{.p = w.problem, .weights = w.first_weight()},
        method_(detail::table<T>[number]),
        crew_(w.problem, threads) {
    if (!w.pack_each_call()) { plan_ = engine::plan_by<T>(number, request_); }
  }

  void run() override {
    engine::operands<T> const x = detail::operands_of(work_, *output_);
    if (plan_) {
      crew_.run([&](engine::share part) { plan_->run(x, engine::thread_workspace(), part); });
      return;
    }
    bool const has_short_way = crew_.shares() == 1 && method_.run_once != nullptr;
    if (has_short_way && method_.run_once(request_, x, engine::thread_workspace())) { return; }
    auto const made = method_.plan(request_);
    crew_.run([&](engine::share part) { made->run(x, engine::thread_workspace(), part); });
  }
  buffer<T> result() override { return *output_; }
  std::string method() const override { return method_.name; }

 private:
  workload<T> const& work_;
  output_place<T> output_;
  engine::request<T> request_;
  detail::entry<T> const& method_;
  std::unique_ptr<engine::planned<T>> plan_;
  detail::crew crew_;
};

/// What one method of the table answers when the library asks it.
struct answer {
  std::string method;
  std::string declined;  // why, or empty
  double cycles = 0;     // estimated
  bool is_reference = false;
};

struct answers {
  std::vector<answer> methods;  // in the order of the table
  std::size_t chosen = 0;
};

template <class T>
answers ask_methods(workload<T> const& w) {
  auto const choice = engine::choose<T, engine::default_arch>({.p = w.problem, .weights = w.first_weight()});
  answers all{.methods = {}, .chosen = choice.chosen};
  for (std::size_t i = 0; i < detail::table<T>.size(); ++i) {
    engine::verdict const v = engine::ask<T, engine::default_arch>(i, {.p = w.problem});
    all.methods.push_back({.method = detail::table<T>[i].name,
                           .declined = v.declined() ? v.reason : "",
                           .cycles = v.cycles,
                           .is_reference = i + 1 == detail::table<T>.size()});
  }
  return all;
}

/// The compact grid as the peer of the full one.
template <class T>
candidate_factories<T> compact_candidates(int threads) {
  return {[threads](workload<T> const& w) {
    return std::make_unique<plan_candidate<T, compact_loops>>(w, make_output(w), threads);
  }};
}

/// convolt on this workload.
template <class T>
std::unique_ptr<candidate<T>> prepare_convolt(workload<T> const& w, int threads) {
  return std::make_unique<plan_candidate<T>>(w, make_output(w), threads);
}

}  // namespace convolt::bench
