// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dist/conv.hpp: any convolution, split along any axis into any slices, has the bits that one
/// rank computes.
#include <convolt/dist/conv.hpp>

#include <convolt/dist/arrays.hpp>
#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <unit/dist/world.hpp>

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#if defined(CONVOLT_HAS_MPI)

namespace {

namespace dist = convolt::dist;
namespace lax = convolt::lax;
using convolt::index;
using convolt::padding;
using convolt::steps;
using convolt::geometry::slice;
using convolt::test::pick;
using namespace convolt::units;

template <class T>
using array = xt::xarray<T, xt::layout_type::row_major>;

template <class T>
T any_number(std::mt19937_64& random) {
  if constexpr (std::integral<T>) {
    return static_cast<T>(pick(random, -100, 100));
  } else if constexpr (std::floating_point<T>) {
    return static_cast<T>(static_cast<double>(pick(random, -1000000, 1000000)) / 3e6);
  } else {
    using R = typename T::value_type;
    R const real = any_number<R>(random);
    return T(real, any_number<R>(random));
  }
}

template <class T>
array<T> any_array(std::mt19937_64& random, std::vector<std::size_t> const& shape) {
  array<T> a = array<T>::from_shape(shape);
  for (T& x : a) { x = any_number<T>(random); }
  return a;
}

/// Neighbours along a dimension.
template <class T>
array<T> cut_out(array<T> const& whole, std::size_t axis, slice part) {
  std::vector<std::size_t> shape(whole.shape().begin(), whole.shape().end());
  auto const rows = dist::block_rows{.rows = 1, .extent = static_cast<index>(shape[axis]), .bytes = sizeof(T)};
  auto all = rows;
  for (std::size_t d = 0; d < shape.size(); ++d) {
    if (d < axis) { all.rows *= static_cast<index>(shape[d]); }
    if (d > axis) { all.bytes *= static_cast<index>(shape[d]); }
  }
  shape[axis] = static_cast<std::size_t>(part.size());
  array<T> a = array<T>::from_shape(shape);
  dist::copy_blocks(whole.data(), all, part, a.data(), all.with_extent(part.size()), 0);
  return a;
}

/// The slice of this rank: shares that are drawn alike on all ranks, some of them empty.
slice any_slice(std::mt19937_64& random, index extent, dist::ranks const& all) {
  std::vector<index> ends{0};
  for (index r = 0; r + 1 < all.count(); ++r) { ends.push_back(pick(random, 0, 4) == 0 ? 0 : pick(random, 0, extent)); }
  ends.push_back(extent);
  std::sort(ends.begin(), ends.end());
  return {ends[static_cast<std::size_t>(all.rank())], ends[static_cast<std::size_t>(all.rank()) + 1]};
}

template <class T>
bool same_bits(array<T> const& a, array<T> const& b) {
  return a.shape() == b.shape() && (a.size() == 0 || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

/// Which outputs a rank has that has so many. (To gather them all would take many more messages.)
slice slice_of_result(index extent, dist::ranks const& all) {
  std::vector<index> extents(static_cast<std::size_t>(all.count()));
  all.gather(extent, extents.data());
  return convolt::geometry::shares(extents)[all.rank()];
}

/// One convolution: on all ranks, on this one alone, by lax. Its splits are `times` different ones.
template <class T, class Distributed, class Local>
void check_call(std::mt19937_64& random, array<T> const& x, std::size_t axis, bool as_lax, Distributed const& call,
                Local const& in_lax) {
  dist::ranks const all(test::world()), one(test::alone());
  array<T> const alone = call(one.along(axis), x);
  array<T> const expected = in_lax(x);
  if (as_lax) {
    CHECK(same_bits(alone, expected));
  } else {
    double worst = 0;
    REQUIRE(alone.shape() == expected.shape());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      worst = std::max(worst, static_cast<double>(std::abs(alone.data()[i] - expected.data()[i])));
    }
    CHECK(worst < 1e-4);  // sums of a few hundred products below 1/9
  }
  for (int times = 0; times < 3; ++times) {
    slice const mine = any_slice(random, static_cast<index>(x.shape()[axis]), all);
    CAPTURE(all.rank(), all.count(), mine.first, mine.end);
    array<T> const y = call(all.along(axis), cut_out(x, axis, mine));
    CHECK(same_bits(y, cut_out(alone, axis, slice_of_result(static_cast<index>(y.shape()[axis]), all))));
  }
}

steps any_steps(std::mt19937_64& random, std::size_t rank, index most) {
  std::vector<index> list;
  for (std::size_t d = 0; d < rank; ++d) { list.push_back(pick(random, 1, most)); }
  return list;
}

padding any_padding(std::mt19937_64& random, std::size_t rank, bool may_be_named) {
  switch (may_be_named ? pick(random, 0, 4) : 3) {
    case 0:
      return convolt::valid;
    case 1:
      return convolt::full;
    case 2:
      return convolt::causal;
    default:
      std::vector<convolt::pad_pair> pairs;
      for (std::size_t d = 0; d < rank; ++d) { pairs.push_back({pick(random, -2, 6), pick(random, -2, 6)}); }
      return convolt::raw_padding(pairs);
  }
}

template <class T>
void check_forward(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  CAPTURE(seed);
  std::size_t const rank = static_cast<std::size_t>(pick(random, 1, 2));
  auto const size = [&](index from, index to) { return static_cast<std::size_t>(pick(random, from, to)); };
  std::size_t const groups = size(1, 2), in = size(1, 5), out = size(1, 9);
  std::vector<std::size_t> lhs{size(1, 2), in * groups}, rhs{out * groups, in};
  for (std::size_t d = 0; d < rank; ++d) {
    lhs.push_back(size(7, rank == 1 ? 90 : 24));
    rhs.push_back(size(1, rank == 1 ? 14 : 4));
  }
  bool const last = pick(random, 0, 1) == 1;  // channels last
  if (last) {
    std::rotate(lhs.begin() + 1, lhs.begin() + 2, lhs.end());
    std::rotate(rhs.begin(), rhs.begin() + 2, rhs.end());
    std::swap(rhs[rank], rhs[rank + 1]);
  }
  lax::conv_general_dilated_options options{.lhs_dilation = any_steps(random, rank, pick(random, 1, 3)),
                                            .rhs_dilation = any_steps(random, rank, pick(random, 1, 3)),
                                            .feature_group_count = groups,
                                            .precision = lax::precision_level::highest};
  if (last) { options.dimension_numbers = convolt::dimension_numbers::channels_last(rank); }
  steps const strides = any_steps(random, rank, pick(random, 1, 3));
  bool const dilated = std::any_of(options.lhs_dilation.values().begin(), options.lhs_dilation.values().end(),
                                   [](index n) { return n > 1; });
  padding const pad = any_padding(random, rank, !dilated);
  array<T> const x = any_array<T>(random, lhs), w = any_array<T>(random, rhs);
  std::size_t const axis = (last ? 1 : 2) + size(0, static_cast<index>(rank) - 1);
  check_call<T>(
      random, x, axis, false,
      [&](dist::split const& over, auto const& own) {
        return dist::conv_general_dilated(over, own, w, strides, pad, options);
      },
      [&](auto const& own) { return lax::conv_general_dilated(own, w, strides, pad, options); });
}

TEST_CASE("random convolutions have the bits of one rank, whatever the slices") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) { check_forward<float>(seed); }
  for (std::uint64_t seed = 100; seed <= 110; ++seed) { check_forward<double>(seed); }
  for (std::uint64_t seed = 200; seed <= 210; ++seed) { check_forward<std::complex<float>>(seed); }
}

TEST_CASE("large convolutions have the bits of lax") {
  std::mt19937_64 random(5);
  auto const check = [&](std::vector<std::size_t> const& lhs, std::vector<std::size_t> const& rhs, padding const& pad) {
    array<float> const x = any_array<float>(random, lhs), w = any_array<float>(random, rhs);
    lax::conv_options const highest{.precision = lax::precision_level::highest};
    for (std::size_t axis = 2; axis < lhs.size(); ++axis) {
      check_call<float>(
          random, x, axis, true,
          [&](dist::split const& over, auto const& own) {
            return dist::conv(over, own, w, steps(std::vector<index>(lhs.size() - 2, 1)), pad, highest);
          },
          [&](auto const& own) {
            return lax::conv(own, w, steps(std::vector<index>(lhs.size() - 2, 1)), pad, highest);
          });
    }
  };
  check({1, 1, 20000}, {1, 1, 65}, convolt::same);  // toeplitz
  check({1, 20, 1500}, {24, 20, 5}, convolt::causal);
  check({1, 16, 40, 33}, {16, 16, 3, 3}, convolt::same);
}

TEST_CASE("transposed convolutions have the bits of one rank") {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    std::mt19937_64 random(seed);
    CAPTURE(seed);
    auto const size = [&](index from, index to) { return static_cast<std::size_t>(pick(random, from, to)); };
    std::size_t const in = size(1, 8), out = size(1, 8);
    array<float> const x = any_array<float>(random, {size(1, 2), size(1, 50), in});
    array<float> const w = any_array<float>(random, {size(1, 8), in, out});
    index const stride = pick(random, 1, 4);
    padding const pad = pick(random, 0, 1) == 0 ? padding(convolt::same) : convolt::valid;
    lax::conv_transpose_options const options{.rhs_dilation = {pick(random, 1, 2)},
                                              .precision = lax::precision_level::highest};
    check_call<float>(
        random, x, 1, false,
        [&](dist::split const& over, auto const& own) {
          return dist::conv_transpose(over, own, w, {stride}, pad, options);
        },
        [&](auto const& own) { return lax::conv_transpose(own, w, {stride}, pad, options); });
  }
}

TEST_CASE("convolutions with dilations have the bits of one rank") {
  std::mt19937_64 random(8);
  array<float> const x = any_array<float>(random, {2, 3, 61}), w = any_array<float>(random, {4, 3, 5});
  lax::conv_options const highest{.precision = lax::precision_level::highest};
  convolt::raw_padding const pad{{3, 1}};
  check_call<float>(
      random, x, 2, false,
      [&](dist::split const& over, auto const& own) {
        return dist::conv_with_general_padding(over, own, w, {2}, pad, {3}, {2}, highest);
      },
      [&](auto const& own) { return lax::conv_with_general_padding(own, w, {2}, pad, {3}, {2}, highest); });
}

TEST_CASE("integers are equal") {
  std::mt19937_64 random(3);
  array<std::int16_t> const x = any_array<std::int16_t>(random, {2, 3, 70});
  array<std::int16_t> const w = any_array<std::int16_t>(random, {4, 3, 9});
  check_call<std::int16_t>(
      random, x, 2, true,
      [&](dist::split const& over, auto const& own) { return dist::conv(over, own, w, {2}, convolt::same); },
      [&](auto const& own) { return lax::conv(own, w, {2}, convolt::same); });
}

TEST_CASE("long kernels go by transforms, within their bound") {
  dist::ranks const all(test::world());
  std::mt19937_64 random(9);
  array<float> const x = any_array<float>(random, {1, 1, 30000}), w = any_array<float>(random, {1, 1, 2001});
  array<float> const expected = lax::conv(x, w, {1}, convolt::same, {.precision = lax::precision_level::highest});
  array<float> const y =
      dist::gather(all.along(2), dist::conv(all, array<float>(dist::slice_of(all.along(2), x)), w, {1}, convolt::same));
  REQUIRE(y.shape() == expected.shape());
  double worst = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(y.data()[i]) - static_cast<double>(expected.data()[i])));
  }
  // 3 c eps max|x| sum|w| with c = 2 log2(block) + 1 and blocks of at most 2^16, and what the direct sums are wrong by.
  CHECK(worst < (3 * 33 + 2001) * 1.2e-7 / 3 * 2001 / 6);
}

TEST_CASE("units multiply, and a slice lies where its samples do") {
  dist::ranks const all(test::world());
  auto const t = convolt::axis(100. * ms, 0.5 * ms, 41);
  xt::xtensor<double, 3> numbers = xt::xtensor<double, 3>::from_shape({1, 2, 41});
  for (std::size_t i = 0; i < numbers.size(); ++i) { numbers.data()[i] = static_cast<double>(i % 13) - 6; }
  convolt::sampled const whole(numbers * mV, convolt::no_axis, convolt::no_axis, t);
  xt::xtensor<double, 3> taps = xt::xtensor<double, 3>::from_shape({2, 2, 4});
  for (std::size_t i = 0; i < taps.size(); ++i) { taps.data()[i] = static_cast<double>(i) + 1; }
  auto const g = taps * nS;
  auto const expected = lax::conv(whole, g, {2}, convolt::full);
  auto const y = dist::conv(all, dist::slice_of(all.along(-1), whole), g, {2}, convolt::full);
  static_assert(std::is_same_v<decltype(expected), decltype(y)>);
  auto const gathered = dist::gather(all.along(-1), y);
  REQUIRE(gathered.shape() == expected.shape());
  for (std::size_t i = 0; i < gathered.size(); ++i) { CHECK(gathered.raw().data()[i] == expected.raw().data()[i]); }
  CHECK(gathered.axis<2>().start().in(ms) == Approx(expected.axis<2>().start().in(ms)));
  CHECK(gathered.axis<2>().step().in(ms) == Approx(1.));
}

TEST_CASE("a bias is added once") {
  dist::ranks const all(test::world()), one(test::alone());
  std::mt19937_64 random(4);
  array<float> const x = any_array<float>(random, {1, 2, 60}), w = any_array<float>(random, {3, 2, 5});
  array<float> const bias = any_array<float>(random, {3});
  array<float> const alone = dist::conv(one, x, w, {1}, convolt::same, {}, bias);
  array<float> const y = dist::gather(
      all.along(2), dist::conv(all, array<float>(dist::slice_of(all.along(2), x)), w, {1}, convolt::same, {}, bias));
  CHECK(same_bits(y, alone));
}

/// The message of what a call throws.
template <class F>
std::string message_of(F const& call) {
  try {
    call();
  } catch (convolt::error const& e) { return std::string(e.category()) + " " + e.what(); }
  return "nothing";
}

TEST_CASE("what is wrong on one rank is said on all, and nobody waits") {
  dist::ranks const all(test::world());
  std::mt19937_64 random(4);
  index const faulty = all.count() - 1;
  bool const here = all.rank() == faulty;
  array<float> const w = any_array<float>(random, {3, 2, 5});
  array<float> const x = any_array<float>(random, {1, here && all.count() > 1 ? 4U : 2U, 10});
  std::string const of_shape = message_of([&] { dist::conv(all, x, w, {1}, convolt::same); });
  if (all.count() > 1) {
    CHECK(of_shape.find("fault_on_rank") == 0);
    CHECK(of_shape.find("rank " + std::to_string(faulty)) != std::string::npos);
  } else {
    CHECK(of_shape == "nothing");
  }
  // A pointer to nothing is seen by its rank alone.
  std::array<std::size_t, 3> const shape{1, 2, 10};
  array<float> const good = any_array<float>(random, {1, 2, 10});
  float const* const numbers = here ? nullptr : good.data();
  auto const looked = xt::adapt(numbers, 20, xt::no_ownership(), shape);
  std::string const of_null = message_of([&] { dist::conv(all, looked, w, {1}, convolt::same); });
  CHECK(of_null.find("rank " + std::to_string(faulty) + ": convolt::dist::conv: lhs has extents but a null") !=
        std::string::npos);
  // What all see is said as lax says it.
  array<float> const other = any_array<float>(random, {1, 3, 10});
  CHECK(message_of([&] { dist::conv(all, other, w, {1}, convolt::same); }).find("channel") != std::string::npos);
  for (int const axis : {0, 1, 7, -4}) {
    std::string const of_axis = message_of([&] { dist::conv(all.along(axis), good, w, {1}, convolt::same); });
    CHECK(of_axis.find("axis is no dimension of lhs that a window moves along") != std::string::npos);
  }
}

TEST_CASE("slices whose axes do not follow each other are refused") {
  dist::ranks const all(test::world());
  xt::xtensor<double, 3> numbers = xt::xtensor<double, 3>::from_shape({1, 1, 10});
  numbers.fill(1);
  xt::xtensor<double, 3> taps = xt::xtensor<double, 3>::from_shape({1, 1, 3});
  taps.fill(1);
  auto const t = convolt::axis(0. * ms, 1. * ms, 10);  // every rank says that it begins at 0
  convolt::sampled const x(numbers * mV, convolt::no_axis, convolt::no_axis, t);
  std::string const message = message_of([&] { dist::conv(all, x, taps, {1}, convolt::same); });
  if (all.count() == 1) {
    CHECK(message == "nothing");
  } else {
    CHECK(message.find("rank 1: the axis of its slice does not go on") != std::string::npos);
  }
}

}  // namespace

#else

TEST_CASE("without MPI nothing is declared") { SUCCEED(); }

#endif
