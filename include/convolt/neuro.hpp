// SPDX-License-Identifier: BSD-3-Clause
/// Spike trains and what is computed of them, with kernels and signals. Not part of <convolt/convolt.hpp>.
/// Layer: neuro.
#pragma once

#include <convolt/dsp.hpp>
#include <convolt/kernel.hpp>
#include <convolt/neuro/bin.hpp>
#include <convolt/neuro/correlogram.hpp>
#include <convolt/neuro/current_source_density.hpp>
#include <convolt/neuro/fano_factor.hpp>
#include <convolt/neuro/intervals.hpp>
#include <convolt/neuro/lfp.hpp>
#include <convolt/neuro/load_nest.hpp>
#include <convolt/neuro/load_phy.hpp>
#include <convolt/neuro/psth.hpp>
#include <convolt/neuro/rate.hpp>
#include <convolt/neuro/respond.hpp>
#include <convolt/neuro/respond_binned.hpp>
#include <convolt/neuro/spike_train.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/neuro/spike_triggered_average.hpp>
#include <convolt/neuro/synapses.hpp>
