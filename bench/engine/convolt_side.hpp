// SPDX-License-Identifier: BSD-3-Clause
/// convolt as a candidate. Everything the benchmark knows of the library is in this file.
/// Layer: bench.
#pragma once

#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference.hpp>
#include <engine/candidate.hpp>

#include <memory>
#include <string>

namespace convolt::bench {

/// The readable loops. They stand on the side of convolt for small rows only.
template <class T>
class reference_candidate final : public candidate<T> {
 public:
  explicit reference_candidate(workload<T> const& w) : work_(w), output_(w.output_size) {}

  void run() override {
    engine::operands<T> x;
    x.input = work_.input.data();
    x.weights = work_.first_weight();
    x.output = output_.data();
    engine::run_reference(work_.problem, x);
  }
  buffer<T> result() override { return output_; }
  std::string method() const override { return "reference"; }

 private:
  workload<T> const& work_;
  buffer<T> output_;
};

/// convolt on this workload, with a plan made here, or in every call where the table says so. Null where it has no
/// method that ends in reasonable time.
template <class T>
std::unique_ptr<candidate<T>> prepare_convolt(workload<T> const& w, [[maybe_unused]] int threads) {
  constexpr index most_multiply_adds = 20'000'000;
  if (engine::useful_multiply_adds(w.problem).value > most_multiply_adds) { return nullptr; }
  return std::make_unique<reference_candidate<T>>(w);
}

}  // namespace convolt::bench
