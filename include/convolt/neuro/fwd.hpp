// SPDX-License-Identifier: BSD-3-Clause
/// Declarations of trains of events.
/// Layer: neuro.
#pragma once

namespace convolt::neuro {

class spike_train;
class spike_trains;

}  // namespace convolt::neuro
