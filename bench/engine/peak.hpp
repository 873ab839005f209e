// SPDX-License-Identifier: BSD-3-Clause
/// How many multiply-adds one core does at most: the 100 % of the tables, measured again in every round;
/// and how many cycles.
/// Layer: bench.
#pragma once

namespace convolt::bench {

/// Multiply-adds per second of one core with the widest vectors this program was compiled for, from registers alone.
/// Takes some milliseconds.
template <class T>
[[nodiscard]] double measure_peak();
extern template double measure_peak<float>();
extern template double measure_peak<double>();

/// Cycles per second of one core, as it runs now. Takes some milliseconds.
[[nodiscard]] double measure_frequency();

}  // namespace convolt::bench
