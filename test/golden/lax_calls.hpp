// SPDX-License-Identifier: BSD-3-Clause
/// The calls into lax, and of functionals of nn, that the golden suite makes, one struct per operation, and nothing
/// else: with inexpressible.hpp the only place that knows how the functions of lax are called. `Preferred` is void
/// where no preferred_element_type is asked for.
#pragma once

#include <golden/call_parameters.hpp>

#include <convolt/convolt.hpp>
#include <convolt/nn/functional.hpp>

#include <array>
#include <cstddef>
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
inline steps to_steps(std::optional<integers> const& list) { return list.has_value() ? steps(*list) : steps(); }

inline dimension_numbers to_layout(std::optional<std::vector<std::string>> const& strings) {
  return strings.has_value() ? dimension_numbers::from_list(*strings) : dimension_numbers();
}

inline lax::conv_general_dilated_options forward_options(call_parameters const& p) {
  return {.lhs_dilation = to_steps(p.lhs_dilation),
          .rhs_dilation = to_steps(p.rhs_dilation),
          .dimension_numbers = to_layout(p.layout),
          .feature_group_count = p.feature_groups,
          .batch_group_count = p.batch_groups};
}

inline lax::conv_transpose_options transposed_options(call_parameters const& p) {
  return {.rhs_dilation = to_steps(p.rhs_dilation),
          .dimension_numbers = to_layout(p.layout),
          .transpose_kernel = p.transpose_kernel,
          .feature_group_count = p.feature_groups,
          .batch_group_count = p.batch_groups,
          .output_padding = to_steps(p.output_padding)};
}

inline lax::patches_options window_options(call_parameters const& p) {
  return {.lhs_dilation = to_steps(p.lhs_dilation),
          .rhs_dilation = to_steps(p.rhs_dilation),
          .dimension_numbers = to_layout(p.layout)};
}

struct conv_general_dilated_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = true;
  static constexpr bool takes_preferred = true;

  template <class Preferred, class L, class R, class... Bias>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    if constexpr (std::is_void_v<Preferred>) {
      return lax::conv_general_dilated(lhs, rhs, p.strides, to_padding(p), forward_options(p), bias...);
    } else {
      return lax::conv_general_dilated<Preferred>(lhs, rhs, p.strides, to_padding(p), forward_options(p), bias...);
    }
  }

  template <class Preferred, class Out, class L, class R, class... Bias>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    if constexpr (std::is_void_v<Preferred>) {
      lax::conv_general_dilated_into(out, lhs, rhs, p.strides, to_padding(p), forward_options(p), bias...);
    } else {
      lax::conv_general_dilated_into<Preferred>(out, lhs, rhs, p.strides, to_padding(p), forward_options(p), bias...);
    }
  }

  template <class L, class R, class G>
  static auto vjp(call_parameters const& p, L const& lhs, R const& rhs, G const& cotangent) {
    return lax::conv_general_dilated_vjp(lhs, rhs, cotangent, p.strides, to_padding(p), forward_options(p));
  }
};

struct conv_transpose_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = true;
  static constexpr bool takes_preferred = true;

  template <class Preferred, class L, class R, class... Bias>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    if constexpr (std::is_void_v<Preferred>) {
      return lax::conv_transpose(lhs, rhs, p.strides, to_padding(p), transposed_options(p), bias...);
    } else {
      return lax::conv_transpose<Preferred>(lhs, rhs, p.strides, to_padding(p), transposed_options(p), bias...);
    }
  }

  template <class Preferred, class Out, class L, class R, class... Bias>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    if constexpr (std::is_void_v<Preferred>) {
      lax::conv_transpose_into(out, lhs, rhs, p.strides, to_padding(p), transposed_options(p), bias...);
    } else {
      lax::conv_transpose_into<Preferred>(out, lhs, rhs, p.strides, to_padding(p), transposed_options(p), bias...);
    }
  }

  template <class L, class R, class G>
  static auto vjp(call_parameters const& p, L const& lhs, R const& rhs, G const& cotangent) {
    return lax::conv_transpose_vjp(lhs, rhs, cotangent, p.strides, to_padding(p), transposed_options(p));
  }
};

/// PyTorch's transposed convolution, as the functional of nn for its number of spatial axes; its gradients by
/// conv_transpose: its weights are the kernel of the forward convolution with axes (in, out/groups, k...).
struct conv_transpose_scatter_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = true;
  static constexpr bool takes_preferred = false;

  template <class Preferred, class L, class R, class... Bias>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    auto const o = functional_options(p);
    switch (raw(rhs).dimension()) {
      case 3:
        return with_bias([&](auto const& b) { return nn::conv_transpose1d(lhs, rhs, b, o); }, bias...);
      case 4:
        return with_bias([&](auto const& b) { return nn::conv_transpose2d(lhs, rhs, b, o); }, bias...);
      default:
        return with_bias([&](auto const& b) { return nn::conv_transpose3d(lhs, rhs, b, o); }, bias...);
    }
  }

  template <class Preferred, class Out, class L, class R, class... Bias>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    auto const o = functional_options(p);
    switch (raw(rhs).dimension()) {
      case 3:
        return with_bias([&](auto const& b) { nn::conv_transpose1d_into(out, lhs, rhs, b, o); }, bias...);
      case 4:
        return with_bias([&](auto const& b) { nn::conv_transpose2d_into(out, lhs, rhs, b, o); }, bias...);
      default:
        return with_bias([&](auto const& b) { nn::conv_transpose3d_into(out, lhs, rhs, b, o); }, bias...);
    }
  }

  template <class L, class R, class G>
  static auto vjp(call_parameters const& p, L const& lhs, R const& rhs, G const& cotangent) {
    return conv_transpose_call::vjp(transposed(p, raw(rhs).dimension()), lhs, rhs, cotangent);
  }

 private:
  template <class F>
  static auto with_bias(F const& f) {
    return f(nn::no_bias);
  }
  template <class F, class Bias>
  static auto with_bias(F const& f, Bias const& bias) {
    return f(bias);
  }

  static nn::functional_conv_transpose_options functional_options(call_parameters const& p) {
    return {.stride = p.strides,
            .padding = std::get<integer_lists>(p.padding),
            .output_padding = p.output_padding.value(),
            .groups = p.feature_groups,
            .dilation = p.rhs_dilation.value()};
  }

  static call_parameters transposed(call_parameters p, std::size_t rank) {
    std::string const spatial = std::string("01234567").substr(0, rank < 2 ? 0 : rank - 2);
    p.forward_padding = true;
    p.transpose_kernel = true;
    p.layout = {"NC" + spatial, "OI" + spatial, "NC" + spatial};
    return p;
  }
};

struct conv_patches_call {
  static constexpr std::array<std::string_view, 1> operands{"lhs"};
  static constexpr bool takes_bias = false;
  static constexpr bool takes_preferred = true;

  template <class Preferred, class L>
  static auto call(call_parameters const& p, L const& lhs) {
    auto const options = window_options(p);
    if constexpr (std::is_void_v<Preferred>) {
      return lax::conv_general_dilated_patches(lhs, p.filter_shape, p.strides, to_padding(p), options);
    } else {
      return lax::conv_general_dilated_patches<Preferred>(lhs, p.filter_shape, p.strides, to_padding(p), options);
    }
  }

  template <class Preferred, class Out, class L>
  static void into(Out& out, call_parameters const& p, L const& lhs) {
    auto const options = window_options(p);
    if constexpr (std::is_void_v<Preferred>) {
      lax::conv_general_dilated_patches_into(out, lhs, p.filter_shape, p.strides, to_padding(p), options);
    } else {
      lax::conv_general_dilated_patches_into<Preferred>(out, lhs, p.filter_shape, p.strides, to_padding(p), options);
    }
  }
};

struct conv_local_call {
  static constexpr std::array<std::string_view, 2> operands{"lhs", "rhs"};
  static constexpr bool takes_bias = true;
  static constexpr bool takes_preferred = false;

  template <class Preferred, class L, class R, class... Bias>
  static auto call(call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    auto const options = window_options(p);
    return lax::conv_general_dilated_local(lhs, rhs, p.strides, to_padding(p), p.filter_shape, options, bias...);
  }

  template <class Preferred, class Out, class L, class R, class... Bias>
  static void into(Out& out, call_parameters const& p, L const& lhs, R const& rhs, Bias const&... bias) {
    auto const options = window_options(p);
    lax::conv_general_dilated_local_into(out, lhs, rhs, p.strides, to_padding(p), p.filter_shape, options, bias...);
  }
};

}  // namespace convolt::golden
