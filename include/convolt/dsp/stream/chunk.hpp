// SPDX-License-Identifier: BSD-3-Clause
/// What streams take as a chunk and as a destination: arrays (time, channel), plain, with a unit, or sampled; and the
/// sentences for what they do not take.
/// Layer: dsp.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/time/refusal.hpp>
#include <convolt/geometry/text.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>

namespace convolt::dsp {

/// The reasons. None of them is ever defined.
namespace refusal {

template <class Chunk>
struct chunk_is_not_an_array_of_float_double_or_int16_numbers;
template <class Chunk>
struct chunk_has_time_first_and_then_channels;
template <class Out, class Unit>
struct out_is_no_array_of_the_numbers_of_the_stream_or_int16_in_a_unit_of_the_dimension_of_the_result;

}  // namespace refusal

namespace detail {

template <class T>
inline constexpr bool is_stream_number =
    std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, std::int16_t>;

/// Whether time is the first of one or two dimensions, as far as types know.
template <class X>
constexpr bool has_time_first() {
  constexpr std::size_t rank = arrays::static_rank<arrays::bare_t<X>>;
  if constexpr (rank != arrays::dynamic_rank && rank != 1 && rank != 2) {
    return false;
  } else if constexpr (std::tuple_size_v<axes_of_t<X>> > 0) {
    using first = std::tuple_element_t<0, axes_of_t<X>>;
    return may_be_time<first> || !quantities::is_axis<first>;
  } else {
    return true;
  }
}

template <class X>
auto why_no_chunk() {
  if constexpr (!ArrayLike<X>) {
    return std::type_identity<refusal::chunk_is_not_an_array_of_float_double_or_int16_numbers<X>>{};
  } else if constexpr (!is_stream_number<number_t<X>>) {
    return std::type_identity<refusal::chunk_is_not_an_array_of_float_double_or_int16_numbers<X>>{};
  } else if constexpr (!has_time_first<X>()) {
    return std::type_identity<refusal::chunk_has_time_first_and_then_channels<X>>{};
  } else {
    return;
  }
}

}  // namespace detail

/// What streams take.
template <class X>
concept Chunk = std::is_void_v<decltype(detail::why_no_chunk<X>())>;
/// The sentence for what they do not take.
template <class X>
using why_no_chunk = typename decltype(detail::why_no_chunk<X>())::type;

/// What results of T in U can be written into: numbers of T, or counts, which are rounded.
template <class Out, class T, class U>
concept StreamDestination = arrays::WritableArray<std::remove_reference_t<Out>> && !arrays::OwnTemporary<Out> &&
                            (std::same_as<element_t<Out>, T> ||
                             std::same_as<element_t<Out>, std::int16_t>)&&arrays::MayShareDimension<unit_t<Out>, U>;

/// The sentence for other destinations.
template <class Out, class U>
using why_no_destination =
    refusal::out_is_no_array_of_the_numbers_of_the_stream_or_int16_in_a_unit_of_the_dimension_of_the_result<
        std::remove_cvref_t<Out>, U>;

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_chunk_shape(index channels, index_list const& actual) {
  throw shape_error({.category = "channel_mismatch",
                     .where = "dsp::stream",
                     .argument = "chunk",
                     .problem = "is no (time, channel) array with the channels of the stream",
                     .expected = "[any, " + std::to_string(channels) + "]" + (channels == 1 ? " or [any]" : ""),
                     .actual = geometry::list_text({actual.begin(), actual.size()})});
}

/// Throws shape_error "channel_mismatch".
inline void check_chunk_shape(index channels, index_list const& shape) {
  bool const fits = shape.size() == 2 ? shape[1] == channels : shape.size() == 1 && channels == 1;
  if (!fits) { throw_chunk_shape(channels, shape); }
}

/// An array that was looked at, as rows of channels.
template <class T>
lane_rows<T> as_rows(arrays::strided<T> const& a) {
  return {a.data, a.strides[0], a.shape.size() == 2 ? a.strides[1] : 0};
}

/// The numbers that the loops of a stream of T read: counts as they are, all others as T.
template <class T, class X>
using chunk_number = std::conditional_t<std::same_as<number_t<X>, std::int16_t>, std::int16_t, T>;

/// The axis of time of a chunk, and the precision of its numbers.
struct chunk_axis {
  plain_axis axis{};
  double precision = 0;
};
template <class X>
chunk_axis axis_of_chunk(X const& chunk) {
  if constexpr (arrays::Sampled<X>) {
    auto const& a = std::get<0>(chunk.axes());
    if constexpr (quantities::is_axis<std::remove_cvref_t<decltype(a)>>) {
      using number = typename std::remove_cvref_t<decltype(a)>::element_type;
      return {as_numbers(a), static_cast<double>(std::numeric_limits<number>::epsilon())};
    }
  }
  return {};
}

}  // namespace detail
}  // namespace convolt::dsp
