// SPDX-License-Identifier: BSD-3-Clause
/// A method beside the reference loops on one problem: its error in units of its bound. A problem where that is too
/// large is made as small as it can be and still fail, and written down as a program.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <unit/engine/exact_blocks.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace test {

using convolt::engine::axis_problem;
using convolt::engine::problem;

/// Number i of an array: a formula, so that a program can hold it.
template <class T>
T number_at(std::size_t i, unsigned salt) {
  return static_cast<T>(static_cast<int>((i + salt) * 2654435761U >> 9 & 2047U) - 1024) / T(997);
}

/// The arrays of a problem. `odd` is put into one sample, if it is not 0: NaN or infinity.
template <class T>
struct problem_arrays {
  exact_block<T> input, weights, bias;

  problem_arrays(problem p, T odd)
      : input(input_dimensions(p), T(0)),
        weights(weights_dimensions(p), T(0)),
        bias({{p.out_channels, &p.bias_step}}, T(0)) {
    unsigned salt = 0;
    for (exact_block<T>* block : {&input, &weights, &bias}) {
      ++salt;
      for (std::size_t i = 0; i < block->numbers.size(); ++i) { block->numbers[i] = number_at<T>(i, salt); }
    }
    if (odd != T(0) && !input.numbers.empty()) { input.numbers[input.numbers.size() / 2] = odd; }
  }
};

/// The same problem by the reference loops in numbers of W, or of their magnitudes.
template <class W, class T>
std::vector<W> reference_block(problem p, problem_arrays<T> const& a, bool magnitudes) {
  auto const wide = [magnitudes](std::vector<T> const& from) {
    std::vector<W> to(from.begin(), from.end());
    if (magnitudes) {
      for (W& x : to) { x = std::abs(x); }
    }
    return to;
  };
  std::vector<W> const input = wide(a.input.numbers), weights = wide(a.weights.numbers), bias = wide(a.bias.numbers);
  exact_block<W> out(output_dimensions(p), W(0));
  auto const first = [](std::vector<W> const& v, convolt::index origin) {
    return v.empty() ? nullptr : v.data() + origin;
  };
  convolt::engine::run_reference<W>(p, {.input = first(input, a.input.origin),
                                        .weights = first(weights, a.weights.origin),
                                        .bias = first(bias, a.bias.origin),
                                        .output = out.first(),
                                        .output_scale = W(1.5F),
                                        .bias_scale = W(0.75F)});
  return out.numbers;
}

/// Terms of the longest sum.
inline double longest_sum(problem const& p) {
  double n = static_cast<double>(p.in_channels);
  for (std::size_t d = 0; d < p.rank; ++d) { n *= static_cast<double>(p.axes[d].weights); }
  return n;
}

/// Twice log2 of the block of a transform, or 0 for direct sums.
inline double growth_of_transform(std::string const& details) {
  std::string const before = "blocks of ";
  std::size_t const at = details.find(before);
  return at == std::string::npos ? 0 : 2 * std::log2(std::stod(details.substr(at + before.size()))) + 1;
}

/// The error of method `number` in units of its bound, at most 1 if it is right; nothing if it declines. What is not
/// finite must be so in the same outputs, and counts as an error without bounds elsewhere.
template <class T, class Arch>
std::optional<double> error_of_method(std::size_t number, problem p, T odd) {
  using W = std::conditional_t<std::is_same_v<T, float>, double, long double>;
  auto const& method = convolt::engine::method_table<T, Arch>[number];
  problem_arrays<T> const a(p, odd);
  convolt::engine::request<T> const r{.p = p, .weights = a.weights.first()};
  convolt::engine::verdict const answer = convolt::engine::ask<T, Arch>(number, r);
  if (answer.declined() || answer.cycles > 3e5) { return {}; }  // what takes long, takes far longer unoptimised
  auto const plan = method.plan(r);
  if (plan == nullptr) { return {}; }
  exact_block<T> out(output_dimensions(p), T(0));
  convolt::engine::workspace space;
  plan->run({.input = a.input.first(),
             .bias = a.bias.first(),
             .output = out.first(),
             .output_scale = T(1.5F),
             .bias_scale = T(0.75F)},
            space, {});
  std::vector<W> const expected = reference_block<W>(p, a, false), sizes = reference_block<W>(p, a, true);
  double const eps = static_cast<double>(std::numeric_limits<T>::epsilon()), terms = longest_sum(p);
  std::string const name = method.name;
  bool const transforms = name == "overlap_save" || name == "cross_spectra";
  double const growth = transforms ? growth_of_transform(plan->details()) : 0;
  double worst = 0;
  for (std::size_t i = 0; i < out.numbers.size(); ++i) {
    auto const got = static_cast<double>(out.numbers[i]), wanted = static_cast<double>(expected[i]);
    if (!std::isfinite(wanted) || !std::isfinite(got)) {
      if (!(got == wanted || (std::isnan(got) && std::isnan(wanted)))) {
        worst = std::numeric_limits<double>::infinity();
      }
      continue;
    }
    // Direct: n eps sum|x||w|; transforms: c eps max|x| sum|w|, where numbers are at most 1.04.
    double const bound = eps * ((terms + 3) * static_cast<double>(sizes[i]) + growth * 1.5 * 1.1 * terms) +
                         static_cast<double>(std::numeric_limits<T>::min());
    worst = std::max(worst, std::abs(got - wanted) / bound);
  }
  return worst;
}

/// Steps without gaps: channels last, or lines last.
inline void lay_out_plainly(problem& p, bool channels_last) {
  for (dimensions all : {input_dimensions(p), output_dimensions(p)}) {
    if (!channels_last) { std::reverse(all.begin() + 1, all.end()); }
    std::rotate(all.begin(), all.begin() + 1, all.end());
    if (channels_last) { std::reverse(all.begin() + 1, all.end() - 1); }
    convolt::index next = 1;
    for (auto const& [extent, step] : all) {
      *step = next;
      next *= std::max<convolt::index>(extent, 1);
    }
  }
  convolt::index next = 1;
  for (auto const& [extent, step] : weights_dimensions(p)) {
    *step = next;
    next *= std::max<convolt::index>(extent, 1);
  }
  p.bias_step = 1;
}

/// The numbers of a problem that may be made smaller, and the least that they may be.
inline std::vector<std::pair<convolt::index*, convolt::index>> shrinkable(problem& p) {
  std::vector<std::pair<convolt::index*, convolt::index>> all{
      {&p.batch, 1}, {&p.in_channels, 1}, {&p.out_channels, 1}, {&p.feature_groups, 1}, {&p.batch_groups, 1}};
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem& a = p.axes[d];
    for (convolt::index* n : {&a.output, &a.input, &a.weights, &a.stride, &a.input_dilation, &a.weights_dilation}) {
      all.push_back({n, 1});
    }
    all.push_back({&a.pad_lo, 0});
  }
  return all;
}

/// The smallest problem that this one can be made, number by number, for which `fails(problem)` still holds; or a small
/// one, where that would take too many steps.
template <class Fails>
problem shrunk(problem p, Fails const& fails) {
  int tries = 3000;
  for (bool smaller = true; smaller;) {
    smaller = false;
    std::size_t const count = shrinkable(p).size();
    for (std::size_t i = 0; i < count; ++i) {
      auto const [number, least] = shrinkable(p)[i];
      for (convolt::index const target : {least, least + (*number - least) / 2, *number - 1}) {
        if (target < least || target >= *number) { continue; }
        problem tried = p;
        *shrinkable(tried)[i].first = target;
        if (fault_of(tried) != nullptr || --tries < 0 || !fails(tried)) { continue; }
        p = tried;
        smaller = true;
        break;
      }
    }
  }
  return p;
}

/// The numbers of a problem as assignments.
inline std::string assignments_of(problem const& p) {
  std::ostringstream s;
  s << "  p.rank = " << p.rank << ";\n";
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& x = p.axes[d];
    s << "  p.axes[" << d << "] = {" << x.input << ", " << x.weights << ", " << x.output << ", " << x.stride << ", "
      << x.input_dilation << ", " << x.weights_dilation << ", " << x.pad_lo << ",\n               " << x.input_step
      << ", " << x.weights_step << ", " << x.output_step << "};\n";
  }
  auto const set = [&s](char const* name, convolt::index n) { s << "  p." << name << " = " << n << ";\n"; };
  set("batch", p.batch);
  set("in_channels", p.in_channels);
  set("out_channels", p.out_channels);
  set("feature_groups", p.feature_groups);
  set("batch_groups", p.batch_groups);
  set("input_batch_step", p.input_batch_step);
  set("input_channel_step", p.input_channel_step);
  set("weights_out_step", p.weights_out_step);
  set("weights_in_step", p.weights_in_step);
  set("output_batch_step", p.output_batch_step);
  set("output_channel_step", p.output_channel_step);
  set("bias_step", p.bias_step);
  set("weights_group_step", p.weights_group_step);
  return s.str();
}

/// A program that computes it by the method and by the reference loops. Its lines are short: Catch breaks long ones.
template <class T>
std::string program_of(problem p, std::string const& method, T odd) {
  problem_arrays<T> const a(p, odd);
  exact_block<T> const out(output_dimensions(p), T(0));
  std::ostringstream s;
  s << "#include <convolt/engine/entry/plan.hpp>\n#include <convolt/engine/loops/reference.hpp>\n"
       "#include <cmath>\n#include <cstdio>\n#include <string>\n#include <vector>\n"
       "using namespace convolt::engine;\nusing T = "
    << (std::is_same_v<T, float> ? "float" : "double")
    << ";\nstd::vector<T> numbers(std::size_t size, unsigned salt) {\n  std::vector<T> v(size);\n"
       "  for (std::size_t i = 0; i < size; ++i) {\n"
       "    auto const n = int((i + salt) * 2654435761U >> 9 & 2047U);\n    v[i] = T(n - 1024) / T(997);\n  }\n"
       "  return v;\n}\nint main() {\n  problem p;\n"
    << assignments_of(p) << "  auto in = numbers(" << a.input.numbers.size() << ", 1);\n  auto const w = numbers("
    << a.weights.numbers.size() << ", 2), b = numbers(" << a.bias.numbers.size() << ", 3);\n  std::vector<T> y("
    << out.numbers.size() << "), z(y.size());\n";
  if (odd != T(0)) { s << "  in[in.size() / 2] = " << (std::isnan(odd) ? "NAN" : "INFINITY") << ";\n"; }
  s << "  operands<T> x{in.data() + " << a.input.origin << ", w.data() + " << a.weights.origin
    << ",\n                b.data() + " << a.bias.origin << ", y.data() + " << out.origin
    << ", T(1.5), T(0.75)};\n  for (auto const& m : method_table<T, default_arch>) {\n    if (m.name != std::string(\""
    << method
    << "\")) { continue; }\n    workspace space;\n    m.plan({.p = p, .weights = x.weights})->run(x, space, {});\n  }\n"
       "  x.output = z.data() + "
    << out.origin
    << ";\n  run_reference<T>(p, x);\n  for (std::size_t i = 0; i < y.size(); ++i) {\n"
       "    std::printf(\"%zu: %.9g %.9g\\n\", i, double(y[i]), double(z[i]));\n  }\n}\n";
  return s.str();
}

}  // namespace test
