// SPDX-License-Identifier: BSD-3-Clause
/// Initializers whose spread follows from how many values meet in an output: variance = scale / fan. Kaiming's,
/// Xavier's and LeCun's are special cases.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/distributions.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace convolt::nn::init {

/// Which fan the variance is divided by; `average` is half the sum of both.
enum class fan_mode { in, out, average };

/// What the numbers are drawn from. The truncated one is cut at two deviations and then widened, so that its variance
/// is the one asked for; no number is beyond 2.2737 deviations.
enum class fan_distribution { uniform, normal, truncated_normal };

/// Where the fans come from. `layer`: what the layer says, if it says so. `axes`: always the shape and in_axis,
/// out_axis, as in brainstate, where transposed kernels (kernel..., out, in) therefore have their fans interchanged.
enum class fan_source { layer, axes };

/// Of variance_scaling and of the initializers that are cases of it.
struct variance_scaling_options {
  double scale = 1.;
  fan_mode mode = fan_mode::in;
  fan_distribution distribution = fan_distribution::normal;
  index in_axis = -2;
  index out_axis = -1;
  fan_source fans = fan_source::layer;
  std::uint64_t seed = 0;
};

/// Random numbers of mean 0 and variance scale / fan.
class variance_scaling : public detail::callable<variance_scaling> {
 public:
  /// Throws parameter_error unless the scale is positive and finite.
  explicit variance_scaling(variance_scaling_options const& o = {}) : options_(o) {
    detail::check_positive("variance_scaling", "scale", o.scale);
  }

  variance_scaling_options const& options() const { return options_; }

  /// The fans that an array of this shape gets. Throws shape_error where the axes are not there, parameter_error for
  /// fans that are not positive.
  fan_counts fans(shape_view shape, context const& c) const {
    if (options_.fans == fan_source::axes || !c.fans) { return fans_of_axes(shape); }
    if (c.fans->in < 1 || c.fans->out < 1) {
      detail::throw_bad_parameter("variance_scaling", "fans", "must be positive",
                                  std::to_string(c.fans->in) + " and " + std::to_string(c.fans->out));
    }
    return *c.fans;
  }

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view shape, context const& c) const {
    if (values.empty()) { return; }
    double const variance = options_.scale / divisor(fans(shape, c));
    switch (options_.distribution) {
      case fan_distribution::uniform:
        return fill_uniform(values, c, std::sqrt(3. * variance));
      case fan_distribution::normal:
        return fill_normal(values, c, std::sqrt(variance));
      case fan_distribution::truncated_normal:
        break;
    }
    // The number is the deviation of a standard normal variable that is cut off at -2 and 2.
    fill_truncated(values, c, std::sqrt(variance) / 0.87962566103423978);
  }

 private:
  fan_counts fans_of_axes(shape_view shape) const {
    if (shape.size() < 2) {
      detail::throw_bad_shape("variance_scaling", "has no axes of inputs and outputs", "2 axes or more", shape,
                              "arrays with fewer need the fans from their layer");
    }
    std::size_t const in = detail::axis_of("variance_scaling", "in_axis", options_.in_axis, shape);
    std::size_t const out = detail::axis_of("variance_scaling", "out_axis", options_.out_axis, shape);
    if (in == out) {
      detail::throw_bad_parameter("variance_scaling", "out_axis", "must not be the in_axis", std::to_string(in));
    }
    index field = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (i != in && i != out) { field *= shape[i]; }
    }
    return {.in = field * shape[in], .out = field * shape[out]};
  }

  double divisor(fan_counts fans) const {
    switch (options_.mode) {
      case fan_mode::in:
        return static_cast<double>(fans.in);
      case fan_mode::out:
        return static_cast<double>(fans.out);
      case fan_mode::average:
        break;
    }
    return (static_cast<double>(fans.in) + static_cast<double>(fans.out)) / 2.;
  }

  template <class T>
  void fill_uniform(std::span<T> values, context const& c, double limit) const {
    detail::draw(values, options_.seed, c,
                 [limit](double u) { return detail::rounded_within<T>(std::fma(2., u, -1.) * limit, -limit, limit); });
  }
  template <class T>
  void fill_normal(std::span<T> values, context const& c, double deviation) const {
    detail::draw(values, options_.seed, c,
                 [deviation](double u) { return static_cast<T>(detail::normal_quantile(u) * deviation); });
  }
  template <class T>
  void fill_truncated(std::span<T> values, context const& c, double deviation) const {
    detail::truncated_standard_normal const standard(-2., 2.);
    double const limit = 2. * deviation;
    detail::draw(values, options_.seed, c, [&standard, deviation, limit](double u) {
      return detail::rounded_within<T>(standard(u) * deviation, -limit, limit);
    });
  }

  variance_scaling_options options_;
};

/// Of the named cases of variance_scaling, which differ by their defaults.
template <int Scale, fan_mode Mode>
struct fan_options {
  double scale = Scale;
  fan_mode mode = Mode;
  index in_axis = -2;
  index out_axis = -1;
  fan_source fans = fan_source::layer;
  std::uint64_t seed = 0;
};

/// Scale 2: half of a rectified signal is zero.
using kaiming_options = fan_options<2, fan_mode::in>;
using xavier_options = fan_options<1, fan_mode::average>;
using lecun_options = fan_options<1, fan_mode::in>;

namespace detail {

template <class Options>
variance_scaling_options scaling_options(Options const& o, fan_distribution distribution) {
  return {.scale = o.scale,
          .mode = o.mode,
          .distribution = distribution,
          .in_axis = o.in_axis,
          .out_axis = o.out_axis,
          .fans = o.fans,
          .seed = o.seed};
}

/// A variance_scaling that has its own name and defaults.
template <class Options, fan_distribution Distribution>
class named_scaling : public variance_scaling {
 public:
  explicit named_scaling(Options const& o = {}) : variance_scaling(scaling_options(o, Distribution)) {}
};

}  // namespace detail

/// Scale 2, fan in. He, Zhang, Ren, Sun: Delving deep into rectifiers, ICCV 2015.
using kaiming_uniform = detail::named_scaling<kaiming_options, fan_distribution::uniform>;
using kaiming_normal = detail::named_scaling<kaiming_options, fan_distribution::truncated_normal>;
/// Scale 1, both fans. Glorot, Bengio: Understanding the difficulty of training deep networks, AISTATS 2010.
using xavier_uniform = detail::named_scaling<xavier_options, fan_distribution::uniform>;
using xavier_normal = detail::named_scaling<xavier_options, fan_distribution::truncated_normal>;
/// Scale 1, fan in. LeCun, Bottou, Orr, Müller: Efficient backprop, 1998.
using lecun_uniform = detail::named_scaling<lecun_options, fan_distribution::uniform>;
using lecun_normal = detail::named_scaling<lecun_options, fan_distribution::truncated_normal>;

}  // namespace convolt::nn::init
