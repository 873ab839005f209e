// SPDX-License-Identifier: BSD-3-Clause
/// The cases and rejections of the layers, their gradients, and weight_standardization.

#include <golden/layer_runs.hpp>

#include <golden/attempt.hpp>
#include <golden/layer_calls.hpp>
#include <golden/operands.hpp>
#include <golden/run_case.hpp>
#include <golden/run_rejection.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::golden {
namespace {

constexpr std::string_view gradient_suffix = "_vjp";

bool is_gradient_operation(std::string_view op) {
  return op.size() > gradient_suffix.size() && op.substr(op.size() - gradient_suffix.size()) == gradient_suffix;
}

template <class List>
void require_shape(json const& params, std::string_view name, List const& got) {
  json const* want = params.find(name);
  if (want == nullptr) { return; }
  std::vector<std::int64_t> const expected = integers_of(*want);
  if (!std::equal(got.begin(), got.end(), expected.begin(), expected.end())) {
    throw std::runtime_error("the layer has another " + std::string(name) + " than the suite");
  }
}

/// What the case gives the layer. Plain arrays, or quantities with run-time units.
template <class T, class Layer>
void give_parameters(suite_case const& c, Layer& layer, bool with_units) {
  auto const give = [&](std::string_view name, auto const& setter) {
    array_entry const* entry = find_array(c.inputs, name);
    if (entry == nullptr) { return; }
    operand<T> const values = load_operand<T>(*entry);
    if (with_units) {
      setter(as_quantity(values));
    } else {
      setter(values.numbers);
    }
  };
  give("rhs", [&](auto const& q) {
    if constexpr (requires { layer.weights(q); }) { layer.weights(q); }
  });
  give("bias", [&](auto const& q) {
    if constexpr (requires { layer.bias(q); }) { layer.bias(q); }
  });
  give("gain", [&](auto const& q) {
    if constexpr (requires { layer.gain(q); }) { layer.gain(q); }
  });
  give("mask", [&](auto const& q) { layer.mask(q); });
}

template <class Layer>
Layer make_layer(json const& params, bool gain = true) {
  auto o = read_options<typename Layer::options_type>(params);
  if constexpr (requires { o.ws_gain; }) { o.ws_gain = gain; }
  return Layer(o);
}

template <class Layer, class T, class Input>
void check_call(complaints& all, suite_case const& c, std::string const& form, Layer const& layer, Input const& input) {
  expected_array<T> const want(require_array(c.outputs, "out"));
  attempt(all, form, [&] { want.check_result(layer(input)); });
  attempt(all, form + " into", [&] {
    xt::xarray<T> numbers = make_filled(want.entry.shape, garbage<T>());
    if (want.entry.unit.has_value()) {
      auto out = tag(std::move(numbers), any_unit::parse(*want.entry.unit));
      layer.into(out, input);
      want.check(raw(out));
    } else {
      layer.into(numbers, input);
      want.check(numbers);
    }
  });
}

template <auto W, auto B, class T>
void check_layer(complaints& all, suite_case const& c, bool with_units) {
  with_layer<W, B, T>(c.op, c.params.at("rank").as_integer(), [&]<class Layer>() {
    require_known_inputs(c, {"lhs", "rhs", "bias", "gain", "mask"});
    auto layer = make_layer<Layer>(c.params, find_array(c.inputs, "gain") != nullptr);
    give_parameters<T>(c, layer, with_units);
    require_shape(c.params, "kernel_shape", layer.kernel_shape());
    require_shape(c.params, "bias_shape", layer.bias_shape());
    require_shape(c.params, "out_size", layer.out_size());
    operand<T> const lhs = load_operand<T>(require_array(c.inputs, "lhs"));
    if (with_units) {
      check_call<Layer, T>(all, c, c.op + " with run-time units", layer, as_quantity(lhs));
    } else {
      check_call<Layer, T>(all, c, c.op, layer, lhs.numbers);
    }
  });
}

/// Units as types, where the case has these.
void check_static_layer(complaints& all, suite_case const& c) {
  if (require_array(c.inputs, "lhs").unit != "mV" || require_array(c.inputs, "rhs").unit != "nS") { return; }
  with_layer<units::nS, units::nA, double>(c.op, c.params.at("rank").as_integer(), [&]<class Layer>() {
    auto layer = make_layer<Layer>(c.params);
    give_parameters<double>(c, layer, true);
    operand<double> const lhs = load_operand<double>(require_array(c.inputs, "lhs"));
    expected_array<double> const want(require_array(c.outputs, "out"));
    attempt(all, c.op + " with static units", [&] { want.check_result(layer(tag(lhs.numbers, units::mV))); });
  });
}

template <class T>
void check_plain_layer(complaints& all, suite_case const& c) {
  if (find_array(c.inputs, "bias") != nullptr) {
    check_layer<one, one, T>(all, c, false);
  } else {
    check_layer<one, nn::no_bias, T>(all, c, false);
  }
}

/// The gradient of a parameter with one number per channel, in the shape that the suite gives it.
template <class Q>
auto in_shape_of(array_entry const& entry, Q const& gradient) {
  extents const shape{entry.shape.begin(), entry.shape.end()};
  auto numbers = xt::xarray<element_t<Q>>(raw(gradient));
  if (std::count(shape.begin(), shape.end(), 1U) + 1 >= static_cast<std::ptrdiff_t>(shape.size())) {
    numbers.reshape(shape);
  }
  if constexpr (AnyQuantity<Q>) {
    return tag(std::move(numbers), unit_of(gradient));
  } else {
    return numbers;
  }
}

template <class T, class Gradients>
void check_gradients(suite_case const& c, Gradients const& got) {
  for (array_entry const& output : c.outputs) {
    expected_array<T> const want(output);
    if (output.name == "d_lhs") {
      want.check_result(got.input);
    } else if (output.name == "d_rhs") {
      want.check_result(got.weight);
    } else if (output.name == "d_bias") {
      want.check_result(in_shape_of(output, got.bias));
    } else {
      bool known = false;
      if constexpr (requires { got.gain; }) {
        known = output.name == "d_gain";
        if (known) { want.check_result(in_shape_of(output, got.gain)); }
      }
      if (!known) { throw std::runtime_error("there is no gradient '" + output.name + "'"); }
    }
  }
}

/// A layer with a bias, which is 0 unless the case has one: its gradient does not depend on it.
template <auto W, auto B, class T, class AsOperand>
void check_layer_gradients(complaints& all, suite_case const& c, bool with_units, AsOperand const& as_operand) {
  std::string_view const op = std::string_view(c.op).substr(0, c.op.size() - gradient_suffix.size());
  with_layer<W, B, T>(op, c.params.at("rank").as_integer(), [&]<class Layer>() {
    require_known_inputs(c, {"lhs", "rhs", "bias", "gain", "mask", "cotangent"});
    auto layer = make_layer<Layer>(c.params, find_array(c.outputs, "d_gain") != nullptr);
    give_parameters<T>(c, layer, with_units);
    require_shape(c.params, "kernel_shape", layer.kernel_shape());
    operand<T> const lhs = load_operand<T>(require_array(c.inputs, "lhs"));
    operand<T> const cotangent = load_operand<T>(require_array(c.inputs, "cotangent"));
    attempt(all, c.op, [&] { check_gradients<T>(c, layer.backward(as_operand(lhs), as_operand(cotangent))); });
  });
}

template <class T>
void check_plain_gradients(complaints& all, suite_case const& c) {
  check_layer_gradients<one, one, T>(all, c, false, [](operand<T> const& o) -> auto const& { return o.numbers; });
}

template <class T>
void check_standardization(suite_case const& c) {
  expected_array<T> const want(require_array(c.outputs, "out"));
  operand<T> const weight = load_operand<T>(require_array(c.inputs, "rhs"));
  want.check_result(nn::weight_standardization(weight.numbers, {.eps = c.params.at("eps").as_double()}));
}

void run_gradients(complaints& all, suite_case const& c, bool is_float) {
  if (!require_array(c.inputs, "lhs").unit.has_value()) {
    is_float ? check_plain_gradients<float>(all, c) : check_plain_gradients<double>(all, c);
  } else if (is_float) {
    throw std::runtime_error("units with float32 are not supported");
  } else {
    check_layer_gradients<nn::run_time_unit, nn::run_time_unit, double>(
        all, c, true, [](operand<double> const& o) { return as_quantity(o); });
  }
}

/// A row about units: parameters filled with a number in theirs.
void reject_units(complaints& all, rejection const& row) {
  with_layer<nn::run_time_unit, nn::run_time_unit, float>(
      row.op, row.params.at("rank").as_integer(), [&]<class Layer>() {
        auto layer = make_layer<Layer>(row.params);
        auto const unit_of_operand = [&](std::string_view name) { return any_unit::parse(row.find(name)->unit); };
        layer.weights(tag(1.F, unit_of_operand("rhs"))).bias(tag(1.F, unit_of_operand("bias")));
        auto const input = tag(make_filled(*row.find("lhs")->shape, 1.F), unit_of_operand("lhs"));
        expect_rejection(all, row.op, row.category, [&] { static_cast<void>(layer(input)); });
        extents const shape{2, 8, 4};
        auto out = tag(make_filled(shape, 42.F), unit_of_operand("out"));
        expect_rejection(all, row.op + " into", row.category, [&] { layer.into(out, input); });
        attempt(all, row.op + " into", [&] { require_untouched<float>(raw(out), shape, 42.F); });
      });
}

}  // namespace

bool is_layer_operation(std::string_view op) {
  constexpr std::array<std::string_view, 7> names{
      "conv_layer",           "conv_layer_vjp",           "conv_transpose_layer",  "conv_transpose_layer_vjp",
      "scaled_ws_conv_layer", "scaled_ws_conv_layer_vjp", "weight_standardization"};
  return std::find(names.begin(), names.end(), op) != names.end();
}

complaints run_layer_case(suite_case const& c) {
  complaints all;
  attempt(all, c.op, [&] {
    bool const is_float = c.dtype == "float32";
    if (!is_float && c.dtype != "float64") {
      throw std::runtime_error("element type '" + c.dtype + "' is not supported");
    }
    if (c.op == "weight_standardization") {
      is_float ? check_standardization<float>(c) : check_standardization<double>(c);
    } else if (is_gradient_operation(c.op)) {
      run_gradients(all, c, is_float);
    } else if (!require_array(c.inputs, "lhs").unit.has_value()) {
      is_float ? check_plain_layer<float>(all, c) : check_plain_layer<double>(all, c);
    } else if (is_float) {
      throw std::runtime_error("units with float32 are not supported");
    } else {
      check_layer<nn::run_time_unit, nn::run_time_unit, double>(all, c, true);
      check_static_layer(all, c);
    }
  });
  return all;
}

complaints run_layer_rejection(rejection const& row) {
  complaints all;
  if (json const* padding = row.params.find("padding"); padding != nullptr && has_fractions(*padding)) {
    if (row.category != "bad_padding_form") {
      all.push_back("C++ refuses this padding when compiled, whatever the category");
    }
    return all;
  }
  attempt(all, row.op, [&] {
    if (row.find("bias") != nullptr) { return reject_units(all, row); }
    with_layer<one, nn::no_bias, float>(row.op, row.params.at("rank").as_integer(), [&]<class Layer>() {
      std::optional<Layer> layer;
      rejected_operand const* const lhs = row.find("lhs");
      rejected_operand const* const rhs = row.find("rhs");
      auto const build = [&] { layer.emplace(make_layer<Layer>(row.params)); };
      if (lhs == nullptr) { return expect_rejection(all, row.op, row.category, build); }
      build();
      if (rhs != nullptr) {
        auto const weights = make_filled(*rhs->shape, 1.F);
        return expect_rejection(all, row.op, row.category, [&] { layer->weights(weights); });
      }
      auto const input = make_filled(*lhs->shape, 1.F);
      auto out = make_filled(extents{2, 8, 8, 4}, 42.F);
      expect_rejection(all, row.op, row.category, [&] { static_cast<void>((*layer)(input)); });
      expect_rejection(all, row.op + " into", row.category, [&] { layer->into(out, input); });
      attempt(all, row.op + " into", [&] { require_untouched<float>(out, extents{2, 8, 8, 4}, 42.F); });
    });
  });
  return all;
}

}  // namespace convolt::golden
