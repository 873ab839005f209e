// SPDX-License-Identifier: BSD-3-Clause
/// Samples read where they are: which problems are computed so, and that they are computed like all others, borders,
/// strange steps and infinities included.
#include <convolt/engine/methods/boxed/method.hpp>

#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/methods/toeplitz/toeplitz_arrays.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

namespace boxed = convolt::engine::methods::boxed;

using convolt::index;
using convolt::engine::box_limits;
using convolt::engine::default_arch;
using convolt::engine::problem;
using test::arrays;
using test::pick;

template <class T>
using boxed_plan = boxed::prepared<T, default_arch, true>;  // with any instruction set
template <class T>
using planner = boxed::planner<T, default_arch, true>;

template <class T>
constexpr index panel = convolt::engine::panel_vectors * planner<T>::width;
constexpr index tile = static_cast<index>(convolt::engine::tile_rows<default_arch, 2>);

/// A line in which the last window begins `after` samples after the last one that has all of them.
problem line(index channels, index outputs, index weights, index pad_lo, index after) {
  problem p;
  p.rank = 1;
  p.in_channels = channels;
  p.axes[0] = {.input = std::max<index>(outputs - pad_lo + weights - 1 - after, 1),
               .weights = weights,
               .output = outputs,
               .pad_lo = pad_lo};
  return p;
}

/// Lines of several tiles, most of which can be read in place: of the windows of the others one begins two samples
/// before the line, or ends two after it, or meets every other sample.
template <class T>
arrays<T> draw(std::mt19937_64& random) {
  problem p = line(pick(random, 32, 35), pick(random, 4 * tile, 7 * tile), pick(random, 1, 4), pick(random, -2, 1),
                   pick(random, -2, 1));
  convolt::engine::axis_problem& last = p.axes[0];
  if (pick(random, 1, 8) == 1) { last.pad_lo = 2; }
  if (pick(random, 1, 8) == 1) { last.stride = 2; }
  if (pick(random, 1, 3) == 1) {
    last.input_dilation = pick(random, 2, 3);
    last.output = last.output * last.input_dilation - pick(random, 0, 2);
  }
  if (pick(random, 1, 4) == 1) { last.weights_dilation = pick(random, 2, 5); }
  if (pick(random, 1, 2) == 1) {
    p.rank = 2;
    p.axes[1] = p.axes[0];
    index const extent = pick(random, 1, 4);
    p.axes[0] = {.input = extent,
                 .weights = pick(random, 1, 3),
                 .output = pick(random, 1, 4),
                 .stride = pick(random, 1, 2),
                 .input_dilation = pick(random, 1, 2),
                 .pad_lo = pick(random, -1, 2)};
  }
  p.batch = pick(random, 1, 2);
  p.feature_groups = pick(random, 1, 4) == 1 ? 2 : 1;
  p.out_channels = p.feature_groups * panel<T> * pick(random, 1, 2);
  arrays<T> a(random, p);
  lay_out_lines(random, a);
  return a;
}

/// Prepares with drawn boxes and counts those that read in place.
template <class T>
struct prepare {
  int& in_place;

  auto operator()(arrays<T> const& a, std::mt19937_64& random) const {
    box_limits const limits{.input = index{1} << pick(random, 10, 20), .output = index{1} << pick(random, 10, 20)};
    convolt::engine::request<T> const r{.p = a.p, .weights = a.first_weight()};
    auto made = std::make_unique<boxed_plan<T> const>(r, limits);
    in_place += made->details().find("in place") != std::string::npos;
    return made;
  }
};

TEMPLATE_TEST_CASE("samples that are read in place give the sums of whole numbers exactly", "", float, double) {
  int in_place = 0;
  CHECK(test::check_whole_numbers<TestType>(150, draw<TestType>, prepare<TestType>{in_place}) > 120);
  CHECK(in_place > 50);
  CHECK(in_place < 140);
}

TEMPLATE_TEST_CASE("sums over samples in place are rounded like a direct sum", "", float, double) {
  int in_place = 0;
  test::check_rounding<TestType>(20, draw<TestType>, prepare<TestType>{in_place});
  CHECK(in_place > 5);
}

TEST_CASE("infinities and NaN among samples in place, or weights, reach their windows and no others") {
  int in_place = 0;
  test::value_counts const counts = test::check_spoiled_numbers(60, draw<double>, prepare<double>{in_place});
  CHECK(counts.spoiled > 500);
  CHECK(counts.clean > 10000);
  CHECK(in_place > 5);
}

/// What is copied of a problem whose samples, or channels, are neighbours.
boxed::copied_arrays copies(problem p, index sample_step = 1) {
  p.axes[p.rank - 1].input_step = sample_step;
  p.input_channel_step = sample_step == 1 ? 1000 : 1;
  p.output_channel_step = 1000;
  p.out_channels = panel<float>;
  return planner<float>::copies(p, panel<float>);
}

TEST_CASE("samples are read in place where every tile but the two at the ends of a line has all of them") {
  index const enough = 4 * tile;
  for (index const pad : {-3, 0, 1}) {
    for (index const after : {-3, 0, 1}) {
      CAPTURE(pad, after);
      CHECK(copies(line(32, enough, 3, pad, after)).in_place);
      CHECK_FALSE(copies(line(32, enough, 3, pad, after)).input);
    }
  }
  CHECK(copies(line(32, enough, 1, 0, 0)).in_place);

  CHECK_FALSE(copies(line(32, enough, 3, 2, 0)).in_place);
  CHECK_FALSE(copies(line(32, enough, 3, 0, 2)).in_place);
  CHECK_FALSE(copies(line(32, enough, 1, 1, 0)).in_place);  // its first output meets no sample
  CHECK_FALSE(copies(line(32, enough, 1, 0, 1)).in_place);
  CHECK_FALSE(copies(line(31, enough, 3, 1, 1)).in_place);
  CHECK_FALSE(copies(line(32, enough - 1, 3, 1, 1)).in_place);
  CHECK(copies(line(32, enough - 1, 3, 1, 1)).input);
  problem strided = line(32, enough, 3, 1, 1);
  strided.axes[0].stride = 2;
  CHECK_FALSE(copies(strided).in_place);
}

TEST_CASE("samples whose channels are neighbours, or of which panels are not full, are not read in place") {
  problem const p = line(32, 4 * tile, 3, 1, 1);
  CHECK_FALSE(copies(p, 32).in_place);
  CHECK_FALSE(copies(p, 32).input);
  problem q = p;
  q.axes[0].input_step = 1;
  q.input_channel_step = 1000;
  q.out_channels = panel<float>;
  CHECK(planner<float>::copies(q, panel<float>).in_place);
  CHECK_FALSE(planner<float>::copies(q, panel<float> / 2).in_place);
  CHECK(planner<float>::copies(q, panel<float> / 2).input);
}

TEST_CASE("without wide tiles samples are copied") {
  problem p = line(32, 4 * tile, 3, 1, 1);
  p.axes[0].input_step = 1;
  p.input_channel_step = 1000;
  using small_tiles = boxed::planner<float, default_arch, false>;
  CHECK(planner<float>::copies(p, panel<float>).in_place);
  CHECK_FALSE(small_tiles::copies(p, panel<float>).in_place);
  CHECK(small_tiles::copies(p, panel<float>).input);
}

TEST_CASE("infinite weights make samples that could be read in place be copied") {
  std::mt19937_64 random(3);
  problem p = line(32, 4 * tile, 3, 1, 1);
  p.out_channels = panel<float>;
  arrays<float> a(random, p);
  do { lay_out_lines(random, a); } while (a.p.axes[0].input_step != 1);  // not all layouts have neighbours side by side
  a.fill([] { return 1.f; });
  boxed_plan<float> const finite({.p = a.p, .weights = a.first_weight()});
  CHECK(finite.details().find("read in place") != std::string::npos);
  a.weights[a.weights.size() / 2] = std::numeric_limits<float>::infinity();
  boxed_plan<float> const exact({.p = a.p, .weights = a.first_weight()});
  CHECK(exact.details().find("read in place") == std::string::npos);
  CHECK(exact.details().find("samples are transposed") != std::string::npos);
}

}  // namespace
