// SPDX-License-Identifier: BSD-3-Clause
/// Spike trains and what is computed of them. Not part of <convolt/convolt.hpp>.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/spike_train.hpp>
#include <convolt/neuro/spike_trains.hpp>
