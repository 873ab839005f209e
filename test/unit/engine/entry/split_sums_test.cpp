// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/engine/entry/split_sums.hpp: pieces against the whole, on gradients of drawn convolutions.

#include <convolt/engine/entry/split_sums.hpp>

#include <convolt/core/executor.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/engine/entry/once.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::sum_pieces;
using convolt::test::pick;

/// A forward convolution with its channels last or first, and how many numbers its arrays have.
struct drawn_convolution {
  problem p;
  std::size_t inputs = 0, weights = 0, outputs = 0;
};

/// Gives axes and channels their places: channels innermost, or outermost behind the batch.
template <class Extent, class Step>
index lay_out(problem& p, bool channels_last, index channels, index& channel_step, Extent const& extent,
              Step const& step) {
  index next = 1;
  if (channels_last) {
    channel_step = next;
    next *= channels;
  }
  for (std::size_t d = p.rank; d-- > 0;) {
    step(p.axes[d]) = next;
    next *= extent(p.axes[d]);
  }
  if (!channels_last) {
    channel_step = next;
    next *= channels;
  }
  return next;
}

void lay_out_arrays(drawn_convolution& c, bool channels_last) {
  problem& p = c.p;
  p.input_batch_step = lay_out(
      p, channels_last, p.in_channels, p.input_channel_step, [](auto const& a) { return a.input; },
      [](auto& a) -> index& { return a.input_step; });
  p.output_batch_step = lay_out(
      p, channels_last, p.out_channels, p.output_channel_step, [](auto const& a) { return a.output; },
      [](auto& a) -> index& { return a.output_step; });
  p.weights_in_step = channels_last ? p.out_channels : 1;
  p.weights_out_step = channels_last ? 1 : p.in_channels;
  index step = p.in_channels * p.out_channels;
  for (std::size_t d = p.rank; d-- > 0;) {
    p.axes[d].weights_step = step;
    step *= p.axes[d].weights;
  }
  c.inputs = static_cast<std::size_t>(p.batch * p.input_batch_step);
  c.outputs = static_cast<std::size_t>(p.batch * p.output_batch_step);
  c.weights = static_cast<std::size_t>(step);
}

drawn_convolution draw_forward(std::mt19937_64& random) {
  drawn_convolution c;
  problem& p = c.p;
  p.rank = static_cast<std::size_t>(pick(random, 1, 3));
  p.batch = pick(random, 1, 4);
  p.in_channels = pick(random, 1, 5);
  p.out_channels = pick(random, 1, 5);
  for (std::size_t d = 0; d < p.rank; ++d) {
    auto& a = p.axes[d];
    a.input = pick(random, pick(random, 0, 9) == 0 ? 0 : 1, p.rank == 1 ? 40 : 7);
    a.weights = pick(random, 1, 4);
    a.stride = pick(random, 1, 4);
    a.input_dilation = pick(random, 1, 3);
    a.weights_dilation = pick(random, 1, 3);
    a.pad_lo = pick(random, -3, 4);
    index const extent = a.input == 0 ? 0 : (a.input - 1) * a.input_dilation + 1;
    index const room = extent + a.pad_lo + pick(random, -3, 4) - (a.weights - 1) * a.weights_dilation - 1;
    a.output = room < 0 ? 0 : room / a.stride + 1;
  }
  lay_out_arrays(c, pick(random, 0, 1) == 1);
  return c;
}

std::vector<float> draw_numbers(std::mt19937_64& random, std::size_t size, bool broken) {
  std::vector<float> numbers(size);
  for (float& x : numbers) {
    x = static_cast<float>(static_cast<signed char>(pick(random, -8, 8)));
    if (broken && pick(random, 0, 40) == 0) { x = std::numeric_limits<float>::infinity(); }
    if (broken && pick(random, 0, 40) == 0) { x = std::numeric_limits<float>::quiet_NaN(); }
  }
  return numbers;
}

bool same_values(std::vector<float> const& a, std::vector<float> const& b) {
  bool same = a.size() == b.size();
  for (std::size_t i = 0; same && i < a.size(); ++i) { same = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])); }
  return same;
}

/// The weights' gradient of the convolution, computed by f(problem, operands).
template <class F>
std::vector<float> gradient(drawn_convolution const& c, std::vector<float> const& x, std::vector<float> const& g,
                            F const& f) {
  std::vector<float> result(c.weights, 99);
  auto const part = convolt::engine::weights_gradient(c.p, 0);
  f(part.p, operands<float>{.input = x.data() + part.input_offset,
                            .weights = g.data() + part.weights_offset,
                            .output = result.data() + part.output_offset,
                            .output_scale = 0.5F});
  return result;
}

auto const by_reference = [](problem const& p, operands<float> const& x) { convolt::engine::run_reference(p, x); };

TEST_CASE("pieces add up to the whole, for all strides, dilations, paddings and layouts") {
  int cut_often = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    std::mt19937_64 random(seed);
    drawn_convolution const c = draw_forward(random);
    bool const broken = seed % 4 == 0;
    std::vector<float> const x = draw_numbers(random, c.inputs, broken), g = draw_numbers(random, c.outputs, broken);
    CAPTURE(seed, convolt::engine::describe(c.p));
    REQUIRE(convolt::engine::fault_of(c.p) == nullptr);
    problem const p = convolt::engine::weights_gradient(c.p, 0).p;
    if (!convolt::engine::has_products(p)) { continue; }
    std::vector<float> const whole = gradient(c, x, g, by_reference);
    for (bool const brought : {false, true}) {
      sum_pieces cut{.channels = pick(random, 1, p.in_channels), .rows = pick(random, 1, p.axes[0].weights)};
      cut.brought = brought;
      cut.count = convolt::engine::ceil_divide(p.in_channels, cut.channels) *
                  convolt::engine::ceil_divide(p.axes[0].weights, cut.rows);
      cut_often += cut.count > 1 ? 1 : 0;
      auto const in_pieces = gradient(c, x, g, [&](problem const& q, operands<float> const& own) {
        convolt::engine::run_in_pieces<float, default_arch>(q, own, cut, by_reference);
      });
      CHECK(same_values(in_pieces, whole));
    }
  }
  CHECK(cut_often > 300);
}

TEST_CASE("samples that are brought together are neighbours, in lines of an odd number of cache lines") {
  drawn_convolution c;
  c.p.rank = 2;
  c.p.batch = 3;
  c.p.in_channels = 16;
  c.p.out_channels = 8;
  for (std::size_t d = 0; d < 2; ++d) { c.p.axes[d] = {.input = 40, .weights = 5, .output = 36}; }
  c.p.axes[1].stride = 2;
  c.p.axes[1].output = 18;
  lay_out_arrays(c, true);
  problem const p = convolt::engine::weights_gradient(c.p, 0).p;
  sum_pieces const cut{.channels = 3, .rows = 36, .brought = true};
  problem const piece = convolt::engine::first_piece<float>(p, cut);
  CHECK(piece.input_channel_step == 1);
  CHECK(piece.axes[1].input_step == 3);
  CHECK(piece.axes[1].weights_dilation == 1);  // every other sample: the others belong to another class
  CHECK(piece.axes[1].input == 20);
  CHECK(piece.axes[1].output == 3);
  CHECK(piece.axes[0].input_step == 80);  // 20 * 3 in 5 lines of 16
  CHECK(convolt::engine::runs_of_pieces(p, cut) == 2);
}

TEST_CASE("long sums are cut by what fits in the caches, others and forward convolutions are left alone") {
  drawn_convolution c;
  c.p.rank = 1;
  c.p.in_channels = c.p.out_channels = 64;
  c.p.axes[0] = {.input = 10000, .weights = 25, .output = 10000, .pad_lo = 12};
  lay_out_arrays(c, true);
  auto const is_whole = [](sum_pieces const& cut) { return cut.count == 1 && !cut.brought; };
  sum_pieces const cut = convolt::engine::pieces_of_sums<float>(convolt::engine::weights_gradient(c.p, 0).p);
  CHECK(cut.count == 10);
  CHECK(cut.rows == 1000);
  CHECK(cut.brought);
  CHECK(is_whole(convolt::engine::pieces_of_sums<float>(c.p)));
  CHECK(is_whole(convolt::engine::pieces_of_sums<float>(convolt::engine::input_gradient(c.p, 0).p)));
  c.p.in_channels = 2;
  lay_out_arrays(c, true);
  CHECK(is_whole(convolt::engine::pieces_of_sums<float>(convolt::engine::weights_gradient(c.p, 0).p)));
  CHECK(is_whole(convolt::engine::pieces_of_sums<float>(problem())));
}

TEST_CASE("a single run of a long sum in pieces is as exact as sums in pairs are", "[large]") {
  std::mt19937_64 random(5);
  drawn_convolution c;
  c.p.rank = 1;
  c.p.batch = 2;
  c.p.in_channels = c.p.out_channels = 64;
  c.p.axes[0] = {.input = 1100, .weights = 2, .output = 1100, .pad_lo = 1};
  lay_out_arrays(c, true);
  std::vector<float> x(c.inputs), g(c.outputs);
  for (float& v : x) { v = static_cast<float>(random() >> 40) * 0x1p-24F - 0.5F; }
  for (float& v : g) { v = static_cast<float>(random() >> 40) * 0x1p-24F - 0.5F; }
  problem const p = convolt::engine::weights_gradient(c.p, 0).p;
  REQUIRE(convolt::engine::pieces_of_sums<float>(p).count > 1);
  auto const once = [&](convolt::executor_ref executor) {
    return gradient(c, x, g, [&](problem const& q, operands<float> const& own) {
      convolt::engine::run_once<float>(q, own, convolt::engine::precision_level::highest, executor);
    });
  };
  auto const found = once({});
  convolt::threads const pool(3);
  CHECK(once(pool) == found);
  std::vector<double> x2(x.begin(), x.end()), g2(g.begin(), g.end());
  auto const in_double = [&] {
    std::vector<double> sums(c.weights);
    convolt::engine::run_reference<double>(
        p, {.input = x2.data(), .weights = g2.data(), .output = sums.data(), .output_scale = 0.5});
    return sums;
  };
  std::vector<double> const exact = in_double();
  for (double& v : x2) { v = std::abs(v); }
  for (double& v : g2) { v = std::abs(v); }
  std::vector<double> const sizes = in_double();
  for (std::size_t i = 0; i < exact.size(); ++i) {  // one by one, errors are bounded by 2200 times as much
    REQUIRE(std::abs(static_cast<double>(found[i]) - exact[i]) <
            sizes[i] * static_cast<double>(std::numeric_limits<float>::epsilon()));
  }
}

}  // namespace
