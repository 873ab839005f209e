// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/run.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace convolt::engine;
using convolt::index;

namespace {

/// Outputs are the number of the share that computed them.
class marking_plan final : public planned<float> {
 public:
  explicit marking_plan(problem const& p) : planned(p) {}
  void run(operands<float> const& x, workspace& space, share part) const override {
    space.reserve(64);
    index const outputs = problem_.axes[0].output;
    for (index i = part.first(outputs); i < part.end(outputs); ++i) { x.output[i] += static_cast<float>(part.count); }
  }
  std::size_t memory() const override { return 0; }
  std::size_t workspace_bytes() const override { return 64; }
  std::string details() const override { return {}; }
};

struct counting_executor {
  index threads;
  std::vector<index>* counts;
  index concurrency() const { return threads; }
  void run(index count, convolt::task_ref task) const {
    counts->push_back(count);
    for (index i = count; i-- > 0;) { task(i); }
  }
};

problem line(index outputs, index taps) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = outputs + taps - 1, .weights = taps, .output = outputs};
  return p;
}

}  // namespace

TEST_CASE("work is cut into shares that are worth a thread") {
  index const one = fewest_products_per_share;
  CHECK(worthwhile_shares(line(1000, 3), 8) == 1);
  CHECK(worthwhile_shares(line(one, 3), 1) == 1);
  CHECK(worthwhile_shares(line(one, 3), 8) == 3);
  CHECK(worthwhile_shares(line(one, 3), 2) == 2);
  CHECK(worthwhile_shares(line(one, 3), 0) == 1);
  CHECK(worthwhile_shares(line(0, 3), 8) == 1);
  problem huge = line(one, 3);
  huge.in_channels = huge.out_channels = std::numeric_limits<index>::max() / 4;
  CHECK(worthwhile_shares(huge, 8) == 8);
}

TEST_CASE("all shares together compute every output once") {
  index const outputs = 2 * fewest_products_per_share;
  marking_plan const plan(line(outputs, 2));
  std::vector<float> out(static_cast<std::size_t>(outputs));
  std::vector<index> counts;
  run(plan, operands<float>{.output = out.data()}, {});
  CHECK(std::set<float>(out.begin(), out.end()) == std::set<float>{1});
  counting_executor const three{3, &counts};
  run(plan, operands<float>{.output = out.data()}, three);
  CHECK(counts == std::vector<index>{3});
  CHECK(std::set<float>(out.begin(), out.end()) == std::set<float>{4});
  marking_plan const small(line(7, 2));
  run(small, operands<float>{.output = out.data()}, three);
  CHECK(counts == std::vector<index>{3});
  CHECK(out[6] == 5);
}
