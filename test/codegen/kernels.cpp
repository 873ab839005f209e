// SPDX-License-Identifier: BSD-3-Clause
/// The same convolutions of plain and of tagged arrays. Compiled once with CONVOLT_TAGGED 0 and once with 1; both must
/// ask the engine for the same functions. REAL is float or double.
#include <convolt/convolt.hpp>

#include <complex>

using namespace convolt::units;

#if CONVOLT_TAGGED
using voltages = convolt::tensor<mV, REAL, 3>;
using conductances = convolt::tensor<nS, REAL, 3>;
using currents = convolt::tensor<pA, REAL, 3>;
#else
using voltages = xt::xtensor<REAL, 3>;
using conductances = voltages;
using currents = voltages;
#endif

// With CONVOLT_OTHER_ELEMENTS one side computes with other numbers, and the comparison must see it.
#if defined(CONVOLT_OTHER_ELEMENTS) && CONVOLT_TAGGED
using long_numbers = xt::xtensor<std::complex<double>, 3>;
long_numbers other(long_numbers const& x) { return convolt::lax::conv(x, x, {1}, convolt::same); }
#endif

currents once(voltages const& x, conductances const& w) { return convolt::lax::conv(x, w, {1}, convolt::same); }

void into(currents& y, voltages const& x, conductances const& w) {
  convolt::lax::conv_into(y, x, w, {1}, convolt::same);
}

void planned(currents& y, voltages const& x, conductances const& w) {
  auto const plan = convolt::lax::plan(x, w, {1}, convolt::same, convolt::lax::conv_options{});
  plan.into(y, x);
  y = plan(x);
}
