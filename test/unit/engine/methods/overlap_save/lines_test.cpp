// SPDX-License-Identifier: BSD-3-Clause
/// Which problems consist of lines, and where these begin.
#include <convolt/engine/methods/overlap_save/lines.hpp>

#include <support/catch.hpp>

#include <string>

namespace {

using convolt::engine::problem;
using convolt::engine::methods::overlap_save::line_list;
using convolt::engine::methods::overlap_save::list_lines;
using convolt::engine::methods::overlap_save::place_of_line;
using convolt::engine::methods::overlap_save::why_no_lines;

/// Two axes, the kernel along the second.
problem depthwise() {
  problem p;
  p.rank = 2;
  p.batch = 2;
  p.out_channels = p.feature_groups = 3;
  p.axes[0] = {.input = 9, .weights = 1, .output = 4, .stride = 2, .pad_lo = -1, .input_step = 300, .output_step = 100};
  p.axes[1] = {.input = 100, .weights = 20, .output = 81, .input_step = 3, .weights_step = 1, .output_step = 1};
  p.input_batch_step = 2700;
  p.input_channel_step = 1;
  p.output_batch_step = 1000;
  p.output_channel_step = 2000;
  return p;
}

TEST_CASE("axes with one tap are walked like the batch") {
  problem const p = depthwise();
  REQUIRE(why_no_lines(p) == nullptr);
  line_list const lines = list_lines(p);
  CHECK(lines.axis.weights == 20);
  CHECK(lines.count == 8);
  CHECK(place_of_line(p, lines, 0, 0).input == 300);
  CHECK(place_of_line(p, lines, 0, 0).output == 0);
  CHECK(place_of_line(p, lines, 0, 1).input == 900);
  CHECK(place_of_line(p, lines, 0, 1).output == 100);
  CHECK(place_of_line(p, lines, 0, 7).input == 2700 + 300 + 3 * 600);
  CHECK(place_of_line(p, lines, 0, 7).output == 1300);
  CHECK(place_of_line(p, lines, 2, 1).input == 902);
  CHECK(place_of_line(p, lines, 2, 1).output == 4100);
}

TEST_CASE("with a stride all outputs between are counted") {
  problem p = depthwise();
  p.axes[1].stride = 3;
  p.axes[1].output = 27;
  CHECK(list_lines(p).axis.output == 79);
  p.axes[1].output = 0;
  CHECK(list_lines(p).axis.output == 0);
}

TEST_CASE("output channels read the input channel of their group and the batches of theirs") {
  problem p = depthwise();
  p.out_channels = 6;
  CHECK(place_of_line(p, list_lines(p), 5, 0).input == 302);
  p.feature_groups = 1;
  p.batch_groups = 2;
  p.batch = 4;
  REQUIRE(why_no_lines(p) == nullptr);
  CHECK(list_lines(p).count == 8);
  CHECK(place_of_line(p, list_lines(p), 5, 0).input == 2 * 2700 + 300);
}

TEST_CASE("what does not consist of lines is told with the reason") {
  auto const reason = [](auto change) {
    problem p = depthwise();
    change(p);
    char const* const text = why_no_lines(p);
    return text == nullptr ? std::string() : std::string(text);
  };
  CHECK(reason([](problem& p) { p.in_channels = 2; }) == "an output channel sums over several input channels");
  CHECK(reason([](problem& p) { p.axes[1].stride = 2; }).empty());
  CHECK(reason([](problem& p) { p.axes[1].input_dilation = 2; }) == "the axis of the kernel is dilated");
  CHECK(reason([](problem& p) { p.axes[1].weights_dilation = 2; }) == "the kernel is dilated");
  CHECK(reason([](problem& p) { p.axes[0].pad_lo = 1; }) == "an axis along which the kernel has one tap is padded");
  CHECK(reason([](problem& p) { p.axes[0].output = 5; }) == "an axis along which the kernel has one tap is padded");
  CHECK(reason([](problem& p) { p.axes[0].weights = 2; }) == "the kernel does not extend along exactly one axis");
  CHECK(reason([](problem& p) { p.axes[1].weights = 1; }) == "the kernel does not extend along exactly one axis");
  CHECK(reason([](problem& p) { p.axes[1].weights = 0; }) == "the kernel has no taps");
}

}  // namespace
