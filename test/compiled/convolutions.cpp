// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions of every method, checked against the reference loops and written down as fingerprints: one line with
/// the instruction set, then a line per problem. Two programs of one instruction set must write the same. usage:
/// convolutions [--isa]; the latter: only the first line
/// Layer: test.
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/isa.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/fingerprint.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::precision_level;
using convolt::engine::problem;
using test::arrays;

std::set<std::string> methods_seen;
int faults = 0;
int threaded_runs = 0;

void check(bool good, char const* what, problem const& p) {
  if (good) { return; }
  ++faults;
  std::printf("WRONG: %s: %s\n", what, convolt::engine::describe(p).c_str());
}

/// An executor of the program, called by the library.
struct three_shares {
  int* calls;
  [[nodiscard]] static index concurrency() { return 3; }
  void run(index count, convolt::task_ref task) const {
    ++*calls;
    for (index i = count; i-- > 0;) { task(i); }
  }
};

struct refusing {
  [[nodiscard]] static index concurrency() { return 2; }
  static void run(index, convolt::task_ref) { throw std::runtime_error("not today"); }
};

problem lines(std::size_t rank, index in_channels, index out_channels, convolt::engine::axis_problem const& axis) {
  problem p;
  p.rank = rank;
  p.in_channels = in_channels;
  p.out_channels = out_channels;
  for (std::size_t d = 0; d < rank; ++d) { p.axes[d] = axis; }
  return p;
}

/// One for every method, if the choice is sensible, and the large one is worth three shares.
std::vector<problem> typical_problems() {
  problem depthwise = lines(2, 1, 40, {.input = 9, .weights = 3, .output = 9, .pad_lo = 1});
  depthwise.feature_groups = 40;
  return {lines(2, 16, 40, {.input = 9, .weights = 3, .output = 9, .pad_lo = 1}),
          lines(2, 24, 16, {.input = 5, .weights = 4, .output = 10, .input_dilation = 2, .pad_lo = 2}),
          lines(2, 16, 3, {.input = 6, .weights = 4, .output = 12, .input_dilation = 2, .pad_lo = 2}),
          lines(1, 1, 1, {.input = 900, .weights = 40, .output = 861}),
          lines(1, 1, 1, {.input = 4400, .weights = 600, .output = 3801}),
          lines(1, 3, 4, {.input = 12, .weights = 3, .output = 10}),
          lines(1, 1, 1, {.input = 4000, .weights = 3990, .output = 9, .pad_lo = 4}),
          depthwise};
}

std::string method_line(std::string const& explanation) {
  std::size_t const begin = explanation.find("method: ");
  return explanation.substr(begin, explanation.find('\n', begin) - begin);
}

/// How near every output must be to that of the reference loops: as a direct sum is or, where methods may mix outputs,
/// as a direct sum of the largest inputs would be.
template <class T>
class judge {
 public:
  judge(arrays<T> const& a, bool mixes) : expected_(a.output) {
    arrays<T> bounding = a;
    if (mixes) {
      T largest = 0;
      for (T const x : a.input) { largest = std::max(largest, std::abs(x)); }
      std::fill(bounding.input.begin(), bounding.input.end(), largest);
    }
    std::vector<T> unused = a.output;
    bounds_ = test::rounding_bounds(bounding, bounding.view(unused, true));
    convolt::engine::run_reference(a.p, a.view(expected_, true));
  }

  bool accepts(std::vector<T> const& out) const {
    bool near = true;
    for (std::size_t i = 0; i < out.size(); ++i) { near = near && std::abs(out[i] - expected_[i]) <= bounds_[i]; }
    return near;
  }

 private:
  std::vector<T> expected_, bounds_;
};

template <class T>
void compute(arrays<T> const& a, precision_level precision) {
  using backend = convolt::engine::backend<T, convolt::target_arch>;
  judge<T> const judge_outputs(a, precision == precision_level::default_);
  auto const plan = backend::make_plan(a.p, a.first_weight(), precision);
  std::vector<T> planned = a.output;
  convolt::engine::run(*plan, a.view(planned, true), {});
  check(judge_outputs.accepts(planned), "a plan", a.p);

  int calls = 0;
  three_shares const executor{&calls};
  std::vector<T> shared = a.output;
  convolt::engine::run(*plan, a.view(shared, true), executor);
  check(shared == planned, "a plan in shares", a.p);

  std::vector<T> once = a.output;
  backend::run_once(a.p, a.view(once, true), precision, executor);
  check(judge_outputs.accepts(once), "a single run", a.p);
  threaded_runs += calls;

  std::string const method = method_line(plan->explain());
  methods_seen.insert(method);
  std::printf("%zu %016llx %016llx %s\n", sizeof(T),
              static_cast<unsigned long long>(convolt::test::fingerprint(planned)),
              static_cast<unsigned long long>(convolt::test::fingerprint(once)), method.c_str());
}

template <class T>
void compute_all() {
  std::mt19937_64 random(20);
  auto const value = [&] { return static_cast<T>(test::pick(random, -1000000, 1000000)) / T(77777); };
  for (problem const& extents : typical_problems()) {
    arrays<T> a(random, extents);
    a.fill(value);
    compute(a, precision_level::highest);
    compute(a, precision_level::default_);
  }
  for (int i = 0; i < 60; ++i) {
    arrays<T> a(random, test::random_extents(random, {.channels = 20}));
    a.fill(value);
    compute(a, precision_level::highest);
  }
}

/// What the executor throws comes out again, through the frames of the library.
void check_exceptions() {
  std::mt19937_64 random(1);
  arrays<double> const a(random, typical_problems()[4]);
  std::vector<double> out = a.output;
  bool caught = false;
  try {
    convolt::engine::backend<double, convolt::target_arch>::run_once(a.p, a.view(out), precision_level::highest,
                                                                     refusing{});
  } catch (std::runtime_error const& error) { caught = std::strcmp(error.what(), "not today") == 0; }
  check(caught, "the exception of an executor", a.p);
}

/// The library works before main begins, when its own constructors may not have run.
bool computes_one_product() {
  double const input = 3, weight = 5;
  double output = 0;
  convolt::engine::backend<double, convolt::target_arch>::run_once(
      problem{}, {.input = &input, .weights = &weight, .output = &output}, precision_level::highest, {});
  return output == 15;
}
bool const computed_before_main = computes_one_product();

}  // namespace

int main() {
  std::printf("isa: %s\n", std::string(convolt::isa()).c_str());
  compute_all<float>();
  compute_all<double>();
  check_exceptions();
  problem const nothing;
  check(computed_before_main, "before main", nothing);
  check(methods_seen.size() >= 5, "fewer than five methods were used", nothing);
  check(threaded_runs >= 4, "the executor was hardly called", nothing);
  return faults == 0 ? 0 : 1;
}
