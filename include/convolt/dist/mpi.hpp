// SPDX-License-Identifier: BSD-3-Clause
/// MPI by its interface for C; its bindings for C++ are of old, and not needed. Where there is no MPI, the headers of
/// this layer declare nothing.
/// Layer: dist.
#pragma once

#if __has_include(<mpi.h>)
#define CONVOLT_HAS_MPI

// Open MPI, and MPICH and its kin.
#if !defined(OMPI_SKIP_MPICXX)
#define OMPI_SKIP_MPICXX 1
#endif
#if !defined(MPICH_SKIP_MPICXX)
#define MPICH_SKIP_MPICXX 1
#endif
#include <mpi.h>

#endif
