// SPDX-License-Identifier: BSD-3-Clause
/// The configuration of a layer as names and texts, one field after the other: what stands beside saved parameters, and
/// what must agree where they are loaded.
/// Layer: nn.
#pragma once

#include <convolt/nn/configuration.hpp>
#include <convolt/nn/text.hpp>

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::nn::detail {

/// Names and texts, in the order in which the text of a layer has them.
using layer_fields = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::string_view trainable_field = "trainable";
inline constexpr std::string_view in_size_field = "in_size";

/// The shortest digits that read back as x, on every machine and in every locale.
inline std::string exact_text(double x) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, x).ptr};
}

/// Everything but the name, which makes no difference to what a layer computes. `eps` is of scaled weight
/// standardisation only.
inline layer_fields fields_of(layer_configuration const& c, double eps) {
  bool const transposed = is_transposed(c.kind());
  layer_fields fields{{"layer", std::string(c.where())},
                      {std::string(in_size_field), tuple_text(c.in_size(), true)},
                      {"in_channels", std::to_string(c.in_channels())},
                      {"out_channels", std::to_string(c.out_channels())},
                      {"kernel_size", tuple_text(c.kernel_size())},
                      {"stride", tuple_text(c.stride())},
                      {"padding", padding_text(c.padding())}};
  if (transposed) {
    fields.emplace_back("output_padding", tuple_text(c.output_padding()));
  } else {
    fields.emplace_back("lhs_dilation", tuple_text(c.lhs_dilation()));
  }
  fields.emplace_back("rhs_dilation", tuple_text(c.rhs_dilation()));
  fields.emplace_back("groups", std::to_string(c.groups()));
  if (c.kind() == layer_kind::scaled_ws_conv) { fields.emplace_back("eps", exact_text(eps)); }
  fields.emplace_back("channel_first", truth(c.channel_first()));
  fields.emplace_back("padding_mode", mode_text(c.padding_mode()));
  fields.emplace_back(trainable_field, truth(c.trainable()));
  return fields;
}

/// The next entry of "(28, any)", which is taken from the text.
inline std::string_view next_entry(std::string_view& text) {
  std::size_t const begin = text.find_first_not_of("(, )");
  text.remove_prefix(begin == std::string_view::npos ? text.size() : begin);
  std::string_view const entry = text.substr(0, text.find_first_of(", )"));
  text.remove_prefix(entry.size());
  return entry;
}

/// Whether two input shapes go together: extents that may be any go with all.
inline bool sizes_agree(std::string_view a, std::string_view b) {
  while (true) {
    std::string_view const in_a = next_entry(a), in_b = next_entry(b);
    if (in_a.empty() || in_b.empty()) { return in_a.empty() && in_b.empty(); }
    if (in_a != in_b && in_a != "any" && in_b != "any") { return false; }
  }
}

/// Whether a field that was saved goes with that of a layer. The flag `trainable` is a state, which may change.
inline bool fields_agree(std::string_view name, std::string_view saved, std::string_view own) {
  if (name == trainable_field) { return saved == truth(true) || saved == truth(false); }
  return name == in_size_field ? sizes_agree(saved, own) : saved == own;
}

}  // namespace convolt::nn::detail
