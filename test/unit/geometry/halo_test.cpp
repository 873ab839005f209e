// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/geometry/halo.hpp: ranks without MPI. Each computes its outputs from the samples that it
/// owns and receives and from no others, and together they compute what the plain loops do.
#include <convolt/geometry/halo.hpp>

#include <convolt/geometry/axis.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace {

using convolt::index;
using convolt::geometry::halo;
using convolt::geometry::halo_of;
using convolt::geometry::inside_outputs;
using convolt::geometry::needed_inputs;
using convolt::geometry::part_of_axis;
using convolt::geometry::resolved_axis;
using convolt::geometry::sample_origin;
using convolt::geometry::shares;
using convolt::geometry::shares_of_outputs;
using convolt::geometry::slice;
using convolt::geometry::transfer;
using convolt::test::pick;

std::size_t at(index i) { return static_cast<std::size_t>(i); }

/// Calls visit(sample, tap) for what output t is summed of.
template <class Visit>
void for_each_meeting(resolved_axis const& a, index t, Visit visit) {
  for (index q = 0; q < a.kernel; ++q) {
    index const position = t * a.stride + q * a.kernel_dilation - a.pad_lo;
    if (position < 0 || position % a.input_dilation != 0 || position / a.input_dilation >= a.input) { continue; }
    visit(position / a.input_dilation, q);
  }
}

/// From the first to the last sample that is met, by looking at all of them.
slice met_inputs(resolved_axis const& a, slice outputs) {
  slice met{a.input, 0};
  for (index t = outputs.first; t < outputs.end; ++t) {
    for_each_meeting(a, t, [&met](index i, index) { met = {std::min(met.first, i), std::max(met.end, i + 1)}; });
  }
  return met.end == 0 ? slice{} : met;
}

/// Any window on any axis: the pads are drawn, and the outputs are those that fit.
resolved_axis any_axis(std::mt19937_64& random, index longest) {
  resolved_axis a;
  a.input = pick(random, 0, 4) == 0 ? pick(random, 0, 3) : pick(random, 0, longest);
  a.kernel = pick(random, 0, 3) == 0 ? pick(random, 1, longest) : pick(random, 1, 5);
  a.kernel_dilation = pick(random, 0, 2) == 0 ? pick(random, 1, 6) : 1;
  a.stride = pick(random, 0, 1) == 0 ? pick(random, 1, 7) : 1;
  a.input_dilation = pick(random, 0, 1) == 0 ? pick(random, 1, 6) : 1;
  index const span = (a.kernel - 1) * a.kernel_dilation + 1;
  index const extent = a.input == 0 ? 0 : (a.input - 1) * a.input_dilation + 1;
  a.pad_lo = pick(random, -std::min<index>(extent / 3, 9), span + 2);
  a.pad_hi = pick(random, -std::min<index>(extent / 3, 9), span + 2);
  index const room = extent + a.pad_lo + a.pad_hi - span;
  a.output = room < 0 ? 0 : room / a.stride + 1;
  return a;
}

/// Shares of any size, many of them empty.
shares any_shares(std::mt19937_64& random, index extent, index ranks) {
  std::vector<index> ends;
  for (index r = 0; r + 1 < ranks; ++r) {
    bool const again = r > 0 && pick(random, 0, 3) == 0;
    ends.push_back(again ? ends.back() : pick(random, 0, extent));
  }
  ends.push_back(extent);
  std::sort(ends.begin(), ends.end());
  return shares::with_ends(ends);
}

std::vector<index> random_numbers(std::mt19937_64& random, index count) {
  std::vector<index> numbers(at(count));
  for (index& n : numbers) { n = pick(random, -1000, 1000); }
  return numbers;
}

/// The sums of some outputs. `has(i)` says whether sample i may be read.
template <class Has>
void check_outputs(resolved_axis const& a, slice outputs, std::vector<index> const& x, std::vector<index> const& w,
                   std::vector<index> const& y, Has has) {
  int wrong = 0, missing = 0;
  for (index t = outputs.first; t < outputs.end; ++t) {
    index sum = 0;
    for_each_meeting(a, t, [&](index i, index q) {
      missing += !has(i);
      sum += x[at(i)] * w[at(q)];
    });
    wrong += sum != y[at(t)];
  }
  CHECK(missing == 0);
  CHECK(wrong == 0);
}

/// A part as an axis of its own meets the same samples at the same taps.
void check_part(resolved_axis const& a, slice outputs) {
  slice const inputs = needed_inputs(a, outputs);
  resolved_axis const part = part_of_axis(a, outputs, inputs);
  int different = 0;
  for (index t = outputs.first; t < outputs.end; ++t) {
    std::vector<index> of_whole, of_part;
    for_each_meeting(a, t, [&](index i, index q) { of_whole.insert(of_whole.end(), {i - inputs.first, q}); });
    for_each_meeting(part, t - outputs.first, [&](index i, index q) { of_part.insert(of_part.end(), {i, q}); });
    different += of_whole != of_part;
  }
  CHECK(different == 0);
}

/// All ranks of a problem: who sends is who is received from, and everybody has what he needs.
void check_ranks(resolved_axis const& a, shares const& inputs, shares const& outputs, std::mt19937_64& random) {
  std::vector<index> const x = random_numbers(random, a.input), w = random_numbers(random, a.kernel);
  std::vector<index> y(at(a.output));
  for (index t = 0; t < a.output; ++t) {
    for_each_meeting(a, t, [&](index i, index q) { y[at(t)] += x[at(i)] * w[at(q)]; });
  }
  std::vector<halo> halos;
  for (index r = 0; r < inputs.ranks(); ++r) { halos.push_back(halo_of(a, inputs, outputs, r)); }
  index sent = 0, received = 0, unmatched = 0;
  for (index r = 0; r < inputs.ranks(); ++r) {
    halo const& h = halos[at(r)];
    sent += static_cast<index>(h.sent.size());
    received += static_cast<index>(h.received.size());
    std::vector<bool> has(at(a.input), false);
    std::fill(has.begin() + h.inputs.first, has.begin() + h.inputs.end, true);
    check_outputs(a, h.inside, x, w, y, [&](index i) { return h.inputs.first <= i && i < h.inputs.end; });
    for (transfer const& t : h.received) {
      std::vector<transfer> const& from = halos[at(t.rank)].sent;
      unmatched += std::count(from.begin(), from.end(), transfer{r, t.samples}) != 1;
      CHECK_FALSE(t.samples.empty());
      std::fill(has.begin() + t.samples.first, has.begin() + t.samples.end, true);
    }
    check_outputs(a, h.outputs, x, w, y, [&](index i) { return has[at(i)]; });
    CHECK(h.outputs.holds(h.inside));
    CHECK(h.needed == met_inputs(a, h.outputs));  // not one sample too many travels
  }
  CHECK(unmatched == 0);
  CHECK(sent == received);
}

std::string text_of(resolved_axis const& a) {
  auto const add = [](std::string const& name, index n) { return name + " " + std::to_string(n) + " "; };
  return add("input", a.input) + add("kernel", a.kernel) + add("output", a.output) + add("stride", a.stride) +
         add("input_dilation", a.input_dilation) + add("kernel_dilation", a.kernel_dilation) + add("pad_lo", a.pad_lo);
}

TEST_CASE("every rank computes its outputs from what it owns and receives") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 random(seed);
    resolved_axis const a = any_axis(random, 40);
    CAPTURE(seed, text_of(a));
    index const ranks = pick(random, 1, 12);
    shares const inputs = any_shares(random, a.input, ranks), outputs = any_shares(random, a.output, ranks);
    check_ranks(a, inputs, outputs, random);
    for (index r = 0; r < ranks; ++r) { check_part(a, outputs[r]); }
  }
}

TEST_CASE("a thousand ranks do, whatever their shares") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    std::mt19937_64 random(seed);
    resolved_axis a = any_axis(random, 1);
    bool const many = seed % 2 == 0;  // or fewer outputs than ranks
    a.input = many ? pick(random, 2000, 4000) : pick(random, 100, 300);
    a.kernel = many ? pick(random, 3, 30) : 40;  // a halo of several ranks
    a.pad_lo = a.kernel / 2;
    a.output = (a.input - 1) * a.input_dilation / a.stride;
    CAPTURE(seed, text_of(a));
    shares const even(a.input, 1000), uneven = any_shares(random, a.input, 1000);
    check_ranks(a, even, shares(a.output, 1000), random);
    check_ranks(a, uneven, any_shares(random, a.output, 1000), random);
  }
}

TEST_CASE("a kernel longer than a share needs samples of several ranks") {
  resolved_axis const a{.input = 20, .kernel = 9, .output = 20, .pad_lo = 8};
  shares const each(20, 10);
  halo const h = halo_of(a, each, each, 7);
  CHECK(h.needed == slice{6, 16});
  CHECK(h.inside.empty());
  CHECK((h.received == std::vector<transfer>{{3, {6, 8}}, {4, {8, 10}}, {5, {10, 12}}, {6, {12, 14}}}));
  CHECK((h.sent == std::vector<transfer>{{8, {14, 16}}, {9, {14, 16}}}));
}

TEST_CASE("windows that lie apart need nothing of what is between them") {
  resolved_axis const a{.input = 30, .kernel = 2, .output = 3, .stride = 10};
  shares const each(30, 3);
  for (index r = 0; r < 3; ++r) {
    halo const h = halo_of(a, each, shares(3, 3), r);
    CHECK(h.inside == h.outputs);
    CHECK((h.received.empty() && h.sent.empty()));
  }
  CHECK(needed_inputs(a, {1, 2}) == slice{10, 12});
}

TEST_CASE("a transposed convolution needs the samples that a tap meets, and none of its zeros") {
  resolved_axis const a{.input = 8, .kernel = 3, .output = 22, .input_dilation = 3, .pad_lo = 0};
  CHECK(needed_inputs(a, {0, 3}) == slice{0, 2});
  CHECK(needed_inputs(a, {1, 2}) == slice{1, 2});
  CHECK(inside_outputs(a, {0, 22}, {2, 5}) == slice{4, 13});
}

TEST_CASE("outputs belong to the rank where they lie") {
  shares const inputs(12, 3);
  sample_origin const same{.taps = 3, .pad_lo = 1, .lag_zero = 1};
  CHECK(shares_of_outputs(inputs, 12, same)[1] == slice{4, 8});
  sample_origin const strided{.taps = 3, .pad_lo = 1, .stride = 2, .lag_zero = 1};
  CHECK(shares_of_outputs(inputs, 6, strided)[1] == slice{2, 4});
  sample_origin const transposed{.taps = 2, .pad_lo = 1, .divisor = 2, .lag_zero = 1};
  CHECK(shares_of_outputs(inputs, 24, transposed)[2] == slice{16, 24});
  sample_origin const full{.taps = 5, .pad_lo = 4, .lag_zero = 2};
  CHECK(shares_of_outputs(inputs, 16, full)[0] == slice{0, 6});
  CHECK(shares_of_outputs(inputs, 16, full)[2] == slice{10, 16});
}

TEST_CASE("ranks without samples compute nothing, unless nobody has any") {
  shares const inputs(std::vector<index>{0, 5, 0, 4, 0});
  sample_origin const full{.taps = 5, .pad_lo = 4, .lag_zero = 2};
  shares const outputs = shares_of_outputs(inputs, 13, full);
  CHECK((outputs[0].empty() && outputs[2].empty() && outputs[4].empty()));
  CHECK((outputs[1] == slice{0, 7} && outputs[3] == slice{7, 13}));
  CHECK(shares_of_outputs(shares(0, 3), 6, full)[0] == slice{0, 6});
}

TEST_CASE("steps and paddings near the longest axis do not overflow") {
  index const far = convolt::geometry::longest_axis / 2;
  resolved_axis const a{.input = 2, .kernel = 1, .output = 2, .stride = far, .input_dilation = far};
  CHECK(needed_inputs(a, {0, 1}) == slice{0, 1});
  CHECK(needed_inputs(a, {1, 2}) == slice{1, 2});
  resolved_axis const padded{.input = 1, .kernel = 1, .output = far, .pad_lo = far - 1};
  CHECK(needed_inputs(padded, {0, far - 1}).empty());
  CHECK(needed_inputs(padded, {0, far}) == slice{0, 1});
}

}  // namespace
