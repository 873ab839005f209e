// SPDX-License-Identifier: BSD-3-Clause
/// The golden suite can fail: each test spoils one thing of an entry that passes, and the entry must fail for that
/// reason.

#include <golden/attempt.hpp>
#include <golden/runs.hpp>
#include <golden/scratch_suite.hpp>
#include <golden/suite.hpp>
#include <support/catch.hpp>

#include <stdexcept>
#include <string>

using namespace convolt::golden;
using convolt::test::parse_json;

namespace {

/// A case over the arrays of scratch_suite. `units` are JSON values: "null" or "\"mV\"".
struct case_text {
  std::string op = "conv_general_dilated";
  std::string params = R"({"window_strides": [1], "padding": "VALID", "feature_group_count": 1})";
  std::string dtype = "float32";
  std::string out_file = "out.npy";
  std::string out_shape = "[1, 1, 3]";
  std::string out_name = "out";
  std::string lhs_unit = "null";
  std::string rhs_unit = "null";
  std::string out_unit = "null";

  static std::string array(std::string const& name, std::string const& file, std::string const& shape,
                           std::string const& type, std::string const& unit) {
    return "\"" + name + "\": {\"file\": \"" + file + "\", \"shape\": " + shape + ", \"dtype\": \"" + type +
           "\", \"unit\": " + unit + ", \"rtol\": 1e-6, \"atol\": 0.0}";
  }

  std::string text() const {
    return R"({"id": "g1", "group": "tests", "out_dtype": "float32", "tags": [], "op": ")" + op + R"(", "dtype": ")" +
           dtype + R"(", "params": )" + params + R"(, "inputs": {)" +
           array("lhs", "lhs.npy", "[1, 1, 4]", "float32", lhs_unit) + ", " +
           array("rhs", "rhs.npy", "[1, 1, 2]", "float32", rhs_unit) + R"(}, "outputs": {)" +
           array(out_name, out_file, out_shape, "float32", out_unit) + "}}";
  }
};

std::string joined(complaints const& all) {
  std::string text;
  for (std::string const& complaint : all) { text += complaint + "\n"; }
  return text;
}

std::string complaints_of(scratch_suite const& files, case_text const& c) {
  return joined(run_case(read_case(parse_json(c.text()), files.folder())));
}

std::string complaints_of_rejection(std::string const& text) {
  return joined(run_rejection(read_rejection(parse_json(text))));
}

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a case without units passes, and fails when a value, the shape or the type is wrong") {
  scratch_suite files;
  files.write_arrays();
  CHECK(complaints_of(files, {}) == "");

  files.write_array<float>("wrong.npy", {1, 1, 3}, {21, 32.0001F, 43});
  std::string const wrong = complaints_of(files, {.out_file = "wrong.npy"});
  CHECK(contains(wrong, "conv_general_dilated: out at (0, 0, 1) got 32, want 32.0000992"));
  CHECK(contains(wrong, "conv_general_dilated_into: out at (0, 0, 1)"));

  files.write_array<float>("longer.npy", {1, 1, 4}, {21, 32, 43, 4});
  CHECK(contains(complaints_of(files, {.out_file = "longer.npy", .out_shape = "[1, 1, 4]"}),
                 "shape (1, 1, 3), want (1, 1, 4)"));
  CHECK(contains(complaints_of(files, {.out_file = "longer.npy"}), "its shape is not that of the suite"));

  files.write_array<double>("double.npy", {1, 1, 3}, {21, 32, 43});
  CHECK(contains(complaints_of(files, {.out_file = "double.npy"}), "'<f8', not '<f4'"));
  CHECK(contains(complaints_of(files, {.dtype = "float64"}), "lhs is float32 in a case of float64"));
  CHECK(contains(complaints_of(files, {.dtype = "float16"}), "'float16' is not supported"));
}

TEST_CASE("a case with units passes in any scale, and fails when the unit is wrong") {
  scratch_suite files;
  files.write_arrays();
  case_text const right{.lhs_unit = "\"mV\"", .rhs_unit = "\"nS\"", .out_unit = "\"pA\""};
  CHECK(complaints_of(files, right) == "");

  case_text wrong_scale = right;
  wrong_scale.out_unit = "\"nA\"";
  std::string const scale = complaints_of(files, wrong_scale);
  CHECK(contains(scale, "conv_general_dilated: out at (0, 0, 0)"));
  CHECK(contains(scale, "conv_general_dilated_into: out at (0, 0, 0)"));
  CHECK(contains(scale, "conv_general_dilated with static units: out at (0, 0, 0)"));

  files.write_array<float>("out_nA.npy", {1, 1, 3}, {0.021F, 0.032F, 0.043F});
  wrong_scale.out_file = "out_nA.npy";
  CHECK(complaints_of(files, wrong_scale) == "");

  case_text wrong_dimension = right;
  wrong_dimension.out_unit = "\"mV\"";
  std::string const dimension = complaints_of(files, wrong_dimension);
  CHECK(contains(dimension, "conv_general_dilated: rejected as unit_mismatch"));
  CHECK(contains(dimension, "conv_general_dilated_into: rejected as unit_mismatch"));
  CHECK(contains(dimension, "conv_general_dilated with static units: rejected as unit_mismatch"));

  case_text no_unit = right;
  no_unit.out_unit = "null";
  CHECK(contains(complaints_of(files, no_unit), "operands without units gave a quantity"));
  CHECK(contains(complaints_of(files, {.out_unit = "\"pA\""}), "the result is a plain array, want a quantity in pA"));
}

TEST_CASE("a dimensionless case fails when its scale is not folded into the numbers") {
  scratch_suite files;
  files.write_arrays();
  case_text c{.lhs_unit = "\"ms\"", .rhs_unit = "\"Hz\"", .out_unit = "\"1\""};
  CHECK(contains(complaints_of(files, c), "out at (0, 0, 0)"));
  files.write_array<float>("folded.npy", {1, 1, 3}, {0.021F, 0.032F, 0.043F});
  c.out_file = "folded.npy";
  CHECK(complaints_of(files, c) == "");
}

TEST_CASE("a layer passes, and fails when a value, a derived shape or a parameter is wrong") {
  scratch_suite files;
  files.write_arrays();
  files.write_array<float>("good.npy", {1, 2, 4}, {1, 2, 3, 4, 10, 20, 30, 40});
  files.write_array<float>("wrong.npy", {1, 2, 4}, {1, 2, 3, 4, 10, 20, 30, 41});
  auto const complaint = [&](std::string const& more, std::string const& out_file) {
    return complaints_of(files, {.op = "conv_layer",
                                 .params = R"({"rank": 1, "in_size": [1, 4], "out_channels": 2, "kernel_size": 1)" +
                                           more + R"(, "channel_first": true})",
                                 .out_file = out_file,
                                 .out_shape = "[1, 2, 4]"});
  };
  CHECK(complaint("", "good.npy") == "");
  std::string const wrong = complaint("", "wrong.npy");
  CHECK(contains(wrong, "conv_layer: out "));
  CHECK(contains(wrong, "conv_layer into: out "));
  CHECK(contains(complaint(R"(, "out_size": [2, 5])", "good.npy"), "another out_size"));
  CHECK(contains(complaint(R"(, "stride": 0)", "good.npy"), "bad_stride"));
  CHECK(contains(complaint(R"(, "unheard_of": 0)", "good.npy"), "not supported"));

  auto const rejected = [](std::string const& category, std::string const& padding) {
    return complaints_of_rejection(R"({"id": "e", "op": "conv_layer", "category": ")" + category +
                                   R"(", "params": {"rank": 1, "in_size": [8, 4], "out_channels": 4, "kernel_size": 3,
                                       "padding": )" +
                                   padding + R"(}, "shapes": {}})");
  };
  CHECK(rejected("bad_padding_length", "[]") == "");
  CHECK(rejected("bad_padding_form", "1.5") == "");
  CHECK(contains(rejected("bad_padding_length", "1"), "did not throw"));
  CHECK(contains(rejected("bad_stride", "[]"), "bad_padding_length"));
  CHECK(contains(rejected("bad_stride", "[1.5]"), "whatever the category"));
}

TEST_CASE("a case fails when it asks for something that the program does not know") {
  scratch_suite files;
  files.write_arrays();
  CHECK(contains(complaints_of(files, {.op = "conv_unheard_of"}), "this operation is not supported"));
  CHECK(contains(complaints_of(files, {.params = R"({"window_strides": [1], "padding": "VALID", "odd": 1})"}),
                 "parameter 'odd' is not supported"));
  CHECK(contains(complaints_of(files, {.params = R"({"window_strides": [1]})"}), "'padding' is missing"));
  CHECK(contains(complaints_of(files, {.params = R"({"window_strides": [1], "padding": "VALID",
                                                     "preferred_element_type": "int32"})"}),
                 "preferred_element_type int32 is not supported"));
  CHECK(contains(complaints_of(files, {.out_file = "missing.npy"}), "cannot open"));
  CHECK(contains(complaints_of(files, {.out_name = "result"}), "no array 'out'"));
}

TEST_CASE("a gradient that is wrong or unknown fails") {
  scratch_suite files;
  files.write_arrays();
  auto const gradients = [&](std::string const& name, std::string const& file, std::string const& shape) {
    case_text const c{.op = "conv_general_dilated_vjp", .out_file = file, .out_shape = shape, .out_name = name};
    std::string text = c.text();
    std::string const cotangent = case_text::array("cotangent", "cotangent.npy", "[1, 1, 3]", "float32", "null") + ", ";
    text.insert(text.find("\"lhs\": "), cotangent);
    return joined(run_case(read_case(parse_json(text), files.folder())));
  };
  CHECK(gradients("d_lhs", "d_lhs.npy", "[1, 1, 4]") == "");
  CHECK(gradients("d_rhs", "d_rhs.npy", "[1, 1, 2]") == "");
  CHECK(contains(gradients("d_lhs", "lhs.npy", "[1, 1, 4]"), "d_lhs at (0, 0, 1) got 10, want 2"));
  CHECK(contains(gradients("d_rhs", "rhs.npy", "[1, 1, 2]"), "d_rhs at (0, 0, 0) got 7, want 1"));
  CHECK(contains(gradients("d_gain", "rhs.npy", "[1, 1, 2]"), "no gradient 'd_gain'"));
}

TEST_CASE("a rejection fails with another category and when the call is good") {
  auto const row = [](std::string const& category, std::string const& stride) {
    return complaints_of_rejection(R"({"id": "e", "op": "conv_general_dilated", "category": ")" + category +
                                   R"(", "params": {"window_strides": [)" + stride +
                                   R"(], "padding": "VALID"}, "shapes": {"lhs": [2, 3, 8], "rhs": [4, 3, 3]}})");
  };
  CHECK(row("bad_stride", "0") == "");
  std::string const other = row("bad_dilation", "0");
  CHECK(contains(other, "conv_general_dilated: threw category bad_stride, want category bad_dilation"));
  CHECK(contains(other, "conv_general_dilated_into: threw category bad_stride"));
  std::string const good = row("bad_stride", "1");
  CHECK(contains(good, "conv_general_dilated: did not throw, want category bad_stride"));
  CHECK(contains(good, "conv_general_dilated_into: did not throw"));
}

TEST_CASE("a rejection of units fails when the units go together") {
  auto const row = [](std::string const& out) {
    return complaints_of_rejection(R"({"id": "e", "op": "conv_general_dilated", "category": "unit_mismatch",
      "params": {"window_strides": [1], "padding": "VALID"}, "shapes": {"lhs": [2, 3, 8], "rhs": [4, 3, 3]},
      "units": {"lhs": "mV", "rhs": "nS", "out": ")" +
                                   out + "\"}}");
  };
  CHECK(row("mV") == "");
  std::string const good = row("nA");
  CHECK(contains(good, "conv_general_dilated: did not throw"));
  CHECK(contains(good, "conv_general_dilated_into: did not throw"));
  CHECK(contains(good, "the output was changed"));
}

TEST_CASE("a call that C++ refuses passes only where C++ does refuse it") {
  auto const row = [](std::string const& op, std::string const& category, std::string const& params,
                      std::string const& lhs, std::string const& rhs) {
    return complaints_of_rejection(R"({"id": "e", "op": ")" + op + R"(", "category": ")" + category +
                                   R"(", "params": {"window_strides": [1], )" + params +
                                   R"(}, "shapes": {"lhs": [2, 3, 8], "rhs": [4, 3, 3]}, "dtypes": {"lhs": ")" + lhs +
                                   R"(", "rhs": ")" + rhs + "\"}}");
  };
  std::string const conv = "conv_general_dilated";
  std::string const valid = R"("padding": "VALID")";
  CHECK(row(conv, "dtype_mismatch", valid, "float32", "float64") == "");
  CHECK(contains(row(conv, "dtype_mismatch", valid, "float32", "float32"), "did not throw"));

  auto const preferred = [&](std::string const& from, std::string const& to) {
    return row(conv, "bad_preferred_type", valid + ", \"preferred_element_type\": \"" + to + "\"", from, from);
  };
  CHECK(preferred("float64", "float32") == "");
  CHECK(preferred("int32", "uint32") == "");
  CHECK(contains(preferred("float32", "float64"), "C++ accepts the call"));
  CHECK(contains(preferred("float32", "float7"), "C++ accepts the call"));

  CHECK(row(conv, "bad_padding_form", R"("padding": [3])", "float32", "float32") == "");
  CHECK(row(conv, "bad_padding_form", R"("padding": [[1, 1, 0]])", "float32", "float32") == "");
  CHECK(contains(row(conv, "bad_padding_form", R"("padding": [[1, 1]])", "float32", "float32"), "did not throw"));
  CHECK(
      contains(row("conv_unheard_of", "bad_padding_form", R"("padding": [3])", "float32", "float32"), "not supported"));
}

TEST_CASE("an exception of another kind is no rejection") {
  auto const complaint = [](auto f) {
    complaints all;
    expect_rejection(all, "form", "bad_stride", f);
    return joined(all);
  };
  CHECK(complaint([] { throw convolt::parameter_error({.category = "bad_stride", .where = "f"}); }) == "");
  CHECK(contains(complaint([] { throw std::runtime_error("text"); }), "threw another exception"));
  CHECK(contains(complaint([] { throw 1; }), "no std::exception"));
  CHECK(contains(complaint([] {}), "did not throw"));
}
