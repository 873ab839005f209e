// SPDX-License-Identifier: BSD-3-Clause
/// What nearly every test includes and nobody changes, compiled once per build. Nothing of the library but its bridge
/// to xtensor: that every header includes what it needs is checked elsewhere, with nothing precompiled.
/// Layer: test support.
#pragma once

#include <convolt/core/xt.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>
