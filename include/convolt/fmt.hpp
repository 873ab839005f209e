// SPDX-License-Identifier: BSD-3-Clause
/// Quantities and units for {fmt}, see quantity/fmt.hpp. Not part of <convolt/convolt.hpp>.
#pragma once

#include <convolt/quantity/fmt.hpp>
