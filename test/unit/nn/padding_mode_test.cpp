// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/padding_mode.hpp.

#include <convolt/nn/padding_mode.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <string>

using namespace convolt;
using nn::padding_mode;

static_assert(nn::padding_mode_argument("reflect").value() == padding_mode::reflect);
static_assert(nn::padding_mode_argument("symmetric").value() == boundary::symmetric);

TEST_CASE("padding modes are boundaries, and have PyTorch's names in exact case") {
  CHECK(name_of(nn::padding_mode_argument("circular").value()) == "circular");
  CHECK(nn::padding_mode_argument(std::string("zeros")).value() == boundary::zero);
  CHECK(nn::padding_mode_argument().value() == boundary::zero);
  CHECK(nn::detail::mode_text(boundary::zero) == "zeros");
  CHECK(nn::detail::mode_text(boundary::replicate) == "replicate");
  auto const e = test::thrown_by<parameter_error>([] { static_cast<void>(nn::padding_mode_argument("Reflect")); });
  CHECK(e.category() == "bad_padding_mode");
  CHECK(e.where() == "nn::padding_mode");
}
