// SPDX-License-Identifier: BSD-3-Clause
/// The one implementation of all convolution layers. A kind of layer, a number of spatial axes, the units of weight and
/// bias and an element type make a layer; the classes with names are in the headers beside this one.
/// Layer: nn.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/nn/backward.hpp>
#include <convolt/nn/configuration.hpp>
#include <convolt/nn/cost.hpp>
#include <convolt/nn/defaults.hpp>
#include <convolt/nn/input.hpp>
#include <convolt/nn/kept_calls.hpp>
#include <convolt/nn/layer_bias.hpp>
#include <convolt/nn/layer_call.hpp>
#include <convolt/nn/layer_traits.hpp>
#include <convolt/nn/parameter.hpp>
#include <convolt/nn/random.hpp>
#include <convolt/nn/run.hpp>
#include <convolt/nn/standardize.hpp>
#include <convolt/nn/text.hpp>
#include <convolt/quantity/sample_list.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::nn {

namespace detail {

/// A layer may be called from many threads at once; its setters may not run meanwhile. Copies are independent.
template <class Self, layer_kind Kind, std::size_t N, auto W, auto B, class T>
class layer {
  static_assert(std::floating_point<T>, "convolt: the parameters of a layer are float, double or long double");
  using traits = layer_traits<Kind>;
  using kernel_rule = typename traits::template kernel_rule<T>;
  using bias_part = layer_bias<unit_argument_t<B>, T, traits::has_optional_bias>;
  using weight_unit = unit_argument_t<W>;
  using bias_unit = typename bias_part::unit_type;
  using weight_parameter = parameter<weight_unit, T, N + 2>;
  using weight_value = parameter_value_t<weight_unit, T, N + 2>;
  using bias_value = typename bias_part::value_type;
  using numbers_type = typename weight_parameter::numbers_type;

 public:
  using element_type = T;
  using options_type = typename traits::options;
  static constexpr std::size_t spatial_rank = N;

  /// Initial values as in `weights`, `bias` and `mask`; without them the defaults of the mirrored system. Throws
  /// parameter_error, shape_error, unit_error.
  template <class Weights = default_values, class Bias = default_values, class Mask = no_mask_t>
    requires(traits::options_come_first && InitialWeights<Weights, weight_unit, N> && InitialBias<Bias, B> &&
             InitialMask<Mask, N>)
  explicit layer(options_type const& o, Weights const& weights = {}, Bias const& bias = {}, Mask const& mask = {})
      : config_(Kind, N, arguments_of(o)), rule_(config_, o) {
    start(weights, bias, mask, true);
  }

  template <Integer... I>
    requires(traits::options_come_first && sizeof...(I) > 0)
  explicit layer(I...) = delete;  // options in braces: ({.in_channels = 16, .out_channels = 8, .kernel_size = 3})
  template <class... More>
    requires traits::options_come_first
  layer(index, index, options_type const&, More const&...) = delete;  // channels are options: {.in_channels = 16, ..}
  template <class V, class A, class... M>
    requires(traits::options_come_first && this_layer_has_no_bias_give_its_unit_as_second_template_argument<A, B>)
  explicit layer(options_type const&, V const&, A const&, M const&...) = delete;  // no bias: say Conv1d<W, B>, its unit
  template <class V, class... More, class To = weight_unit>
    requires(traits::options_come_first && values_need_a_unit_of_the_dimension_of_the_parameter<V, To>)
  explicit layer(options_type const&, V const&, More const&...) = delete;  // these weights have another dimension

  // ---- configuration ---------------------------------------------------------------------------------------------

  /// Shapes without batch; `dynamic` where an extent may differ from call to call.
  index_list in_size() const { return config_.in_size(); }
  index_list out_size() const { return config_.out_size(); }
  index in_channels() const { return config_.in_channels(); }
  index out_channels() const { return config_.out_channels(); }
  index_list const& kernel_size() const { return config_.kernel_size(); }
  index_list const& stride() const { return config_.stride(); }
  index_list const& rhs_dilation() const { return config_.rhs_dilation(); }
  index groups() const { return config_.groups(); }
  bool channel_first() const { return config_.channel_first(); }
  std::string const& name() const { return config_.name(); }
  index_list kernel_shape() const { return config_.kernel_shape(); }
  /// The shape that the mirrored system gives the bias, which is kept here as a vector.
  index_list bias_shape() const { return config_.bias_shape(); }
  /// False for a layer that is to stay as it is in training.
  bool trainable() const { return config_.trainable(); }
  Self& trainable(bool yes) {
    config_.set_trainable(yes);
    return self();
  }
  layer_configuration const& configuration() const { return config_; }

  // ---- parameters ------------------------------------------------------------------------------------------------

  /// The weight as a quantity, or as a plain array where its unit is 1. It looks at the layer and lives no longer.
  decltype(auto) weight() const& { return weight_.value(); }
  void weight() const&& = delete;  // the layer would be gone before its weight is looked at

  /// Takes a quantity, a plain array where the unit is 1, a number, or a function of the shape such as an initializer,
  /// whose plain results are numbers in the unit of the weight. Arrays have the exact shape, numbers fill it.
  template <ValueSource<weight_unit, N + 2> S>
  Self& weights(S const& source) {
    weight_.assign(weight_place(), source);
    prepare();
    return self();
  }
  template <class S, class To = weight_unit>
    requires values_need_a_unit_of_the_dimension_of_the_parameter<S, To>
  Self& weights(S const&) CONVOLT_REFUSED("the weight has another dimension, or these values have no unit");

  bool has_bias() const { return bias_.in_use(); }
  /// One entry per output channel.
  decltype(auto) bias() const&
    requires bias_part::exists
  {
    return bias_.value();
  }
  template <ValueSource<bias_unit, 1> S>
    requires bias_part::exists
  Self& bias(S const& source) {
    if (!has_bias()) { throw_not_built("bias", "no_bias"); }
    bias_.visit([&](auto& own) { own.assign(bias_place(), source); });
    return self();
  }
  template <class S, class To = bias_unit>
    requires(bias_part::exists && values_need_a_unit_of_the_dimension_of_the_parameter<S, To>)
  Self& bias(S const&) CONVOLT_REFUSED("the bias has another dimension, or these values have no unit");

  template <class S>
    requires(!bias_part::exists)
  Self& bias(S const&) CONVOLT_REFUSED("no bias: the layer's class says that there is one, as Conv1d<W, B>");

  /// A factor without unit for every weight, which training does not change. Broadcast to the shape of the kernel.
  template <ValueSource<dimensionless, N + 2> S>
  Self& mask(S const& source) {
    parameter<dimensionless, T, N + 2> values;
    values.assign(mask_place(), source);
    mask_ = values.numbers();
    masked_ = true;
    prepare();
    return self();
  }
  bool has_mask() const { return masked_; }
  numbers_type const& mask() const& { return mask_; }  ///< empty if there is none
  void mask() const&& = delete;                        // the layer would be gone before its mask is looked at

  bool has_gain() const { return rule_.has_gain(); }
  /// One entry per output channel, in the unit of the weight.
  decltype(auto) gain() const&
    requires kernel_rule::standardises
  {
    return with_unit_ref(rule_.gain(), weight_.unit());
  }
  template <ValueSource<weight_unit, 1> S>
    requires kernel_rule::standardises
  Self& gain(S const& source) {
    if (!has_gain()) { throw_not_built("gain", "no_gain"); }
    rule_.set_gain(values_in<T, 1>(gain_place(), source, weight_.unit()));
    prepare();
    return self();
  }
  double eps() const { return rule_.eps(); }

  /// Calls visit(p) for weight, bias and gain, as far as there are any; p has name, value, unit() and frozen.
  template <class F>
  void params(F&& visit) const {
    visit(view_of("weight", weight_.value()));
    bias_.visit([&](auto const& own) { visit(view_of("bias", own.value())); });
    rule_.visit_gain([&](auto const& own) { visit(view_of("gain", with_unit_ref(own, weight_.unit()))); });
  }

  /// The same as a list, for loops: each p.value has as many axes as it has, and its unit is a value, too. They look at
  /// the layer.
  auto params() const& { return listed_params<T>(*this); }
  void params() const&& = delete;  // the layer would be gone before its parameters are looked at

  /// Replaces each of them by f(p), whose unit must fit. Whether a frozen one is to change is up to f.
  template <class F>
  void update_params(F&& f) {
    weights(f(view_of("weight", weight_.value())));
    bias_.visit([&](auto const& own) { bias(f(view_of("bias", own.value()))); });
    rule_.visit_gain([&](auto const& own) { gain(f(view_of("gain", with_unit_ref(own, weight_.unit())))); });
  }

  // ---- the call --------------------------------------------------------------------------------------------------

  /// unit(result) = unit(input) * unit(weight), plain where that has no dimension. The input has the extents of
  /// in_size, with or without a batch axis before them; so has the result, which is sampled if the input is. Throws
  /// shape_error "input_shape_mismatch", unit_error. The executor computes; by default the calling thread.
  template <class X, class Arch = target_arch>
    requires LayerInput<X, N, weight_value, bias_value>
  auto operator()(X const& input, executor_ref executor = {}) const {
    return result_for<Arch>(input, {}, executor);
  }
  template <class X, class Why = why_not_input_t<arrays::bare_t<X>, weight_value, bias_value>>
    requires refused_input<X, N, weight_value, bias_value>
  void operator()(X const&, executor_ref = {}) const CONVOLT_REFUSED("this layer does not take this input");
  template <quantities::SampleList X>
  void operator()(X const&, executor_ref = {}) const CONVOLT_REFUSED("a list is no array: list * mV is one");

  /// The same into `output`, an array in memory of the right shape that overlaps nothing; its unit may differ by a
  /// scale. Allocates nothing after the first input of a shape, unless the input is lazy or padding_mode is not zeros.
  template <class Out, class X, class Arch = target_arch>
    requires(LayerInput<X, N, weight_value, bias_value> && lax::DestinationFor<Out, void, X, weight_value>)
  void into(Out&& output, X const& input, executor_ref executor = {}) const {
    compute_into<Arch>(output, input, {}, executor);
  }
  template <class Out, class X, class Why = why_not_output_t<Out, arrays::bare_t<X>, weight_value, bias_value>>
    requires(arrays::OperandOrSampled<X> &&
             !(LayerInput<X, N, weight_value, bias_value> && lax::DestinationFor<Out, void, X, weight_value>))
  void into(Out&&, X const&, executor_ref = {}) const CONVOLT_REFUSED("this layer does not take this input or output");

  /// The gradients of a loss, as layer_gradients, from its gradient with respect to the result of this input. Throws
  /// shape_error "input_shape_mismatch", "cotangent_shape_mismatch".
  template <class X, class G, class Arch = target_arch>
    requires(LayerInput<X, N, weight_value, bias_value> && LayerCotangent<G, X, N, weight_value>)
  auto backward(X const& input, G const& cotangent, executor_ref executor = {}) const {
    return gradients_for<Arch>(input, cotangent, {}, executor);
  }
  template <class X, class G, class Why = why_not_cotangent_t<G, X, weight_value, bias_value>>
    requires refused_cotangent<G, X, N, weight_value, bias_value>
  void backward(X const&, G const&, executor_ref = {}) const CONVOLT_REFUSED("not this input, or not this cotangent");

  /// Of one call with a batch of this size. Throws parameter_error where in_size is dynamic: use cost_for.
  layer_cost cost(index batch = 1) const {
    for (index n : config_.in_size()) {
      if (n == dynamic) { throw_missing("in_size", "dynamic_size", "is dynamic: use cost_for"); }
    }
    return detail::cost_of(config_, parameter_count(), joined({batch}, config_.in_size()), sizeof(T));
  }
  /// Of one call with an input of this shape.
  layer_cost cost_for(steps const& input_shape) const {
    index_list const shape(input_shape.values().begin(), input_shape.values().end());
    return detail::cost_of(config_, parameter_count(), shape, sizeof(T));
  }

  friend std::string to_string(layer const& l) { return text_of(l.config_, l.facts()); }
  friend std::ostream& operator<<(std::ostream& os, layer const& l) { return os << to_string(l); }

 protected:
  /// For layers whose arguments are not those of brainstate.
  template <class Weights, class Bias, class Mask>
  layer(layer_arguments const& arguments, bool use_bias, Weights const& weights, Bias const& bias, Mask const& mask)
      : config_(Kind, N, arguments) {
    start(weights, bias, mask, use_bias);
  }

  template <class Arch, class X>
  auto result_for(X const& x, steps const& output_size, executor_ref executor) const {
    if constexpr (arrays::Sampled<X>) {
      return arrays::with_carried_axes(
          config_.where(), x, std::tuple<>(), numbers_for<Arch>(x.quantity(), output_size, executor),
          [&] { return axes_of_call(call_for(x.quantity(), output_size), x.quantity(), kernel()); });
    } else {
      return numbers_for<Arch>(x, output_size, executor);
    }
  }

  template <class Arch, class X>
  auto numbers_for(X const& input, steps const& output_size, executor_ref executor) const {
    return bias_.with([&](auto const& bias) {
      auto const call = [&] { return call_for(input, output_size); };
      return calls_.template run<Arch>(call, !output_size.given(), input, kernel(), bias, executor);
    });
  }

  template <class Arch, class X, class G>
  auto gradients_for(X const& x, G const& g, steps const& output_size, executor_ref executor) const {
    auto const& input = arrays::without_axes(x);
    kernel_making<T> const making{weight_.numbers().data(), rule_.gain_numbers(), masked_ ? mask_.data() : nullptr,
                                  eps(), split_at(kernel_shape(), N + 1)};
    lax::resolved::forward_engine<Arch> const engine{.executor = executor};
    return layer_backward<bias_part::exists, kernel_rule::standardises>(
        call_for(input, output_size), x, kernel(), making, has_bias(), arrays::without_axes(g), engine);
  }

  template <class Arch, class Out, class X>
  void compute_into(Out& output, X const& x, steps const& output_size, executor_ref executor) const {
    auto const& input = arrays::without_axes(x);
    bias_.with([&](auto const& bias) {
      auto const call = [&] { return call_for(input, output_size); };
      calls_.template run_into<Arch>(call, !output_size.given(), output, input, kernel(), bias, executor);
    });
  }

 private:
  Self& self() { return static_cast<Self&>(*this); }

  template <class V>
  auto view_of(std::string_view what, V&& value) const {
    return parameter_view<V>{what, std::forward<V>(value), !trainable()};
  }

  template <class Weights, class Bias, class Mask>
  void start(Weights const& weights, Bias const& bias, Mask const& mask, bool use_bias) {
    weight_.assign(weight_place(), initial_weights<Kind>(weights, config_));
    bias_.use(use_bias);
    bias_.visit([&](auto& own) { own.assign(bias_place(), initial_bias<Kind>(bias, config_)); });
    prepare();
    start_mask(mask);
  }
  static void start_mask(no_mask_t) {}
  template <class Mask>
  void start_mask(Mask const& values) {
    mask(values);
  }

  /// The kernel that the convolution is computed with. Its unit is that of the weight, for scaled ones by way of the
  /// gain.
  decltype(auto) kernel() const {
    return with_unit_ref(kernel_rule::standardises || masked_ ? prepared_ : weight_.numbers(), weight_.unit());
  }

  void prepare() {
    calls_.drop();
    if (!kernel_rule::standardises && !masked_) { return; }
    prepared_ = weight_.numbers();
    T* const numbers = prepared_.data();
    rule_.apply(config_, numbers);
    if (masked_) { std::transform(numbers, numbers + prepared_.size(), mask_.data(), numbers, std::multiplies<T>()); }
  }

  template <class X>
  convolution_call call_for(X const& input, steps const& output_size) const {
    return call_of(config_, arrays::shape_of(config_.where(), "input", raw(input)), output_size);
  }

  value_place weight_place() const { return place_of("weight", "kernel_shape_mismatch", config_.kernel_shape(), {}); }
  value_place bias_place() const { return place_of("bias", "bad_bias_shape", {out_channels()}, config_.bias_shape()); }
  value_place gain_place() const { return place_of("gain", "bad_gain_shape", {out_channels()}, config_.gain_shape()); }
  value_place mask_place() const {
    value_place place = place_of("mask", "mask_shape_mismatch", config_.kernel_shape(), {});
    place.broadcasts = true;
    return place;
  }
  value_place place_of(std::string_view argument, std::string_view category, index_list const& shape,
                       index_list const& also) const {
    std::uint64_t const stream =
        stream_of(name().empty() ? std::string(argument) : name() + "." + std::string(argument));
    return {.where = config_.where(),
            .argument = argument,
            .category = category,
            .shape = shape,
            .also = also,
            .context = {.fans = init::fan_counts{.in = config_.fan_in(), .out = config_.fan_out()}, .stream = stream}};
  }

  index parameter_count() const {
    return static_cast<index>(weight_.numbers().size() + bias_.size() + rule_.gain_size());
  }

  text_facts facts() const {
    return {.weight_unit = to_string(weight_.unit()),
            .bias_unit = bias_.unit_text(),
            .element = element_name<T>(),
            .masked = masked_,
            .gain = has_gain(),
            .eps = eps()};
  }

  [[noreturn]] void throw_not_built(std::string_view argument, std::string_view category) const {
    throw_missing(argument, category, "cannot be set: this layer was built without it");
  }
  [[noreturn]] void throw_missing(std::string_view argument, std::string_view category, std::string problem) const {
    geometry::throw_parameter_error({.where = config_.where(), .argument = argument},
                                    {.category = category, .problem = std::move(problem)});
  }

  layer_configuration config_;
  weight_parameter weight_;
  [[no_unique_address]] bias_part bias_;
  [[no_unique_address]] kernel_rule rule_;
  bool masked_ = false;
  numbers_type mask_, prepared_;
  kept_calls<T> calls_;  ///< with the prepared kernel
};

}  // namespace detail
}  // namespace convolt::nn
