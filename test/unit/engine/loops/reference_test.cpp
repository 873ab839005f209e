// SPDX-License-Identifier: BSD-3-Clause
/// The reference loops against a second, slower formulation: the input is spread out with all its zeros, and every
/// window multiplies all its taps.
#include <convolt/engine/loops/reference.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using convolt::index;
using convolt::Integer;
using convolt::engine::axis_problem;
using convolt::engine::Complex;
using convolt::engine::operands;
using convolt::engine::output_batch;
using convolt::engine::problem;
using convolt::engine::run_reference;
using convolt::test::pick;

using indices = std::vector<index>;

/// visit(i) for every multi-index below the extents, the last one fastest.
template <class Visit>
void for_each(indices const& extents, Visit visit) {
  for (index const e : extents) {
    if (e == 0) { return; }
  }
  indices i(extents.size(), 0);
  for (;;) {
    visit(i);
    std::size_t d = extents.size();
    while (d > 0 && ++i[d - 1] == extents[d - 1]) { i[--d] = 0; }
    if (d == 0) { return; }
  }
}

/// Values in row-major order.
template <class T>
struct dense {
  indices extents;
  std::vector<T> values;

  explicit dense(indices e) : extents(std::move(e)) {
    index n = 1;
    for (index const x : extents) { n *= x; }
    values.resize(static_cast<std::size_t>(n));
  }
  T& operator[](indices const& i) {
    index at = 0;
    for (std::size_t d = 0; d < i.size(); ++d) { at = at * extents[d] + i[d]; }
    return values.at(static_cast<std::size_t>(at));
  }
};

/// A convolution in the words of the user: with both paddings, from which the output extents follow.
struct scenario {
  problem p;
  std::array<index, convolt::max_spatial_rank> padded{};  // extents of the dilated and padded input

  indices with_axes(indices front, index axis_problem::*extent) const {
    for (std::size_t d = 0; d < p.rank; ++d) { front.push_back(p.axes[d].*extent); }
    return front;
  }
  indices input_extents() const { return with_axes({p.batch, p.feature_groups * p.in_channels}, &axis_problem::input); }
  /// The output channels in two digits, group and number in the group.
  indices weights_extents() const {
    return with_axes({p.feature_groups, p.out_channels / p.feature_groups, p.in_channels}, &axis_problem::weights);
  }
  indices output_extents() const { return with_axes({output_batch(p), p.out_channels}, &axis_problem::output); }
};

index dilated(index n, index dilation) { return n == 0 ? 0 : 1 + (n - 1) * dilation; }

index random_extent(std::mt19937_64& random, std::size_t rank) {
  static constexpr std::array<index, 7> sizes{0, 1, 2, 3, 5, 7, 11};
  return sizes[static_cast<std::size_t>(pick(random, random() % 32 == 0 ? 0 : 1, rank < 2 ? 6 : rank < 4 ? 4 : 3))];
}

index random_step(std::mt19937_64& random) { return random() % 2 == 0 ? 1 : pick(random, 1, 4); }

scenario random_scenario(std::mt19937_64& random) {
  scenario s;
  problem& p = s.p;
  p.rank = static_cast<std::size_t>(pick(random, 0, 4));
  p.feature_groups = random() % 3 == 0 ? pick(random, 1, 3) : 1;
  p.batch_groups = random() % 3 == 0 ? pick(random, 1, 3) : 1;
  p.batch = p.batch_groups * (random() % 24 == 0 ? 0 : pick(random, 1, 3));
  p.in_channels = random() % 24 == 0 ? 0 : pick(random, 1, 3);
  p.out_channels = p.feature_groups * p.batch_groups * (random() % 24 == 0 ? 0 : pick(random, 1, 2));
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem& a = p.axes[d];
    a.input = random_extent(random, p.rank);
    a.weights = random() % 32 == 0 ? 0 : pick(random, 1, p.rank < 3 ? 5 : 3);
    a.stride = random_step(random);
    a.input_dilation = random_step(random);
    a.weights_dilation = random_step(random);
    bool const cropped = random() % 4 == 0;
    a.pad_lo = pick(random, cropped ? -3 : 0, cropped ? 6 : 2);
    index const span = dilated(a.input, a.input_dilation) + a.pad_lo;
    s.padded[d] = span + std::max(pick(random, cropped ? -3 : 0, cropped ? 6 : 2), -span);
    index const window = dilated(a.weights, a.weights_dilation);
    if (random() % 16 != 0) { s.padded[d] = std::max(s.padded[d], window); }
    index const room = s.padded[d] - window;
    a.output = room < 0 ? 0 : room / a.stride + 1;
  }
  return s;
}

/// An array with a random layout: permuted axes, gaps, axes that run backwards and, for arrays that are only read, axes
/// on which all elements are one.
template <class T>
struct scattered {
  std::vector<T> cells;
  index origin = 0;
  indices steps;

  scattered(std::mt19937_64& random, indices const& extents, bool only_read) : steps(extents.size()) {
    std::vector<std::size_t> order(extents.size());
    for (std::size_t d = 0; d < order.size(); ++d) {
      order[d] = d;
      std::swap(order[d], order[random() % (d + 1)]);
    }
    index next = pick(random, 1, 2);
    index elements = 1;
    for (std::size_t const d : order) {
      elements *= extents[d];
      bool const broadcast = only_read && random() % 8 == 0;
      bool const backwards = random() % 4 == 0;
      steps[d] = broadcast ? 0 : backwards ? -next : next;
      if (backwards && !broadcast) { origin += next * std::max<index>(extents[d] - 1, 0); }
      if (!broadcast) { next *= std::max<index>(extents[d], 1) * (random() % 4 == 0 ? 2 : 1); }
    }
    cells.resize(elements == 0 ? 0 : static_cast<std::size_t>(next));
  }
  std::size_t at(indices const& i) const {
    index offset = origin;
    for (std::size_t d = 0; d < i.size(); ++d) { offset += i[d] * steps[d]; }
    return static_cast<std::size_t>(offset);
  }
  /// The pointer for the loops: null where there is nothing to point to.
  T* data() { return cells.empty() ? nullptr : cells.data() + origin; }
};

template <class T>
T random_value(std::mt19937_64& random) {
  if constexpr (Integer<T>) {
    return static_cast<T>(random());
  } else if constexpr (Complex<T>) {
    using R = typename T::value_type;
    R const re = random_value<R>(random);
    return T(re, random_value<R>(random));
  } else {
    return static_cast<T>(pick(random, -1000000, 1000000)) / T(77777);
  }
}

/// The type in which the expected value is computed: unsigned and wide for integers, else the widest there is.
template <class T>
using widest = std::conditional_t<Integer<T>, std::uint64_t,
                                  std::conditional_t<Complex<T>, std::complex<long double>, long double>>;

/// The sum over the whole dilated and padded input, zeros and all, one loop per index.
template <class W>
dense<W> seven_loops(scenario const& s, dense<W>& input, dense<W>& weights) {
  problem const& p = s.p;
  indices spread_extents{p.batch, p.feature_groups * p.in_channels};
  for (std::size_t d = 0; d < p.rank; ++d) { spread_extents.push_back(s.padded[d]); }
  dense<W> spread(spread_extents);
  for_each(input.extents, [&](indices const& i) {
    indices at = i;
    bool inside = true;
    for (std::size_t d = 0; d < p.rank; ++d) {
      at[d + 2] = i[d + 2] * p.axes[d].input_dilation + p.axes[d].pad_lo;
      inside = inside && at[d + 2] >= 0 && at[d + 2] < s.padded[d];
    }
    if (inside) { spread[at] = input[i]; }
  });

  dense<W> output(s.output_extents());
  indices const taps = s.with_axes({p.in_channels}, &axis_problem::weights);
  for_each(output.extents, [&](indices const& y) {
    index const o = y[1];
    index const g = o / (p.out_channels / p.feature_groups);
    index const b = o / (p.out_channels / p.batch_groups);
    for_each(taps, [&](indices const& q) {
      indices x{b * output_batch(p) + y[0], g * p.in_channels + q[0]};
      indices w{g, o % (p.out_channels / p.feature_groups), q[0]};
      for (std::size_t d = 0; d < p.rank; ++d) {
        x.push_back(y[d + 2] * p.axes[d].stride + q[d + 1] * p.axes[d].weights_dilation);
        w.push_back(q[d + 1]);
      }
      output[y] += spread[x] * weights[w];
    });
  });
  return output;
}

/// All arrays of one scenario, scattered in memory, and the problem that describes them.
template <class T>
struct arrays {
  scattered<T> input, weights, output, bias;
  problem p;

  arrays(std::mt19937_64& random, scenario const& s)
      : input(random, s.input_extents(), true),
        weights(random, s.weights_extents(), true),
        output(random, s.output_extents(), false),
        bias(random, {s.p.out_channels}, true),
        p(s.p) {
    p.input_batch_step = input.steps[0];
    p.input_channel_step = input.steps[1];
    p.weights_group_step = weights.steps[0];
    p.weights_out_step = weights.steps[1];
    p.weights_in_step = weights.steps[2];
    p.output_batch_step = output.steps[0];
    p.output_channel_step = output.steps[1];
    p.bias_step = bias.steps[0];
    for (std::size_t d = 0; d < p.rank; ++d) {
      p.axes[d].input_step = input.steps[d + 2];
      p.axes[d].weights_step = weights.steps[d + 3];
      p.axes[d].output_step = output.steps[d + 2];
    }
    for (auto* array : {&input, &weights, &output, &bias}) {
      for (T& x : array->cells) { x = random_value<T>(random); }
    }
  }
};

template <class W, class T, class Change>
dense<W> gather(scattered<T> const& from, indices const& extents, Change change) {
  dense<W> to(extents);
  for_each(extents, [&](indices const& i) { to[i] = static_cast<W>(change(from.cells.at(from.at(i)))); });
  return to;
}

/// Outputs that are not what they should be, and cells between them that were written.
template <class T>
int faults(std::mt19937_64& random, scenario const& s) {
  using W = widest<T>;
  arrays<T> a(random, s);
  bool const with_bias = random() % 2 == 0;
  bool const scaled = random() % 4 == 0;
  operands<T> const x{.input = a.input.data(),
                      .weights = a.weights.data(),
                      .bias = with_bias ? a.bias.data() : nullptr,
                      .output = a.output.data(),
                      .output_scale = scaled ? random_value<T>(random) : T(1),
                      .bias_scale = scaled ? random_value<T>(random) : T(1)};
  std::vector<T> const before = a.output.cells;
  run_reference(a.p, x);

  auto const wide = [](T v) { return static_cast<W>(v); };
  auto wide_input = gather<W>(a.input, s.input_extents(), wide);
  auto wide_weights = gather<W>(a.weights, s.weights_extents(), wide);
  dense<W> expected = seven_loops(s, wide_input, wide_weights);

  // n products and sums, one more rounding each for both scales and the bias; complex products round three times.
  long double relative = 0;
  dense<long double> sizes(s.output_extents());
  if constexpr (!Integer<T>) {
    auto input_sizes = gather<long double>(a.input, s.input_extents(), [](T v) { return std::abs(v); });
    auto weights_sizes = gather<long double>(a.weights, s.weights_extents(), [](T v) { return std::abs(v); });
    sizes = seven_loops(s, input_sizes, weights_sizes);
    index terms = a.p.in_channels;
    for (std::size_t d = 0; d < a.p.rank; ++d) { terms *= a.p.axes[d].weights; }
    relative = static_cast<long double>(std::numeric_limits<decltype(std::abs(T{}))>::epsilon());
    relative *= static_cast<long double>(terms + 3) * (Complex<T> ? 4 : 1);
  }

  std::vector<bool> written(before.size(), false);
  int wrong = 0;
  for_each(s.output_extents(), [&](indices const& y) {
    std::size_t const at = a.output.at(y);
    written[at] = true;
    T const got = a.output.cells[at];
    W const bias = with_bias ? wide(x.bias[y[1] * a.p.bias_step]) * wide(x.bias_scale) : W{};
    W const exact = expected[y] * wide(x.output_scale) + bias;
    if constexpr (Integer<T>) {
      wrong += got != static_cast<T>(exact);
    } else {
      long double const bound = relative * (sizes[y] * std::abs(wide(x.output_scale)) + std::abs(bias));
      wrong += !(std::abs(wide(got) - exact) <= bound);
    }
  });
  for (std::size_t i = 0; i < before.size(); ++i) { wrong += !written[i] && a.output.cells[i] != before[i]; }
  return wrong;
}

/// How many outputs a single infinite or NaN cell spoils, and in how many the loops disagree about that.
struct spoiled {
  int reached = 0, clean = 0, wrong = 0;
};
spoiled spoil_one_cell(std::mt19937_64& random, scenario const& s, bool in_weights, double poison) {
  arrays<double> a(random, s);
  for (auto* x : {&a.input, &a.weights}) { std::fill(x->cells.begin(), x->cells.end(), 1.); }
  scattered<double>& array = in_weights ? a.weights : a.input;
  indices victim = in_weights ? s.weights_extents() : s.input_extents();
  for (index& i : victim) { i = pick(random, 0, std::max<index>(i - 1, 0)); }
  if (!array.cells.empty()) { array.cells.at(array.at(victim)) = poison; }
  run_reference(a.p, operands<double>{.input = a.input.data(), .weights = a.weights.data(), .output = a.output.data()});

  auto const count = [&](bool poisoned) {
    return [=](double v) { return std::uint64_t{poisoned ? !std::isfinite(v) : std::isfinite(v)}; };
  };
  auto input = gather<std::uint64_t>(a.input, s.input_extents(), count(!in_weights));
  auto weights = gather<std::uint64_t>(a.weights, s.weights_extents(), count(in_weights));
  auto hits = seven_loops(s, input, weights);
  spoiled result;
  for_each(s.output_extents(), [&](indices const& y) {
    double const got = a.output.cells.at(a.output.at(y));
    bool const hit = hits[y] != 0;
    ++(hit ? result.reached : result.clean);
    // An infinite cell times one, plus ones, is that infinity and never NaN.
    result.wrong += hit ? !(got == poison || (std::isnan(poison) && std::isnan(got))) : !std::isfinite(got);
  });
  return result;
}

}  // namespace

TEMPLATE_TEST_CASE("random convolutions agree with the sum over the padded input", "[scalar]", float, double,
                   long double, std::complex<float>, std::complex<double>, std::int8_t, std::uint8_t, std::int16_t,
                   std::uint16_t, std::int32_t, std::uint32_t, std::int64_t, std::uint64_t) {
  int with_terms = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    std::mt19937_64 random(seed);
    scenario const s = random_scenario(random);
    CAPTURE(seed, convolt::engine::describe(s.p));
    CHECK(convolt::engine::fault_of(s.p) == nullptr);
    CHECK(faults<TestType>(random, s) == 0);
    with_terms += convolt::engine::useful_multiply_adds(s.p).value > 0;
  }
  CHECK(with_terms > 60);
}

TEST_CASE("NaN and infinity reach the windows that contain them and no others", "[large]") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double inf = std::numeric_limits<double>::infinity();
  int reached = 0;
  int clean = 0;
  for (std::uint64_t seed = 1000; seed < 1250; ++seed) {
    std::mt19937_64 random(seed);
    scenario const s = random_scenario(random);
    CAPTURE(seed, convolt::engine::describe(s.p));
    for (bool const in_weights : {false, true}) {
      for (double const poison : {nan, inf}) {
        spoiled const r = spoil_one_cell(random, s, in_weights, poison);
        CHECK(r.wrong == 0);
        reached += r.reached;
        clean += r.clean;
      }
    }
  }
  CHECK(reached > 2000);
  CHECK(clean > 5000);
}
