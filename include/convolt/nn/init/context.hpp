// SPDX-License-Identifier: BSD-3-Clause
/// What all initializers share: how they are called, what a layer tells them, and how they complain. An initializer
/// fills an array with plain numbers; the layer that asked says in which unit they are.
/// Layer: nn.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::nn::init {

/// The element types that initializers make.
template <class T>
concept InitialNumber = std::same_as<T, float> || std::same_as<T, double>;

/// How many input values meet in one output value of a layer, and the converse. Only the layer knows them for sure: the
/// kernel of a transposed convolution has its channel axes the other way round.
struct fan_counts {
  index in = 0;
  index out = 0;
};

/// What a layer tells the initializer of one of its parameters. Both have a meaning without being given.
struct context {
  std::optional<fan_counts> fans = {};  ///< without them they are computed from the shape
  std::uint64_t stream = 0;             ///< parameters with different streams get unrelated numbers from one seed
};

/// The extents of the array to fill.
using shape_view = std::span<index const>;

/// Anything that fills a row-major array of this shape; the numbers depend on nothing but the arguments.
template <class I>
concept Initializer =
    requires(I const& i, std::span<float> f, std::span<double> d, shape_view shape, context const& c) {
      i.fill(f, shape, c);
      i.fill(d, shape, c);
    };

namespace detail {

inline std::string shape_text(shape_view shape) {
  std::string text = "[";
  for (index n : shape) { text += (text.size() > 1 ? ", " : "") + std::to_string(n); }
  return text + "]";
}

[[noreturn]] inline void throw_bad_shape(std::string_view where, std::string problem, std::string expected,
                                         shape_view shape, std::string advice = {}) {
  throw shape_error({.category = "initializer_shape",
                     .where = "nn::init::" + std::string(where),
                     .argument = "shape",
                     .problem = std::move(problem),
                     .expected = std::move(expected),
                     .actual = shape_text(shape),
                     .advice = std::move(advice)});
}

[[noreturn]] inline void throw_bad_parameter(std::string_view where, std::string_view argument, std::string problem,
                                             std::string actual) {
  throw parameter_error({.category = "bad_initializer",
                         .where = "nn::init::" + std::string(where),
                         .argument = std::string(argument),
                         .problem = std::move(problem),
                         .actual = std::move(actual)});
}

inline void check_finite(std::string_view where, std::string_view argument, double x) {
  if (!bits::is_finite(x)) { throw_bad_parameter(where, argument, "must be finite", quantities::number_text(x)); }
}

inline void check_positive(std::string_view where, std::string_view argument, double x) {
  if (!(x > 0.) || !bits::is_finite(x)) {
    throw_bad_parameter(where, argument, "must be positive and finite", quantities::number_text(x));
  }
}

/// An axis counted from the front, or from the end where it is negative.
inline std::size_t axis_of(std::string_view where, std::string_view argument, index axis, shape_view shape) {
  index const rank = static_cast<index>(shape.size());
  if (axis < -rank || axis >= rank) {
    throw_bad_shape(where, "has no axis " + std::to_string(axis) + ", the " + std::string(argument), "more axes",
                    shape);
  }
  return static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
}

/// The ways to call an initializer, for its class Derived to inherit.
template <class Derived>
class callable {
 public:
  /// A new array, of static rank for a braced list or an array of extents. Throws shape_error, parameter_error.
  template <InitialNumber T, quantities::Extents Shape>
  auto make(Shape const& shape, context const& c = {}) const {
    auto array = quantities::uninitialised<T>(shape, "nn::init");
    std::vector<index> const extents(array.shape().begin(), array.shape().end());
    static_cast<Derived const&>(*this).fill(std::span<T>(array.data(), array.size()), shape_view(extents), c);
    return array;
  }
  template <InitialNumber T, Integer I, std::size_t N>
  auto make(I const (&extents)[N], context const& c = {}) const {
    return make<T>(std::to_array(extents), c);
  }

  /// The same in double: `xavier_normal()({5, 3, 16})`.
  template <quantities::Extents Shape>
  auto operator()(Shape const& shape, context const& c = {}) const {
    return make<double>(shape, c);
  }
  template <Integer I, std::size_t N>
  auto operator()(I const (&extents)[N], context const& c = {}) const {
    return make<double>(std::to_array(extents), c);
  }
};

}  // namespace detail
}  // namespace convolt::nn::init
