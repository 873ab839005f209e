// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions and transposed convolutions as functions, with the parameters of lucid and PyTorch: channels first,
/// weights (out, in/groups, k...) and, transposed, (in, out/groups, k...); padding is that of the forward convolution.
/// As in lax nothing is flipped in a forward convolution, and unit(result) = unit(x) * unit(weight).
/// Layer: nn.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/nn/options.hpp>
#include <convolt/nn/run.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::nn {

namespace detail {

/// Weights have n spatial axes; the input has as many axes as they, or one less: no batch.
inline bool check_functional_ranks(std::string_view where, std::size_t n, std::size_t input, std::size_t weight) {
  bool const good_weight = weight == n + 2;
  if (!good_weight || (input != n + 2 && input != n + 1)) {
    std::string const axes = std::to_string(n + 2);
    geometry::throw_shape_error(
        {.where = where, .argument = good_weight ? "input" : "weight"},
        {.category = "rank_mismatch",
         .problem = "has the wrong number of axes",
         .expected = good_weight ? axes + ", or " + std::to_string(n + 1) + " without batch" : axes,
         .actual = std::to_string(good_weight ? input : weight)});
  }
  return input == n + 2;
}

inline dimension_numbers channels_first_layout(std::size_t n) {
  constexpr std::array<std::string_view, 3> letters{"L", "HW", "DHW"};
  std::string const space(letters[n - 1]);
  return {"NC" + space, "OI" + space, "NC" + space};
}

inline void check_same_has_stride_one(std::string_view where, padding const& pad, index_list const& stride) {
  if (pad.kind() != padding_kind::same) { return; }
  for (index s : stride) {
    if (s != 1) {
      geometry::throw_parameter_error({.where = where, .argument = "padding"},
                                      {.category = "same_padding_with_stride",
                                       .problem = "'same' is not defined with a stride",
                                       .expected = "stride 1",
                                       .actual = std::to_string(s),
                                       .advice = "give the padding as numbers, or use lax::conv with convolt::same"});
    }
  }
}

inline convolution_call call_of(std::string_view where, std::size_t n, std::size_t input_rank, std::size_t weight_rank,
                                functional_conv_options const& o) {
  bool const batched = check_functional_ranks(where, n, input_rank, weight_rank);
  index_list const stride = o.stride.of_rank({.where = where, .argument = "stride"}, n);
  padding const pad = o.padding.of_axes(where, n);
  check_same_has_stride_one(where, pad, stride);
  return {.where = where,
          .parameters = {.strides = stride,
                         .pad = pad,
                         .rhs_dilation = o.dilation.of_rank({.where = where, .argument = "dilation"}, n),
                         .layout = channels_first_layout(n),
                         .feature_group_count = o.groups.value()},
          .batched = batched,
          .mode = o.padding_mode.value()};
}

inline convolution_call call_of(std::string_view where, std::size_t n, std::size_t input_rank, std::size_t weight_rank,
                                functional_conv_transpose_options const& o) {
  convolution_call c{.where = where, .parameters = {}, .transposed = true, .mode = o.padding_mode.value()};
  c.batched = check_functional_ranks(where, n, input_rank, weight_rank);
  index_list const output_padding = o.output_padding.of_rank({.where = where, .argument = "output_padding"}, n);
  c.parameters = {.strides = o.stride.of_rank({.where = where, .argument = "stride"}, n),
                  .pad = forward_padding(o.padding.symmetric_of_rank(where, n)),
                  .rhs_dilation = o.dilation.of_rank({.where = where, .argument = "dilation"}, n),
                  .layout = channels_first_layout(n),
                  .feature_group_count = o.groups.value(),
                  .transpose_kernel = true,
                  .output_padding = output_padding,
                  .output_size = o.output_size,
                  .torch_rules = true};
  // A wanted size chooses the output_padding. One that is given as well is refused, unless it is the default.
  bool const is_default = output_padding == index_list::filled(n, 0);
  if (o.output_size.given() && is_default) { c.parameters.output_padding = steps{}; }
  return c;
}

template <class Arch, class X, class K, class B, class Options>
auto functional(std::string_view where, std::size_t n, X const& x, K const& weight, B const& bias, Options const& o) {
  auto const& input = arrays::without_axes(x);
  auto const& kernel = arrays::without_axes(weight);
  convolution_call const c = call_of(where, n, raw(input).dimension(), raw(kernel).dimension(), o);
  lax::resolved::forward_engine<Arch> const engine{.executor = o.executor};
  return run(c, input, kernel, arrays::without_axes(bias), engine);
}

template <class Arch, class Out, class X, class K, class B, class Options>
void functional_into(std::string_view where, std::size_t n, Out& out, X const& x, K const& weight, B const& bias,
                     Options const& o) {
  auto const& input = arrays::without_axes(x);
  auto const& kernel = arrays::without_axes(weight);
  convolution_call const c = call_of(where, n, raw(input).dimension(), raw(kernel).dimension(), o);
  lax::resolved::forward_engine<Arch> const engine{.executor = o.executor};
  run_into(c, out, input, kernel, arrays::without_axes(bias), engine);
}

}  // namespace detail

/// What the functionals take: as lax, operands of one element type, and a bias of the dimension of the result.
template <class X, class K, class B>
concept FunctionalOperands = lax::ConvolutionOperands<void, X, K> && lax::BiasFor<B, void, X, K>;
template <class Out, class X, class K, class B>
concept FunctionalOutput = FunctionalOperands<X, K, B> && lax::DestinationFor<Out, void, X, K>;

/// y[n, o, t] = bias[o] + sum over i, q of x[n, i, t*stride + q*dilation - padding] * weight[o, i, q], with or without
/// the batch axis n. The bias is a vector, or no_bias. Throws shape_error, parameter_error, unit_error.
template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv1d(X const& x, K const& weight, B const& bias = {}, functional_conv_options const& options = {}) {
  return detail::functional<Arch>("nn::conv1d", 1, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv1d(X const&, K const&, B const& = {}, functional_conv_options const& = {}) = delete;
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv1d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                 functional_conv_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv1d_into", 1, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv1d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_options const& = {}) = delete;

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv2d(X const& x, K const& weight, B const& bias = {}, functional_conv_options const& options = {}) {
  return detail::functional<Arch>("nn::conv2d", 2, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv2d(X const&, K const&, B const& = {}, functional_conv_options const& = {}) = delete;
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv2d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                 functional_conv_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv2d_into", 2, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv2d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_options const& = {}) = delete;

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv3d(X const& x, K const& weight, B const& bias = {}, functional_conv_options const& options = {}) {
  return detail::functional<Arch>("nn::conv3d", 3, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv3d(X const&, K const&, B const& = {}, functional_conv_options const& = {}) = delete;
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv3d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                 functional_conv_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv3d_into", 3, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv3d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_options const& = {}) = delete;

/// The adjoint of conv1d: y[n, o, l*stride + q*dilation - padding] += x[n, i, l] * weight[i, o, q]. The output has
/// (L - 1) * stride - 2 padding + dilation * (k - 1) + output_padding + 1 places, at least one; or output_size, as far
/// as an output_padding in [0, max(stride, dilation)) gives it.
template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv_transpose1d(X const& x, K const& weight, B const& bias = {},
                      functional_conv_transpose_options const& options = {}) {
  return detail::functional<Arch>("nn::conv_transpose1d", 1, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv_transpose1d(X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {}) = delete;
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv_transpose1d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                           functional_conv_transpose_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv_transpose1d_into", 1, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv_transpose1d_into(Out&&, X const&, K const&, B const& = {},
                           functional_conv_transpose_options const& = {}) = delete;

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv_transpose2d(X const& x, K const& weight, B const& bias = {},
                      functional_conv_transpose_options const& options = {}) {
  return detail::functional<Arch>("nn::conv_transpose2d", 2, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv_transpose2d(X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {}) = delete;
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv_transpose2d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                           functional_conv_transpose_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv_transpose2d_into", 2, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv_transpose2d_into(Out&&, X const&, K const&, B const& = {},
                           functional_conv_transpose_options const& = {}) = delete;

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv_transpose3d(X const& x, K const& weight, B const& bias = {},
                      functional_conv_transpose_options const& options = {}) {
  return detail::functional<Arch>("nn::conv_transpose3d", 3, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv_transpose3d(X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {}) = delete;
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv_transpose3d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                           functional_conv_transpose_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv_transpose3d_into", 3, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv_transpose3d_into(Out&&, X const&, K const&, B const& = {},
                           functional_conv_transpose_options const& = {}) = delete;

}  // namespace convolt::nn
