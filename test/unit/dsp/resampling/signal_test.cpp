// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/signal.hpp.
#include <convolt/dsp/resampling/signal.hpp>

#include <convolt/core/error.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

namespace {

using namespace convolt::dsp::detail;
using namespace convolt::units;

TEST_CASE("a signal goes along time, along its only dimension, or along the one that is given") {
  xt::xtensor<double, 3> const v = xt::zeros<double>({2, 5, 3});
  convolt::sampled const x(v * mV, convolt::no_axis, convolt::axis(1. * ms, 0.5 * ms, 5), convolt::no_axis);
  rate_signal<double, decltype(x)> const in("f", x, {});
  CHECK(in.dimension() == 1);
  CHECK(in.axis().step == 0.5);
  CHECK((in.block().outer == 2 && in.count() == 5 && in.block().inner == 3));
  auto const out = in.allocate<float>(7);
  CHECK((out.shape(0) == 2 && out.shape(1) == 7 && out.shape(2) == 3));

  rate_signal<double, decltype(v)> const last("f", v, -1);
  CHECK((last.dimension() == 2 && !last.axis().exists));
  xt::xtensor<double, 1> const line{1, 2};
  CHECK(rate_signal<double, decltype(line)>("f", line, {}).count() == 2);
  using plain = rate_signal<double, decltype(v)>;
  CHECK_THROWS_AS(plain("f", v, {}), convolt::parameter_error);
  CHECK_THROWS_AS(plain("f", v, 3), convolt::parameter_error);
}

TEST_CASE("an allocation beyond the address space is refused") {
  xt::xtensor<double, 2> const v = xt::zeros<double>({1000, 1});
  rate_signal<double, decltype(v)> const in("f", v, 1);
  CHECK_THROWS_AS(in.allocate<double>(convolt::index{1} << 58), convolt::shape_error);
}

}  // namespace
