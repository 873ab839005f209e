// SPDX-License-Identifier: BSD-3-Clause
/// What the weights of a dense run are asked, and that they can stop it. What is computed is tested with
/// dense/method.hpp and dense/once.hpp.
#include <convolt/engine/methods/dense/runner.hpp>

#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cstddef>
#include <random>
#include <vector>

namespace {

namespace dense = convolt::engine::methods::dense;

using convolt::index;
using convolt::engine::aligned_array;
using convolt::engine::default_arch;
using convolt::engine::packed_panel;
using convolt::engine::problem;
using planner = dense::planner<float, default_arch>;

/// Weights that are all 1, and a list of what was asked.
struct listening_weights final : dense::panel_source<float> {
  struct question {
    std::size_t phase;
    index panel;
    bool operator==(question const&) const = default;
  };
  aligned_array<float> ones;
  std::size_t answers;  ///< before they stop
  std::vector<question> asked{};

  listening_weights(dense::layout const& layout, std::size_t count)
      : ones(static_cast<std::size_t>(layout.packed_size)), answers(count) {
    for (std::size_t i = 0; i < ones.size(); ++i) { ones.data()[i] = 1; }
  }
  bool find(dense::run_layout const&, std::size_t phase, index panel, packed_panel<float>& found) override {
    asked.push_back({phase, panel});
    found.begin = ones.data();
    return asked.size() <= answers;
  }
};

/// Two phases, and three panels of output channels.
problem example() {
  problem p;
  p.rank = 1;
  p.in_channels = 2;
  p.out_channels = 2 * convolt::engine::panel_vectors * planner::width + 1;
  p.axes[0].input = 3;
  p.axes[0].input_dilation = 2;
  p.axes[0].weights = 2;
  p.axes[0].output = 6;
  p.axes[0].pad_lo = 1;
  return p;
}

struct outcome {
  bool finished;
  std::vector<listening_weights::question> asked;
  std::vector<float> output;
};

outcome run(std::size_t answers, convolt::engine::share part = {}) {
  std::mt19937_64 random(1);
  test::arrays<float> a(random, example());
  a.fill([] { return 1.f; });
  dense::layout const layout = planner::make(a.p, false);
  std::vector<float> const zeros(static_cast<std::size_t>(layout.longest_row), 0.f);
  listening_weights weights(layout, answers);
  convolt::engine::workspace space;
  space.reserve(dense::runner<float, default_arch>::workspace_bytes(layout));
  std::vector<float> out = a.output;
  dense::runner<float, default_arch> const runner(a.p, layout, zeros.data());
  bool const finished = runner.run(weights, a.view(out), space, part);
  CHECK(space.taken() == 0);
  return {finished, weights.asked, out};
}

}  // namespace

TEST_CASE("a dense run asks for every panel of every phase once") {
  outcome const all = run(100);
  CHECK(all.finished);
  using q = listening_weights::question;
  CHECK(all.asked == std::vector<q>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
}

TEST_CASE("few positions are shared panel by panel") {
  using q = listening_weights::question;
  CHECK(run(100, {.number = 0, .count = 3}).asked == std::vector<q>{{0, 0}, {1, 0}});
  CHECK(run(100, {.number = 2, .count = 3}).asked == std::vector<q>{{0, 2}, {1, 2}});
}

TEST_CASE("weights can stop a dense run") {
  for (std::size_t answers = 0; answers < 6; ++answers) {
    CAPTURE(answers);
    outcome const some = run(answers);
    CHECK_FALSE(some.finished);
    CHECK(some.asked.size() == answers + 1);
    CHECK(some.output != run(100).output);
  }
}
