// SPDX-License-Identifier: BSD-3-Clause
/// One include for the test framework: Catch2 version 2 (Debian, Ubuntu) and version 3 have different header layouts.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
