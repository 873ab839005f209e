// SPDX-License-Identifier: BSD-3-Clause
/// The textual form of layers: the whole configuration, with units. Layers of lucid print as lucid prints them, and
/// after that what is not at its default.
/// Layer: nn.
#pragma once

#include <convolt/nn/configuration.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>

namespace convolt::nn::detail {

/// What the configuration does not know.
struct text_facts {
  std::string weight_unit;
  std::string bias_unit;  ///< empty: no bias
  std::string_view element;
  bool masked = false;
  bool gain = false;
  double eps = 0;  ///< of scaled weight standardisation
};

template <class T>
constexpr std::string_view element_name() {
  if constexpr (std::is_same_v<T, float>) {
    return "float";
  } else if constexpr (std::is_same_v<T, double>) {
    return "double";
  } else {
    return "long double";
  }
}

/// "(28, 3)", "(5,)"; `dynamic` extents as "any".
inline std::string tuple_text(index_list const& values, bool extents = false) {
  std::string text = "(";
  for (index n : values) {
    if (text.size() > 1) { text += ", "; }
    text += extents && n == dynamic ? "any" : std::to_string(n);
  }
  return text + (values.size() == 1 ? ",)" : ")");
}

inline std::string_view truth(bool b) { return b ? "True" : "False"; }

inline std::string padding_text(padding const& pad) {
  if (pad.kind() == padding_kind::same) { return "'SAME'"; }
  if (pad.kind() == padding_kind::valid) { return "'VALID'"; }
  if (pad.is_named()) { return std::string(name_of(pad.kind())); }
  std::string text;
  for (pad_pair const& p : pad.pairs().pairs()) {
    text += (text.empty() ? "" : ", ") + ("(" + std::to_string(p.lo) + ", " + std::to_string(p.hi) + ")");
  }
  return (pad.kind() == padding_kind::forward ? "forward_padding[" : "[") + text + "]";
}

/// What PyTorch calls the padding of a transposed layer that is given as zeros around the dilated input; empty where
/// there is nothing to add, or no such padding.
inline std::string torch_padding_text(layer_configuration const& c) {
  if (c.padding().kind() != padding_kind::raw || c.kind() != layer_kind::conv_transpose) { return ""; }
  std::string padding, output_padding;
  bool any_output_padding = false;
  for (std::size_t i = 0; i < c.rank(); ++i) {
    pad_pair const p = c.padding().pairs()[i];
    index const cropped = (c.kernel_size()[i] - 1) * c.rhs_dilation()[i] - p.lo, extra = p.hi - p.lo;
    if (cropped < 0 || extra < 0 || extra >= geometry::output_padding_limit(c.stride()[i], c.rhs_dilation()[i]).value) {
      return "";
    }
    padding += (i == 0 ? "" : ", ") + std::to_string(cropped);
    output_padding += (i == 0 ? "" : ", ") + std::to_string(extra);
    any_output_padding = any_output_padding || extra != 0;
  }
  auto const listed = [&](std::string const& list) { return c.rank() == 1 ? list : "(" + list + ")"; };
  return " (torch padding=" + listed(padding) +
         (any_output_padding ? ", output_padding=" + listed(output_padding) : std::string()) + ")";
}

inline std::string number_text(double x) {
  std::string text(32, '\0');
  text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%g", x)));
  return text;
}

/// `, name=value`
inline void add(std::string& text, std::string_view name, std::string_view value) {
  if (text.back() != '(') { text += ", "; }
  text.append(name).append("=").append(value);
}

inline std::string short_name(layer_configuration const& c) {
  std::string_view const name = c.where();
  return std::string(name.substr(name.rfind(':') + 1));
}

inline void add_common_end(std::string& text, layer_configuration const& c) {
  if (c.padding_mode() != boundary::zero) {
    add(text, "padding_mode", "'" + std::string(mode_text(c.padding_mode())) + "'");
  }
  if (!c.trainable()) { add(text, "trainable", "False"); }
  if (!c.name().empty()) { add(text, "name", "'" + c.name() + "'"); }
  text += ")";
}

inline std::string with_unit_text(std::string const& shape, std::string const& unit) {
  return unit == "1" ? shape : shape + " " + unit;
}

inline std::string full_text(layer_configuration const& c, text_facts const& f) {
  std::string text = short_name(c) + "(";
  add(text, "in_size", tuple_text(c.in_size(), true));
  add(text, "out_size", tuple_text(c.out_size(), true));
  add(text, "in_channels", std::to_string(c.in_channels()));
  add(text, "out_channels", std::to_string(c.out_channels()));
  add(text, "kernel_size", tuple_text(c.kernel_size()));
  add(text, "stride", tuple_text(c.stride()));
  add(text, "padding", padding_text(c.padding()) + torch_padding_text(c));
  if (c.padding().kind() == padding_kind::forward && is_transposed(c.kind())) {
    add(text, "output_padding", tuple_text(c.output_padding()));
  }
  if (!is_transposed(c.kind())) { add(text, "lhs_dilation", tuple_text(c.lhs_dilation())); }
  add(text, "rhs_dilation", tuple_text(c.rhs_dilation()));
  add(text, "groups", std::to_string(c.groups()));
  if (c.kind() == layer_kind::scaled_ws_conv) {
    add(text, "ws_gain", truth(f.gain));
    add(text, "eps", number_text(f.eps));
  }
  add(text, "channel_first", truth(c.channel_first()));
  add(text, "weight", with_unit_text(tuple_text(c.kernel_shape()), f.weight_unit));
  add(text, "bias", f.bias_unit.empty() ? "None" : with_unit_text(tuple_text({c.out_channels()}), f.bias_unit));
  add(text, "mask", f.masked ? tuple_text(c.kernel_shape()) : "None");
  add(text, "dtype", f.element);
  add_common_end(text, c);
  return text;
}

/// An integer in 1-D, a tuple in 2-D and 3-D.
inline std::string lucid_list(index_list const& values) {
  return values.size() == 1 ? std::to_string(values[0]) : tuple_text(values);
}

inline std::string lucid_padding(padding const& pad) {
  index_list sides;
  for (pad_pair const& p : pad.pairs().pairs()) {
    if (p.lo != p.hi) { return padding_text(raw_padding(pad.pairs().pairs())); }
    sides.push_back(p.lo);
  }
  return lucid_list(sides);
}

inline std::string lucid_text(layer_configuration const& c, text_facts const& f) {
  index_list const zeros = index_list::filled(c.rank(), 0), ones = index_list::filled(c.rank(), 1);
  std::string text = short_name(c) + "(" + std::to_string(c.in_channels()) + ", " + std::to_string(c.out_channels());
  add(text, "kernel_size", lucid_list(c.kernel_size()));
  add(text, "stride", lucid_list(c.stride()));
  add(text, "padding", lucid_padding(c.padding()));
  if (!(c.output_padding() == zeros)) { add(text, "output_padding", lucid_list(c.output_padding())); }
  if (c.groups() != 1) { add(text, "groups", std::to_string(c.groups())); }
  if (!(c.rhs_dilation() == ones)) { add(text, "dilation", lucid_list(c.rhs_dilation())); }
  if (f.bias_unit.empty()) { add(text, "bias", "False"); }
  if (f.weight_unit != "1") { add(text, "weight_unit", "'" + f.weight_unit + "'"); }
  if (!f.bias_unit.empty() && f.bias_unit != "1") { add(text, "bias_unit", "'" + f.bias_unit + "'"); }
  if (f.element != "float") { add(text, "dtype", f.element); }
  if (f.masked) { add(text, "mask", tuple_text(c.kernel_shape())); }
  add_common_end(text, c);
  return text;
}

inline std::string text_of(layer_configuration const& c, text_facts const& f) {
  return c.kind() == layer_kind::lucid_conv_transpose ? lucid_text(c, f) : full_text(c, f);
}

}  // namespace convolt::nn::detail
