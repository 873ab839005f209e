// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/convolve.hpp: how ranks agree that their calls are one.
#include <convolt/dist/convolve.hpp>

#include <convolt/core/error.hpp>
#include <convolt/geometry/halo.hpp>
#include <convolt/geometry/origin.hpp>
#include <support/catch.hpp>
#include <unit/dist/world.hpp>

#include <string>
#include <utility>

#if defined(CONVOLT_HAS_MPI)

namespace {

namespace dist = convolt::dist;
namespace geometry = convolt::geometry;
using convolt::index;

/// Calls visit(call) for a convolution of ten samples on this rank.
template <class Visit>
void with_call(dist::ranks const& all, convolt::padding const& pad, Visit visit) {
  convolt::steps const strides{1};
  geometry::conv_arguments const parameters{.strides = strides, .pad = pad};
  dist::split_call call{
      .where = "test", .all = all, .parameters = parameters, .lhs_shape = {1, 2, 10}, .rhs_shape = {3, 2, 4}};
  call.choose_axis(all);
  visit(call);
}

std::string agreed(dist::split_call const& call, dist::announcement mine, std::string complaint = {}) {
  try {
    static_cast<void>(call.agree(mine, std::move(complaint)));
  } catch (convolt::parameter_error const& e) { return e.what(); }
  return "";
}

TEST_CASE("ranks whose calls differ all hear which one does") {
  dist::ranks const all(test::world());
  index const last = all.count() - 1;
  convolt::padding const pad = all.rank() == last && last > 0 ? convolt::padding(convolt::full) : convolt::same;
  with_call(all, pad, [&](dist::split_call const& call) {
    CHECK(call.axis == 2);
    std::string const message = agreed(call, {.extent = 10, .call = call.common_facts().value()});
    std::string const expected = "convolt::test: rank " + std::to_string(last) + ": is called with other extents";
    CHECK((last == 0 ? message.empty() : message.find(expected) == 0));
  });
}

TEST_CASE("the complaint of one rank is heard by all") {
  dist::ranks const all(test::world());
  bool const here = all.rank() == all.count() - 1;
  with_call(all, convolt::same, [&](dist::split_call const& call) {
    std::string const message = agreed(call, {.faulty = here ? 1 : 0, .extent = 10}, here ? "no room" : "");
    CHECK(message == "convolt::test: rank " + std::to_string(all.count() - 1) + ": no room");
  });
}

TEST_CASE("all ranks resolve the call of the whole array") {
  dist::ranks const all(test::world());
  with_call(all, convolt::full, [&](dist::split_call const& call) {
    geometry::result_axes axes;
    dist::split_problem const s = call.resolve(geometry::shares(10 * all.count(), all.count()), axes);
    CHECK(s.split_axis().input == 10 * all.count());
    CHECK(s.split_axis().output == 10 * all.count() + 3);
    CHECK(s.halo.inputs.first == 10 * all.rank());
    // Output 0 of this rank lies at its first sample, but for those before all samples.
    geometry::sample_origin const& origin = axes[2].origin;
    CHECK(origin.first() == (all.rank() == 0 ? -2 : 0));
  });
}

}  // namespace

#endif
