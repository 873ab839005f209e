// SPDX-License-Identifier: BSD-3-Clause
/// Weights in the layouts of PyTorch and Keras, brought into those of the layers. No kernel is flipped: in a transposed
/// convolution of either system, and of the layers here, x[l] * w[q] goes to l * stride + q * dilation. The layers of
/// lucid have the layout of PyTorch, those of brainstate the one of the layers here.
/// Layer: nn.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/nn/parameter.hpp>
#include <convolt/nn/params.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/tag.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn {

namespace detail {

/// How weights lie: the two axes of the channels stand before or behind those of the kernel, and one of the two counts
/// the channels of all groups, the other those of a single one.
struct weight_layout {
  std::string_view axes;  ///< in words
  bool channels_first;
  bool grouped_leads;    ///< the axis of all groups is the first of the two
  bool outputs_grouped;  ///< and counts outputs

  constexpr std::size_t grouped_axis(std::size_t rank) const {
    return (channels_first ? 0 : rank - 2) + (grouped_leads ? 0U : 1U);
  }
  constexpr std::size_t other_axis(std::size_t rank) const {
    return (channels_first ? 0 : rank - 2) + (grouped_leads ? 1U : 0U);
  }
  constexpr std::size_t kernel_axis() const { return channels_first ? 2 : 0; }
};

inline constexpr weight_layout pytorch_conv{"(out, in/groups, kernel...)", true, true, true};
inline constexpr weight_layout pytorch_transpose{"(in, out/groups, kernel...)", true, true, false};
inline constexpr weight_layout layer_conv{"(kernel..., in/groups, out)", false, false, true};
inline constexpr weight_layout layer_transpose{"(kernel..., out, in/groups)", false, true, true};
inline constexpr weight_layout keras_depthwise{"(kernel..., in, multiplier)", false, true, false};

/// What all layouts have in common.
struct weight_sizes {
  index groups = 1;
  index outputs = 1;  ///< of a group
  index inputs = 1;   ///< of a group
  index_list kernel = {};

  index taps() const {
    index n = 1;
    for (index k : kernel) { n *= k; }
    return n;
  }
  index_list shape(weight_layout const& layout) const {
    index const grouped = groups * (layout.outputs_grouped ? outputs : inputs);
    index const other = layout.outputs_grouped ? inputs : outputs;
    index_list const channels = layout.grouped_leads ? index_list{grouped, other} : index_list{other, grouped};
    return layout.channels_first ? joined(channels, kernel) : joined(kernel, channels);
  }
};

/// How far apart neighbours lie in an array without gaps.
struct weight_steps {
  index group;
  index output;
  index input;
  index tap;
};

inline weight_steps steps_of(weight_layout const& layout, weight_sizes const& s) {
  index const grouped = layout.outputs_grouped ? s.outputs : s.inputs;  // of one group
  index const other = layout.outputs_grouped ? s.inputs : s.outputs;
  index const unit = layout.channels_first ? s.taps() : 1;
  index const grouped_step = layout.grouped_leads ? other * unit : unit;
  index const other_step = layout.grouped_leads ? unit : s.groups * grouped * unit;
  return {.group = grouped * grouped_step,
          .output = layout.outputs_grouped ? grouped_step : other_step,
          .input = layout.outputs_grouped ? other_step : grouped_step,
          .tap = layout.channels_first ? 1 : s.groups * grouped * other};
}

[[noreturn]] inline void throw_weight_shape(std::string_view where, std::string_view category, std::string expected,
                                            index_list const& given) {
  throw shape_error({.category = category,
                     .where = std::string(where),
                     .argument = "weight",
                     .problem = "has the wrong shape",
                     .expected = std::move(expected),
                     .actual = geometry::list_text({given.begin(), given.size()})});
}

inline void check_weight_rank(std::string_view where, weight_layout const& layout, index_list const& shape) {
  if (shape.size() >= 3 && shape.size() <= 5) { return; }
  throw_weight_shape(where, "rank_mismatch", std::string(layout.axes) + ", with 1, 2 or 3 axes of the kernel", shape);
}

/// What a shape says, given the number of groups.
inline weight_sizes sizes_of(std::string_view where, weight_layout const& layout, index_list const& shape,
                             index groups) {
  geometry::place const at{.where = where, .argument = "groups"};
  index const grouped = shape[layout.grouped_axis(shape.size())], other = shape[layout.other_axis(shape.size())];
  geometry::check_group_count(at, groups);
  geometry::check_divides(at, layout.outputs_grouped ? "out_channels" : "in_channels", groups, grouped);
  weight_sizes s{.groups = groups};
  s.outputs = layout.outputs_grouped ? grouped / groups : other;
  s.inputs = layout.outputs_grouped ? other : grouped / groups;
  for (std::size_t i = 0; i + 2 < shape.size(); ++i) { s.kernel.push_back(shape[layout.kernel_axis() + i]); }
  return s;
}

template <class T>
void rearrange(weight_sizes const& s, T const* from, weight_steps const& f, T* to, weight_steps const& t) {
  index const taps = s.taps();
  for (index g = 0; g < s.groups; ++g) {
    for (index o = 0; o < s.outputs; ++o) {
      for (index i = 0; i < s.inputs; ++i) {
        index const source = g * f.group + o * f.output + i * f.input;
        index const target = g * t.group + o * t.output + i * t.input;
        for (index k = 0; k < taps; ++k) { to[target + k * t.tap] = from[source + k * f.tap]; }
      }
    }
  }
}

/// The weights with their unit in another layout.
template <class W>
auto in_layout(W const& weight, weight_sizes const& s, weight_layout const& from, weight_layout const& to) {
  decltype(auto) numbers = quantities::contiguous(raw(weight));
  using array = quantities::owning_t<decltype(numbers)>;
  array result = arrays::allocate<typename array::value_type, quantities::rank_of<array>>(s.shape(to));
  rearrange(s, numbers.data(), steps_of(from, s), result.data(), steps_of(to, s));
  if constexpr (AnyQuantity<W>) {
    return tag(std::move(result), unit_of(weight));
  } else {
    return result;
  }
}

template <class W>
auto imported(std::string_view where, W const& weight, weight_layout const& from, weight_layout const& to,
              index groups = 1) {
  index_list const shape = arrays::shape_of(where, "weight", raw(weight));
  check_weight_rank(where, from, shape);
  return in_layout(weight, sizes_of(where, from, shape, groups), from, to);
}

template <class L, class W>
void import_weights(std::string_view where, L& layer, W const& weight, weight_layout const& from) {
  layer_configuration const& c = layer.configuration();
  weight_sizes const s{.groups = c.groups(),
                       .outputs = c.out_channels() / c.groups(),
                       .inputs = c.in_channels() / c.groups(),
                       .kernel = c.kernel_size()};
  index_list const given = arrays::shape_of(where, "weight", raw(weight)), wanted = s.shape(from);
  if (!(given == wanted)) {
    std::string const shape = geometry::list_text({wanted.begin(), wanted.size()});
    throw_weight_shape(where, "kernel_shape_mismatch", std::string(from.axes) + " = " + shape, given);
  }
  bool const is_lucid = c.kind() == layer_kind::lucid_conv_transpose;
  weight_layout const& to = is_lucid ? pytorch_transpose : is_transposed(c.kind()) ? layer_transpose : layer_conv;
  layer.weights(in_layout(weight, s, from, to));
}

/// Whether a kernel is that of a depthwise layer of Keras, (kernel..., in, multiplier), for a layer with as many
/// groups.
template <class L, class W>
bool is_keras_depthwise(L const& layer, W const& weight) {
  layer_configuration const& c = layer.configuration();
  if (is_transposed(c.kind()) || c.groups() != c.in_channels() || c.groups() == 1) { return false; }
  index_list const expected = joined(c.kernel_size(), {c.in_channels(), quotient(c.out_channels(), c.in_channels())});
  return arrays::shape_of("nn::import_keras", "weight", raw(weight)) == expected;
}

template <class L, class W, class B>
void import_both(std::string_view where, L& layer, W const& weight, B const& bias, weight_layout const& from) {
  L copy = layer;  // both are right, or nothing is changed
  import_weights(where, copy, weight, from);
  copy.bias(bias);
  layer = std::move(copy);
}

template <AnyLayer L>
weight_layout const& pytorch_layout(L const& layer) {
  return is_transposed(layer.configuration().kind()) ? pytorch_transpose : pytorch_conv;
}
template <AnyLayer L>
weight_layout const& keras_layout(L const& layer) {
  return is_transposed(layer.configuration().kind()) ? layer_transpose : layer_conv;
}

template <class L>
using weight_unit_t = unit_t<std::remove_cvref_t<decltype(std::declval<L const&>().weight())>>;

}  // namespace detail

/// An array of weights, plain or with a unit.
template <class W>
concept WeightArray = Operand<W> && ArrayExpression<wrapped_t<W>>;

/// Weights whose unit is right for a layer, whatever their layout.
template <class W, class L>
concept WeightsFor = AnyLayer<L> && WeightArray<W> && requires(L& layer, W const& weight) { layer.weights(weight); };
template <class B, class L>
concept BiasOf = AnyLayer<L> && requires(L& layer, B const& bias) { layer.bias(bias); };

/// The weights of torch.nn.Conv1d, 2d or 3d, (out, in/groups, kernel...), as those of Conv1d, 2d or 3d here. As all of
/// these functions it keeps the unit, and throws shape_error "rank_mismatch".
template <WeightArray W>
auto from_pytorch_conv(W const& weight) {
  return detail::imported("nn::from_pytorch_conv", weight, detail::pytorch_conv, detail::layer_conv);
}

/// The weights of torch.nn.ConvTranspose1d, 2d or 3d, (in, out/groups, kernel...), as those of ConvTranspose1d, 2d or
/// 3d here. Their shape does not tell the groups. Throws parameter_error "groups_not_dividing", too.
template <WeightArray W>
auto from_pytorch_conv_transpose(W const& weight, whole_number groups = 1) {
  return detail::imported("nn::from_pytorch_conv_transpose", weight, detail::pytorch_transpose, detail::layer_transpose,
                          groups.value());
}

/// The kernel of keras.layers.Conv1D, 2D or 3D, (kernel..., in/groups, out), which is the layout here: a copy.
template <WeightArray W>
auto from_keras_conv(W const& weight) {
  return detail::imported("nn::from_keras_conv", weight, detail::layer_conv, detail::layer_conv);
}

/// The kernel of keras.layers.Conv1DTranspose, 2D or 3D, (kernel..., out, in), which is the layout here: a copy.
template <WeightArray W>
auto from_keras_conv_transpose(W const& weight) {
  return detail::imported("nn::from_keras_conv_transpose", weight, detail::layer_transpose, detail::layer_transpose);
}

/// The kernel of keras.layers.DepthwiseConv1D or 2D, (kernel..., in, multiplier), as that of a Conv1d or Conv2d with
/// groups = in_channels and out_channels = in_channels * multiplier.
template <WeightArray W>
auto from_keras_depthwise_conv(W const& weight) {
  std::string_view const where = "nn::from_keras_depthwise_conv";
  index_list const shape = arrays::shape_of(where, "weight", raw(weight));
  detail::check_weight_rank(where, detail::keras_depthwise, shape);
  return detail::imported(where, weight, detail::keras_depthwise, detail::layer_conv, shape[shape.size() - 2]);
}

/// Gives a layer the weights, or weights and bias, of the same layer of PyTorch. The layer knows its groups. Throws
/// shape_error "kernel_shape_mismatch" with PyTorch's layout of the weights, unit_error; then the layer is as it was.
template <AnyLayer L, WeightsFor<L> W>
void import_pytorch(L& layer, W const& weight) {
  detail::import_weights("nn::import_pytorch", layer, weight, detail::pytorch_layout(layer));
}
template <AnyLayer L, WeightsFor<L> W, BiasOf<L> B>
void import_pytorch(L& layer, W const& weight, B const& bias) {
  detail::import_both("nn::import_pytorch", layer, weight, bias, detail::pytorch_layout(layer));
}
template <AnyLayer L, class W, class... B, class To = detail::weight_unit_t<L>>
  requires values_need_a_unit_of_the_dimension_of_the_parameter<W, To>
void import_pytorch(L&, W const&, B const&...) CONVOLT_REFUSED("the weight has another dimension, or these no unit");

/// The same with the kernel, or kernel and bias, of the same layer of Keras; those of DepthwiseConv1D and 2D for layers
/// with groups = in_channels, too.
template <AnyLayer L, WeightsFor<L> W>
void import_keras(L& layer, W const& weight) {
  if (detail::is_keras_depthwise(layer, weight)) {
    layer.weights(from_keras_depthwise_conv(weight));
  } else {
    detail::import_weights("nn::import_keras", layer, weight, detail::keras_layout(layer));
  }
}
template <AnyLayer L, WeightsFor<L> W, BiasOf<L> B>
void import_keras(L& layer, W const& weight, B const& bias) {
  L copy = layer;  // both are right, or nothing is changed
  import_keras(copy, weight);
  copy.bias(bias);
  layer = std::move(copy);
}
template <AnyLayer L, class W, class... B, class To = detail::weight_unit_t<L>>
  requires values_need_a_unit_of_the_dimension_of_the_parameter<W, To>
void import_keras(L&, W const&, B const&...) CONVOLT_REFUSED("the weight has another dimension, or these no unit");

}  // namespace convolt::nn
