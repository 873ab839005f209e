// SPDX-License-Identifier: BSD-3-Clause
/// Numbers as texts that read back, compiled once.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/coordinate.hpp>

#include <string>

namespace convolt::quantities {

template std::string number_text<float>(float);
template std::string number_text<double>(double);

}  // namespace convolt::quantities
