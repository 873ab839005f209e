// SPDX-License-Identifier: BSD-3-Clause
/// Containers of the standard library times a unit copy; looked at they stay where they are.
#include <convolt/quantity/standard_containers.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <span>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::tag;
using convolt::tag_ref;

template <class Q>
concept OwnsRank1 = std::is_same_v<Q, convolt::tensor<mV, double, 1>>;

TEST_CASE("numbers of every container times a unit are copied") {
  std::vector<double> samples = {1., 2., 3.};
  auto const v = samples * mV;
  static_assert(OwnsRank1<std::remove_cv_t<decltype(v)>>);
  samples[0] = 9.;
  CHECK((v.raw() == xt::xtensor<double, 1>{1., 2., 3.}));
  CHECK(((std::vector<double>{4.} * mV).raw()(0) == 4.));
  CHECK((std::span<double const>(samples) * mV).raw()(0) == 9.);
  CHECK((std::span<double, 3>(samples) * mV).size() == 3);
  CHECK((std::array<float, 2>{1.F, 2.F} * ms).raw()(1) == 2.F);
  int const counts[] = {3, 4};
  CHECK((counts * convolt::one).raw()(1) == 4);
  CHECK((mV * samples).raw()(2) == 3.);
  CHECK((samples / ms).unit() == kHz);
  CHECK((tag(samples, mV).raw()(1) == 2.));
  CHECK((samples * convolt::any_unit(mV)).unit() == mV);
  CHECK((std::vector<double>{} * mV).size() == 0);
}

TEST_CASE("containers in containers are arrays of several axes") {
  double const table[2][3] = {{1., 2., 3.}, {4., 5., 6.}};
  auto const q = table * nS;
  CHECK((q.raw() == xt::xtensor<double, 2>{{1., 2., 3.}, {4., 5., 6.}}));
  std::vector<std::vector<float>> rows = {{1.F, 2.F}, {3.F, 4.F}};
  CHECK((rows * mV).raw()(1, 0) == 3.F);
  std::vector<std::array<double, 2>> const points(5, {1., 2.});
  CHECK((points * um).shape(0) == 5);
  rows[1].pop_back();
  CHECK_THROWS_AS(rows * mV, convolt::shape_error);
}

TEST_CASE("what only looks at a container says so, and writes to it") {
  std::vector<double> samples = {1., 2., 3.};
  auto seen = tag_ref(samples, mV);
  seen += 1. * mV;
  CHECK(samples == std::vector<double>{2., 3., 4.});
  samples[0] = 7.;
  CHECK((seen.raw()(0) == 7.));
  convolt::tensor<mV, double, 1> const copy = seen;
  CHECK(copy.size() == 3);
  std::span<double> const part(samples.data(), 2);
  CHECK(tag_ref(part, mV).size() == 2);
  float raw[4] = {};
  auto in_place = tag_ref(raw, nA);
  in_place += 2.F * nA;
  CHECK(raw[3] == 2.F);
  std::vector<double> const fixed = {5.};
  CHECK(tag_ref(fixed, mV).raw()(0) == 5.);
}

TEST_CASE("products with containers compute as products with arrays") {
  std::vector<double> const g = {1., 2.}, v = {10., 20.};
  auto const i = (g * nS) * (v * mV);
  CHECK(i.unit() == pA);
  CHECK(i(1).raw() == 40.);
}

template <class C>
concept Temporary = requires(C&& c) { tag_ref(static_cast<C&&>(c), mV); };
static_assert(!Temporary<std::vector<double>> && !Temporary<std::array<float, 2>>);
template <class C>
concept Tagged = requires(C const& c) { c* mV; };
static_assert(!Tagged<std::vector<bool>> && !Tagged<std::vector<char const*>>);

}  // namespace
