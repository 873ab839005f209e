// SPDX-License-Identifier: BSD-3-Clause
/// The plain loops along one dimension, against arrays that are indexed one element at a time.
#include <convolt/quantity/along.hpp>

#include <convolt/quantity/folds.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using convolt::index;
using convolt::detail::mean_fold;
using convolt::detail::sum_fold;
using convolt::quantities::block_along;
using convolt::quantities::copy_along;
using convolt::quantities::difference_along;
using convolt::quantities::dimension_block;
using convolt::quantities::fold_lines;

/// 0, 1, 4, 9, ...: differences and sums of it are all distinct.
template <class T>
std::vector<T> squares(index n) {
  std::vector<T> x;
  for (index i = 0; i < n; ++i) { x.push_back(static_cast<T>(i * i)); }
  return x;
}

TEST_CASE("a shape splits around each of its dimensions") {
  std::array<std::size_t, 3> const shape{2, 3, 5};
  auto const b = block_along(shape, 1);
  CHECK(b.outer == 2);
  CHECK(b.count == 3);
  CHECK(b.inner == 5);
  CHECK(block_along(shape, 0).outer == 1);
  CHECK(block_along(shape, 0).inner == 15);
  CHECK(block_along(shape, 2).outer == 6);
  CHECK(block_along(shape, 2).inner == 1);
}

TEST_CASE("copies, folds and differences agree with indexing, along each dimension") {
  std::array<index, 3> const shape{2, 7, 3};
  auto const x = squares<double>(42);
  auto const at = [&](index i, index j, index k) { return x[static_cast<std::size_t>((i * 7 + j) * 3 + k)]; };
  dimension_block const b = block_along(shape, 1);

  std::vector<double> kept(2 * 2 * 3);
  copy_along(x.data(), b, 1, 2, 4, kept.data());
  std::vector<double> sums(2 * 3);
  fold_lines(sum_fold<double>{}, x.data(), b, sums.data());
  std::vector<double> steps(2 * 6 * 3);
  difference_along(x.data(), b, steps.data());

  for (index i = 0; i < 2; ++i) {
    for (index k = 0; k < 3; ++k) {
      double total = 0;
      for (index j = 0; j < 7; ++j) { total += at(i, j, k); }
      CHECK(sums[static_cast<std::size_t>(i * 3 + k)] == total);
      for (index j = 0; j < 2; ++j) {
        CHECK(kept[static_cast<std::size_t>((i * 2 + j) * 3 + k)] == at(i, 1 + 4 * j, k));
      }
      for (index j = 0; j < 6; ++j) {
        CHECK(steps[static_cast<std::size_t>((i * 6 + j) * 3 + k)] == at(i, j + 1, k) - at(i, j, k));
      }
    }
  }
}

TEST_CASE("sums of small types are carried in wide ones") {
  std::vector<float> const x(1 << 24, 1.f);
  float total = 0;
  fold_lines(mean_fold<float>{}, x.data(), {1, 1 << 24, 1}, &total);
  CHECK(total == 1.f);
  std::vector<std::int8_t> const bytes(1000, std::int8_t{-128});
  std::int64_t sum = 0;
  fold_lines(sum_fold<std::int8_t>{}, bytes.data(), {1, 1000, 1}, &sum);
  CHECK(sum == -128000);
}

TEST_CASE("differences of integers wrap without undefined behaviour") {
  std::vector<std::int64_t> const x{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
  std::int64_t step = 0;
  difference_along(x.data(), {1, 2, 1}, &step);
  CHECK(step == -1);
  std::vector<std::uint8_t> const bytes{3, 1};
  std::uint8_t down = 0;
  difference_along(bytes.data(), {1, 2, 1}, &down);
  CHECK(down == 254);
}

TEST_CASE("no samples give sums of zero and nothing else") {
  std::vector<double> sums{7., 7.};
  fold_lines(sum_fold<double>{}, static_cast<double const*>(nullptr), {1, 0, 2}, sums.data());
  CHECK(sums == std::vector<double>{0., 0.});
  double untouched = 7;
  difference_along(static_cast<double const*>(nullptr), {1, 0, 1}, &untouched);
  copy_along(static_cast<double const*>(nullptr), {1, 0, 1}, 0, 0, 1, &untouched);
  CHECK(untouched == 7);
}

}  // namespace
