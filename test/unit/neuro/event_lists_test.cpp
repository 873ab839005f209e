// SPDX-License-Identifier: BSD-3-Clause
/// What spike trains can be made of, and what is refused.
#include <convolt/neuro/event_lists.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::neuro::detail::integer_list;
using convolt::neuro::detail::time_list;
using convolt::neuro::detail::TimeArray;

std::vector<double> listed(time_list list) { return list.take(); }

TEST_CASE("times are taken from braces, arrays, vectors and spans, in any unit of time") {
  std::vector<double> const expected{5., 7.5};
  CHECK(listed({5. * ms, 7.5 * ms}) == expected);
  CHECK(listed({0.005 * s, 0.0075 * s}) == expected);
  CHECK(listed({5 * ms}) == std::vector<double>{5.});
  CHECK(listed({5.f * ms, 7.5f * ms}) == expected);
  CHECK(listed({5. * ms, 0.0075 * s}) == expected);
  CHECK(listed({5 * ms, 7.5f * ms}) == expected);
  CHECK(listed({}).empty());

  xt::xtensor<double, 1> const plain{5., 7.5};
  CHECK(listed(plain * ms) == expected);
  CHECK(listed(xt::xarray<float>{5.f, 7.5f} * ms) == expected);
  CHECK(listed(plain * ms * 1.) == expected);  // a lazy expression
  CHECK(listed(xt::xtensor<std::int64_t, 1>{5000, 7500} * us) == expected);
  CHECK(listed(plain * convolt::any_unit(ms)) == expected);

  std::vector<convolt::quantity<convolt::milli<convolt::second>, double>> const list{5. * ms, 7.5 * ms};
  CHECK(listed(list) == expected);
  CHECK(listed(std::span(list)) == expected);
}

TEST_CASE("times that are no times are refused with their place") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  double const infinity = std::numeric_limits<double>::infinity();
  auto const fault = [](auto const& make) -> std::string {
    try {
      make();
    } catch (convolt::error const& e) { return std::string(e.category()) + ": " + e.actual(); }
    return "none";
  };
  CHECK(fault([&] { listed({1. * ms, nan * ms, 2. * ms}); }) == "not_finite: nan ms at index 1");
  CHECK(fault([&] { listed(xt::xtensor<double, 1>{1., 2., -infinity} * s); }) == "not_finite: -inf s at index 2");
  CHECK(fault([&] { listed({1. * s, nan * ms}); }) == "not_finite: nan ms at index 1");
  CHECK(fault([&] { listed({1e308 * s}); }) == "not_finite: 1e+308 s at index 0");
  CHECK(fault([&] { listed(xt::xtensor<double, 2>{{1., 2.}} * ms); }) == "rank_mismatch: 2");
  CHECK(fault([&] { listed(xt::xarray<double>::from_shape({2, 1}) * ms); }) == "rank_mismatch: 2");
  CHECK_THROWS_AS(listed(xt::xtensor<double, 1>{1.} * convolt::any_unit(mV)), convolt::unit_error);
}

template <class Q>
concept taken_as_times = requires(Q const& q) { time_list(q); };
static_assert(taken_as_times<convolt::tensor<ms, double, 1>>);
static_assert(!taken_as_times<std::vector<double>>);
static_assert(!taken_as_times<xt::xtensor<double, 1>>);
static_assert(!taken_as_times<convolt::tensor<mV, double, 1>>);
static_assert(!TimeArray<decltype(1. * ms)>);

TEST_CASE("whole numbers are taken from lists of any integer type") {
  std::vector<convolt::index> const expected{3, 1, 2};
  CHECK(integer_list({3, 1, 2}).numbers() == expected);
  CHECK(integer_list(std::vector<std::uint64_t>{3, 1, 2}).numbers() == expected);
  CHECK(integer_list(xt::xtensor<std::int32_t, 1>{3, 1, 2}).numbers() == expected);
  CHECK(integer_list(std::array<short, 3>{3, 1, 2}).numbers() == expected);
  CHECK(integer_list(xt::xarray<std::int64_t>{3, 1, 2}).numbers() == expected);
  CHECK(integer_list().numbers().empty());
}

TEST_CASE("whole numbers stay exact up to 2^53, and are refused beyond") {
  constexpr std::int64_t most = std::int64_t{1} << 53;
  std::vector<double> const samples = integer_list({most, -most, most - 1}).samples();
  CHECK(static_cast<std::int64_t>(samples[0]) == most);
  CHECK(static_cast<std::int64_t>(samples[2]) == most - 1);
  CHECK_THROWS_AS(integer_list({most + 1}).samples(), convolt::parameter_error);
  CHECK_THROWS_AS(integer_list({std::numeric_limits<std::uint64_t>::max()}), convolt::parameter_error);
  CHECK_THROWS_AS(integer_list(xt::xtensor<int, 2>{{1, 2}}), convolt::shape_error);
}

}  // namespace
