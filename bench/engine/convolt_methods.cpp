// SPDX-License-Identifier: BSD-3-Clause
/// The loops for float and double, which the other files call, and candidates by their table of methods.
/// Layer: bench.
#include <engine/convolt_side.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/entry/plan.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/loops.hpp>
#include <engine/crew.hpp>

#include <type_traits>
#include <utility>

namespace convolt::bench {

namespace {

/// The loops that callers with CONVOLT_LOOPS_ELSEWHERE have, so that they are compiled only once; and those of programs
/// that compile them in every file.
using full_loops = engine::vectors_of<arch_with_loops<loops_from::elsewhere>>;
using compact_loops = engine::vectors_of<arch<target_arch::features, loops_from::here, kernel_grid::compact>>;

/// The methods of the library; the reference loops are the last.
template <class T>
constexpr auto const& table = engine::method_table<T, full_loops>;
template <class T>
using entry = std::remove_cvref_t<decltype(table<T>[0])>;

template <class T>
engine::operands<T> operands_of(workload<T> const& w, buffer<T>& output) {
  engine::operands<T> x;
  x.input = w.input.data();
  x.weights = w.first_weight();
  x.output = output.data();
  return x;
}

template <class T, class Loops = full_loops>
class plan_candidate final : public candidate<T> {
 public:
  plan_candidate(workload<T> const& w, output_place<T> output, int threads)
      : work_(w),
        output_(std::move(output)),
        plan_(engine::make_plan<T, Loops>({.p = w.problem, .weights = w.first_weight()})),
        crew_(w.problem, threads) {}

  void run() override {
    engine::operands<T> const x = operands_of(work_, *output_);
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
  crew crew_;
};

template <class T>
class method_candidate final : public candidate<T> {
 public:
  method_candidate(workload<T> const& w, output_place<T> output, std::size_t number, int threads)
      : work_(w),
        output_(std::move(output)),
        request_{.p = w.problem, .weights = w.first_weight()},
        method_(table<T>[number]),
        crew_(w.problem, threads) {
    if (!w.pack_each_call()) { plan_ = engine::plan_by<T, full_loops>(number, request_); }
  }

  void run() override {
    engine::operands<T> const x = operands_of(work_, *output_);
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
  entry<T> const& method_;
  std::unique_ptr<engine::planned<T>> plan_;
  crew crew_;
};

}  // namespace

template <class T>
std::unique_ptr<candidate<T>> make_plan_candidate(workload<T> const& w, output_place<T> output, int threads) {
  return std::make_unique<plan_candidate<T>>(w, std::move(output), threads);
}

template <class T>
std::unique_ptr<candidate<T>> make_method_candidate(workload<T> const& w, output_place<T> output, std::size_t number,
                                                    int threads) {
  return std::make_unique<method_candidate<T>>(w, std::move(output), number, threads);
}

template <class T>
candidate_factories<T> compact_candidates(int threads) {
  return {[threads](workload<T> const& w) {
    return std::make_unique<plan_candidate<T, compact_loops>>(w, make_output(w), threads);
  }};
}

template <class T>
answers ask_methods(workload<T> const& w) {
  auto const choice = engine::choose<T, full_loops>({.p = w.problem, .weights = w.first_weight()});
  answers all{.methods = {}, .chosen = choice.chosen};
  for (std::size_t i = 0; i < table<T>.size(); ++i) {
    engine::verdict const v = engine::ask<T, full_loops>(i, {.p = w.problem});
    all.methods.push_back({.method = table<T>[i].name,
                           .declined = v.declined() ? v.reason : "",
                           .cycles = v.cycles,
                           .is_reference = i + 1 == table<T>.size()});
  }
  return all;
}

template std::unique_ptr<candidate<float>> make_plan_candidate(workload<float> const&, output_place<float>, int);
template std::unique_ptr<candidate<double>> make_plan_candidate(workload<double> const&, output_place<double>, int);
template std::unique_ptr<candidate<float>> make_method_candidate(workload<float> const&, output_place<float>,
                                                                 std::size_t, int);
template std::unique_ptr<candidate<double>> make_method_candidate(workload<double> const&, output_place<double>,
                                                                  std::size_t, int);
template candidate_factories<float> compact_candidates(int);
template candidate_factories<double> compact_candidates(int);
template answers ask_methods(workload<float> const&);
template answers ask_methods(workload<double> const&);

}  // namespace convolt::bench
