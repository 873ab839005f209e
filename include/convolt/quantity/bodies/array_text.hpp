// SPDX-License-Identifier: BSD-3-Clause
/// Arrays as text, compiled once.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/array_text.hpp>

#include <string>

namespace convolt::detail {

template class number_format<std::string>;
template class shown_numbers<std::string, double>;

}  // namespace convolt::detail
