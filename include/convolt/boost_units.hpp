// SPDX-License-Identifier: BSD-3-Clause
/// The SI units of Boost.Units as units of this library, see units/boost_units.hpp. Not part of <convolt/convolt.hpp>.
#pragma once

#include <convolt/units/boost_units.hpp>
