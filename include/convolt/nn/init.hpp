// SPDX-License-Identifier: BSD-3-Clause
/// All initializers. Each is called as `initializer(shape)` or `initializer(shape, context)` and fills an array with
/// plain numbers, the same on every machine; the layer says in which unit they are.
/// Layer: nn.
#pragma once

#include <convolt/nn/init/any_initializer.hpp>
#include <convolt/nn/init/constant.hpp>
#include <convolt/nn/init/distributions.hpp>
#include <convolt/nn/init/gain.hpp>
#include <convolt/nn/init/given.hpp>
#include <convolt/nn/init/orthogonal.hpp>
#include <convolt/nn/init/variance_scaling.hpp>
