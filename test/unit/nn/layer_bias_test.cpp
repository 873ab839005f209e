// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/layer_bias.hpp.

#include <convolt/nn/layer_bias.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <concepts>
#include <type_traits>

using namespace convolt;
using namespace convolt::units::spelled;
using nn::detail::layer_bias;

namespace {

using pA_t = std::remove_const_t<decltype(pA)>;
using always = layer_bias<pA_t, double, false>;
using optional = layer_bias<pA_t, double, true>;
using never = layer_bias<nn::no_bias_t, double, false>;

static_assert(always::exists && optional::exists && !never::exists);
static_assert(std::same_as<always::value_type, tensor<pA, double, 1>> && std::same_as<always::unit_type, pA_t>);
static_assert(std::same_as<never::value_type, nn::no_bias_t> && std::is_empty_v<never>);

constexpr auto is_value = [](auto const& b) { return !std::same_as<std::remove_cvref_t<decltype(b)>, nn::no_bias_t>; };
nn::detail::value_place place_of_three() {
  return {.where = "f", .argument = "bias", .category = "bad_bias_shape", .shape = {3}, .also = {}, .context = {}};
}

}  // namespace

TEST_CASE("a bias that is always there is handed over and counted") {
  always bias;
  bias.visit([](auto& own) { own.assign(place_of_three(), xt::xtensor<double, 1>{1, 2, 3} * nA); });
  CHECK(bias.in_use());
  CHECK(bias.size() == 3);
  CHECK(bias.unit_text() == "pA");
  CHECK(bias.value().raw()(2) == 3000);
  CHECK(bias.with(is_value));
  CHECK(bias.with([](auto const& b) { return raw(b)(0); }) == 1000);
}

TEST_CASE("a bias that is optional gives way to no_bias where it is not used") {
  optional bias;
  CHECK(bias.with(is_value));
  bias.use(false);
  CHECK_FALSE(bias.with(is_value));
  CHECK_FALSE(bias.in_use());
  CHECK(bias.unit_text().empty());
  int visits = 0;
  bias.visit([&](auto const&) { ++visits; });
  std::as_const(bias).visit([&](auto const&) { ++visits; });
  CHECK(visits == 0);
}

TEST_CASE("a class without bias has nothing to visit") {
  never const bias;
  CHECK_FALSE(never::in_use());
  CHECK_FALSE(bias.with(is_value));
  CHECK(bias.size() == 0);
  CHECK(bias.unit_text().empty());
  bias.visit([](auto const&) { FAIL("there is none"); });
}
