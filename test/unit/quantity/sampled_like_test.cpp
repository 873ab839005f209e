// SPDX-License-Identifier: BSD-3-Clause
/// Sampled quantities made from one, with its axes.
#include <convolt/quantity/sampled_like.hpp>

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::same_samples;
using convolt::sampled;

auto const rec = sampled(xt::xtensor<float, 3>{{{1, 2, 3}, {4, 5, 6}}} * mV, no_axis, axis(0. * um, 20. * um, 2),
                         axis(0. * ms, 0.5 * ms, 3));

TEST_CASE("the axes, the unit and the type are those of what was given") {
  auto const zeros = zeros_like(rec);
  static_assert(std::is_same_v<decltype(zeros), decltype(rec)>);
  CHECK(same_samples(zeros.axis<2>(), rec.axis<2>()));
  CHECK(zeros.sum().raw() == 0.F);
  CHECK(ones_like(rec).sum().raw() == 6.F);
  CHECK(full_like(rec, 2. * V)(0, 1, 2).raw() == 2000.F);
  CHECK((empty_like(rec).shape() == rec.shape()));
  static_assert(std::is_same_v<decltype(full_like(rec, 2. * V)), std::remove_const_t<decltype(rec)>>);
  CHECK(full_like(rec / (1.F * mV), 3.).sum().raw() == 18.F);
}

TEST_CASE("a copy, and one with other numbers") {
  static_assert(std::is_same_v<decltype(eval(rec)), std::remove_const_t<decltype(rec)>>);
  CHECK((eval(rec).raw() == rec.raw()));
  auto const wide = convolt::cast<double>(rec);
  static_assert(std::is_same_v<decltype(wide)::element_type, double>);
  CHECK(same_samples(wide.axis<1>(), rec.axis<1>()));
}

TEST_CASE("transposed dimensions take their axes along") {
  auto const backwards = transpose(rec);
  CHECK((backwards.shape() == std::array<std::size_t, 3>{3, 2, 1}));
  CHECK(backwards.raw()(2, 1, 0) == 6.F);
  CHECK(same_samples(backwards.axis<0>(), rec.axis<2>()));
  CHECK(same_samples(backwards.axis<1>(), rec.axis<1>()));
  auto const rolled = convolt::transpose<1, -1, 0>(rec);
  CHECK(rolled.raw()(1, 2, 0) == 6.F);
  CHECK(same_samples(rolled.axis<um>(), rec.axis<1>()));
  CHECK(same_samples(rolled.axis<1>(), rec.axis<ms>()));
  CHECK((transpose(transpose(rec)).raw() == rec.raw()));
}

static_assert(convolt::detail::is_permutation<std::remove_const_t<decltype(rec)>, 2, 0, -2>);
static_assert(!convolt::detail::is_permutation<std::remove_const_t<decltype(rec)>, 2, 0, -1>);
static_assert(!convolt::detail::is_permutation<std::remove_const_t<decltype(rec)>, 2, 0>);
static_assert(!convolt::detail::is_permutation<std::remove_const_t<decltype(rec)>, 3, 0, 1>);

}  // namespace
