// SPDX-License-Identifier: BSD-3-Clause
/// Everything but io and the optional components.
#pragma once

// First: the shorter its path of includes, the shorter the messages about quantities.
#include <convolt/quantity.hpp>

#include <convolt/core/threads.hpp>
#include <convolt/core/version.hpp>
#include <convolt/engine/entry/isa.hpp>
#include <convolt/lax.hpp>
#include <convolt/nn.hpp>
#include <convolt/quantity/constants.hpp>
#include <convolt/quantity/decibel.hpp>
#include <convolt/quantity/parse.hpp>
#include <convolt/units.hpp>
#include <convolt/units/text.hpp>
