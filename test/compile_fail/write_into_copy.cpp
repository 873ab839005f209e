// SPDX-License-Identifier: BSD-3-Clause
// A view times a unit is a copy: what is written into it would be lost.
// EXPECT: out_is_a_temporary_whose_numbers_would_be_lost_look_at_yours_with_tag_ref
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(xt::xtensor<float, 4>& all, convolt::tensor<mV, float, 3> const& x, convolt::tensor<nS, float, 3> const& w) {
  auto part = xt::view(all, 0, xt::all(), xt::all(), xt::all());
#ifdef CONVOLT_FAIL
  convolt::lax::conv_into(part * pA, x, w, {1}, convolt::same);
#else
  convolt::lax::conv_into(convolt::tag_ref(part, pA), x, w, {1}, convolt::same);
#endif
}
