// SPDX-License-Identifier: BSD-3-Clause
/// The calls into lax that the golden suite makes, one struct per operation, and nothing else: with inexpressible.hpp the only
/// place that knows how the functions of lax are called. `Preferred` is void where no preferred_element_type is asked for.
#pragma once

#include <golden/call_parameters.hpp>

#include <convolt/convolt.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace convolt::golden {

inline padding to_padding(call_parameters const& p) {
  if (auto const* name = std::get_if<std::string>(&p.padding)) { return *name; }
  auto const& pairs = std::get<integer_lists>(p.padding);
  if (p.forward_padding) { return convolt::forward_padding(pairs); }
  return convolt::raw_padding(pairs);
}

/// A list that is absent leaves the parameter at its default.
inline steps to_steps(std::optional<integers> const& list) {
  return list.has_value() ? steps(*list) : steps();
}

inline dimension_numbers to_layout(std::optional<std::vector<std::string>> const& strings) {
  return strings.has_value() ? dimension_numbers::from_list(*strings) : dimension_numbers();
}

// The options are written as braces at each call, as users write them. Preferred is given explicitly where there is one.
#define CONVOLT_GOLDEN_CALL(function, ...)                    \
  [&] {                                                       \
    if constexpr (std::is_void_v<Preferred>) {                \
      return lax::function(__VA_ARGS__);                      \
    } else {                                                  \
      return lax::function<Preferred>(__VA_ARGS__);           \
    }                                                         \
  }()

struct conv_general_dilated_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = true;
  static constexpr bool takes_preferred = true;

  template <class Preferred, class L, class R, class... Bias>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    return CONVOLT_GOLDEN_CALL(conv_general_dilated, lhs, rhs, steps(p.strides), to_padding(p),
                               {.lhs_dilation = to_steps(p.lhs_dilation),
                                .rhs_dilation = to_steps(p.rhs_dilation),
                                .dimension_numbers = to_layout(p.layout),
                                .feature_group_count = p.feature_groups,
                                .batch_group_count = p.batch_groups},
                               bias...);
  }

  template <class Preferred, class Out, class L, class R, class... Bias>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    CONVOLT_GOLDEN_CALL(conv_general_dilated_into, out, lhs, rhs, steps(p.strides), to_padding(p),
                        {.lhs_dilation = to_steps(p.lhs_dilation),
                         .rhs_dilation = to_steps(p.rhs_dilation),
                         .dimension_numbers = to_layout(p.layout),
                         .feature_group_count = p.feature_groups,
                         .batch_group_count = p.batch_groups},
                        bias...);
  }

  template <class L, class R, class G>
  static auto vjp(call_parameters const& p, L const& lhs, R const& rhs, G const& cotangent) {
    return lax::conv_general_dilated_vjp(lhs, rhs, cotangent, steps(p.strides), to_padding(p),
                                         {.lhs_dilation = to_steps(p.lhs_dilation),
                                          .rhs_dilation = to_steps(p.rhs_dilation),
                                          .dimension_numbers = to_layout(p.layout),
                                          .feature_group_count = p.feature_groups,
                                          .batch_group_count = p.batch_groups});
  }
};

struct conv_transpose_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = true;
  static constexpr bool takes_preferred = true;

  template <class Preferred, class L, class R, class... Bias>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    return CONVOLT_GOLDEN_CALL(conv_transpose, lhs, rhs, steps(p.strides), to_padding(p),
                               {.rhs_dilation = to_steps(p.rhs_dilation),
                                .dimension_numbers = to_layout(p.layout),
                                .transpose_kernel = p.transpose_kernel,
                                .feature_group_count = p.feature_groups,
                                .batch_group_count = p.batch_groups,
                                .output_padding = to_steps(p.output_padding)},
                               bias...);
  }

  template <class Preferred, class Out, class L, class R, class... Bias>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    CONVOLT_GOLDEN_CALL(conv_transpose_into, out, lhs, rhs, steps(p.strides), to_padding(p),
                        {.rhs_dilation = to_steps(p.rhs_dilation),
                         .dimension_numbers = to_layout(p.layout),
                         .transpose_kernel = p.transpose_kernel,
                         .feature_group_count = p.feature_groups,
                         .batch_group_count = p.batch_groups,
                         .output_padding = to_steps(p.output_padding)},
                        bias...);
  }

  template <class L, class R, class G>
  static auto vjp(call_parameters const& p, L const& lhs, R const& rhs, G const& cotangent) {
    return lax::conv_transpose_vjp(lhs, rhs, cotangent, steps(p.strides), to_padding(p),
                                   {.rhs_dilation = to_steps(p.rhs_dilation),
                                    .dimension_numbers = to_layout(p.layout),
                                    .transpose_kernel = p.transpose_kernel,
                                    .feature_group_count = p.feature_groups,
                                    .batch_group_count = p.batch_groups,
                                    .output_padding = to_steps(p.output_padding)});
  }
};

struct conv_patches_call {
  static constexpr std::array<std::string_view, 1> operands{"lhs"};
  static constexpr bool takes_bias = false;
  static constexpr bool takes_preferred = false;

  template <class Preferred, class L>
  static auto call(call_parameters const& p, L const& lhs) {
    return lax::conv_general_dilated_patches(lhs, steps(p.filter_shape), steps(p.strides), to_padding(p),
                                             {.lhs_dilation = to_steps(p.lhs_dilation),
                                              .rhs_dilation = to_steps(p.rhs_dilation),
                                              .dimension_numbers = to_layout(p.layout)});
  }

  template <class Preferred, class Out, class L>
  static void into(Out& out, call_parameters const& p, L const& lhs) {
    lax::conv_general_dilated_patches_into(out, lhs, steps(p.filter_shape), steps(p.strides), to_padding(p),
                                           {.lhs_dilation = to_steps(p.lhs_dilation),
                                            .rhs_dilation = to_steps(p.rhs_dilation),
                                            .dimension_numbers = to_layout(p.layout)});
  }
};

struct conv_local_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = false;
  static constexpr bool takes_preferred = false;

  template <class Preferred, class L, class R>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs) {
    return lax::conv_general_dilated_local(lhs, rhs, steps(p.strides), to_padding(p), steps(p.filter_shape),
                                           {.lhs_dilation = to_steps(p.lhs_dilation),
                                            .rhs_dilation = to_steps(p.rhs_dilation),
                                            .dimension_numbers = to_layout(p.layout)});
  }

  template <class Preferred, class Out, class L, class R>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs) {
    lax::conv_general_dilated_local_into(out, lhs, rhs, steps(p.strides), to_padding(p), steps(p.filter_shape),
                                         {.lhs_dilation = to_steps(p.lhs_dilation),
                                          .rhs_dilation = to_steps(p.rhs_dilation),
                                          .dimension_numbers = to_layout(p.layout)});
  }
};

#undef CONVOLT_GOLDEN_CALL

}  // namespace convolt::golden
