// SPDX-License-Identifier: BSD-3-Clause
/// HDF5 and NWB files: `convolt::hdf5`, an optional component on HDF5's C library. Include it where HDF5 is used;
/// without HDF5 it declares nothing.
/// Layer: io.
#pragma once

#if __has_include(<hdf5.h>)

#include <convolt/io/hdf5/nwb.hpp>
#include <convolt/io/hdf5/open.hpp>
#include <convolt/io/hdf5/writer.hpp>
#include <convolt/io/recording.hpp>

#endif
