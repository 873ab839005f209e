// SPDX-License-Identifier: BSD-3-Clause
/// What padding means, drawn from the geometry that the library computes with: the samples and what stands around them,
/// and for every output the samples that its window sees.
///
/// padding [PICTURE.svg]
#include <convolt/convolt.hpp>
#include <support/drawing.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

using integer = convolt::index;
using support::point;
namespace colour = support::colour;
namespace geometry = convolt::geometry;

namespace {

constexpr double cell = 22, bar = 7;

/// One row of the picture.
struct example {
  std::string title;
  convolt::padding padding;
  integer taps = 3, stride = 1, dilation = 1;
  bool transposed = false;
  convolt::boundary boundary = convolt::boundary::zero;
  integer samples = 7;
};

std::vector<example> const examples{
    {"same, 3 taps", convolt::same},
    {"same, 4 taps: the odd zero comes last", convolt::same, 4},
    {"same_lower, 4 taps: the odd zero comes first", convolt::same_lower, 4},
    {"valid, 4 taps", convolt::valid, 4},
    {"full, 3 taps", convolt::full},
    {"causal, 3 taps, dilation 2", convolt::causal, 3, 1, 2},
    {"same, 3 taps, stride 2", convolt::same, 3, 2},
    {"same, 4 taps, stride 3", convolt::same, 4, 3},
    {"{{-1, 2}}, 3 taps: a negative number crops", {{-1, 2}}},
    {"{{3, 2}}, 4 taps, boundary reflect", {{3, 2}}, 4, 1, 1, false, convolt::boundary::reflect},
    {"{{3, 2}}, 4 taps, boundary circular", {{3, 2}}, 4, 1, 1, false, convolt::boundary::circular},
    {"conv_transpose same, 4 taps, stride 2", convolt::same, 4, 2, 1, true, convolt::boundary::zero, 4},
    {"conv_transpose valid, 4 taps, stride 2", convolt::valid, 4, 2, 1, true, convolt::boundary::zero, 4},
    {"conv_transpose forward_padding {{1, 1}}, stride 2", convolt::forward_padding{{1, 1}}, 3, 2, 1, true,
     convolt::boundary::zero, 4},
};

geometry::resolved_axis resolved(example const& e) {
  std::vector<integer> const lhs{1, 1, e.samples}, rhs{1, 1, e.taps};
  convolt::steps const strides{e.stride}, dilations{e.dilation};
  geometry::conv_arguments arguments{
      .strides = strides, .pad = e.padding, .rhs_dilation = dilations, .layout = {"NCW", "OIW", "NCW"}};
  auto const r = e.transposed ? geometry::resolve_conv_transpose("example", lhs, rhs, arguments)
                              : geometry::resolve_conv("example", lhs, rhs, arguments);
  return r.axes[0];
}

integer length_of(geometry::resolved_axis const& axis) { return (axis.input - 1) * axis.input_dilation + 1; }

/// The sample that stands at a position of the padded input, or -1 for a zero.
integer sample_at(example const& e, geometry::resolved_axis const& axis, integer position) {
  if (axis.input_dilation == 1) { return geometry::source_of(e.boundary, position, axis.input); }
  bool const is_sample = position >= 0 && position < length_of(axis) && position % axis.input_dilation == 0;
  return is_sample ? position / axis.input_dilation : -1;
}

void draw_cell(support::drawing& picture, example const& e, geometry::resolved_axis const& axis, integer position,
               point at) {
  bool const cropped = position < -axis.pad_lo || position >= length_of(axis) + axis.pad_hi;
  bool const inside = position >= 0 && position < length_of(axis);
  integer const sample = sample_at(e, axis, position);
  char const* const fill = cropped || sample < 0 ? colour::grey : inside ? colour::blue : colour::orange;
  picture.rectangle({at.x + 1, at.y + cell - 4, cell - 2, cropped || sample < 0 ? 1. : 4.}, fill);
  std::string const zero_or_sample(1, sample < 0 ? '0' : static_cast<char>('a' + sample));
  picture.text({at.x + cell / 2, at.y + cell / 2 + 3}, cropped ? "-" : zero_or_sample, "middle");
}

/// Returns where the row ends.
double draw(support::drawing& picture, example const& e, double left, double top) {
  geometry::resolved_axis const axis = resolved(e);
  picture.text({left, top + 14}, e.title + ": " + std::to_string(axis.output) + " outputs");
  integer const first = std::min<integer>(0, -axis.pad_lo);
  integer const last = std::max(length_of(axis), length_of(axis) + axis.pad_hi);
  double const zero = left + 4 * cell, cells = top + 22;
  for (integer p = first; p < last; ++p) {
    draw_cell(picture, e, axis, p, {zero + static_cast<double>(p) * cell, cells});
  }
  for (integer o = 0; o < axis.output; ++o) {
    double const y = cells + cell + bar * (static_cast<double>(o) + 1);
    std::vector<point> taps;
    for (integer k = 0; k < axis.kernel; ++k) {
      integer const position = o * axis.stride - axis.pad_lo + k * axis.kernel_dilation;
      taps.push_back({zero + (static_cast<double>(position) + 0.5) * cell, y});
    }
    picture.line(taps, {.colour = colour::grey});
    picture.line(taps, {.colour = colour::grey, .thickness = 2.5, .dots = true});
  }
  return cells + cell + bar * static_cast<double>(axis.output + 1) + 22;
}

void print(example const& e) {
  geometry::resolved_axis const axis = resolved(e);
  std::cout << e.title << ": " << axis.pad_lo << " before, " << axis.pad_hi << " after, " << axis.output
            << " outputs\n";
}

void draw_all(std::string const& file) {
  double const width = 850, half = width / 2;
  support::drawing measured(width, 0);  // to learn the height
  std::size_t const left_column = (examples.size() + 1) / 2;
  auto const columns = [&](support::drawing& picture) {
    double y[2] = {10, 10};
    for (std::size_t i = 0; i < examples.size(); ++i) {
      std::size_t const column = i < left_column ? 0 : 1;
      y[column] = draw(picture, examples[i], 10 + half * static_cast<double>(column), y[column]);
    }
    return std::max(y[0], y[1]);
  };
  support::drawing picture(width, columns(measured));
  columns(picture);
  picture.save(file);
}

int run(std::string const& file) {
  for (example const& e : examples) { print(e); }
  draw_all(file);
  std::cout << "see " << file << '\n';
  return 0;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "padding.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
