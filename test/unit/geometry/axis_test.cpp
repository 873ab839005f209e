// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/axis.hpp: the paddings of one axis against index triples (input, tap, output) that are
/// written out one by one, and hostile numbers against 128-bit arithmetic.
#include <convolt/geometry/axis.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::index;
using convolt::pad_pair;
using convolt::padding_kind;
using geometry::resolved_axis;
using geometry::transposed_request;

namespace {

constexpr index largest = std::numeric_limits<index>::max();
constexpr index smallest = std::numeric_limits<index>::min();

resolved_axis conv_axis(padding_kind kind, pad_pair pads, index input, index kernel, index stride,
                        index input_dilation = 1, index kernel_dilation = 1) {
  resolved_axis axis{.letter = 'W',
                     .input = input,
                     .kernel = kernel,
                     .stride = stride,
                     .input_dilation = input_dilation,
                     .kernel_dilation = kernel_dilation};
  geometry::settle_conv_axis("f", kind, pads, axis);
  return axis;
}

resolved_axis transposed_axis(transposed_request const& request, index input, index kernel, index stride,
                              index kernel_dilation = 1) {
  resolved_axis axis{
      .letter = 'W', .input = input, .kernel = kernel, .input_dilation = stride, .kernel_dilation = kernel_dilation};
  geometry::settle_transposed_axis("f", request, axis);
  return axis;
}

/// "category|argument|axis|expected|actual" of the error that `settle` throws, or "fine".
std::string verdict(auto&& settle) {
  try {
    settle();
  } catch (convolt::error const& e) {
    return std::string(e.category()) + "|" + e.argument() + "|" + e.axis() + "|" + e.expected() + "|" + e.actual();
  }
  return "fine";
}

/// Which input meets which tap for which output.
using triple = std::array<index, 3>;

std::set<triple> triples_of(resolved_axis const& a) {
  std::set<triple> found;
  for (index output = 0; output < a.output; ++output) {
    for (index tap = 0; tap < a.kernel; ++tap) {
      index const position = output * a.stride + tap * a.kernel_dilation - a.pad_lo;
      for (index input = 0; input < a.input; ++input) {
        if (input * a.input_dilation == position) { found.insert({input, tap, output}); }
      }
    }
  }
  return found;
}

/// The transpose of a map: input and output change places, and so do the ends of the kernel.
std::set<triple> transposed(std::set<triple> const& triples, index kernel) {
  std::set<triple> result;
  for (auto const& [input, tap, output] : triples) { result.insert({output, kernel - 1 - tap, input}); }
  return result;
}

template <class F>
void for_small_windows(F f) {
  for (index kernel = 1; kernel <= 5; ++kernel) {
    for (index stride = 1; stride <= 4; ++stride) {
      for (index dilation = 1; dilation <= 2; ++dilation) {
        for (index extent : {1, 2, 3, 7}) {
          CAPTURE(kernel, stride, dilation, extent);
          f(kernel, stride, dilation, extent);
        }
      }
    }
  }
}

constexpr resolved_axis at_compile_time() {
  resolved_axis axis{.input = 7, .kernel = 3, .stride = 2};
  geometry::settle_conv_axis("f", padding_kind::same, {}, axis);
  return axis;
}
static_assert(at_compile_time().output == 4 && at_compile_time().pad_lo == 1 && at_compile_time().pad_hi == 1);

}  // namespace

TEST_CASE("axis: a transposed convolution is the transpose of the forward convolution of the same padding") {
  std::size_t met = 0;
  for_small_windows([&met](index kernel, index stride, index dilation, index extent) {
    for (padding_kind kind : {padding_kind::same, padding_kind::valid}) {
      resolved_axis const up = transposed_axis({.kind = kind}, extent, kernel, stride, dilation);
      resolved_axis const down = conv_axis(kind, {}, up.output, kernel, stride, 1, dilation);
      REQUIRE(down.output == extent);
      met += triples_of(up).size();
      REQUIRE(triples_of(up) == transposed(triples_of(down), kernel));
    }
    for (index lo = -2; lo <= 2; ++lo) {
      for (index hi = -2; hi <= 2; ++hi) {
        for (index extra = 0; extra < stride; ++extra) {
          transposed_request const request{.kind = padding_kind::forward, .pads = {lo, hi}, .output_padding = extra};
          if ((extent - 1) * stride + (kernel - 1) * dilation + 1 - lo - hi + extra < 1) { continue; }
          resolved_axis const up = transposed_axis(request, extent, kernel, stride, dilation);
          resolved_axis const down = conv_axis(padding_kind::raw, {lo, hi}, up.output, kernel, stride, 1, dilation);
          REQUIRE(down.output == extent);
          REQUIRE(triples_of(up) == transposed(triples_of(down), kernel));
        }
      }
    }
  });
  CHECK(met > 2000);
}

TEST_CASE("axis: full has every window that touches the data, causal the one that ends at each sample") {
  for_small_windows([](index kernel, index stride, index dilation, index extent) {
    resolved_axis const full = conv_axis(padding_kind::full, {}, extent, kernel, stride, 1, dilation);
    index const before = (kernel - 1) * dilation;
    REQUIRE(full.pad_lo == before);
    REQUIRE(full.pad_hi == before);
    REQUIRE(full.output == (extent + before - 1) / stride + 1);
    resolved_axis const causal = conv_axis(padding_kind::causal, {}, extent, kernel, stride, 1, dilation);
    REQUIRE(causal.pad_lo == before);
    REQUIRE(causal.pad_hi == 0);
    REQUIRE(causal.output == (extent - 1) / stride + 1);
    for (auto const& [input, tap, output] : triples_of(causal)) {
      REQUIRE(input == output * causal.stride - (kernel - 1 - tap) * dilation);
    }
  });
  CHECK(conv_axis(padding_kind::full, {}, 0, 3, 1).output == 2);
  CHECK(conv_axis(padding_kind::causal, {}, 0, 3, 1).output == 0);
  CHECK(verdict([] { conv_axis(padding_kind::full, {}, 3, largest, 1); }).starts_with("size_overflow"));
  CHECK(verdict([] { conv_axis(padding_kind::causal, {}, 3, 3, 1, 1, largest); }).starts_with("size_overflow"));
}

TEST_CASE("axis: in a forward convolution forward_padding is the padding itself") {
  resolved_axis const forward = conv_axis(padding_kind::forward, {2, -1}, 9, 3, 2);
  resolved_axis const raw = conv_axis(padding_kind::raw, {2, -1}, 9, 3, 2);
  CHECK(forward.pad_lo == 2);
  CHECK(forward.pad_hi == -1);
  CHECK(forward.output == raw.output);
  CHECK(raw.output == 4);
}

TEST_CASE("axis: raw padding of a transposed convolution is taken as it is") {
  resolved_axis const axis = transposed_axis({.kind = padding_kind::raw, .pads = {1, -2}}, 5, 3, 2);
  CHECK(axis.pad_lo == 1);
  CHECK(axis.pad_hi == -2);
  CHECK(axis.output == 9 + 1 - 2 - 3 + 1);
}

TEST_CASE("axis: output_size gives the axis that the right output_padding gives") {
  for_small_windows([](index kernel, index stride, index dilation, index extent) {
    for (index extra = 0; extra < std::max(stride, dilation); ++extra) {
      transposed_request request{.kind = padding_kind::forward, .pads = {1, 0}, .output_padding = extra};
      resolved_axis const padded = transposed_axis(request, extent, kernel, stride, dilation);
      if (padded.output == 0) { continue; }  // several paddings give nothing
      transposed_request const wanted{
          .kind = padding_kind::forward, .pads = {1, 0}, .output_size = padded.output, .size_is_wanted = true};
      resolved_axis const solved = transposed_axis(wanted, extent, kernel, stride, dilation);
      REQUIRE(solved.output == padded.output);
      REQUIRE(solved.pad_lo == padded.pad_lo);
      REQUIRE(solved.pad_hi == padded.pad_hi);
    }
  });
}

TEST_CASE("axis: an output_size that cannot be had is refused with the sizes that can") {
  auto const ask = [](index size, index stride) {
    return verdict([&] {
      transposed_axis({.kind = padding_kind::forward, .pads = {1, 1}, .output_size = size, .size_is_wanted = true}, 5,
                      3, stride);
    });
  };
  CHECK(ask(5, 1) == "fine");
  CHECK(ask(6, 1) == "bad_output_size|output_size|W|5|6");
  CHECK(ask(9, 2) == "fine");
  CHECK(ask(10, 2) == "fine");
  CHECK(ask(11, 2) == "bad_output_size|output_size|W|9 or 10|11");
  CHECK(ask(1, 3) == "bad_output_size|output_size|W|13, 14 or 15|1");
  CHECK(ask(-1, 3) == "bad_output_size|output_size|W|13, 14 or 15|-1");
  CHECK(ask(largest, 100) == "bad_output_size|output_size|W|any of 401 to 500|9223372036854775807");
  CHECK(ask(smallest, 2) == "bad_output_size|output_size|W|9 or 10|-9223372036854775808");
}

TEST_CASE("axis: output_padding lies in [0, max(stride, dilation))") {
  auto const ask = [](index extra, index stride, index dilation) {
    return verdict([&] {
      transposed_axis({.kind = padding_kind::forward, .pads = {1, 1}, .output_padding = extra}, 5, 3, stride, dilation);
    });
  };
  CHECK(ask(1, 2, 1) == "fine");
  CHECK(ask(2, 1, 3) == "fine");
  CHECK(ask(2, 2, 1) == "output_padding_too_large|output_padding|W|0 to 1|2");
  CHECK(ask(1, 1, 1) == "output_padding_too_large|output_padding|W|0 to 0|1");
  CHECK(ask(3, 2, 3) == "output_padding_too_large|output_padding|W|0 to 2|3");
  CHECK(ask(-1, 2, 1) == "bad_output_padding|output_padding|W|0 to 1|-1");
  CHECK(ask(smallest, 2, 1) == "bad_output_padding|output_padding|W|0 to 1|-9223372036854775808");
  CHECK(ask(largest, 2, 1) == "output_padding_too_large|output_padding|W|0 to 1|9223372036854775807");
}

TEST_CASE("axis: padding may remove all of the input but not more") {
  auto const crop = [](index lo, index hi) {
    return verdict([&] { conv_axis(padding_kind::raw, {lo, hi}, 3, 3, 1, 2); });
  };
  CHECK(crop(-2, -3) == "fine");
  CHECK(crop(-5, 0) == "fine");
  CHECK(crop(-6, 1) == "fine");
  CHECK(crop(-6, 0) ==
        "negative_padding_too_large|padding|W|a sum of at least -5|zeros (-6, 0) around the dilated lhs");
  CHECK(crop(-4, -2) ==
        "negative_padding_too_large|padding|W|a sum of at least -5|zeros (-4, -2) around the dilated lhs");
  CHECK(conv_axis(padding_kind::raw, {-5, 0}, 3, 3, 1, 2).output == 0);
  CHECK(verdict([] {
          transposed_axis({.kind = padding_kind::forward, .pads = {8, 8}}, 3, 3, 2);
        }) == "negative_padding_too_large|padding|W|a sum of at least -5|zeros (-6, -6) around the dilated lhs");
}

TEST_CASE("axis: PyTorch's rules refuse negative padding and empty outputs") {
  auto const ask = [](pad_pair pads, index input, index stride, bool torch_rules) {
    return verdict([&] {
      transposed_axis({.kind = padding_kind::forward, .pads = pads, .torch_rules = torch_rules}, input, 3, stride);
    });
  };
  CHECK(ask({-1, 0}, 5, 2, false) == "fine");
  CHECK(ask({-1, 0}, 5, 2, true) == "bad_padding|padding|W|at least 0|(-1, 0)");
  CHECK(ask({2, 2}, 2, 1, false) == "fine");
  CHECK(ask({2, 2}, 2, 1, true) == "non_positive_output|output|W|at least 1|0");
  CHECK(ask({4, 4}, 3, 1, true) == "non_positive_output|output|W|at least 1|-3");
  CHECK(ask({0, 0}, 1, 1, true) == "fine");
  // (0 - 1) * stride + 3 stays positive for stride 2 only.
  CHECK(ask({0, 0}, 0, 2, true) == "fine");
  CHECK(ask({0, 0}, 0, 3, true) == "non_positive_output|output|W|at least 1|0");
  CHECK(transposed_axis({.kind = padding_kind::forward, .torch_rules = true}, 0, 3, 2).output == 1);
  CHECK(transposed_axis({.kind = padding_kind::forward}, 0, 3, 2).output == 2);
}

TEST_CASE("axis: steps that are never taken are 1") {
  resolved_axis const one_output = conv_axis(padding_kind::valid, {}, 5, 3, largest);
  CHECK(one_output.output == 1);
  CHECK(one_output.stride == 1);
  CHECK(conv_axis(padding_kind::same, {}, 5, 3, index{1} << 31).output == 1);
  CHECK(conv_axis(padding_kind::valid, {}, 5, 3, 2).stride == 2);
  CHECK(conv_axis(padding_kind::raw, {1, 1}, 1, 3, 1, largest).input_dilation == 1);
  CHECK(conv_axis(padding_kind::raw, {1, 1}, 2, 3, 1, 5).input_dilation == 5);
  CHECK(conv_axis(padding_kind::raw, {1, 1}, 4, 1, 1, 1, largest).kernel_dilation == 1);
  CHECK(transposed_axis({.kind = padding_kind::forward}, 1, 3, largest).output == 3);
}

TEST_CASE("axis: dilations of 2^31 and more either work or are refused") {
  index const big = index{1} << 31;
  resolved_axis const sparse = conv_axis(padding_kind::raw, {0, 0}, 8, 3, 1, 1, big);
  CHECK(sparse.output == 0);
  CHECK(sparse.kernel_dilation == big);
  CHECK(transposed_axis({.kind = padding_kind::same}, 3, 2, big).output == 3 * big);
  CHECK(verdict([] { conv_axis(padding_kind::valid, {}, 8, 3, 1, 1, largest); }) ==
        "size_overflow|rhs_dilation|W||lhs extent 8 dilated by 1, kernel extent 3 dilated by 9223372036854775807, "
        "stride 1");
  CHECK(verdict([] { conv_axis(padding_kind::raw, {}, 8, 3, 1, largest); }) ==
        "size_overflow|lhs_dilation|W||lhs extent 8 dilated by 9223372036854775807, kernel extent 3 dilated by 1, "
        "stride 1");
  CHECK(verdict([] {
          transposed_axis({.kind = padding_kind::same}, 1, 3, largest);
        }).starts_with("size_overflow|strides|W|"));
  CHECK(verdict([] {
          transposed_axis({.kind = padding_kind::valid}, 3, 3, largest);
        }).starts_with("size_overflow|strides|W|"));
  CHECK(verdict([] { conv_axis(padding_kind::raw, {0, largest}, 8, 3, 1); }).starts_with("size_overflow|padding|W|"));
  CHECK(verdict([] { conv_axis(padding_kind::same, {}, 8, largest, 1); }).starts_with("size_overflow|rhs|W|"));
  CHECK(verdict([] { conv_axis(padding_kind::valid, {}, largest, 3, 1); }).starts_with("size_overflow|lhs|W|"));
}

namespace {

__extension__ using wide = __int128;

wide dilated(index extent, index dilation) { return extent == 0 ? wide{0} : (wide{extent} - 1) * dilation + 1; }

/// An axis that was accepted is exactly right and far from every limit.
void require_exact(resolved_axis const& got, index input, index kernel, index stride, index input_dilation,
                   index kernel_dilation, wide lo, wide hi) {
  wide const total = dilated(input, input_dilation) + lo + hi;
  wide const span = dilated(kernel, kernel_dilation);
  REQUIRE(total >= 0);
  wide const output = total < span ? wide{0} : (total - span) / stride + 1;
  REQUIRE(got.output == static_cast<index>(output));
  REQUIRE(got.pad_lo == static_cast<index>(lo));
  REQUIRE(got.pad_hi == static_cast<index>(hi));
  wide const reach =
      got.output == 0 ? 0 : wide{got.output - 1} * got.stride + wide{got.kernel - 1} * got.kernel_dilation;
  REQUIRE(reach <= geometry::longest_axis);
  REQUIRE(std::max(total, span) <= geometry::longest_axis);
  REQUIRE(std::max(lo < 0 ? -lo : lo, hi < 0 ? -hi : hi) <= geometry::longest_axis);
  REQUIRE(got.stride <= geometry::longest_axis);
  REQUIRE(got.input_dilation <= geometry::longest_axis);
  REQUIRE(got.kernel_dilation <= geometry::longest_axis);
}

}  // namespace

TEST_CASE("axis: hostile numbers give the exact result or a typed error") {
  std::vector<index> const pads{smallest, smallest + 1,   -(index{1} << 62), -3,     0,
                                1,        index{1} << 31, largest - 1,       largest};
  std::vector<index> const sizes{0, 1, 8, (index{1} << 31) + 1, largest};
  std::vector<index> const kernels{1, 3, index{1} << 40, largest};
  std::vector<index> const dilations{1, 2, index{1} << 31, largest};
  int accepted = 0;
  int refused = 0;
  for (index input : sizes) {
    for (index kernel : kernels) {
      for (index step : dilations) {
        for (index kernel_dilation : dilations) {
          for (index lo : pads) {
            for (index hi : pads) {
              CAPTURE(input, kernel, step, kernel_dilation, lo, hi);
              try {
                require_exact(conv_axis(padding_kind::raw, {lo, hi}, input, kernel, step, 1, kernel_dilation), input,
                              kernel, step, 1, kernel_dilation, lo, hi);
                ++accepted;
              } catch (convolt::error const& e) {
                bool const negative = wide{input} + lo + hi < 0;
                REQUIRE(e.category() == (negative ? "negative_padding_too_large" : "size_overflow"));
                ++refused;
              }
              try {
                transposed_request const request{.kind = padding_kind::forward, .pads = {lo, hi}};
                wide const whole = dilated(kernel, kernel_dilation) - 1;
                require_exact(transposed_axis(request, input, kernel, step, kernel_dilation), input, kernel, 1, step,
                              kernel_dilation, whole - lo, whole - hi);
                ++accepted;
              } catch (convolt::error const& e) {
                REQUIRE((e.category() == "negative_padding_too_large" || e.category() == "size_overflow"));
                ++refused;
              }
            }
          }
        }
      }
    }
  }
  CHECK(accepted > 500);
  CHECK(refused > 5000);
}
