// SPDX-License-Identifier: BSD-3-Clause
/// Forgets to include <vector>: the check that every header compiles alone must refuse it.
#pragma once

inline std::vector<int> three_numbers() { return {1, 2, 3}; }
