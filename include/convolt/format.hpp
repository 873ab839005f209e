// SPDX-License-Identifier: BSD-3-Clause
/// Quantities and units for std::format, see quantity/format.hpp. Not part of <convolt/convolt.hpp>.
#pragma once

#include <convolt/quantity/format.hpp>
