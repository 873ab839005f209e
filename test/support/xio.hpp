// SPDX-License-Identifier: BSD-3-Clause
/// The printing of xtensor, wherever its version has it.
#pragma once

#if __has_include(<xtensor/xio.hpp>)
#include <xtensor/xio.hpp>
#else
#include <xtensor/io/xio.hpp>
#endif
