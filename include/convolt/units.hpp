// SPDX-License-Identifier: BSD-3-Clause
/// Static units: the algebra, the SI, symbols and the objects of convolt::units. Nothing here allocates or needs
/// <string>; units that are known at run time only are in convolt/units/any_unit.hpp, their text in
/// convolt/units/text.hpp.
#pragma once

#include <convolt/units/conversion.hpp>
#include <convolt/units/spelled.hpp>
#include <convolt/units/product.hpp>
#include <convolt/units/si.hpp>
#include <convolt/units/symbol.hpp>
#include <convolt/units/vocabulary.hpp>
