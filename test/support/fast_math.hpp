// SPDX-License-Identifier: BSD-3-Clause
/// For tests of what is promised under -ffast-math: compiled without it, they would pass without having tried anything.
/// Layer: test support.
#pragma once

#if !defined(__FAST_MATH__)
#error "this test is about -ffast-math"
#endif
