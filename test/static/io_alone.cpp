// SPDX-License-Identifier: BSD-3-Clause
/// convolt/io.hpp is all that a program has to include to write down quantities.

#include <convolt/io.hpp>

#include <concepts>
#include <type_traits>

using namespace convolt::units;

static_assert(2. * mV * (3. * nS) == 6. * pA);
static_assert(std::same_as<decltype(xt::xtensor<double, 1>{1.} * mV)::unit_type, std::remove_const_t<decltype(mV)>>);
