// SPDX-License-Identifier: BSD-3-Clause
/// Several machines by MPI, on the communicator of the program: channels and neurons dealt over ranks, convolutions
/// split along an axis. Link convolt::mpi; without MPI it declares nothing. Not part of <convolt/convolt.hpp>.
#pragma once

#include <convolt/dist/arrays.hpp>
#include <convolt/dist/conv.hpp>
#include <convolt/dist/ranks.hpp>
#include <convolt/quantity.hpp>
