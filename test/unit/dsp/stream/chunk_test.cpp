// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/chunk.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units::spelled;
using convolt::dsp::Chunk;
using convolt::dsp::StreamDestination;
namespace detail = convolt::dsp::detail;
template <class T, std::size_t N>
using array = xt::xtensor<T, N>;
using millivolt = std::remove_const_t<decltype(mV)>;
using time_axis = convolt::axis<std::remove_const_t<decltype(ms)>, double>;
using depth_axis = convolt::axis<std::remove_const_t<decltype(um)>, double>;
template <class... Axes>
using recording = convolt::sampled<millivolt, float, Axes...>;

}  // namespace

TEST_CASE("chunks are real arrays or counts, time first", "[dsp]") {
  static_assert(Chunk<array<float, 2>> && Chunk<array<double, 1>> && Chunk<array<std::int16_t, 2>>);
  static_assert(Chunk<xt::xarray<float>> && Chunk<convolt::quantity<millivolt, array<float, 2>>>);
  static_assert(!Chunk<array<std::complex<float>, 2>> && !Chunk<array<int, 2>> && !Chunk<double>);
  static_assert(!Chunk<array<float, 3>>);
  static_assert(Chunk<recording<time_axis, convolt::no_axis_t>> && Chunk<recording<time_axis, depth_axis>>);
  static_assert(Chunk<recording<convolt::no_axis_t, convolt::no_axis_t>> && Chunk<recording<time_axis>>);
  static_assert(!Chunk<recording<depth_axis, time_axis>>);
  static_assert(StreamDestination<array<float, 2>&, float, convolt::dimensionless>);
  static_assert(StreamDestination<array<std::int16_t, 2>&, float, convolt::dimensionless>);
  static_assert(!StreamDestination<array<double, 2>&, float, convolt::dimensionless>);
  static_assert(!StreamDestination<array<float, 2>&, float, millivolt>);
  static_assert(!StreamDestination<array<float, 2>, float, convolt::dimensionless>);  // would be lost
}

TEST_CASE("chunks have the channels of the stream; of one channel, time alone will do", "[dsp]") {
  CHECK_NOTHROW(detail::check_chunk_shape(3, {0, 3}));
  CHECK_NOTHROW(detail::check_chunk_shape(1, {7, 1}));
  CHECK_NOTHROW(detail::check_chunk_shape(1, {7}));
  CHECK_THROWS_WITH(detail::check_chunk_shape(3, {7, 4}), Catch::Contains("expected [any, 3], got [7, 4]"));
  CHECK_THROWS_WITH(detail::check_chunk_shape(3, {7}), Catch::Contains("[any, 3]"));
  CHECK_THROWS_AS(detail::check_chunk_shape(3, {3, 7}), convolt::shape_error);
}

TEST_CASE("the axis of a chunk, where it has one", "[dsp]") {
  array<float, 1> const x{1, 2};
  auto const a = detail::axis_of_chunk(convolt::sampled(x * mV, convolt::axis(1. * ms, 2. * ms, 2)));
  CHECK((a.axis.exists && a.axis.start == 1 && a.axis.step == 2));
  CHECK(a.precision == std::numeric_limits<double>::epsilon());
  CHECK(!detail::axis_of_chunk(x).axis.exists);
  CHECK(!detail::axis_of_chunk(convolt::sampled(x * mV, convolt::no_axis)).axis.exists);
}
