// SPDX-License-Identifier: BSD-3-Clause
/// The engine for all element types, and gradients by it, as lax calls it. The loops for float and double are in
/// convolt_methods.cpp.
/// Layer: bench.
#include <engine/convolt_side.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <engine/convolt_arrays.hpp>
#include <engine/crew.hpp>

#include <algorithm>
#include <complex>
#include <concepts>
#include <utility>

namespace convolt::bench {

namespace {

template <class T>
using backend = engine::backend<T, target_arch>;
constexpr auto precision = engine::precision_level::default_;

/// The word after the last "method: " of an explanation: those of complex numbers tell that of their parts last, unless
/// they go by the readable loops.
std::string method_in(std::string const& explanation) {
  constexpr std::string_view mark = "method: ";
  std::size_t const at = explanation.rfind(mark);
  if (at == std::string::npos) { return "unknown"; }
  std::size_t const begin = at + mark.size();
  std::string const word = explanation.substr(begin, explanation.find_first_of(" \n", begin) - begin);
  return word == "that" ? "reference" : word;
}

template <class T, class W>
engine::operands<T, W> operands_of(workload<T, W> const& w, buffer<T>& output) {
  engine::operands<T, W> x;
  x.input = w.input.data();
  x.weights = w.first_weight();
  x.output = output.data();
  return x;
}

/// A plan, or single calls.
template <class T, class W>
class element_candidate final : public candidate<T> {
 public:
  element_candidate(workload<T, W> const& w, bool in_calls, int threads)
      : work_(w),
        output_(w.output_size),
        plan_(backend<T>::make_plan(w.problem, w.first_weight(), precision)),
        in_calls_(in_calls),
        crew_(w.problem, threads) {}

  void run() override {
    if (in_calls_) {
      backend<T>::run_once(work_.problem, operands_of(work_, output_), precision, crew_.executor());
      return;
    }
    engine::operands<T> const x{.input = work_.input.data(), .output = output_.data()};
    crew_.run([&](engine::share part) { plan_->run(x, engine::thread_workspace(), part); });
  }
  buffer<T> result() override { return output_; }
  std::string method() const override { return method_in(plan_->explain()); }

 private:
  workload<T, W> const& work_;
  buffer<T> output_;
  std::shared_ptr<engine::planned<T> const> plan_;
  bool in_calls_;
  crew crew_;
};

/// Operands of one type.
template <class T, class From>
buffer<T> converted(buffer<From> const& from) {
  buffer<T> to(from.size());
  std::transform(from.begin(), from.end(), to.begin(), [](From const& value) { return static_cast<T>(value); });
  return to;
}

template <class T, class W, class I>
class reference_candidate final : public candidate<T> {
 public:
  explicit reference_candidate(workload<T, W, I> const& w)
      : problem_(w.problem),
        input_(converted<T>(w.input)),
        weights_(converted<T>(w.weights)),
        first_weight_(w.first_weight_offset()),
        output_(w.output_size) {}

  void run() override {
    engine::operands<T> x;
    x.input = input_.data();
    x.weights = weights_.data() + first_weight_;
    x.output = output_.data();
    engine::run_reference(problem_, x);
  }
  buffer<T> result() override { return output_; }
  std::string method() const override { return "reference"; }

 private:
  engine::problem problem_;
  buffer<T> input_, weights_;
  index first_weight_;
  buffer<T> output_;
};

/// Single calls for all parts of a gradient, in the order of lax.
template <class T>
class gradient_candidate final : public candidate<T> {
 public:
  gradient_candidate(workload<T> const& w, way how, bool by_reference)
      : work_(w), how_(how), by_reference_(by_reference), output_(wanted().size()) {}

  void run() override {
    engine::problem const& forward = work_.problem;
    if (how_ == way::input_gradient) {
      if (engine::is_one_input_gradient(forward)) {
        run_part(engine::input_gradient(forward), work_.cotangent.data(), work_.first_weight(), output_.data());
        return;
      }
      for (index k = 0; k < engine::gradient_parts(forward); ++k) {
        run_part(engine::input_gradient(forward, k), work_.cotangent.data(), work_.first_weight(), output_.data());
      }
      return;
    }
    T* const output = output_.data() + work_.first_weight_offset();
    if (engine::is_one_weights_gradient(forward)) {
      run_part(engine::weights_gradient(forward), work_.input.data(), work_.cotangent.data(), output);
      return;
    }
    for (index k = 0; k < engine::gradient_parts(forward); ++k) {
      run_part(engine::weights_gradient(forward, k), work_.input.data(), work_.cotangent.data(), output);
    }
  }
  buffer<T> result() override { return output_; }
  std::string method() const override { return std::string(name_of(how_)); }

 private:
  buffer<T> const& wanted() const { return how_ == way::input_gradient ? work_.input : work_.weights; }

  void run_part(engine::gradient_part const& part, T const* input, T const* weights, T* output) const {
    engine::operands<T> x;
    x.input = input + part.input_offset;
    x.weights = weights + part.weights_offset;
    x.output = output + part.output_offset;
    if (by_reference_) {
      engine::run_reference(part.p, x);
    } else {
      backend<T>::run_once(part.p, x, precision, serial);
    }
  }

  workload<T> const& work_;
  way how_;
  bool by_reference_;
  buffer<T> output_;
};

}  // namespace

template <class T, class W, class I>
std::unique_ptr<candidate<T>> make_reference(workload<T, W, I> const& w) {
  return std::make_unique<reference_candidate<T, W, I>>(w);
}

template <class T, class W, class I>
std::unique_ptr<candidate<T>> prepare_convolt(workload<T, W, I> const& w, int threads) {
  if constexpr (!std::same_as<T, I>) {  // the engine has one element type, lax converts
    return make_array_candidate(w, w.pack_each_call() ? way::call : way::array_plan);
  } else if constexpr (std::same_as<T, W> && std::floating_point<T>) {
    return make_plan_candidate(w, make_output(w), threads);
  } else {
    return std::make_unique<element_candidate<T, W>>(w, w.pack_each_call(), threads);
  }
}

template <class T, class W, class I>
std::unique_ptr<candidate<T>> prepare_way(workload<T, W, I> const& w, way how) {
  bool const on_arrays = how == way::array_plan || how == way::line_views || !std::same_as<T, I>;
  if (on_arrays && !is_gradient(how)) { return make_array_candidate(w, how); }
  if constexpr (std::same_as<T, I>) {
    if (!is_gradient(how)) { return std::make_unique<element_candidate<T, W>>(w, how == way::call, 1); }
    if constexpr (std::same_as<T, W>) { return std::make_unique<gradient_candidate<T>>(w, how, false); }
  }
  return nullptr;
}

template <class T>
std::unique_ptr<candidate<T>> reference_gradient(workload<T> const& w, way how) {
  return std::make_unique<gradient_candidate<T>>(w, how, true);
}

#define CONVOLT_BENCH_OPERANDS(...)                                                                               \
  template std::unique_ptr<candidate<workload<__VA_ARGS__>::value>> make_reference(workload<__VA_ARGS__> const&); \
  template std::unique_ptr<candidate<workload<__VA_ARGS__>::value>> prepare_convolt(workload<__VA_ARGS__> const&, \
                                                                                    int);                         \
  template std::unique_ptr<candidate<workload<__VA_ARGS__>::value>> prepare_way(workload<__VA_ARGS__> const&, way);
#define CONVOLT_BENCH_ELEMENT(...)    \
  CONVOLT_BENCH_OPERANDS(__VA_ARGS__) \
  template std::unique_ptr<candidate<__VA_ARGS__>> reference_gradient(workload<__VA_ARGS__> const&, way);
CONVOLT_BENCH_ELEMENT(float)
CONVOLT_BENCH_ELEMENT(double)
CONVOLT_BENCH_ELEMENT(std::complex<float>)
CONVOLT_BENCH_ELEMENT(std::int8_t)
CONVOLT_BENCH_ELEMENT(std::int16_t)
CONVOLT_BENCH_ELEMENT(std::int32_t)
CONVOLT_BENCH_OPERANDS(std::complex<float>, float)
CONVOLT_BENCH_OPERANDS(std::int32_t, std::int16_t, std::int16_t)
#undef CONVOLT_BENCH_ELEMENT
#undef CONVOLT_BENCH_OPERANDS

}  // namespace convolt::bench
