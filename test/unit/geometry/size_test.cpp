// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/size.hpp. The judge of every formula is a count on an axis that is built position by
/// position.
#include <convolt/geometry/size.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <random>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::checked_index;
using convolt::index;
using geometry::axis_pads;

namespace {

constexpr index largest = std::numeric_limits<index>::max();
constexpr index smallest = std::numeric_limits<index>::min();

index value(checked_index n) {
  REQUIRE_FALSE(n.overflowed);
  return n.value;
}
std::array<index, 2> values(axis_pads p) { return {value(p.lo), value(p.hi)}; }

using pair = std::array<index, 2>;

/// An axis, every position written out: the index of the value that lies there, or -1 for a zero.
using positions = std::vector<int>;

positions dilated_axis(int extent, int dilation) {
  positions axis;
  for (int i = 0; i < extent; ++i) {
    if (i > 0) { axis.insert(axis.end(), static_cast<std::size_t>(dilation - 1), -1); }
    axis.push_back(i);
  }
  return axis;
}

/// Put zeros around the axis or cut it; nothing if there is too little to cut. Enlarges first, so that the order of the
/// two ends does not matter.
std::optional<positions> padded_axis(positions axis, int lo, int hi) {
  if (lo > 0) { axis.insert(axis.begin(), static_cast<std::size_t>(lo), -1); }
  if (hi > 0) { axis.insert(axis.end(), static_cast<std::size_t>(hi), -1); }
  if (static_cast<int>(axis.size()) < std::max(-lo, 0) + std::max(-hi, 0)) { return std::nullopt; }
  if (lo < 0) { axis.erase(axis.begin(), axis.begin() - lo); }
  if (hi < 0) { axis.erase(axis.end() + hi, axis.end()); }
  return axis;
}

/// Move a window of dilated taps along the axis and count the places where all of it lies inside.
int count_windows(positions const& axis, int kernel, int kernel_dilation, int stride) {
  int count = 0;
  for (std::size_t start = 0; start < axis.size(); start += static_cast<std::size_t>(stride)) {
    std::size_t last = start;
    for (int tap = 1; tap < kernel; ++tap) { last += static_cast<std::size_t>(kernel_dilation); }
    if (last < axis.size()) { ++count; }
  }
  return count;
}

/// All of the small configurations: calls f(kernel, stride, kernel_dilation, extent).
template <class F>
void for_small_windows(F f) {
  for (int kernel = 1; kernel <= 5; ++kernel) {
    for (int stride = 1; stride <= 4; ++stride) {
      for (int dilation = 1; dilation <= 2; ++dilation) {
        for (int extent : {0, 1, 2, 3, 7}) {
          CAPTURE(kernel, stride, dilation, extent);
          f(kernel, stride, dilation, extent);
        }
      }
    }
  }
}

int span_of(int kernel, int dilation) { return static_cast<int>(dilated_axis(kernel, dilation).size()); }

static_assert(geometry::dilated(3, 4).value == 9 && geometry::dilated(0, 4).value == 0);
static_assert(geometry::window_count(3, 5, 1).value == 0, "a kernel that does not fit gives an empty axis");
static_assert(geometry::window_count(0, 9, largest).value == 0);
static_assert(geometry::conv_size({.extent = 7, .kernel = 3, .stride = 2}, {1, 1}).value == 4);

}  // namespace

TEST_CASE("size: dilation, padding and windows of a forward convolution agree with a count") {
  int checked = 0;
  for_small_windows([&](int kernel, int stride, int dilation, int extent) {
    for (int input_dilation = 1; input_dilation <= 3; ++input_dilation) {
      positions const data = dilated_axis(extent, input_dilation);
      REQUIRE(value(geometry::dilated(extent, input_dilation)) == static_cast<index>(data.size()));
      for (int lo = -3; lo <= 3; ++lo) {
        for (int hi = -3; hi <= 3; ++hi) {
          checked_index const total = geometry::padded(geometry::dilated(extent, input_dilation), {lo, hi});
          std::optional<positions> const axis = padded_axis(data, lo, hi);
          if (!axis) {
            REQUIRE(value(total) < 0);
            continue;
          }
          REQUIRE(value(total) == static_cast<index>(axis->size()));
          geometry::axis_window const window{extent, kernel, stride, input_dilation, dilation};
          REQUIRE(value(geometry::conv_size(window, {lo, hi})) == count_windows(*axis, kernel, dilation, stride));
          ++checked;
        }
      }
    }
  });
  CHECK(checked > 20000);
}

TEST_CASE("size: same gives ceil(extent / stride) windows with as few zeros as can be, the odd one last") {
  for_small_windows([](int kernel, int stride, int dilation, int extent) {
    int const span = span_of(kernel, dilation);
    int const wanted = (extent + stride - 1) / stride;
    pair const same = values(geometry::same_pads(extent, span, stride));
    pair const lower = values(geometry::same_lower_pads(extent, span, stride));
    auto const windows_with = [&](index lo, index hi) {
      positions const axis = padded_axis(dilated_axis(extent, 1), static_cast<int>(lo), static_cast<int>(hi)).value();
      return count_windows(axis, kernel, dilation, stride);
    };
    CHECK(windows_with(same[0], same[1]) == wanted);
    CHECK(windows_with(lower[0], lower[1]) == wanted);
    index const total = same[0] + same[1];
    if (total > 0 && wanted > 0) { CHECK(windows_with(0, total - 1) < wanted); }
    CHECK(total >= 0);
    CHECK((same[1] - same[0] == 0 || same[1] - same[0] == 1));
    CHECK(lower == pair{same[1], same[0]});
  });
}

TEST_CASE("size: pads of transposed convolutions as JAX tabulates them") {
  struct row {
    int kernel, stride;
    pair same, valid;
  };
  std::vector<row> const table{
      {1, 1, {0, 0}, {0, 0}}, {1, 2, {0, 1}, {0, 1}}, {1, 3, {0, 2}, {0, 2}}, {1, 4, {0, 3}, {0, 3}},
      {2, 1, {1, 0}, {1, 1}}, {2, 2, {1, 1}, {1, 1}}, {2, 3, {1, 2}, {1, 2}}, {3, 1, {1, 1}, {2, 2}},
      {3, 2, {2, 1}, {2, 2}}, {3, 3, {2, 2}, {2, 2}}, {3, 4, {2, 3}, {2, 3}}, {4, 1, {2, 1}, {3, 3}},
      {4, 2, {2, 2}, {3, 3}}, {4, 3, {3, 2}, {3, 3}}, {4, 4, {3, 3}, {3, 3}}, {5, 1, {2, 2}, {4, 4}},
      {5, 2, {3, 2}, {4, 4}}, {5, 3, {3, 3}, {4, 4}}, {5, 4, {4, 3}, {4, 4}}, {5, 5, {4, 4}, {4, 4}},
  };
  for (row const& r : table) {
    CAPTURE(r.kernel, r.stride);
    CHECK(values(geometry::transposed_same_pads(r.kernel, r.stride)) == r.same);
    CHECK(values(geometry::transposed_valid_pads(r.kernel, r.stride)) == r.valid);
  }
}

TEST_CASE("size: transposed sizes agree with a count, and the forward convolution of the output has the input's size") {
  for_small_windows([](int kernel, int stride, int dilation, int extent) {
    int const span = span_of(kernel, dilation);
    auto const size_and_count = [&](axis_pads pads) {
      index const size = value(geometry::transposed_size(extent, span, stride, pads));
      auto const axis =
          padded_axis(dilated_axis(extent, stride), static_cast<int>(value(pads.lo)), static_cast<int>(value(pads.hi)));
      if (axis) { REQUIRE(size == count_windows(*axis, kernel, dilation, 1)); }
      return size;
    };
    index const same = size_and_count(geometry::transposed_same_pads(span, stride));
    index const valid = size_and_count(geometry::transposed_valid_pads(span, stride));
    if (extent == 0) { return; }  // nothing to give back; checked below

    CHECK(same == extent * stride);
    CHECK(valid == extent * stride + std::max(span - stride, 0));
    CHECK(value(geometry::conv_size({same, kernel, stride, 1, dilation}, geometry::same_pads(same, span, stride))) ==
          extent);
    CHECK(value(geometry::conv_size({valid, kernel, stride, 1, dilation}, {0, 0})) == extent);

    for (int lo = -2; lo <= 2; ++lo) {
      for (int hi = -2; hi <= 2; ++hi) {
        CHECK(size_and_count({lo, hi}) == std::max((extent - 1) * stride + lo + hi - span + 2, 0));
        for (int extra = 0; extra < stride; ++extra) {
          int const exact = (extent - 1) * stride + span - lo - hi + extra;
          index const size = size_and_count(geometry::transposed_forward_pads(span, {lo, hi}, extra));
          CHECK(size == std::max(exact, 0));
          if (exact > 0) { CHECK(value(geometry::conv_size({size, kernel, stride, 1, dilation}, {lo, hi})) == extent); }
        }
      }
    }
  });
}

TEST_CASE("size: an empty axis follows the padding formula of a transposed convolution as it stands") {
  // Kernel 3, stride 2: the pads of same are (2, 1), and three zeros hold one window.
  CHECK(value(geometry::transposed_size(0, 3, 2, geometry::transposed_same_pads(3, 2))) == 1);
  CHECK(value(geometry::transposed_size(0, 3, 2, geometry::transposed_valid_pads(3, 2))) == 2);
  CHECK(value(geometry::transposed_size(0, 4, 2, geometry::transposed_forward_pads(4, {0, 0}))) == 3);
  CHECK(value(geometry::transposed_size(0, 1, 1, geometry::transposed_same_pads(1, 1))) == 0);
}

TEST_CASE("size: known sizes of JAX and PyTorch") {
  // 128 long, kernel 4, stride 4: raw (0, 0) gives 506, forward (0, 0) and valid give 512.
  CHECK(value(geometry::transposed_size(128, 4, 4, {0, 0})) == 506);
  CHECK(value(geometry::transposed_size(128, 4, 4, geometry::transposed_forward_pads(4, {0, 0}))) == 512);
  CHECK(value(geometry::transposed_size(128, 4, 4, geometry::transposed_valid_pads(4, 4))) == 512);
  // Cropping: five values, pads (-1, -2) leave two.
  CHECK(value(geometry::conv_size({.extent = 5, .kernel = 2}, {-1, -2})) == 1);
  CHECK(value(geometry::conv_size({.extent = 5, .kernel = 2, .input_dilation = 2}, {-1, 0})) == 7);
}

TEST_CASE("size: the output_padding of a wanted size is the first that an exhaustive search finds") {
  int found = 0;
  int refused = 0;
  int impossible = 0;
  for_small_windows([&](int kernel, int stride, int dilation, int extent) {
    int const span = span_of(kernel, dilation);
    for (int lo : {-3, 0, 1, 4, 9}) {
      for (int hi : {-1, 0, 2, 5}) {
        int const limit = std::max(stride, dilation);
        REQUIRE(value(geometry::output_padding_limit(stride, dilation)) == limit);
        std::vector<int> sizes;  // by output_padding; -1 where it removes too much
        for (int extra = 0; extra < limit; ++extra) {
          auto const axis = padded_axis(dilated_axis(extent, stride), span - 1 - lo, span - 1 - hi + extra);
          sizes.push_back(axis ? count_windows(*axis, kernel, dilation, 1) : -1);
        }
        axis_pads const pads = geometry::transposed_forward_pads(span, {lo, hi});
        checked_index const unpadded = geometry::padded(geometry::dilated(extent, stride), pads);
        for (int wanted = -1; wanted <= 40; ++wanted) {
          auto const choice = geometry::solve_output_padding(unpadded, span, limit, wanted);
          auto const first = wanted < 0 ? sizes.end() : std::find(sizes.begin(), sizes.end(), wanted);
          REQUIRE_FALSE(choice.overflowed);
          REQUIRE(choice.found == (first != sizes.end()));
          if (choice.found) { REQUIRE(choice.output_padding == first - sizes.begin()); }
          int const most = *std::max_element(sizes.begin(), sizes.end());
          REQUIRE(choice.possible == (most >= 0));
          if (choice.possible) {
            REQUIRE(choice.largest == most);
            int least = most;
            for (int n : sizes) { least = n >= 0 ? std::min(least, n) : least; }
            REQUIRE(choice.smallest == least);
          }
          found += choice.found ? 1 : 0;
          refused += choice.found ? 0 : 1;
          impossible += choice.possible ? 0 : 1;
        }
      }
    }
  });
  CHECK(found > 1000);
  CHECK(refused > 1000);
  CHECK(impossible > 100);
}

namespace {

__extension__ using wide = __int128;
bool fits(wide v) { return v >= smallest && v <= largest; }
wide floor_quotient(wide a, wide b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

TEST_CASE("size: never a wrong number: what does not overflow agrees with 128-bit arithmetic") {
  constexpr unsigned seed = 8128;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  auto const size = [&] { return static_cast<index>(random() >> (1 + random() % 63)); };
  auto const any = [&] {
    switch (random() % 8) {
      case 0:
        return largest;
      case 1:
        return smallest;
      default:
        return static_cast<index>(random()) >> (random() % 63);
    }
  };
  int good = 0;
  int overflowed = 0;
  for (int i = 0; i < 20000; ++i) {
    index const extent = random() % 9 == 0 ? 0 : size();
    index const kernel = 1 + size() / 2;
    index const stride = random() % 9 == 0 ? largest : 1 + size() / 2;
    index const lo = any();
    index const hi = any();
    CAPTURE(extent, kernel, stride, lo, hi);

    wide const dilated = extent == 0 ? wide{0} : (wide{extent} - 1) * stride + 1;
    checked_index const got = geometry::dilated(extent, stride);
    REQUIRE(got.overflowed == !fits(dilated));
    if (got.overflowed) {
      ++overflowed;
    } else {
      REQUIRE(got.value == static_cast<index>(dilated));
    }

    checked_index const total = geometry::padded(extent, {lo, hi});
    REQUIRE(total.overflowed == !fits(wide{extent} + lo + hi));
    if (total.overflowed) { continue; }
    REQUIRE(total.value == static_cast<index>(wide{extent} + lo + hi));

    wide const windows = std::max<wide>(0, floor_quotient(wide{total.value} - kernel, stride) + 1);
    checked_index const count = geometry::window_count(total, kernel, stride);
    if (!count.overflowed) { REQUIRE(count.value == static_cast<index>(windows)); }
    if (total.value >= 0) { REQUIRE_FALSE(count.overflowed); }

    wide const outputs = (wide{extent} + stride - 1) / stride;
    wide const needed = std::max<wide>(0, (outputs - 1) * stride + kernel - extent);
    axis_pads const same = geometry::same_pads(extent, kernel, stride);
    REQUIRE_FALSE(same.hi.overflowed);
    REQUIRE(same.lo.value == static_cast<index>(needed / 2));
    REQUIRE(same.hi.value == static_cast<index>(needed - needed / 2));
    ++good;
  }
  CHECK(good > 5000);
  CHECK(overflowed > 1000);
}

TEST_CASE("size: arguments without sense have no result") {
  CHECK(geometry::window_count(5, 3, 0).overflowed);
  CHECK(geometry::window_count(5, 3, -1).overflowed);
  CHECK(geometry::dilated(-1, 2).overflowed);
  CHECK(geometry::dilated(3, 0).overflowed);
  CHECK(geometry::dilated(3, -2).overflowed);
  CHECK(geometry::same_pads(5, 3, 0).hi.overflowed);
  CHECK(geometry::same_pads(5, 3, smallest).lo.overflowed);
  CHECK(geometry::transposed_same_pads(largest, largest).hi.overflowed);
  CHECK(geometry::transposed_forward_pads(3, {smallest, 0}).lo.overflowed);
  CHECK(geometry::solve_output_padding(smallest, 3, 2, 5).overflowed);
  CHECK(geometry::solve_output_padding(largest, 1, 3, largest).overflowed);
  // What has overflowed once stays so.
  checked_index const lost = checked_index(largest) + 1;
  CHECK(geometry::dilated(lost, 2).overflowed);
  CHECK(geometry::dilated(0, lost).overflowed);
  CHECK(geometry::window_count(lost, 3, 1).overflowed);
  CHECK(geometry::window_count(3, 3, lost).overflowed);
  CHECK(geometry::transposed_same_pads(2, lost).lo.overflowed);
  CHECK(geometry::transposed_valid_pads(lost, 2).hi.overflowed);
  CHECK(geometry::output_padding_limit(lost, 2).overflowed);
}
