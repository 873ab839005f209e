// SPDX-License-Identifier: BSD-3-Clause
/// Recordings of any size: opened, read a chunk at a time, and written.
/// Layer: io.
#pragma once

#include <convolt/io/recording/chunks.hpp>
#include <convolt/io/recording/npy.hpp>
#include <convolt/io/recording/open_ephys.hpp>
#include <convolt/io/recording/raw.hpp>
#include <convolt/io/recording/recording.hpp>
#include <convolt/io/recording/spikeglx.hpp>
#include <convolt/io/recording/writer.hpp>
