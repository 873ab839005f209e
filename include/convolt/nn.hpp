// SPDX-License-Identifier: BSD-3-Clause
/// Layers with units: convolution, transposed convolution, scaled weight standardisation, their functionals,
/// parameters, weights of other systems, and how layers are trained. Saving and loading are in convolt/nn/files.hpp.
/// Layer: nn.
#pragma once

#include <convolt/core/threads.hpp>
#include <convolt/nn/adam.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/functional.hpp>
#include <convolt/nn/functional_backward.hpp>
#include <convolt/nn/init.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/momentum.hpp>
#include <convolt/nn/params.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/nn/sgd.hpp>
#include <convolt/nn/standardize.hpp>
#include <convolt/nn/weight_layouts.hpp>
#include <convolt/quantity.hpp>
