// SPDX-License-Identifier: BSD-3-Clause
/// The convolution family with units.
/// Layer: lax.
#pragma once

// First: the shorter their path of includes, the shorter the messages about what they do not take.
#include <convolt/geometry/steps.hpp>

#include <convolt/geometry/padding.hpp>

#include <convolt/core/threads.hpp>
#include <convolt/lax/conv.hpp>
#include <convolt/lax/conv_transpose.hpp>
#include <convolt/lax/gradients.hpp>
#include <convolt/lax/local.hpp>
#include <convolt/lax/patches.hpp>
#include <convolt/lax/plan.hpp>
#include <convolt/quantity.hpp>
