// SPDX-License-Identifier: BSD-3-Clause
/// Initializers that draw every number from one distribution: uniform, normal, and normal cut off at both sides. Number
/// i of an array is a function of seed, stream and i, the same on every machine; float is the double rounded.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/context.hpp>
#include <convolt/nn/init/exact_math.hpp>
#include <convolt/nn/random.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace convolt::nn::init {

namespace detail {

/// values[i] = f(i-th number between 0 and 1)
template <class T, class F>
void draw(std::span<T> values, std::uint64_t seed, context const& c, F const& f) {
  random_numbers const numbers(seed, c.stream);
  for (std::size_t i = 0; i < values.size(); ++i) { values[i] = f(numbers.uniform(i)); }
}

/// The standard normal distribution between two limits, sampled through its quantile. Where both limits are positive
/// the mirrored interval is sampled, in which probabilities keep their digits.
class truncated_standard_normal {
 public:
  /// Needs lower < upper; either may be infinite.
  truncated_standard_normal(double lower, double upper) : mirrored_(lower > 0.) {
    double const a = mirrored_ ? -upper : lower;
    double const b = mirrored_ ? -lower : upper;
    first_ = a <= 0. ? normal_lower_tail(a) : 0.;
    double const last = b <= 0. ? normal_lower_tail(b) : 1. - normal_lower_tail(-b);
    width_ = last - first_;
  }

  /// Whether the interval holds so much probability that doubles can tell its parts from each other.
  bool is_usable() const { return width_ > std::max(first_ * 0x1p-40, 0x1p-960); }

  double operator()(double u) const {
    double const p = std::min(std::fma(width_, u, first_), 1. - 0x1p-53);
    double const x = normal_quantile(p);
    return mirrored_ ? -x : x;
  }

 private:
  bool mirrored_;
  double first_ = 0.;
  double width_ = 0.;
};

}  // namespace detail

/// Of uniform.
struct uniform_options {
  double min = 0.;
  double max = 1.;
  std::uint64_t seed = 0;
};

/// Evenly distributed in [min, max).
class uniform : public detail::callable<uniform> {
 public:
  /// Throws parameter_error unless min < max and max - min is finite.
  explicit uniform(uniform_options const& o = {}) : options_(o) {
    detail::check_finite("uniform", "min", o.min);
    detail::check_positive("uniform", "max - min", o.max - o.min);
  }

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view, context const& c) const {
    double const low = options_.min;
    double const width = options_.max - options_.min;
    double const last = std::nextafter(options_.max, low);
    detail::draw(values, options_.seed, c,
                 [=](double u) { return detail::rounded_within<T>(std::fma(width, u, low), low, last); });
  }

 private:
  uniform_options options_;
};

/// Of normal and truncated_normal.
struct normal_options {
  double mean = 0.;
  double scale = 1.;  ///< the standard deviation
  std::uint64_t seed = 0;
};

/// Normally distributed.
class normal : public detail::callable<normal> {
 public:
  /// Throws parameter_error unless the mean is finite and the scale positive and finite.
  explicit normal(normal_options const& o = {}) : options_(o) {
    detail::check_finite("normal", "mean", o.mean);
    detail::check_positive("normal", "scale", o.scale);
  }

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view, context const& c) const {
    detail::draw(values, options_.seed, c, [&o = options_](double u) {
      return static_cast<T>(std::fma(o.scale, detail::normal_quantile(u), o.mean));
    });
  }

 private:
  normal_options options_;
};

/// `lower` and `upper` are limits of the numbers themselves, not multiples of `scale`.
struct truncated_normal_options {
  double loc = 0.;
  double scale = 1.;
  double lower = -2.;
  double upper = 2.;
  std::uint64_t seed = 0;
};

/// A normal distribution of mean `loc` and deviation `scale` from which all outside [lower, upper] is left out: mean
/// and deviation of what remains are others.
class truncated_normal : public detail::callable<truncated_normal> {
 public:
  /// Throws parameter_error unless loc is finite, scale positive and finite, lower < upper, and the interval holds a
  /// probability that doubles can resolve (which 35 deviations from the mean it does not).
  explicit truncated_normal(truncated_normal_options const& o = {})
      : options_(o), standard_((check(o), (o.lower - o.loc) / o.scale), (o.upper - o.loc) / o.scale) {
    if (!standard_.is_usable()) {
      detail::throw_bad_parameter("truncated_normal", "lower, upper", "leave next to no probability between them",
                                  quantities::number_text(o.lower) + " and " + quantities::number_text(o.upper));
    }
  }

  template <InitialNumber T>
  void fill(std::span<T> values, shape_view, context const& c) const {
    detail::draw(values, options_.seed, c, [this](double u) {
      auto const& o = options_;
      return detail::rounded_within<T>(std::fma(o.scale, standard_(u), o.loc), o.lower, o.upper);
    });
  }

 private:
  static void check(truncated_normal_options const& o) {
    detail::check_finite("truncated_normal", "loc", o.loc);
    detail::check_positive("truncated_normal", "scale", o.scale);
    if (!(o.lower < o.upper)) {
      detail::throw_bad_parameter("truncated_normal", "lower", "must be below upper", quantities::number_text(o.lower));
    }
  }

  truncated_normal_options options_;
  detail::truncated_standard_normal standard_;
};

}  // namespace convolt::nn::init
