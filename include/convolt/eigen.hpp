// SPDX-License-Identifier: BSD-3-Clause
/// Quantities and Eigen's matrices in each other's place, see quantity/eigen.hpp. Not part of <convolt/convolt.hpp>.
#pragma once

#include <convolt/quantity/eigen.hpp>
