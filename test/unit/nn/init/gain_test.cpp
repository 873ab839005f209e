// SPDX-License-Identifier: BSD-3-Clause
/// The gains of the nonlinearities, as in PyTorch and lucid.
#include <convolt/nn/init/gain.hpp>

#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <cmath>

namespace {

using convolt::nn::init::calculate_gain;

TEST_CASE("gains are those of the mirrored systems") {
  for (char const* name : {"linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d",
                           "conv_transpose3d", "sigmoid"}) {
    CHECK(calculate_gain(name) == 1.);
  }
  CHECK(calculate_gain("tanh") == 5. / 3.);
  CHECK(calculate_gain("relu") == std::sqrt(2.));
  CHECK(calculate_gain("leaky_relu") == Approx(1.4141428569978354).epsilon(1e-15));
  CHECK(calculate_gain("leaky_relu", std::sqrt(5.)) == Approx(std::sqrt(1. / 3.)).epsilon(1e-15));
  CHECK(calculate_gain("leaky_relu", 0.) == calculate_gain("relu"));
  CHECK(calculate_gain("selu") == 0.75);
}

TEST_CASE("gains of unknown nonlinearities are refused by name") {
  CHECK_THROWS_AS(calculate_gain("ReLU"), convolt::parameter_error);
  auto const e = convolt::test::thrown_by<convolt::parameter_error>([] { calculate_gain("gelu"); });
  CHECK(e.category() == "bad_nonlinearity");
  CHECK(e.actual() == "'gelu'");
  CHECK_THAT(e.expected(), Catch::Contains("leaky_relu or selu"));
  CHECK_THROWS_AS(calculate_gain("leaky_relu", std::nan("")), convolt::parameter_error);
}

}  // namespace
