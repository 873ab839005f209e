// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/options.hpp.

#include <convolt/dsp/convolution/options.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cstdint>

using namespace convolt;

static_assert(dsp::mode() == dsp::mode(same));
static_assert(!std::is_convertible_v<same_lower_t, dsp::mode>);  // a name that does not apply

TEST_CASE("modes are the tags of paddings") {
  dsp::convolve_options const o{.mode = convolt::full};
  CHECK(o.mode.kind() == padding_kind::full);
  CHECK(dsp::mode(causal).kind() == padding_kind::causal);
  CHECK(dsp::mode(valid).kind() == padding_kind::valid);
  CHECK(dsp::convolve_options{}.mode.kind() == padding_kind::same);
}

TEST_CASE("axes are chosen by one number or several") {
  CHECK_FALSE(dsp::convolve_options{}.axis.is_given());
  dsp::convolve_options const last{.axis = -1}, two{.axis = {0, 2}};
  CHECK(last.axis.size() == 1);
  CHECK(last.axis[0] == -1);
  CHECK(two.axis.size() == 2);
  CHECK(two.axis[1] == 2);
  auto const e = test::thrown_by<parameter_error>([] { static_cast<void>(dsp::axis_choice(UINT64_MAX)); });
  CHECK(e.where() == "axis");
}

TEST_CASE("samples that are not there have a policy") {
  CHECK(dsp::convolve_options{}.missing == dsp::missing::propagate);
  dsp::convolve_options const o{.boundary = boundary::circular, .missing = dsp::missing::renormalise};
  CHECK(o.boundary.kind() == boundary::circular);
  CHECK(o.missing == dsp::missing::renormalise);
}
