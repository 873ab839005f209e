// SPDX-License-Identifier: BSD-3-Clause
/// What programs name in signatures, declared: quantities, axes, trains of events, layers, optimizers, plans, options,
/// executors, errors. Static units are here as they are, `mV` and `milli<volt>` too. For headers that pass these on;
/// what computes with them includes convolt/convolt.hpp. It names no array library, and takes a twentieth of the time.
#pragma once

#include <convolt/core/fwd.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/fwd.hpp>
#include <convolt/lax/fwd.hpp>
#include <convolt/neuro/fwd.hpp>
#include <convolt/nn/fwd.hpp>
#include <convolt/quantity/fwd.hpp>
#include <convolt/units/fwd.hpp>
#include <convolt/units/vocabulary.hpp>
