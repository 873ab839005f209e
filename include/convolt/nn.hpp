// SPDX-License-Identifier: BSD-3-Clause
/// Layers with units: convolution, transposed convolution, scaled weight standardisation, their functionals.
/// Layer: nn.
#pragma once

#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/functional.hpp>
#include <convolt/nn/init.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/nn/standardize.hpp>
