// SPDX-License-Identifier: BSD-3-Clause
/// Counts of events in bins, told from other numbers by their unit: what `neuro::bin` returns, and what
/// `measure::events` takes besides the events themselves.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/si.hpp>

#include <concepts>
#include <type_traits>

namespace convolt {

/// Sampled numbers in the unit `event_unit`: each says how many events there were in the bin that begins at its
/// coordinate. They are numbers (the unit is 1 by another name), and stay counts when they are cut, added up over
/// trials or weighted by a factor.
template <class S>
concept EventCounts = AnySampled<S> && std::same_as<typename std::remove_cvref_t<S>::unit_type, event_unit>;

}  // namespace convolt
