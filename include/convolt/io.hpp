// SPDX-License-Identifier: BSD-3-Clause
/// Files: arrays as .npy, folders of them with units and axes, tables as csv, recordings of any size. Not part of
/// <convolt/convolt.hpp>.
/// Layer: io.
#pragma once

#include <convolt/io/csv.hpp>
#include <convolt/io/error.hpp>
#include <convolt/io/folder.hpp>
#include <convolt/io/folder_writer.hpp>
#include <convolt/io/json.hpp>
#include <convolt/io/npy.hpp>
#include <convolt/io/raw.hpp>
#include <convolt/io/recording.hpp>
#include <convolt/quantity.hpp>
