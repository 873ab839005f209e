// SPDX-License-Identifier: BSD-3-Clause
/// The umbrella of the initializers has all of them.
#include <convolt/nn/init.hpp>

#include <support/catch.hpp>

namespace {

namespace init = convolt::nn::init;

static_assert(init::Initializer<init::zeros> && init::Initializer<init::constant> && init::Initializer<init::identity>);
static_assert(init::Initializer<init::normal> && init::Initializer<init::truncated_normal>);
static_assert(init::Initializer<init::uniform> && init::Initializer<init::variance_scaling>);
static_assert(init::Initializer<init::kaiming_uniform> && init::Initializer<init::kaiming_normal>);
static_assert(init::Initializer<init::xavier_uniform> && init::Initializer<init::xavier_normal>);
static_assert(init::Initializer<init::lecun_uniform> && init::Initializer<init::lecun_normal>);
static_assert(init::Initializer<init::orthogonal> && init::Initializer<init::delta_orthogonal>);
static_assert(init::Initializer<init::exactly> && init::Initializer<init::broadcast>);
static_assert(init::Initializer<init::any_initializer> && !init::Initializer<double>);

TEST_CASE("all initializers come with one header") { CHECK(init::calculate_gain("selu") == 0.75); }

}  // namespace
