// SPDX-License-Identifier: BSD-3-Clause
/// Units that are known when the program runs, declared, and the concept of a unit of either kind. Static units need no
/// declaration: units/vocabulary.hpp takes a tenth of a second to read.
/// Layer: units.
#pragma once

#include <convolt/units/unit.hpp>

#include <concepts>
#include <type_traits>

namespace convolt {

class any_unit;

/// A unit of either kind, static or known at run time.
template <class U>
concept AnyUnit = std::same_as<std::remove_cvref_t<U>, any_unit> || Unit<U>;

}  // namespace convolt
