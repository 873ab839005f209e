// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/optimizer.hpp: the units of rates and of what is remembered.

#include <convolt/nn/optimizer.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>
#include <limits>

using namespace convolt;
using namespace convolt::units::spelled;
using test::thrown_by;

namespace {

using synapses = nn::Conv1d<nS, pA, double>;
using without_bias = nn::Conv1d<nS, nn::no_bias, double>;
using dynamic_units = nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double>;
using energy = std::remove_cv_t<decltype(pA * pA)>;
using nn::learning_rate;
using of_descent = nn::detail::rate_times_gradient;
using of_adam = nn::detail::rate_alone;

template <class Rate>
using rate_unit = decltype(std::declval<Rate>().unit());

static_assert(
    EquivalentUnits<rate_unit<nn::detail::weight_rate_t<of_descent, synapses, energy>>, decltype(nS * nS / (pA * pA))>);
static_assert(PlainUnit<rate_unit<nn::detail::bias_rate_t<of_descent, synapses, energy>>>);
static_assert(EquivalentUnits<rate_unit<nn::detail::weight_rate_t<of_adam, synapses, any_unit>>, decltype(nS)>);
static_assert(EquivalentUnits<rate_unit<nn::detail::bias_rate_t<of_adam, synapses, any_unit>>, decltype(pA)>);
static_assert(std::same_as<nn::detail::bias_rate_t<of_adam, without_bias, any_unit>, nn::no_bias_t>);
static_assert(std::same_as<rate_unit<nn::detail::weight_rate_t<of_adam, dynamic_units, any_unit>>, any_unit>);

using of_synapses = nn::detail::parameters_of<synapses>;
static_assert(of_synapses::has_bias && !of_synapses::has_gain && of_synapses::kernel_rank == 3);
static_assert(nn::detail::parameters_of<nn::ScaledWSConv2d<nS>>::has_gain);
static_assert(!nn::detail::parameters_of<without_bias>::has_bias);

}  // namespace

TEST_CASE("a rate takes quantities of its dimension, in any scale") {
  learning_rate<std::remove_cv_t<decltype(nS)>> const rate = 2. * uS;
  CHECK(rate.number() == Approx(2000.));
  CHECK(rate.given());
  CHECK_FALSE(learning_rate<std::remove_cv_t<decltype(nS)>>().given());
  learning_rate<std::remove_cv_t<decltype(nS)>> const parsed = tag(3., any_unit(pS));
  CHECK(parsed.number() == Approx(3e-3));
  learning_rate<dimensionless> const plain = 1;
  CHECK(plain.number() == 1);
  learning_rate<any_unit> const any = 3. * mV;
  CHECK(any.number() == 3);
  CHECK(any.unit() == any_unit(mV));
  CHECK_THROWS_AS(learning_rate<std::remove_cv_t<decltype(nS)>>(tag(1., any_unit(mV))), unit_error);
}

TEST_CASE("rates must be given, finite and not negative") {
  using rate = learning_rate<dimensionless>;
  CHECK_NOTHROW(nn::detail::check_rate("here", "rate", rate(0.)));
  auto const missing = thrown_by<parameter_error>([] { nn::detail::check_rate("here", "bias_rate", rate()); });
  CHECK(missing.category() == "missing_rate");
  CHECK(missing.argument() == "bias_rate");
  for (double bad : {-1., std::numeric_limits<double>::infinity()}) {
    auto const e = thrown_by<parameter_error>([&] { nn::detail::check_rate("here", "rate", rate(bad)); });
    CHECK(e.category() == "bad_rate");
  }
  for (double bad : {-0.1, 1., std::numeric_limits<double>::quiet_NaN()}) {
    auto const e = thrown_by<parameter_error>([&] { nn::detail::check_fraction("here", "beta1", bad); });
    CHECK(e.category() == "bad_decay");
  }
}

TEST_CASE("a moment settles once on a unit and a shape") {
  nn::detail::moment<any_unit, double, 1> m;
  CHECK(m.unit_or(any_unit(pA)) == any_unit(pA));
  xt::xtensor<double, 1> const three{1, 2, 3}, two{1, 2};
  m.settle(any_unit(pA), three);
  m.settle(any_unit(nA), two);
  CHECK(m.unit() == any_unit(pA));
  CHECK(m.unit_or(any_unit(nA)) == any_unit(pA));
  CHECK(test::equal_arrays(raw(m.value()), xt::xtensor<double, 1>{0, 0, 0}));
  CHECK_NOTHROW(m.check("here", "weight", three));
  CHECK(thrown_by<shape_error>([&] { m.check("here", "weight", two); }).category() == "gradient_shape_mismatch");
}
