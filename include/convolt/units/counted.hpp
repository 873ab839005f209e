// SPDX-License-Identifier: BSD-3-Clause
/// Words for what is counted, each of them the unit 1: for texts in which a rate is "spikes/s" and Hz is meant. Given
/// where units of one's own are, as in `parse_unit("spikes/s", counted)`. Without being asked no text loses a word: two
/// laboratories may well count different things.
/// Layer: units.
#pragma once

#include <convolt/units/any_unit.hpp>

namespace convolt {

/// Words for things that are counted, all of them 1.
// clang-format off
struct spike_word : named_unit<"spike", dimensionless> {};
struct spikes_word : named_unit<"spikes", dimensionless> {};
struct event_word : named_unit<"event", dimensionless> {};
struct events_word : named_unit<"events", dimensionless> {};
struct count_word : named_unit<"count", dimensionless> {};
struct counts_word : named_unit<"counts", dimensionless> {};
// clang-format on

/// The words for counts that any_unit::parse takes for 1 where they are given: spikes/s is then Hz.
inline constexpr any_unit counted[] = {spike_word{},  spikes_word{}, event_word{},
                                       events_word{}, count_word{},  counts_word{}};

}  // namespace convolt
